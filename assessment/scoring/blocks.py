"""What may be shown of a workshop: the one module that decides, and every output is built from what it returns.

A **block** is what is released at once: every submitted response not yet in one, at least k. A **breakdown** (sides,
roles, tables) divides a block into parts, and all breakdowns of a block together into cells. Every part is a union of
cells, every whole a union of blocks, and every cell holds at least k responses, so whatever is added to or taken from
whatever else, at any times, is about no response or about k and more. What anybody answered plays no part in it.

Fewer than k of those may have answered a question. A breakdown therefore shows it only of as many of the first blocks
as can be without a sum or difference of anything ever shown telling their answers: see `crossings`.

Counts are taken once, at the release. Deleting a response, or changing a mind in a second vote, never changes them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from assessment.errors import NotNow
from assessment.language import _
from assessment.scoring.crossings import Cell, covered
from assessment.scoring.disclosure import SMALLEST_THRESHOLD

Table = Mapping[str, Mapping[str, int]]
"""How many gave which answer to each question; the empty answer is a blank."""

OTHER = "other"
"""The part that takes in what is too small to stand alone."""

NOT_COUNTED = ("", "dk", "na", "dont_know")
"""Answers that are neither a level nor an owner: they don't help a figure over the threshold."""

FEWEST_FOR_NOTES = 8
"""Comments need at least this many released responses, and never fewer than k."""

BY_ROLE = ("side", "role")
"""The breakdowns that somebody agrees to who agrees to be shown by role: sides are made of roles, tables are not."""


@dataclass(frozen=True)
class Submitted:
    """A submitted response: its answers by question, its part in each breakdown, and in attributed mode its consent."""

    answers: Mapping[str, str]
    labels: Mapping[str, str | None]
    consents: bool = False


@dataclass(frozen=True)
class Part:
    """How many responses, and what they answered."""

    n: int
    counts: Table


@dataclass(frozen=True)
class Block:
    """The counts of a block and of the parts of its breakdowns, as they are released, and its cells.

    An anonymous block has cells where it has breakdowns, named in the same order; they are for deciding, never shown.
    """

    whole: Part
    breakdowns: Mapping[str, Mapping[str, Part]]
    cells: Sequence[Cell] = ()


@dataclass(frozen=True)
class Picture:
    """What may be shown of all released blocks.

    `withheld` names the questions that fewer than k answered: of those, `counts` has only who doesn't know, for whom it
    doesn't apply, and blanks. A part has no counts of a question where one part of its breakdown, or the whole, is
    withheld, or where a difference would tell what few answered; where that is so of later blocks only, it has those
    of the first.
    """

    n: int
    counts: Table
    withheld: frozenset[str]
    breakdowns: Mapping[str, Mapping[str, Part]]


def release(
    responses: Sequence[Submitted],
    questions: Collection[str],
    breakdowns: Sequence[str],
    k: int,
    *,
    attributed: bool = False,
) -> Block:
    """The block that these responses become. `breakdowns` are named most wanted first.

    Raises `NotNow` for fewer than k responses, ValueError for a k below 4.
    """
    _check(k)
    if len(responses) < k:
        said = _(
            "Waiting to be revealed: {waiting}. At least {least} submitted responses are shown together, so nothing "
            "was revealed, and nothing is lost. Wait until more people have submitted."
        )
        raise NotNow(said.format(waiting=len(responses), least=k))
    divided = _by_consent(responses, breakdowns, k) if attributed else divide(responses, breakdowns, k)
    return Block(
        _part(responses, questions),
        {
            breakdown: {label: _part([responses[n] for n in members], questions) for label, members in parts.items()}
            for breakdown, parts in divided.items()
        },
        [] if attributed else _cells(responses, questions, divided),
    )


