"""An installation with a cohort, and a bank of two capabilities, for tests of benchmarks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from assessment.bank.model import Option
from assessment.scoring.benchmark import Measure, Segment
from assessment.services.cohort import Cohort
from assessment.services.private_key import PrivateKey
from assessment.services.survey import Profile, Survey
from assessment.storage.database import Database
from tests.unit.banks import outlined

DAY = date(2026, 11, 2)
VALUE = Measure("capability", "strategy.value")
ITEM = "strategy.value.1"

_BANK = outlined({"strategy": {"strategy.value": [1], "strategy.rare": [1]}})
INDUSTRIES, SIZES = ("finance", "health"), ("small", "large")
BANK = replace(
    _BANK,
    edition=replace(
        _BANK.edition,
        industries=tuple(Option(id, id.capitalize()) for id in INDUSTRIES),
        sizes=tuple(Option(id, id.capitalize()) for id in SIZES),
    ),
)
ALL, FINANCE, LARGE = Segment(), Segment("finance"), Segment("finance", "large")


@dataclass
class Site:
    """An installation with a clock that tests may move."""

    database: Database
    today: date = DAY
    threshold: int = 5

    def __post_init__(self) -> None:
        self.survey = Survey(self.database, BANK, today=lambda: self.today)
        self.cohort = self.cohort_of(self.database)

    def cohort_of(self, database: Database, threshold: int | None = None) -> Cohort:
        return Cohort(database, BANK, today=lambda: self.today, threshold=threshold or self.threshold)

    def respond(self, value: str = "3", industry: str | None = "finance", size: str | None = "large") -> PrivateKey:
        """A submitted response that hasn't opted in."""
        key = self.survey.begin("full", ["strategy"], Profile(industry=industry, size=size))
        self.survey.answer(key, ITEM, value)
        self.survey.submit(key)
        return key

    def join(self, value: str = "3", industry: str | None = "finance", size: str | None = "large") -> PrivateKey:
        key = self.respond(value, industry, size)
        self.cohort.join(key)
        return key

    def sizes(self) -> dict[Segment, int]:
        """The number of responses in every segment there is, shown or not."""
        with self.database.read() as connection:
            rows = connection.exec_driver_sql("SELECT industry, size, n FROM benchmark_segments").all()
        return {Segment(industry or None, size or None): n for industry, size, n in rows}

    def bins(self, segment: Segment, measure: Measure = VALUE) -> dict[int, int]:
        """The counts of a segment, shown or not."""
        place = f"industry = '{segment.industry or ''}' AND size = '{segment.size or ''}'"
        query = f"SELECT bin, n FROM benchmark_counts WHERE measure = '{':'.join(measure)}' AND {place}"
        with self.database.read() as connection:
            return {row.bin: row.n for row in connection.exec_driver_sql(query)}
