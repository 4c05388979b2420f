"""Who is let in when: guessers and the room at their address, opening and closing times, late joiners."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape
from itertools import islice, product
from pathlib import Path

from assessment.services.workshop_access import ALPHABET, CODE_LENGTH
from assessment.services.workshop_setup import Setup
from tests.browser.conftest import Server
from tests.browser.workshop import led_workshop
from tests.integration.phones import Phone, ask

# Guessing


def test_a_guesser_is_stopped_and_the_room_at_the_same_address_is_let_in(tmp_path: Path) -> None:
    server = Server(tmp_path)
    server.start()
    try:
        with led_workshop(server, Setup(mode="pulse")) as led, led_workshop(server, Setup(mode="pulse")) as elsewhere:
            facilitator = led.facilitator
            opened = ask(server, "POST", f"/r/{facilitator.handle}", json.dumps({"token": facilitator.token}))
            assert opened.status == 200  # by the facilitator in the room
            joined = replace(Phone(server, elsewhere.code), key=elsewhere.participation.join(elsewhere.code, "cio"))
            guesses = [Phone(server, code).ask("GET", "/state").status for code in guessed(101)]
            assert guesses == [404] * 100 + [429]
            refused = Phone(server, elsewhere.code).ask("GET")
            assert refused.status == 429  # whoever guesses isn't told that this one is right
            assert b"Wait ten minutes" in refused.body
            assert Phone(server, led.code).ask("GET").status == 200
            assert Phone(server, led.code).post("/join", {"role": "cio"}).status == 200
            assert joined.answer().status == 200  # nor is who has joined already kept out
            assert joined.ask("GET").status == 200
            assert Phone(server, elsewhere.code).ask("GET").status == 200  # and now its code is known here
    finally:
        server.kill()


def test_who_guesses_by_joining_all_at_once_gets_no_more_tries(tmp_path: Path) -> None:
    server = Server(tmp_path)
    server.start()

    def guess(code: str) -> int:
        return Phone(server, code).post("/join", {"role": "cio"}).status

    try:
        with ThreadPoolExecutor(150) as guessers:
            tries = list(guessers.map(guess, guessed(600)))
    finally:
        server.kill()
    assert set(tries) == {404, 429}
    assert tries.count(404) <= 140  # a hundred, and what 40 threads had begun to look up by then


def guessed(number: int) -> Iterator[str]:
    """Well-formed codes, each another one."""
    return ("".join(letters) for letters in islice(product(ALPHABET, repeat=CODE_LENGTH), number))


# Times


def test_before_its_opening_time_the_page_says_when_and_takes_nobody(server: Server) -> None:
    opens = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=2)
    with led_workshop(server, Setup(mode="pulse", opens_at=opens)) as led:
        stranger = Phone(server, led.code)
        html = stranger.ask("GET").body.decode()
        assert f'You can join from <time datetime="{opens.isoformat()}">' in html
        assert "<form" not in html
        assert stranger.post("/join", {"role": "cio"}).status == 409


def test_after_its_closing_time_answers_are_refused_and_shown_as_they_are(server: Server) -> None:
    closes = datetime.now(UTC) + timedelta(hours=2)
    with led_workshop(server, Setup(mode="pulse", closes_at=closes)) as led:
        phone = Phone(server, led.code, led.participation.join(led.code, "cio"))
        assert phone.answer(1).status == 200
        led.workshops.schedule(led.facilitator, None, datetime.now(UTC) - timedelta(minutes=1))
        assert phone.answer(2, value="4").status == 409
        html = phone.ask("GET").body.decode()
        assert "The time to answer is over. Everything marked as saved is safe." in html
        assert "<fieldset disabled>" in html


def test_late_joiners_are_told_where_things_stand(server: Server) -> None:
    with led_workshop(server, Setup(mode="pulse")) as led:
        led.hand_in("11335")
        led.move("revealed")
        stranger = Phone(server, led.code)
        assert "The group's picture is out already." in unescape(stranger.ask("GET").body.decode())
        late = replace(stranger, key=led.participation.join(led.code, "cio"))
        assert "The picture is out already: see “The room”." in late.ask("GET").body.decode()
