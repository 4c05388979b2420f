"""The invitation to copy: how to get in, how long it takes, when, and who sees what."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from assessment.services.steps import Way
from assessment.services.workshop_setup import Setup, new_workshop
from assessment.storage.workshops import Workshop
from assessment.ui.console.invitation import invitation
from tests.unit.banks import bank_of, capability, questionnaire

BANK = bank_of(questionnaire("strategy", capability("a", [1, 1])), decisions=["stop"], owners=["cio"])
NEW = new_workshop(Setup(title="Board day"), BANK, threshold=5, code="ABCDEFGHJ", today=date(2026, 11, 26))
WORKSHOP = Workshop(**vars(NEW), id=1, stage="draft", version=1, screen={}, timer_ends_at=None, earlier_id=None)


def text(workshop: Workshop = WORKSHOP) -> str:
    way = Way(BANK, workshop.mode, workshop.questionnaires)
    return invitation(workshop, way, "https://example.org", lambda moment: f"{moment:%d %B %H:%M} here")


def test_it_has_the_title_the_address_the_code_and_how_long_it_takes() -> None:
    assert text().startswith("Board day\n")
    assert "https://example.org/w/ABCDEFGHJ\n" in text()
    assert "https://example.org/w and type the code ABC-DEF-GHJ\n" in text()
    assert "3 questions, about 1 minute." in text()


def test_it_says_who_sees_what_before_anybody_answers() -> None:
    for said in ("never who, and only of 5 or more", "If all answer alike", "the room may notice", "delete it"):
        assert said in text()


def test_it_names_the_times_only_where_there_are_any() -> None:
    assert "Answers are taken" not in text()
    opens, closes = datetime(2026, 11, 20, 8, tzinfo=UTC), datetime(2026, 11, 25, 18, tzinfo=UTC)
    both = text(replace(WORKSHOP, opens_at=opens, closes_at=closes))
    assert "Answers are taken from 20 November 08:00 here until 25 November 18:00 here.\n" in both
    assert "Answers are taken until 25 November" in text(replace(WORKSHOP, closes_at=closes))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"attributed": True}, "whether your role's answers may be shown"),
        ({"comments": True}, "shown only if 8 or more took part"),
        ({"comments": True, "threshold": 12}, "shown only if 12 or more took part"),
        ({"rehearsal": True}, "This is a rehearsal: everything in it counts as simulated."),
    ],
)
def test_what_differs_from_the_usual_is_said(changes: dict[str, object], said: str) -> None:
    assert said not in text()
    assert said in text(replace(WORKSHOP, **changes))  # type: ignore[arg-type]
