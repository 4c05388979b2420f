"""Reads a result file back, strictly: one respondent's result, to hold a later wave against."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assessment.bank.model import Mode
from assessment.errors import ResultFileError
from assessment.scoring.change import Wave

MAX_BYTES = 1_048_576
"""Far more than the result of one respondent takes (about 10 KB)."""

_SAFE = "Nothing was stored or changed. Choose the JSON file that you downloaded with an earlier result."

_Score = Annotated[float, Field(ge=1, le=5, allow_inf_nan=False)]
_Id = Annotated[str, Field(min_length=1, max_length=200)]


MOST_OF_A_PATH = 120
"""Characters shown of where something is wrong: keys of a file may be of any length."""


class _Part(BaseModel):
    # Later versions add keys to the format, so what isn't known here is passed over; what is has to be right.
    model_config = ConfigDict(strict=True, extra="ignore")


class _Edition(_Part):
    id: _Id
    content_hash: _Id


class _Scored(_Part):
    score: _Score | None


class _Capability(_Scored):
    asked: Annotated[int, Field(ge=0, le=1_000)]


class _Respondent(_Part):
    overall: _Scored
    domains: dict[_Id, _Scored]
    capabilities: dict[_Id, _Capability]


class _ResultFile(_Part):
    format: Literal["ai-leadership-assessment/result"]
    version: Literal[1]
    edition: _Edition
    scoring_version: Annotated[int, Field(ge=1)]
    mode: Mode
    simulated: bool
    respondents: list[_Respondent]


def read_result_json(data: bytes) -> Wave:
    """The wave in the bytes of a result file of one respondent.

    Raises `ResultFileError` for anything else, saying what was expected and where.
    """
    if len(data) > MAX_BYTES:
        raise ResultFileError(f"This file is larger than {MAX_BYTES // 1024:,} KB, so it can't be one result. {_SAFE}")
    try:
        file = _ResultFile.model_validate_json(data)
    except ValidationError as error:
        raise ResultFileError(
            f"This isn't a result as JSON that this program can read: {_first(error)}. {_SAFE}"
        ) from None
    if len(file.respondents) != 1:
        raise ResultFileError(
            f"This file holds the results of {len(file.respondents)} respondents; expected a result of one. {_SAFE}"
        )
    (mine,) = file.respondents
    return Wave(
        edition_id=file.edition.id,
        content_hash=file.edition.content_hash,
        scoring_version=file.scoring_version,
        mode=file.mode,
        overall=mine.overall.score,
        domains={id: domain.score for id, domain in mine.domains.items()},
        capabilities={id: capability.score for id, capability in mine.capabilities.items()},
        asked={id: capability.asked for id, capability in mine.capabilities.items()},
        simulated=file.simulated,
    )


def _first(error: ValidationError) -> str:
    """The first thing that is wrong. What the file says there is left out: it may be anything."""
    first = error.errors(include_input=False, include_url=False, include_context=False)[0]
    where = ".".join(map(str, first["loc"]))[:MOST_OF_A_PATH]
    return f"{where}: {first['msg']}" if where else str(first["msg"])