def divide(responses: Sequence[Submitted], breakdowns: Sequence[str], k: int) -> dict[str, dict[str, tuple[int, ...]]]:
    """The parts of each breakdown as positions in `responses`, at least k; one with fewer than two parts isn't there.

    Each breakdown in turn cuts the cells of those before it. Parts that would leave a cell of under k merge into
    "other", and while "other" would, it takes in the smallest part of that cell.
    """
    cells: list[frozenset[int]] = [frozenset(range(len(responses)))]
    found = {}
    for breakdown in breakdowns:
        parts = _merged(_labelled(responses, breakdown, range(len(responses))), cells, k)
        if len(parts) > 1:
            found[breakdown] = {label: tuple(sorted(members)) for label, members in sorted(parts.items())}
            cells = [cell & part for cell in cells for part in parts.values() if cell & part]
    return found


def picture(blocks: Sequence[Block], k: int, *, attributed: bool = False) -> Picture | None:
    """What may be shown of these blocks, None without any.

    A figure needs k answers, and so does each part of a breakdown, or the whole breakdown of that question is
    withheld; so it is, or stays that of the first blocks, where a difference to anything shown at any time would tell
    what 1 to k − 1 answered. In attributed mode the parts consented, and have no minimum of their own.
    """
    _check(k)
    if not blocks:
        return None
    whole = _joined([block.whole for block in blocks])
    counts, withheld = show(whole.counts, k)
    shown = _shown_by_consent(blocks, withheld) if attributed else _shown_breakdowns(blocks, k)
    return Picture(whole.n, counts, withheld, shown)


def show(counts: Table, k: int) -> tuple[Table, frozenset[str]]:
    """The counts without the answers of questions that fewer than k answered, and those questions."""
    withheld = frozenset(question for question, given in counts.items() if _answered(given) < k)
    shown = {
        question: {value: n for value, n in given.items() if question not in withheld or value in NOT_COUNTED}
        for question, given in counts.items()
    }
    return shown, withheld


def second_vote(first: Table, ballots: Iterable[tuple[Mapping[str, str], Mapping[str, str]]]) -> Table:
    """The counts after a second vote: the first ones, with the changes of each ballot (first answers, new answers).

    Who abstained, and who has deleted their response since the release, stay where their first vote was, so that both
    votes are of the same people.
    """
    counts = {question: Counter(given) for question, given in first.items()}
    for before, after in ballots:
        for question, value in after.items():
            counts[question][before.get(question, "")] -= 1
            counts[question][value] += 1
    return {question: {value: n for value, n in given.items() if n} for question, given in counts.items()}


def join(blocks: Sequence[Block], questions: Collection[str]) -> Table:
    """The counts of these questions over whole blocks."""
    whole = _joined([block.whole for block in blocks])
    return {question: whole.counts.get(question, {}) for question in questions}


def blocks_with_notes(sizes: Iterable[int], k: int) -> int:
    """Of how many of the first blocks, which have these sizes, comments may be shown.

    What is new after a reveal is by somebody newly released, so blocks wait until there are enough of those as well.
    """
    shown = waiting = 0
    for number, size in enumerate(sizes, 1):
        waiting += size
        if waiting >= max(k, FEWEST_FOR_NOTES):
            shown, waiting = number, 0
    return shown


def _check(k: int) -> None:
    if k < SMALLEST_THRESHOLD:
        raise ValueError(f"k is at least {SMALLEST_THRESHOLD}")


def _by_consent(
    responses: Sequence[Submitted], breakdowns: Sequence[str], k: int
) -> dict[str, dict[str, tuple[int, ...]]]:
    """The parts by role of who consented, however small; none where those who declined would be 1 to k − 1."""
    consenting = [n for n, response in enumerate(responses) if response.consents]
    if 0 < len(responses) - len(consenting) < k:
        return {}
    found = {name: _labelled(responses, name, consenting) for name in breakdowns if name in BY_ROLE}
    return {
        name: {label: tuple(sorted(members)) for label, members in sorted(parts.items())}
        for name, parts in found.items()
        if len(parts) > 1
    }


def _labelled(responses: Sequence[Submitted], breakdown: str, among: Iterable[int]) -> dict[str, frozenset[int]]:
    """The positions by label; who has none is among the others."""
    found: dict[str, set[int]] = defaultdict(set)
    for n in among:
        found[responses[n].labels.get(breakdown) or OTHER].add(n)
    return {label: frozenset(members) for label, members in found.items()}


