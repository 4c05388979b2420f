"""Random histories of a workshop, attacked with everything that was ever shown: see `attack`."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.errors import NotNow
from assessment.scoring.blocks import Block, Submitted, Table, divide, join, picture, release, second_vote, show
from tests.unit.attack import PROBE, Attacker, in_table, shown_tables

SIDES = {"cio": "technology", "cto": "technology", "cfo": "business", "ceo": "business"}

JOINS = st.tuples(
    st.just("join"),
    st.integers(1, 7),
    st.sampled_from(sorted(SIDES)),
    st.sampled_from(["red", "blue", None]),
    st.sampled_from([True, True, False]),
)
PICKS = st.integers(0, 99)
OTHERS = st.one_of(
    JOINS,
    st.tuples(st.just("submit"), st.integers(1, 9)),
    st.tuples(st.just("delete"), PICKS),
    st.tuples(st.sampled_from(["reveal", "open_vote", "close_vote", "make_anonymous"])),
    st.tuples(st.just("ballot"), PICKS),
)
VOTES = st.builds(
    lambda picks, meanwhile: [("open_vote",), *(("ballot", n) for n in picks), *meanwhile, ("close_vote",)],
    st.lists(PICKS, min_size=1, max_size=6),
    st.lists(OTHERS, max_size=2),
)
ROUNDS = st.builds(
    lambda joins, before, after, vote: [*joins, *before, ("submit", 99), ("reveal",), *after, *vote],
    st.lists(JOINS, min_size=1, max_size=4),
    st.lists(OTHERS, max_size=3),
    st.lists(OTHERS, max_size=4),
    st.one_of(st.just([]), VOTES),
)
"""Some people join, some things happen, who is there submits, and the facilitator tries to reveal; then, in about half
of the rounds, some vote a second time."""


@dataclass
class Person:
    """A participant: who they are, what they submitted, and the number of their block."""

    name: str
    response: Submitted
    submitted: bool = False
    block: int | None = None
    ballot: bool = False


@dataclass
class Room:
    """A workshop as the pure rules make it, and an attacker who looks at everything after every event."""

    k: int
    breakdowns: Sequence[str]
    attributed: bool
    people: list[Person] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    voting_on: int | None = None
    votes: list[Table] = field(default_factory=list)
    attacker: Attacker = field(default_factory=Attacker)
    joined: int = 0

    def happen(self, event: tuple[Any, ...]) -> None:
        """Let something happen, and the attacker look."""
        name, *values = event
        getattr(self, name)(*values)
        self.attacker.sees(shown_tables(picture(self.blocks, self.k, attributed=self.attributed)))
        self.attacker.sees(in_table(show(vote, self.k)[0][PROBE]) for vote in self.votes)

    def join(self, n: int, role: str, table: str | None, consents: bool) -> None:
        for _ in range(n):
            self.joined += 1
            name = f"p{self.joined}"
            labels = {"role": role, "side": SIDES[role], "table": table}
            self.people.append(Person(name, Submitted({PROBE: name}, labels, consents and self.attributed)))

    def submit(self, n: int) -> None:
        for person in [person for person in self.people if not person.submitted][:n]:
            person.submitted = True

    def delete(self, n: int) -> None:
        if self.people:
            self.people.pop(n % len(self.people))

    def reveal(self) -> None:
        waiting = [person for person in self.people if person.submitted and person.block is None]
        responses = [person.response for person in waiting]
        try:
            self.blocks.append(release(responses, [PROBE], self.breakdowns, self.k, attributed=self.attributed))
        except NotNow:
            return
        for person in waiting:
            person.block = len(self.blocks)
            if person.response.consents and self.attributed and self.blocks[-1].breakdowns:
                self.attacker.open[person.name] = (person.block, person.response.labels["role"] or "")

    def open_vote(self) -> None:
        if self.blocks and self.voting_on is None:
            self.voting_on = len(self.blocks)

    def ballot(self, n: int) -> None:
        voters = [p for p in self.people if p.block is not None and p.block <= (self.voting_on or 0)]
        if voters:
            voters[n % len(voters)].ballot = True

    def close_vote(self) -> None:
        if self.voting_on is not None:
            ballots = [(p.response.answers, {PROBE: f"{p.name}'"}) for p in self.people if p.ballot]
            self.votes.append(second_vote(join(self.blocks[: self.voting_on], [PROBE]), ballots))
            self.voting_on = None
            for person in self.people:
                person.ballot = False

    def make_anonymous(self) -> None:
        if self.attributed:
            self.attributed = False
            self.blocks = [Block(block.whole, {}) for block in self.blocks]


@settings(max_examples=2_000)
@given(
    k=st.integers(4, 6),
    breakdowns=st.permutations(["side", "role", "table"]),
    attributed=st.booleans(),
    rounds=st.lists(ROUNDS, min_size=1, max_size=4),
)
def test_no_sum_or_difference_of_what_is_ever_shown_is_about_fewer_than_k_responses(
    k: int, breakdowns: list[str], attributed: bool, rounds: list[list[tuple[Any, ...]]]
) -> None:
    room = Room(k, breakdowns, attributed)
    for event in chain.from_iterable(rounds):
        room.happen(event)
    assert (room.attacker.smallest_atom() or k) >= k
    assert not room.attacker.tells_apart_who_agreed()


@settings(max_examples=500)
@given(
    k=st.integers(4, 6),
    breakdowns=st.permutations(["side", "role", "table"]),
    labels=st.lists(
        st.tuples(st.sampled_from(sorted(SIDES)), st.sampled_from(["red", "blue", "green", None])),
        min_size=6,
        max_size=60,
    ),
)
def test_every_part_meets_every_other_in_nobody_or_in_k_and_more(
    k: int, breakdowns: list[str], labels: list[tuple[str, str | None]]
) -> None:
    people = [Submitted({}, {"role": role, "side": SIDES[role], "table": table}) for role, table in labels]
    divided = divide(people, breakdowns, k)
    cells = [frozenset(range(len(people)))]
    for parts in divided.values():
        assert sorted(n for members in parts.values() for n in members) == list(range(len(people)))
        cells = [cell & frozenset(members) for cell in cells for members in parts.values()]
    assert all(len(cell) >= k for cell in cells if cell)


@settings(max_examples=300)
@given(
    people=st.lists(st.tuples(st.sampled_from(sorted(SIDES)), st.booleans()), min_size=6, max_size=40),
    chance=st.randoms(use_true_random=False),
    attributed=st.booleans(),
)
def test_nothing_shown_depends_on_two_answers_of_one_person(
    people: list[tuple[str, bool]], chance: random.Random, attributed: bool
) -> None:
    """What each said on a question, in both votes, is dealt out anew among people alike: nobody keeps two answers, and
    all that is shown stays."""
    said = ["1", "2", "5", "dk", ""]
    answers = {q: [(chance.choice(said), chance.choice([*said[:4], None])) for _ in people] for q in ("a", "b")}
    dealt = {q: list(values) for q, values in answers.items()}
    for alike in set(people):
        places = [n for n, person in enumerate(people) if person == alike]
        for values in dealt.values():
            for place, value in zip(places, chance.sample([values[n] for n in places], len(places)), strict=True):
                values[place] = value

    def shown(by_question: dict[str, list[tuple[str, str | None]]]) -> object:
        responses, ballots = [], []
        for n, (role, consents) in enumerate(people):
            first = {q: values[n][0] for q, values in by_question.items()}
            responses.append(Submitted(first, {"role": role, "side": SIDES[role]}, consents))
            ballots.append((first, {q: new for q, values in by_question.items() if (new := values[n][1]) is not None}))
        block = release(responses, list(by_question), ["side", "role"], 5, attributed=attributed)
        return picture([block], 5, attributed=attributed), second_vote(join([block], list(by_question)), ballots)

    assert shown(answers) == shown(dealt)
