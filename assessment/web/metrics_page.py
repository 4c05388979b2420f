"""`/metrics` for Prometheus, of this one process: there only where the operator asked for it with METRICS=1."""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client import CONTENT_TYPE_LATEST, Metric, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from assessment.services.bootstrap import application
from assessment.web.metrics import registry


class _Database(Collector):
    def collect(self) -> Iterator[Metric]:
        counts = application().database.counts
        yield CounterMetricFamily("assessment_answers_saved", "Answers acknowledged.", value=counts.answers)
        yield CounterMetricFamily(
            "assessment_database_errors", "Times that the database was locked, gone or full.", value=counts.outages
        )

    def describe(self) -> list[Metric]:
        return []  # without it the registry would collect at import, before there is a database


registry.register(_Database())
ProcessCollector(registry=registry)


async def metrics(request: Request) -> Response:
    """What was counted since this process started; 404 unless METRICS=1."""
    if not application().settings.metrics:
        return PlainTextResponse("Not Found", status_code=404)
    return Response(generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST})
