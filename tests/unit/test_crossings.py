"""What adding and subtracting tells of a question that not everybody answered: cases by hand, and random rooms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.scoring.blocks import Block, Picture, Submitted, picture, release
from tests.unit.attack import answered_in, answers_behind, tells_of_few

K = 5
SIDES = {"cio": "technology", "cto": "technology", "cfo": "business", "ceo": "business"}


def people(role: str, answered: int, silent: int = 0, table: str | None = None) -> list[Submitted]:
    """So many of one role, and of one table, who answer level 3 or nothing."""
    labels = {"role": role, "side": SIDES[role], "table": table}
    return [Submitted({"q": "3"} if n < answered else {}, labels) for n in range(answered + silent)]


def block(*responses: list[Submitted], by: Sequence[str] = ("role",)) -> Block:
    return release(list(chain.from_iterable(responses)), ["q"], by, K)


def shown(*blocks: Block) -> dict[str, dict[str, int]]:
    """How many answers each part shows, of all blocks; a breakdown that shows none isn't there."""
    of = picture(blocks, K)
    assert of is not None
    found = {
        name: {label: sum(n for value, n in part.counts["q"].items() if value) for label, part in parts.items()}
        for name, parts in of.breakdowns.items()
        if all("q" in part.counts for part in parts.values())
    }
    assert all(
        "q" not in p.counts for name, parts in of.breakdowns.items() if name not in found for p in parts.values()
    )
    return found


# One block


def test_parts_that_k_answered_are_shown_with_who_answered_nothing() -> None:
    assert shown(block(people("ceo", 6, 1), people("cio", 5, 2))) == {"role": {"ceo": 6, "cio": 5}}


def test_a_crossing_that_a_difference_tells_is_not_shown() -> None:
    # Everybody at the red table is CEO, so CEO − red is who is CEO at the blue one: seven people, four answers. Every
    # part has enough: red 6, blue 4 + 6, CEO 6 + 4, CIO 6. The role stands first, so the tables give way.
    blue = [*people("ceo", 4, 3, "blue"), *people("cio", 6, 0, "blue")]
    room = [people("ceo", 6, 0, "red"), blue]
    assert shown(block(*room, by=("role", "table"))) == {"role": {"ceo": 10, "cio": 6}}
    assert shown(block(*room, by=("table", "role"))) == {"table": {"blue": 10, "red": 6}}


def test_a_crossing_that_nobody_answered_is_shown_for_there_is_nothing_to_tell() -> None:
    blue = [*people("ceo", 0, 7, "blue"), *people("cio", 6, 0, "blue")]
    assert shown(block(people("ceo", 6, 0, "red"), blue, by=("role", "table"))) == {
        "role": {"ceo": 6, "cio": 6},
        "table": {"blue": 6, "red": 6},
    }


def test_small_crossings_that_no_difference_tells_are_shown() -> None:
    # Each role sits at each table. CEO − red is about two cells, CEO at blue and CIO at red, and nothing is about one.
    red = [*people("ceo", 4, 1, "red"), *people("cio", 6, 0, "red")]
    blue = [*people("ceo", 6, 0, "blue"), *people("cio", 6, 0, "blue")]
    assert shown(block(red, blue, by=("role", "table"))) == {
        "role": {"ceo": 10, "cio": 12},
        "table": {"blue": 12, "red": 10},
    }


# Several blocks


DIVIDED = [people("ceo", 6, 0), people("cio", 6, 0)]


def test_the_rest_of_a_block_without_parts_is_not_told_by_the_whole() -> None:
    # All − CEO − CIO = the six who came late, of whom one answered.
    assert shown(block(*DIVIDED), block(people("cfo", 1, 5))) == {}
    assert shown(block(people("cfo", 1, 5)), block(*DIVIDED)) == {}
    assert shown(block(*DIVIDED), block(people("cfo", 5, 1))) == {"role": {"ceo": 6, "cio": 6}}
    assert shown(block(*DIVIDED), block(people("cfo", 0, 6))) == {"role": {"ceo": 6, "cio": 6}}


def test_who_came_late_in_a_part_is_not_told_by_what_it_was_before() -> None:
    # CEO after − CEO before = 2 answers. What was shown before stays: the whole tells of eight late answers, no more.
    late = block(people("ceo", 2, 4), people("cio", 6, 0))
    assert shown(block(*DIVIDED), late) == {"role": {"ceo": 6, "cio": 6}}
    assert shown(block(*DIVIDED), block(people("ceo", 5, 1), people("cio", 6))) == {"role": {"ceo": 11, "cio": 12}}