def _merged(parts: Mapping[str, frozenset[int]], cells: Sequence[frozenset[int]], k: int) -> dict[str, frozenset[int]]:
    """The parts, with "other" grown until it and every other part meet each cell in nobody or in k and more."""
    alone = {label: members for label, members in parts.items() if label != OTHER and not _short(members, cells, k)}
    other = frozenset[int]().union(*(members for label, members in parts.items() if label not in alone))
    while short := _short(other, cells, k):
        # Such a cell has k members or more, so some of them are in a part that still stands alone.
        meeting = (label for label, members in alone.items() if members & short[0])
        other |= alone.pop(min(meeting, key=lambda label: (len(alone[label]), label)))
    return {**alone, OTHER: other} if other else alone


def _short(members: frozenset[int], cells: Iterable[frozenset[int]], k: int) -> list[frozenset[int]]:
    return [cell for cell in cells if 0 < len(cell & members) < k]


def _cells(
    responses: Sequence[Submitted], questions: Collection[str], divided: Mapping[str, Mapping[str, Sequence[int]]]
) -> list[Cell]:
    if not divided:
        return []
    parts = {name: {n: label for label, members in of.items() for n in members} for name, of in divided.items()}
    cells: dict[tuple[str, ...], list[Submitted]] = defaultdict(list)
    for n, response in enumerate(responses):
        cells[tuple(of[n] for of in parts.values())].append(response)
    return [_cell(dict(zip(parts, of, strict=True)), _part(members, questions)) for of, members in cells.items()]


def _cell(parts: Mapping[str, str], of: Part) -> Cell:
    return Cell(parts, {question: _answered(given) for question, given in of.counts.items()})


def _part(responses: Sequence[Submitted], questions: Collection[str]) -> Part:
    counted = {q: Counter(response.answers.get(q, "") for response in responses) for q in questions}
    return Part(len(responses), {question: dict(given) for question, given in counted.items()})


def _joined(parts: Sequence[Part]) -> Part:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for part in parts:
        for question, given in part.counts.items():
            counts[question].update(given)
    return Part(sum(part.n for part in parts), {question: dict(given) for question, given in counts.items()})


def _joined_breakdowns(blocks: Sequence[Block]) -> dict[str, dict[str, Part]]:
    found: dict[str, dict[str, list[Part]]] = defaultdict(lambda: defaultdict(list))
    for block in blocks:
        for name, parts in block.breakdowns.items():
            for label, part in parts.items():
                found[name][label].append(part)
    return {name: {label: _joined(of[label]) for label in sorted(of)} for name, of in found.items()}


def _shown_breakdowns(blocks: Sequence[Block], k: int) -> dict[str, dict[str, Part]]:
    """The parts, each question of as many of the first blocks as may be; blocks without cells count as undivided."""
    known = [block if block.cells else Block(block.whole, {}) for block in blocks]
    may = covered([block.cells or [_cell({}, block.whole)] for block in known], k)
    at = [_joined_breakdowns(known[:moment]) for moment in range(len(known) + 1)]

    def shown(name: str, label: str) -> Table:
        found = {question: at[moment][name].get(label) for question, moment in may[name].items() if moment}
        return {question: part.counts[question] for question, part in found.items() if part}

    return {name: {label: Part(of[label].n, shown(name, label)) for label in of} for name, of in at[-1].items()}


def _shown_by_consent(blocks: Sequence[Block], withheld: Collection[str]) -> dict[str, dict[str, Part]]:
    """The parts without the questions that are withheld in the whole, or that nobody in one part answered."""
    found = {}
    for name, parts in _joined_breakdowns(blocks).items():
        short = {q for part in parts.values() for q, given in part.counts.items() if not _answered(given)}
        hidden = short.union(withheld)
        found[name] = {
            label: Part(part.n, {q: given for q, given in part.counts.items() if q not in hidden})
            for label, part in parts.items()
        }
    return found


def _answered(given: Mapping[str, int]) -> int:
    return sum(n for value, n in given.items() if value not in NOT_COUNTED)
