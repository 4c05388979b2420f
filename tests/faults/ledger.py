"""What the database holds, counted anew: acknowledged answers, who handed in, released blocks, batches, who waits."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, func, select

from assessment.bank.model import Bank
from assessment.scoring.benchmark import histograms_of, scores_of
from assessment.scoring.plan import Plan
from assessment.scoring.score import score_respondent
from assessment.storage import repository
from assessment.storage.cohort import OWN
from assessment.storage.database import Database
from assessment.storage.tables import (
    benchmark_counts,
    benchmark_segments,
    benchmarks,
    cohort_held,
    cohort_members,
    responses,
)
from assessment.storage.workshop_tables import participant_answers, participants, workshop_counts
from assessment.storage.workshops import totals
from tests.faults.crowd import Crowd, Person


@dataclass
class Verdict:
    """Acknowledged answers that aren't there, whatever is there twice, and every count that isn't what it counts."""

    lost: list[str] = field(default_factory=list)
    duplicates: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def add(self, other: Verdict) -> None:
        """Take over what another one found."""
        for name, found in vars(other).items():
            getattr(self, name).extend(found)

    @property
    def is_clean(self) -> bool:
        """Whether nothing was found."""
        return not (self.lost or self.duplicates or self.wrong)


def check_people(database: Database, people: Collection[Person]) -> Verdict:
    """Whether every acknowledged answer is there, also while everybody goes on answering."""
    verdict = Verdict()
    known = [(person, dict(person.said), person.handed_in) for person in people]  # before the look
    with database.read() as connection:
        for person, said, handed_in in known:
            row = connection.execute(
                select(participants).where(participants.c.handle == person.key.handle)
            ).one_or_none()
            if row is None:
                verdict.lost.append(f"{person.key.handle}: gone")
                continue
            stored = _answers(connection, row.id)
            for question, (number, value) in said.items():
                there = stored.get(question, ("", 0))
                # A later one may be stored already; the same number has to say the same.
                if there[1] < number or (there[1] == number and there[0] != value) or there[1] > person.last:
                    verdict.lost.append(f"{person.key.handle} {question}: {number} {value}, there is {there}")
            if handed_in and not row.submitted:
                verdict.lost.append(f"{person.key.handle}: handed in, and isn't")
            if row.submitted and not person.handing_in:
                verdict.wrong.append(f"{person.key.handle}: half handed in")
    return verdict


def check_strangers(database: Database, workshop_id: int, crowd: Crowd) -> Verdict:
    """Whether there is anybody, or anything, that nobody sent; the crowd has stopped."""
    verdict = Verdict()
    known = {person.key.handle: person for person in crowd.people}
    unknown = 0
    with database.read() as connection:
        for row in connection.execute(select(participants).where(participants.c.workshop_id == workshop_id)):
            stored, person = _answers(connection, row.id), known.get(row.handle)
            if person is None:
                unknown += 1
                if stored or row.submitted:
                    verdict.wrong.append(f"{row.handle}: answers of nobody")
            elif len(stored) > len({*person.said}) + 1:  # one may have been on its way at the end
                verdict.duplicates.append(f"{row.handle}: {len(stored)} answers, {len(person.said)} acknowledged")
    if unknown > crowd.joins_unanswered:
        verdict.duplicates.append(f"{unknown} joined without knowing it, {crowd.joins_unanswered} got no reply")
    return verdict


def check_blocks(database: Database, workshop_id: int) -> Verdict:
    """Whether released counts are those of who is in the block, and who waits is counted."""
    verdict = Verdict()
    of = participants.c
    with database.read() as connection:
        blocks: dict[int, list[int]] = defaultdict(list)
        waiting = 0
        for row in connection.execute(select(of.id, of.submitted, of.block).where(of.workshop_id == workshop_id)):
            if row.block is not None:
                blocks[row.block].append(row.id)
            waiting += bool(row.submitted and row.block is None)
            if row.block is not None and not row.submitted:
                verdict.wrong.append(f"{row.id}: released without being handed in")
        whole = select(workshop_counts).where(
            workshop_counts.c.workshop_id == workshop_id, workshop_counts.c.breakdown == ""
        )
        ledger = {row.block: row for row in connection.execute(whole)}
        if set(ledger) != set(blocks) or sorted(ledger) != list(range(1, len(ledger) + 1)):
            verdict.wrong.append(f"blocks {sorted(ledger)}, people in {sorted(blocks)}")
        for number in set(ledger) & set(blocks):
            row, said = ledger[number], [_answers(connection, id) for id in blocks[number]]
            if row.n != len(said) or not _are_counts(row.counts, said):
                verdict.wrong.append(f"block {number}: counts of {row.n}, {len(said)} people")
        if totals(connection, workshop_id).waiting != waiting:
            verdict.wrong.append(f"{waiting} wait, {totals(connection, workshop_id).waiting} are counted")
    return verdict


def check_batches(database: Database, bank: Bank, joined: Collection[str]) -> Verdict:
    """Whether the benchmark counts exactly the members it released, and who was told to have joined is a member."""
    verdict = Verdict()
    with database.read() as connection:
        rows = connection.execute(
            select(
                cohort_members,
                responses.c.handle,
                responses.c.mode,
                responses.c.questionnaires,
                responses.c.submitted_on,
            ).join_from(cohort_members, responses)
        ).all()
        released = [row for row in rows if row.released_on is not None]
        if missing := set(joined) - {row.handle for row in rows}:
            verdict.lost.append(f"{len(missing)} joined the benchmark, and didn't")
        if any(row.submitted_on is None for row in rows):
            verdict.wrong.append("a member that isn't submitted")
        own = select(benchmarks.c.id).where(benchmarks.c.source == OWN)
        segment, count, held = benchmark_segments.c, benchmark_counts.c, cohort_held.c
        everybody = (segment.benchmark_id.in_(own), segment.industry == "", segment.size == "")
        n = connection.execute(select(func.coalesce(func.sum(segment.n), 0)).where(*everybody)).scalar_one()
        if n != len(released):
            verdict.wrong.append(f"{len(released)} released, {n} counted")
        counted: Counter[tuple[str, int]] = Counter()
        for found in (
            select(count.measure, count.bin, count.n).where(count.industry == "", count.size == ""),
            select(held.measure, held.bin, held.n),
        ):
            for row in connection.execute(found):
                counted[row.measure, row.bin] += row.n
        if counted != _scored(connection, bank, released):
            verdict.wrong.append("the counts of scores aren't those of who is released")
    return verdict


def _scored(connection: Connection, bank: Bank, members: Collection[Any]) -> Counter[tuple[str, int]]:
    scores = []
    for member in members:
        plan = Plan(bank, member.mode, tuple(member.questionnaires))
        scores.append(scores_of(score_respondent(plan, repository.response_answers(connection, member.response_id))))
    found = histograms_of(scores)
    return Counter({(f"{m.kind}:{m.id}", bin): n for m, bins in found.items() for bin, n in bins.items()})


def _answers(connection: Connection, participant_id: int) -> dict[str, tuple[str, int]]:
    of = participant_answers.c
    found = select(of.question_id, of.value, of.seq).where(of.participant_id == participant_id)
    return {row.question_id: (row.value, row.seq) for row in connection.execute(found)}


def _are_counts(counts: Mapping[str, Mapping[str, int]], said: Collection[Mapping[str, tuple[str, int]]]) -> bool:
    return all(
        Counter({value: n for value, n in of.items() if n}) == Counter(one.get(question, ("", 0))[0] for one in said)
        for question, of in counts.items()
    )
