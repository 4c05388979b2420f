"""The cohort: opting in and out, releasing batches, and where a result stands among the responses released."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Literal, cast, get_args

from assessment.bank.model import Bank, Mode
from assessment.errors import AssessmentError, InvalidAnswer, OtherEdition, StorageUnavailable
from assessment.language import _
from assessment.scoring import SCORING_VERSION
from assessment.scoring.benchmark import (
    Benchmark,
    BenchmarkEdition,
    Comparison,
    Histogram,
    Histograms,
    Instrument,
    Kind,
    Measure,
    Released,
    Segment,
    histograms_of,
    narrowest,
    place,
    scores_of,
)
from assessment.scoring.benchmark_words import too_few
from assessment.scoring.disclosure import Batch, Waiting, batches, entering, may_show, shown
from assessment.scoring.plan import Plan
from assessment.scoring.score import score_respondent
from assessment.services.private_key import PrivateKey, opened
from assessment.storage import cohort, repository
from assessment.storage.cohort import OWN, Count, Key, Member, Place, SegmentRow
from assessment.storage.database import Connection, Database
from assessment.storage.repository import Response

Membership = Literal["not_joined", "waiting", "released"]

CONSENT = (
    "Your scores are added to counts that other people see, here and in files made from them: by industry and size, "
    "without any answer, comment or link of yours. They enter together with those of at least {others} other "
    "responses, never alone. Until then you can withdraw. After that the counts stay, even if you delete your answers."
)
COLLECTED = "People who opted in after a self-service assessment; nobody sampled them."
"""How the own cohort came about, as an exported benchmark edition says it."""


class Cohort:
    """Who is compared with whom; a batch is at least `threshold` responses."""

    def __init__(self, database: Database, bank: Bank, today: Callable[[], date], threshold: int) -> None:
        self._database, self._bank, self._today, self._threshold = database, bank, today, threshold
        self._plans: dict[tuple[Mode, tuple[str, ...]], Plan] = {}

    @property
    def consent(self) -> str:
        """What is said before somebody opts in."""
        return CONSENT.format(others=self._threshold - 1)

    def state(self, key: PrivateKey) -> Membership:
        """Whether the response opted in, and whether it is counted. Raises `NoSuchLink`."""
        with self._database.read() as connection:
            return _membership(cohort.find_member(connection, opened(connection, key).id))

    def join(self, key: PrivateKey) -> Membership:
        """Opt in, and release the batch that this completes; a second time changes nothing.

        Raises `NoSuchLink`, `OtherEdition`, and `InvalidAnswer` for what can't be counted: not submitted, simulated, or
        answered before a change of the questions.
        """

        def add(connection: Connection) -> None:
            response = opened(connection, key)
            self._refuse_uncountable(response)
            repository.hold(connection, response.id)
            if cohort.find_member(connection, response.id) is None:
                cohort.add_member(connection, response.id, self._today(), response.industry, response.size)

        self._database.write(add)
        self.release_due()
        return self.state(key)

    def withdraw(self, key: PrivateKey) -> Membership:
        """Opt out while waiting; what is released stays so. Raises `NoSuchLink`."""

        def remove(connection: Connection) -> Membership:
            response = opened(connection, key)
            cohort.remove_waiting(connection, response.id)
            return _membership(cohort.find_member(connection, response.id))

        return self._database.write(remove)

    def release_due(self) -> int:
        """Release every batch that is due, all in one transaction; returns the number of responses released.

        Cheap where nothing is due. What can't be released while the database is away is due again at the next call.
        """
        edition = self._bank.edition.id
        try:
            with self._database.read() as connection:
                waiting = cohort.waiting_members(connection, edition, self._bank.content_hash)
            return self._database.write(self._release) if self._due(waiting) else 0
        except StorageUnavailable:
            return 0

    def compare(
        self, mode: Mode, industry: str | None, size: str | None, scores: Mapping[Measure, float]
    ) -> Comparison:
        """Where scores (1–5, by measure) stand in the narrowest segment of this profile that may be shown.

        The own cohort comes first, then imported editions by the name of their source; they are never added together.
        Touches the rows of three segments and the counts of one, however many responses there are.
        """
        key, segment = self._key(mode), Segment.of(industry, size)
        with self._database.read() as connection:
            found = self._benchmarks(mode, cohort.segments(connection, key, [_at(s) for s in segment.widening]))
            benchmark, released = narrowest(found, segment) or (None, None)
            histograms = self._shown(connection, benchmark, released) if benchmark and released else {}
        placed = {measure: place(score, histograms.get(measure, {})) for measure, score in scores.items()}
        there = {measure: placement for measure, placement in placed.items() if placement}
        return Comparison(there, benchmark, released, next((b.n for b in found if b.source == OWN), 0))

    def benchmarks(self, mode: Mode) -> list[Benchmark]:
        """What there is for a mode: the own cohort, if anything is released, then imported editions by source."""
        with self._database.read() as connection:
            return self._benchmarks(mode, cohort.segments(connection, self._key(mode)))

    def histograms(self, benchmark: Benchmark, released: Released) -> dict[Measure, Histogram]:
        """The counts of a segment, of the measures that may be shown."""
        with self._database.read() as connection:
            return self._shown(connection, benchmark, released)

    def export_edition(self, source: str) -> BenchmarkEdition:
        """What may be shown of the own cohort, to be published under the name `source`.

        Raises `AssessmentError` where that is nothing.
        """
        modes: dict[Mode, dict[Segment, tuple[Released, Histograms]]] = {}
        most = 0
        with self._database.read() as connection:
            for mode in get_args(Mode):
                found = self._benchmarks(mode, cohort.segments(connection, self._key(mode)))
                for own in (benchmark for benchmark in found if benchmark.source == OWN):
                    most = max(most, own.n)
                    modes[mode] = {r.segment: (r, self._shown(connection, own, r)) for r in own.segments}
        if not any(modes.values()):
            raise AssessmentError(_("there is nothing to export: {most}").format(most=too_few(most)))
        edition = self._bank.edition.id
        return BenchmarkEdition(source, COLLECTED, edition, self._bank.content_hash, SCORING_VERSION, modes)

    def import_edition(self, edition: BenchmarkEdition) -> None:
        """Keep a published benchmark edition, in the place of what the same source published of the same questions."""

        def keep(connection: Connection) -> None:
            for mode in get_args(Mode):
                key = Key(edition.edition_id, edition.content_hash, edition.scoring_version, mode)
                benchmark = cohort.hold_benchmark(connection, key, edition.source, edition.collected)
                cohort.clear_benchmark(connection, benchmark)
                for segment, (r, histograms) in edition.modes.get(mode, {}).items():
                    at = _at(segment)
                    cohort.add_to_segment(connection, benchmark, at, r.n, r.batches, r.first_day, r.last_day)
                    cohort.add_counts(connection, benchmark, at, _counts(histograms))

        self._database.write(keep)

    def _refuse_uncountable(self, response: Response) -> None:
        if response.edition_id != self._bank.edition.id:
            raise OtherEdition(response.edition_id, self._bank.edition.id)
        if response.content_hash != self._bank.content_hash:
            raise InvalidAnswer(
                _(
                    "The questions were changed after you began, so your answers can't be counted with those "
                    "of others. They are safe, and your results stay as they are."
                )
            )
        if response.submitted_on is None:
            raise InvalidAnswer(_("Your answers aren't submitted yet. Submit them first, then join the benchmark."))
        if response.simulated:
            raise InvalidAnswer(_("Simulated answers never enter the benchmark."))

    def _release(self, connection: Connection) -> int:
        """Everything is looked up anew: since it was found to be due, somebody may have withdrawn or released."""
        edition = self._bank.edition.id
        waiting = cohort.waiting_members(connection, edition, self._bank.content_hash, hold=True)
        members = {member.response_id: member for member in waiting}
        due = self._due(waiting)
        for batch in due:
            self._release_batch(connection, batch, [members[id] for id in batch.responses])
        return sum(len(batch.responses) for batch in due)

    def _due(self, members: Iterable[Member]) -> list[Batch]:
        waiting = (
            Waiting(m.response_id, self._instrument(m.mode), Segment.of(m.industry, m.size), m.joined_on)
            for m in members
        )
        return batches(waiting, self._today(), self._threshold)

    def _release_batch(self, connection: Connection, batch: Batch, members: Iterable[Member]) -> None:
        today = self._today()
        counted = histograms_of(self._scores(connection, member) for member in members)
        benchmark = cohort.hold_benchmark(connection, self._key(batch.instrument.mode))
        held = _histograms(cohort.held_counts(connection, benchmark, _at(batch.label)))
        enter, hold = entering(held, counted, self._threshold)
        cohort.replace_held(connection, benchmark, _at(batch.label), _counts(hold))
        for segment in batch.label.widening:
            cohort.add_to_segment(connection, benchmark, _at(segment), len(batch.responses), 1, today, today)
            cohort.add_counts(connection, benchmark, _at(segment), _counts(enter))
        cohort.mark_released(connection, batch.responses, today)

    def _scores(self, connection: Connection, member: Member) -> dict[Measure, float]:
        choice = (member.mode, member.questionnaires)
        if choice not in self._plans:
            self._plans[choice] = Plan(self._bank, *choice)
        answers = repository.response_answers(connection, member.response_id)
        return scores_of(score_respondent(self._plans[choice], answers))

    def _instrument(self, mode: Mode) -> Instrument:
        return Instrument(self._bank.edition.id, self._bank.content_hash, SCORING_VERSION, mode)

    def _key(self, mode: Mode) -> Key:
        return Key(self._bank.edition.id, self._bank.content_hash, SCORING_VERSION, mode)

    def _benchmarks(self, mode: Mode, rows: Iterable[SegmentRow]) -> list[Benchmark]:
        by_source: dict[tuple[str, str], list[Released]] = defaultdict(list)
        for row in rows:
            released = Released(_segment(row.place), row.n, row.batches, row.first_day, row.last_day)
            by_source[row.source, row.collected].append(released)
        return [
            Benchmark(
                *source,
                self._instrument(mode),
                next(r.n for r in segments if r.segment == Segment()),
                tuple(r for r in segments if may_show(r.n)),
                tuple(r.segment for r in segments if not may_show(r.n)),
            )
            for source, segments in by_source.items()
        ]

    def _shown(self, connection: Connection, benchmark: Benchmark, released: Released) -> dict[Measure, Histogram]:
        key = self._key(benchmark.instrument.mode)
        return shown(_histograms(cohort.counts(connection, key, benchmark.source, _at(released.segment))))


def _membership(member: Member | None) -> Membership:
    if member is None:
        return "not_joined"
    return "waiting" if member.released_on is None else "released"


def _at(segment: Segment) -> Place:
    return Place(segment.industry or "", segment.size or "")


def _segment(place: Place) -> Segment:
    return Segment(place.industry or None, place.size or None)


def _counts(histograms: Histograms) -> list[Count]:
    return [
        Count(f"{measure.kind}:{measure.id}", bin, n)
        for measure, histogram in histograms.items()
        for bin, n in histogram.items()
    ]


def _histograms(counts: Iterable[Count]) -> dict[Measure, Histogram]:
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for count in counts:
        found[count.measure][count.bin] = count.n
    return {_measure(text): histogram for text, histogram in found.items()}


def _measure(text: str) -> Measure:
    kind, id = text.split(":")
    return Measure(cast(Kind, kind), id)
