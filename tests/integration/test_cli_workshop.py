"""Workshops from the command line: what a script may do with a code and, on standard input, the facilitator's token."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assessment.bank.load import load_bank
from assessment.services.participation import Participation
from assessment.settings import load_settings
from assessment.storage.database import Database
from tests.integration.command_line import refused, run


@pytest.fixture
def installation(tmp_path: Path) -> dict[str, str]:
    """The environment of an installation, its database migrated and empty."""
    environment = {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'workshops.sqlite3'}",
        "PUBLIC_URL": "https://ai.example.org",
    }
    database = Database(environment["DATABASE_URL"])
    database.upgrade()
    database.close()
    return environment


@pytest.fixture
def workshop(installation: dict[str, str]) -> dict[str, str]:
    """What `create` prints of a new workshop with the least threshold."""
    done = run("workshop", "create", "--mode", "pulse", "--threshold", "4", "--json", env=installation)
    assert (done.returncode, done.stderr) == (0, "")
    created: dict[str, str] = json.loads(done.stdout)
    return created


def hand_in(installation: dict[str, str], code: str, n: int) -> str:
    """Let `n` people answer the first question with 2; returns its id."""
    database, bank = Database(installation["DATABASE_URL"]), load_bank(load_settings().questions_dir)
    participation = Participation(database, bank, lambda: datetime.now(UTC))
    question = next(bank.items("pulse")).id
    for _ in range(n):
        key = participation.join(code, "cio")
        participation.answer(key, 1, question, "2")
        participation.submit(key)
    database.close()
    return question


def test_a_new_workshop_is_printed_with_its_links(workshop: dict[str, str]) -> None:
    assert list(workshop) == ["code", "participant_url", "facilitator_url", "facilitator_token"]
    assert workshop["participant_url"] == f"https://ai.example.org/w/{workshop['code']}"
    start, token = workshop["facilitator_url"].split("#")
    assert start.startswith("https://ai.example.org/r/")
    assert token == workshop["facilitator_token"]


def test_only_the_facilitators_token_moves_or_exports_a_workshop(
    installation: dict[str, str], workshop: dict[str, str], tmp_path: Path
) -> None:
    out = tmp_path / "out.json"
    for token in ("", "\n", workshop["facilitator_token"][:-1] + "\n"):
        refused(run("workshop", "stage", workshop["code"], "open", env=installation, stdin=token))
        refused(run("workshop", "export", workshop["code"], "--json", out, env=installation, stdin=token))
    assert not out.exists()


def test_an_export_has_no_group_before_the_reveal_and_never_a_respondent(
    installation: dict[str, str], workshop: dict[str, str]
) -> None:
    code, token = workshop["code"], workshop["facilitator_token"] + "\n"
    assert run("workshop", "stage", code, "open", env=installation, stdin=token).returncode == 0
    question = hand_in(installation, code, 3)
    assert "nothing was revealed" in refused(run("workshop", "stage", code, "revealed", env=installation, stdin=token))
    hand_in(installation, code, 1)
    before = json.loads(run("workshop", "export", code, env=installation, stdin=token).stdout)
    assert (before["respondents"], before["group"]) == ([], None)
    assert run("workshop", "stage", code, "revealed", env=installation, stdin=token).returncode == 0
    after = json.loads(run("workshop", "export", code, "--json", "-", env=installation, stdin=token).stdout)
    assert (after["respondents"], after["group"]["n"]) == ([], 4)
    assert after["group"]["items"][question]["counts"] == [0, 4, 0, 0, 0]


def test_two_outputs_of_an_export_never_share_a_place(
    installation: dict[str, str], workshop: dict[str, str], tmp_path: Path
) -> None:
    token = workshop["facilitator_token"] + "\n"
    for first, second in (("-", "-"), (tmp_path / "a", tmp_path / "." / "b" / ".." / "a")):
        both = ("--json", first, "--csv", second)
        done = run("workshop", "export", workshop["code"], *both, env=installation, stdin=token)
        assert (done.returncode, done.stdout) == (2, "")
        assert "each output needs a place of its own" in done.stderr
    assert not (tmp_path / "a").exists()
