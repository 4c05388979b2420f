"""What moved between two waves of one respondent, and which of their scores can be compared at all."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from assessment.bank.model import Bank, Mode

Break = Literal["edition", "content", "scoring", "mode", "asked"]
"""What differs between two waves. The edition, its content under the same id, or the formulas: that breaks every score.
The mode, or else what was asked in it: that breaks the scores that rest on other questions."""


@dataclass(frozen=True)
class Wave:
    """A respondent's scores (1–5, None for none) at one time, with all that they depend on.

    `domains` and `capabilities` are by id, `asked` is the number of questions asked of each capability.
    """

    edition_id: str
    content_hash: str
    scoring_version: int
    mode: Mode
    overall: float | None
    domains: Mapping[str, float | None]
    capabilities: Mapping[str, float | None]
    asked: Mapping[str, int]
    simulated: bool = False


@dataclass(frozen=True)
class Change:
    """A score (1–5) before and now. `compares` is whether both rest on the same questions, scored in the same way;
    `moved` (−4 to 4) is None where they don't or where one is missing."""

    before: float | None
    now: float | None
    compares: bool

    @property
    def moved(self) -> float | None:
        """The score now less the one before."""
        comparable = self.compares and self.before is not None and self.now is not None
        return (self.now or 0.0) - (self.before or 0.0) if comparable else None


@dataclass(frozen=True)
class Changes:
    """Two waves held against each other: what differs between them, and each score of the bank, by id in bank order."""

    breaks: tuple[Break, ...]
    overall: Change
    domains: Mapping[str, Change]
    capabilities: Mapping[str, Change]


def compare(bank: Bank, before: Wave, now: Wave) -> Changes:
    """What moved from `before` to `now`, in the capabilities that `bank` has.

    Only within one edition of one content, scored by the same formulas: a capability compares where both waves asked
    the same number of its questions (a mode asks its core item or all, so then they are the same ones), a domain where
    all of its capabilities do, the overall score where all do.
    """
    breaks = _breaks(before, now)
    alike = not set(breaks) & {"edition", "content", "scoring"}
    same = {c.id for c in bank.capabilities() if alike and before.asked.get(c.id, 0) == now.asked.get(c.id, 0)}

    def change(earlier: float | None, later: float | None, rests_on: Collection[str]) -> Change:
        return Change(earlier, later, same.issuperset(rests_on))

    parts = {d: [c.id for q in bank.questionnaires if q.domain == d for c in q.capabilities] for d in bank.domains}
    return Changes(
        breaks=breaks,
        overall=change(before.overall, now.overall, [id for rests_on in parts.values() for id in rests_on]),
        domains={d: change(before.domains.get(d), now.domains.get(d), rests_on) for d, rests_on in parts.items()},
        capabilities={
            c.id: change(before.capabilities.get(c.id), now.capabilities.get(c.id), [c.id]) for c in bank.capabilities()
        },
    )


def _breaks(before: Wave, now: Wave) -> tuple[Break, ...]:
    found: list[Break] = []
    if before.edition_id != now.edition_id:
        found.append("edition")
    elif before.content_hash != now.content_hash:
        found.append("content")
    if before.scoring_version != now.scoring_version:
        found.append("scoring")
    if before.mode != now.mode:
        found.append("mode")
    elif not found and before.asked != now.asked:
        found.append("asked")
    return tuple(found)
