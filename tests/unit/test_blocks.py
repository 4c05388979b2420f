"""What is frozen in a block, how parts merge, and what may be shown: the rules of disclosure, one by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest

from assessment.errors import NotNow
from assessment.scoring.blocks import (
    Block,
    Submitted,
    blocks_with_notes,
    divide,
    join,
    picture,
    release,
    second_vote,
    show,
)
from tests.unit.attack import Attacker, in_table, shown_tables, smallest_support

K = 5
SIDE = {"cio": "technology", "cto": "technology", "cfo": "business", "coo": "business", "ceo": "business"}


def probed(names: Iterable[str], role: str = "ceo", consents: bool = False) -> list[Submitted]:
    """Responses that each answer the probe question with their own name."""
    return [Submitted({"probe": n}, {"role": role, "side": SIDE[role]}, consents) for n in names]


def roles(**how_many: int) -> list[Submitted]:
    """So many responses of each role, named after it."""
    return [one for role, n in how_many.items() for one in probed([f"{role}{i}" for i in range(n)], role)]


def block(responses: list[Submitted], *breakdowns: str, attributed: bool = False) -> Block:
    return release(responses, ["probe"], breakdowns, K, attributed=attributed)


def parts(responses: list[Submitted], *breakdowns: str, k: int = K) -> dict[str, dict[str, int]]:
    """How many responses each part has."""
    found = divide(responses, breakdowns, k)
    return {name: {label: len(members) for label, members in of.items()} for name, of in found.items()}


def answering(**values: int) -> list[Submitted]:
    """So many responses that give an answer to one question; `_3` stands for level 3, `blank` for none."""
    given = {name: "" if name == "blank" else name.removeprefix("_") for name in values}
    return [Submitted({"q": given[name]} if given[name] else {}, {}) for name, n in values.items() for _ in range(n)]


def counted(responses: list[Submitted]) -> Block:
    return release(responses, ["q"], [], K)


# Blocks


def test_fewer_than_k_are_not_released_and_the_message_says_how_many_wait() -> None:
    with pytest.raises(NotNow, match=r"revealed: 4\. At least 5"):
        block(roles(ceo=4))


def test_a_threshold_below_four_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 4"):
        release(roles(ceo=3), ["probe"], [], 3)
    with pytest.raises(ValueError, match="at least 4"):
        picture([], 3)


def test_nothing_is_shown_before_the_first_block() -> None:
    assert picture([], K) is None


def test_every_question_counts_every_response_once_blanks_included() -> None:
    given = counted(answering(_3=2, dk=1, na=1, blank=1)).whole
    assert (given.n, given.counts) == (5, {"q": {"3": 2, "dk": 1, "na": 1, "": 1}})


def test_the_picture_is_the_sum_of_the_blocks() -> None:
    shown = picture([counted(answering(_1=5)), counted(answering(_1=2, _4=4))], K)
    assert shown is not None
    assert (shown.n, shown.counts, shown.withheld) == (11, {"q": {"1": 7, "4": 4}}, frozenset())


# Breakdowns: rule 2


def test_parts_under_k_merge_into_other() -> None:
    assert parts(roles(ceo=6, cio=3, cfo=2), "role") == {"role": {"ceo": 6, "other": 5}}


def test_other_takes_in_the_smallest_part_while_it_is_under_k() -> None:
    assert parts(roles(ceo=7, cio=5, cfo=1), "role") == {"role": {"ceo": 7, "other": 6}}


def test_one_part_left_is_no_breakdown() -> None:
    assert parts(roles(ceo=9), "role") == {}


def test_two_roles_of_four_are_not_told_apart() -> None:
    assert parts(roles(ceo=4, cio=4), "role") == {}
    assert parts(roles(ceo=4, cio=4), "role", k=4) == {"role": {"ceo": 4, "cio": 4}}


def test_the_only_cio_is_in_no_part_of_their_own() -> None:
    assert parts(roles(cio=1, ceo=8), "role", "side") == {}
    assert parts(roles(cio=1, ceo=8, cfo=6), "role", "side") == {"role": {"ceo": 8, "other": 7}}


def test_the_role_called_other_is_where_small_parts_go() -> None:
    responses = [Submitted({}, {"role": role}) for role in ["other"] * 3 + ["cio"] * 2 + ["ceo"] * 5]
    assert parts(responses, "role") == {"role": {"ceo": 5, "other": 5}}


def test_who_has_no_part_is_among_the_others() -> None:
    responses = [*roles(ceo=6), *[Submitted({}, {"role": None}) for _ in range(5)]]
    assert parts(responses, "role") == {"role": {"ceo": 6, "other": 5}}


def test_a_later_breakdown_never_cuts_an_earlier_one_below_k() -> None:
    # Sides: 5 + 3 technology and 5 + 2 business. Roles alone would be cio 5, cfo 5, other 5; then technology − cio
    # would be 3 people. So "other" takes in, on each side, what it needs: cio, then cfo; one part is left.
    responses = roles(cio=5, cto=3, cfo=5, coo=2)
    assert parts(responses, "side", "role") == {"side": {"technology": 8, "business": 7}}
    assert parts(responses, "role", "side") == {"role": {"cio": 5, "cfo": 5, "other": 5}}


def test_other_grows_only_on_the_side_where_it_is_small() -> None:
    # cto 2 is small and takes in cio 5 on its side; coo and cfo stand alone on the other.
    assert parts(roles(cio=5, cto=2, cfo=6, coo=7), "side", "role") == {
        "side": {"technology": 7, "business": 13},
        "role": {"other": 7, "cfo": 6, "coo": 7},
    }


# Figures: rule 3


def test_a_figure_of_fewer_than_k_answers_is_withheld_and_who_does_not_know_is_not() -> None:
    shown = picture([counted(answering(_2=4, dk=1))], K)
    assert shown is not None
    assert (shown.n, shown.counts, shown.withheld) == (5, {"q": {"dk": 1}}, {"q"})


def test_what_was_withheld_is_shown_once_enough_have_answered() -> None:
    shown = picture([counted(answering(_2=4, dk=1)), counted(answering(_3=5))], K)
    assert shown is not None
    assert (shown.counts, shown.withheld) == ({"q": {"2": 4, "dk": 1, "3": 5}}, frozenset())


def test_owners_count_as_answers_and_not_knowing_the_owner_does_not() -> None:
    assert show({"own": {"cio": 2, "no_one": 2, "several": 1}}, K)[1] == frozenset()
    assert show({"own": {"cio": 4, "dont_know": 9, "": 2}}, K) == ({"own": {"dont_know": 9, "": 2}}, {"own"})


def _sided(side: str, **values: int) -> list[Submitted]:
    return [Submitted(one.answers, {"side": side}) for one in answering(**values)]


def test_one_part_with_too_few_answers_withholds_the_whole_breakdown_of_that_question() -> None:
    responses = [*_sided("technology", _4=6), *_sided("business", _1=4, dk=1)]
    shown = picture([release(responses, ["q", "r"], ["side"], K)], K)
    assert shown is not None
    assert shown.counts["q"] == {"4": 6, "1": 4, "dk": 1}
    assert {label: (part.n, part.counts) for label, part in shown.breakdowns["side"].items()} == {
        "technology": (6, {}),
        "business": (5, {}),
    }


def test_parts_add_up_over_the_blocks_that_have_the_breakdown() -> None:
    both = release([*_sided("technology", _4=5), *_sided("business", _1=5)], ["q"], ["side"], K)
    one = release(_sided("technology", _5=5), ["q"], ["side"], K)
    shown = picture([both, one, both], K)
    assert shown is not None
    assert shown.n == 25
    assert {label: (part.n, part.counts["q"]) for label, part in shown.breakdowns["side"].items()} == {
        "technology": (10, {"4": 10}),
        "business": (10, {"1": 10}),
    }


# Attributed mode: rule 9


def test_parts_of_who_consented_have_no_minimum() -> None:
    responses = [*probed(["anna"], "cio", True), *probed(["bo", "cem", "dee", "eve"], "cfo", True)]
    shown = picture([block(responses, "role", attributed=True)], K, attributed=True)
    assert shown is not None
    assert {label: part.counts["probe"] for label, part in shown.breakdowns["role"].items()} == {
        "cio": {"anna": 1},
        "cfo": {"bo": 1, "cem": 1, "dee": 1, "eve": 1},
    }


@pytest.mark.parametrize(("declined", "has_parts"), [(0, True), (1, False), (4, False), (5, True)])
def test_parts_are_hidden_where_who_declined_would_be_the_difference(declined: int, has_parts: bool) -> None:
    consenting = [*probed(["a", "b", "c"], "cio", True), *probed(["d", "e"], "cfo", True)]
    declining = probed([f"x{n}" for n in range(declined)], "cio")
    made = block([*consenting, *declining], "role", attributed=True)
    assert made.whole.n == 5 + declined
    assert bool(made.breakdowns) is has_parts
    assert not any("x" in name for part in made.breakdowns.get("role", {}).values() for name in part.counts["probe"])


def test_consent_to_be_shown_by_role_shows_nobody_by_table() -> None:
    # "a" is one of five of that role, who agreed to be shown as such, and the only one of them at the red table.
    people = [(n, "red" if n == "a" else "blue") for n in "abcde"]
    responses = [Submitted({"probe": n}, {"role": "cio", "side": "technology", "table": at}, True) for n, at in people]
    others = probed(["f", "g", "h"], "cfo", True)
    made = block([*responses, *others], "table", "side", "role", attributed=True)
    assert made.breakdowns.keys() == {"side", "role"}


# The second vote


FIRST = {"q": {"2": 3, "4": 2}}


def test_who_abstains_in_a_second_vote_stays_where_they_were() -> None:
    assert second_vote(FIRST, [({"q": "2"}, {"q": "3"})]) == {"q": {"2": 2, "3": 1, "4": 2}}
    assert second_vote(FIRST, []) == FIRST


def test_a_vote_from_a_blank_or_back_to_not_knowing_is_counted_as_one_person_moving() -> None:
    first = {"q": {"": 1, "4": 4}}
    ballots: list[tuple[Mapping[str, str], Mapping[str, str]]] = [({}, {"q": "5"}), ({"q": "4"}, {"q": "dk"})]
    assert second_vote(first, ballots) == {"q": {"4": 3, "5": 1, "dk": 1}}


def test_both_votes_are_of_the_same_people_even_if_some_have_left() -> None:
    made = block(probed("abcde"))
    # "e" deleted the response after the reveal, so has no ballot any more; "a" and "b" changed their minds.
    after = second_vote(join([made], ["probe"]), [({"probe": n}, {"probe": f"{n}'"}) for n in "ab"])
    assert in_table(after["probe"]) == in_table(made.whole.counts["probe"])


# Comments: rule 6


def test_comments_need_eight_released_responses_and_never_fewer_than_k() -> None:
    assert [blocks_with_notes([n], 5) for n in (7, 8)] == [0, 1]
    assert [blocks_with_notes([n], 12) for n in (11, 12)] == [0, 1]


def test_comments_of_later_blocks_are_shown_with_those_of_eight_others_at_least() -> None:
    assert [blocks_with_notes([9, 5, 6, 7, 8][:n], 5) for n in range(6)] == [0, 1, 1, 3, 3, 5]
    assert blocks_with_notes([5, 5], 5) == 2


# The cases of the design, attacked


def test_a_late_joiner_is_shown_only_with_k_others() -> None:
    first = block(probed("abcde"))
    with pytest.raises(NotNow):
        block(probed("f"))
    attacker = Attacker()
    attacker.sees(shown_tables(picture([first], K)))
    attacker.sees(shown_tables(picture([first, block(probed("fghij"))], K)))
    assert attacker.smallest_atom() == 5


def test_one_to_five_then_six_to_ten_and_an_eleventh_waits() -> None:
    blocks = [block(probed("abcde")), block(probed("fghij"))]
    with pytest.raises(NotNow):
        block(probed("k"))
    attacker = Attacker()
    for n in (1, 2):
        attacker.sees(shown_tables(picture(blocks[:n], K)))
    assert attacker.tables == {frozenset("abcde"), frozenset("abcdefghij")}
    assert attacker.smallest_atom() == 5


def test_a_withdrawal_after_the_reveal_changes_nothing_that_is_shown() -> None:
    # Counts are kept as released; what is left of the answers is never counted again. Counting anew, without "e",
    # would show four people's counts beside five's: the difference is "e".
    released = block(probed("abcde"))
    assert shown_tables(picture([released], K)) == [frozenset("abcde")]
    assert smallest_support([frozenset(range(5)), frozenset(range(4))]) == 1


def test_one_who_does_not_know_is_not_given_away_by_the_others() -> None:
    shown = picture([counted(answering(_1=4, dk=1)), counted(answering(_5=5))], K)
    assert shown is not None
    assert (shown.n, shown.counts["q"]) == (10, {"1": 4, "dk": 1, "5": 5})
    alone = picture([counted(answering(_1=4, dk=1))], K)
    assert alone is not None
    assert alone.counts["q"] == {"dk": 1}


def test_the_attacker_of_these_tests_finds_what_naive_rules_would_give_away() -> None:
    everybody, technology, cio = frozenset(range(15)), frozenset(range(8)), frozenset(range(5))
    assert smallest_support([everybody, technology, cio]) == 3  # technology − cio
    assert smallest_support([frozenset(range(10)), frozenset(range(11))]) == 1  # the eleventh
    assert smallest_support([frozenset({0, 1, 2, 3, 4, 5}), frozenset({0, 1, 2}), frozenset({3, 4})]) == 1
    assert smallest_support([frozenset(range(5)), frozenset(range(5, 10)), frozenset(range(10))]) == 5
    attacker = Attacker()
    attacker.sees([frozenset("abcdefghij"), frozenset("abcdefghijk")])
    assert attacker.smallest_atom() == 1
