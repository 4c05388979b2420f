"""The people of a room: they join by code, listen, answer, and hand in."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from time import perf_counter

from assessment.services.participation import Participation
from assessment.services.private_key import PrivateKey
from assessment.services.steps import Question
from assessment.web.private_links import cookie_name
from bench.phone import Phone, Reply

AT_ONCE = 20


@dataclass
class Heard:
    """When it was first known somewhere that so many had handed in."""

    known: list[tuple[int, float]] = field(default_factory=list)

    def take(self, submitted: int) -> None:
        """Note that the place now knows of so many."""
        if not self.known or submitted > self.known[-1][0]:
            self.known.append((submitted, perf_counter()))

    def behind(self, handed_in: Sequence[float]) -> float:
        """The longest time between the acknowledgement of a hand-in and its being known; endless where it never was."""
        longest = 0.0
        for number, acknowledged in enumerate(handed_in, 1):
            since = next((at for submitted, at in self.known if submitted >= number), float("inf"))
            longest = max(longest, since - acknowledged)
        return longest


@dataclass
class Person:
    """Somebody with a phone; `saved` holds what the server acknowledged."""

    phone: Phone
    role: str
    code: str
    handle: str = ""
    saved: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> PrivateKey:
        """What opens this person's response."""
        return PrivateKey(self.handle, self.phone.cookie.removeprefix(f"{cookie_name(self.handle)}="))

    async def join(self) -> None:
        """Take part."""
        reply = await self.phone.ask("POST", f"/w/{self.code}/join", {"role": self.role, "consent": False})
        self.handle = _checked(reply)["next"].partition("?r=")[2]
        self.phone.cookie = reply.cookie

    async def answer(self, question: Question, value: str) -> None:
        """Answer one question."""
        body = {"seq": len(self.saved) + 1, "id": question.id, "value": value}
        _checked(await self.phone.ask("POST", self._at("answers"), body))
        self.saved[question.id] = value

    async def hand_in(self) -> None:
        """Say that one is done."""
        _checked(await self.phone.ask("POST", self._at("submit"), {}))

    async def listen(self) -> Callable[[], None]:
        """Open the stream of events, for as long as the phone is on; returns what closes it earlier."""
        return (await self.phone.listen(self._at("events"), _ignore)).close

    async def look(self) -> None:
        """Open the page, or load it again."""
        reply = await self.phone.ask("GET", f"/w/{self.code}?r={self.handle}")
        if reply.status != 200:
            raise RuntimeError(f"{reply.status}: the page of a participant")

    def _at(self, what: str) -> str:
        return f"/w/{self.code}/{what}?r={self.handle}"


@dataclass
class Answers:
    """What answering took, in seconds from when the answer was due, and what went wrong."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


async def all_join(people: Sequence[Person]) -> None:
    """Everybody joins and listens, some at a time."""

    async def arrive(some: Sequence[Person]) -> None:
        for person in some:
            await person.join()
            await person.listen()

    await asyncio.gather(*(arrive(people[worker::AT_ONCE]) for worker in range(AT_ONCE)))


async def all_answer(people: Sequence[Person], questions: Sequence[Question], every: float, times: int) -> Answers:
    """Everybody answers `times` questions, one in every so many seconds, each in their own rhythm.

    An answer's time counts from when it was due, whatever kept this process from sending it.
    """
    answers, choice, start = Answers(), random.Random(2026), perf_counter()

    async def one(person: Person, first: float) -> None:
        for number in range(times):
            due = start + first + number * every
            await asyncio.sleep(max(0.0, due - perf_counter()))
            question = questions[number]
            try:
                await person.answer(question, choice.choice(question.choices).id)
            except (OSError, RuntimeError) as error:
                answers.errors.append(repr(error))
            else:
                answers.seconds.append(perf_counter() - due)

    await asyncio.gather(*(one(person, choice.uniform(0, every)) for person in people))
    return answers


async def hand_in_one_by_one(people: Sequence[Person], every: float) -> list[float]:
    """One person after the other hands in; returns when each was acknowledged."""
    acknowledged, start = [], perf_counter()
    for number, person in enumerate(people, 1):
        await asyncio.sleep(max(0.0, start + number * every - perf_counter()))
        await person.hand_in()
        acknowledged.append(perf_counter())
    return acknowledged


async def open_projector(host: str, key: PrivateKey) -> Heard:
    """A projector with this link, which is told at once who joined and handed in; what it hears."""
    phone, heard = Phone(host), Heard()
    reply = await phone.ask("POST", f"/r/{key.handle}", {"token": key.token})
    phone.cookie, page = reply.cookie, _checked(reply)["next"].partition("?")[0]
    await phone.listen(f"{page}/events?r={key.handle}", partial(_hear, heard))
    return heard


def lost(participation: Participation, people: Sequence[Person]) -> int:
    """How many acknowledged answers aren't stored as they were given."""
    missing = 0
    for person in people:
        stored = participation.open(person.key).answers
        missing += sum(stored.get(id) != value for id, value in person.saved.items())
    return missing


def _checked(reply: Reply) -> dict[str, str]:
    if reply.status != 200:
        raise RuntimeError(f"{reply.status}: {reply.body[:200].decode(errors='replace')}")
    found: dict[str, str] = reply.json()
    return found


def _hear(heard: Heard, event: bytes) -> None:
    for at in event.split(b'"submitted": ')[1:]:
        heard.take(int(at.partition(b",")[0].rstrip(b"}")))


def _ignore(event: bytes) -> None:
    """What phones are told is only received."""