def test_a_part_that_was_too_small_to_show_is_shown_with_later_ones() -> None:
    # The roles weren't shown after the first block, so the whole before and the parts after tell no role's four.
    first = block(people("ceo", 4, 2), people("cio", 6, 0))
    assert shown(first) == {}
    assert shown(first, block(*DIVIDED)) == {"role": {"ceo": 10, "cio": 12}}


def test_what_waits_enters_with_a_later_block() -> None:
    # CEO at last − CEO at first = 2 + 5 answers; nothing tells those of the second block.
    few, more = block(people("ceo", 2, 4), people("cio", 6)), block(people("ceo", 5, 1), people("cio", 6))
    assert shown(block(*DIVIDED), few, more) == {"role": {"ceo": 13, "cio": 18}}


def test_the_whole_is_shown_as_ever() -> None:
    of = picture([block(*DIVIDED), block(people("cfo", 1, 5))], K)
    assert of is not None
    assert (of.n, of.counts, of.withheld) == (18, {"q": {"3": 13, "": 5}}, frozenset())


def test_parts_whose_cells_were_not_kept_are_not_shown() -> None:
    kept = block(*DIVIDED)
    assert shown(Block(kept.whole, kept.breakdowns)) == {}


# Random rooms, attacked


ROLES = st.sampled_from(sorted(SIDES))
PERSON = st.tuples(ROLES, st.sampled_from(["red", "blue", None]), st.sampled_from([True] * 5 + [False]))
ALIKE = st.tuples(PERSON, st.integers(1, 8)).map(lambda alike: [alike[0]] * alike[1])
CROWD = st.lists(st.one_of(ALIKE, PERSON.map(lambda one: [one])), min_size=2, max_size=14)


@settings(max_examples=600)
@given(
    k=st.integers(4, 6),
    by=st.permutations(["side", "role", "table"]),
    crowds=st.lists(CROWD.map(lambda some: list(chain.from_iterable(some))), min_size=1, max_size=3),
)
def test_no_sum_or_difference_of_parts_is_about_the_answers_of_1_to_k_minus_1(
    k: int, by: list[str], crowds: list[list[tuple[str, str | None, bool]]]
) -> None:
    """Each answers the probe question with a name of their own, or not; each moment is looked at, and kept."""
    blocks: list[Block] = []
    pictures: list[Picture] = []
    for number, crowd in enumerate(crowds):
        if len(crowd) >= k:
            responses = [
                Submitted({"q": f"{number}.{n}"} if answers else {"q": "dk"}, _labels(role, table))
                for n, (role, table, answers) in enumerate(crowd)
            ]
            blocks.append(release(responses, ["q"], by, k))
            pictures.append(_picture(blocks, k))
    wholes = [frozenset[str](), *(answered_in(of.counts["q"]) for of in pictures)]
    # What the wholes tell of a block is a limit that decision 12 names; nothing else may be told.
    given_up = {one for a, b in pairwise(wholes) if len(b - a) < k for one in b - a}
    ever = [table - given_up for of in pictures for table in answers_behind(of, "q")]
    assert not tells_of_few(ever, k)
    assert not any(tells_of_few(answers_behind(of, "q"), k) for of in pictures)


def _labels(role: str, table: str | None) -> Mapping[str, str | None]:
    return {"role": role, "side": SIDES[role], "table": table}


def _picture(blocks: Sequence[Block], k: int) -> Picture:
    found = picture(blocks, k)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("tables", "told"),
    [
        (["abcdefghij", "abcdef"], True),  # the other four
        (["abcdefghij", "abcde"], False),
        (["abcdefgh", "abcdefxy"], True),  # gh − xy
        (["abcdefghijklm", "abcde", "fghij"], True),  # all − abcde − fghij = klm
        (["abcdefghi", "jklmnopqrst", "abcdjklmno", "efghipqrst"], False),  # two by two, four in one crossing
    ],
)
def test_the_attacker_finds_the_answers_of_few(tables: list[str], told: bool) -> None:
    assert tells_of_few([frozenset(table) for table in tables], 5) is told
