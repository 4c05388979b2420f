"""People with phones who answer as fast as they can, keep to the servers that answer, and remember what was
acknowledged: what the database has to hold, whatever happened meanwhile.
"""

from __future__ import annotations

import http.client
import json
import random
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from assessment.services.private_key import PrivateKey
from assessment.services.steps import Question
from assessment.web.private_links import cookie_name

PHONES = 8
CHANGED = 0.1
"""So many answers are changed later on."""
TIMEOUT = 20


@dataclass
class Person:
    """Somebody who takes part. `said` has the number and value of each answer that was acknowledged; `last` is the
    highest number sent, acknowledged or not."""

    key: PrivateKey
    said: dict[str, tuple[int, str]] = field(default_factory=dict)
    last: int = 0
    handing_in: bool = False
    handed_in: bool = False


class Crowd:
    """Phones that answer through any of several ports, each by one person after the other."""

    def __init__(self, ports: Sequence[int], code: str, questions: Sequence[Question], role: str) -> None:
        self._ports, self._code, self._questions, self._role = list(ports), code, questions, role
        self.people: list[Person] = []
        self.joins_unanswered = 0
        self.refused: list[str] = []
        self.failed = 0
        self.acknowledged = 0
        self.last_acknowledged = 0.0
        self.longest_wait = 0.0
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._acknowledging = threading.Condition(self._lock)
        self._threads = [threading.Thread(target=self._phone, args=(n,), daemon=True) for n in range(PHONES)]

    def __enter__(self) -> Crowd:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Let everybody finish what they are sending, as long as a server answers."""
        self._stopping.set()
        for thread in self._threads:
            thread.join(4 * TIMEOUT)

    def until(self, more: int, seconds: float = 120) -> float:
        """Wait for so many further acknowledged answers; returns when (`time.monotonic`) the last of them came.

        Raises `TimeoutError`.
        """
        return self._until(lambda wanted=self.acknowledged + more: self.acknowledged >= wanted, seconds)

    def until_failed(self, more: int, seconds: float = 120) -> None:
        """Wait until so many further requests got no acknowledgement. Raises `TimeoutError`."""
        self._until(lambda wanted=self.failed + more: self.failed >= wanted, seconds)

    def _until(self, condition: Callable[[], bool], seconds: float) -> float:
        with self._lock:
            if not self._acknowledging.wait_for(condition, seconds):
                raise TimeoutError(f"waited {seconds} s for answers; refused: {self.refused[:3]}")
            return self.last_acknowledged

    def _phone(self, number: int) -> None:
        choice = random.Random(number)
        with closing(_Phone(self._ports, number)) as phone:
            self._answer_for_one_after_the_other(phone, choice)

    def _answer_for_one_after_the_other(self, phone: _Phone, choice: random.Random) -> None:
        while not self._stopping.is_set():
            person = self._join(phone)
            if person is None:
                continue
            questions = [*self._questions, *choice.sample(self._questions, int(CHANGED * len(self._questions)))]
            if all(self._answer(phone, person, one, choice.choice(one.choices).id) for one in questions):
                person.handing_in = True
                person.handed_in = self._send(phone, person, "submit", {})

    def _join(self, phone: _Phone) -> Person | None:
        try:
            status, reply = phone.post(f"/w/{self._code}/join", {"role": self._role, "consent": False})
        except (OSError, http.client.HTTPException):
            status, reply = 0, {}
        if status != 200:
            with self._lock:
                self.joins_unanswered += 1
                self._note_failure(status, reply)
            self._stopping.wait(0.05)
            return None
        handle = reply["next"].partition("?r=")[2]
        person = Person(PrivateKey(handle, phone.cookie_value(cookie_name(handle))))
        self.people.append(person)
        return person

    def _answer(self, phone: _Phone, person: Person, question: Question, value: str) -> bool:
        if self._stopping.is_set():
            return False
        person.last += 1
        number = person.last
        saved = self._send(phone, person, "answers", {"seq": number, "id": question.id, "value": value})
        if saved:
            person.said[question.id] = (number, value)
            with self._lock:
                self.acknowledged += 1
                self.last_acknowledged = time.monotonic()
                self._acknowledging.notify_all()
        return saved

    def _send(self, phone: _Phone, person: Person, what: str, body: object) -> bool:
        """Send it again until it is acknowledged, as a phone does, and a while longer when everybody is to stop."""
        began = time.monotonic()
        give_up: float | None = None
        while give_up is None or time.monotonic() < give_up:
            try:
                status, reply = phone.post(f"/w/{self._code}/{what}?r={person.key.handle}", body, person.key)
            except (OSError, http.client.HTTPException):
                status, reply = 0, {}
            if status == 200:
                with self._lock:
                    self.longest_wait = max(self.longest_wait, time.monotonic() - began)
                return True
            with self._lock:
                self._note_failure(status, reply)
            if self._stopping.is_set() and give_up is None:
                give_up = time.monotonic() + TIMEOUT
            self._stopping.wait(0.05)
        return False

    def _note_failure(self, status: int, reply: Any) -> None:
        self.failed += 1
        self._acknowledging.notify_all()
        if status not in (0, 503):
            self.refused.append(f"{status}: {reply}")


class _Phone:
    """One kept connection; to the next port where there is none."""

    def __init__(self, ports: Sequence[int], first: int) -> None:
        self._ports, self._at = ports, first
        self._connection: http.client.HTTPConnection | None = None
        self._cookie = ""

    def cookie_value(self, name: str) -> str:
        """The cookie that the last reply set."""
        return self._cookie.partition(f"{name}=")[2].partition(";")[0]

    def post(self, path: str, body: object, key: PrivateKey | None = None) -> tuple[int, Any]:
        """Status and JSON. Raises OSError and HTTPException where nothing comes."""
        headers = {"Content-Type": "application/json"}
        if key is not None:
            headers["Cookie"] = f"{cookie_name(key.handle)}={key.token}"
        if self._connection is None:
            port = self._ports[self._at % len(self._ports)]
            self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
        try:
            self._connection.request("POST", path, json.dumps(body), headers)
            reply = self._connection.getresponse()
            content = reply.read()
            self._cookie = reply.headers.get("set-cookie", "")
            return reply.status, json.loads(content)
        except (OSError, http.client.HTTPException, ValueError) as error:
            self.close()
            self._at += 1
            raise OSError(str(error)) from error

    def close(self) -> None:
        """Hang up."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
