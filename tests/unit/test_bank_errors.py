"""Every kind of wrong key or value in a bank is one error that says where it is and what was expected."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assessment.bank.load import load_bank
from assessment.errors import BankError
from tests.unit.tiny_bank import GONE, STRATEGY, put, sound_files, tiny_files, write_bank

TEXT = "text: What must be shown before AI gets money?"
ITEM = "strategy.yaml, line 13, capabilities[0].items[0].text: "


def error_of(folder: Path) -> str:
    with pytest.raises(BankError) as caught:
        load_bank(folder)
    return str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        # Text that YAML would read as something else.
        (TEXT, "text: No", ITEM + "expected text, found False; put it in quotes"),
        (TEXT, "text: 1.0", ITEM + "expected text, found 1.0; put it in quotes"),
        (TEXT, "text: 50_249", ITEM + "expected text, found 50249; put it in quotes"),
        (TEXT, "text: 12:30:45", ITEM + "has a ':' that makes '12:30:45' a number; put it in quotes"),
        (TEXT, f"text: 1{':1' * 300}.5", ITEM + "has a ':' that makes"),
        (TEXT, "text: ~", ITEM + "expected text, found nothing; put it in quotes"),
        (TEXT, "text:", ITEM + "expected text, found nothing; put it in quotes"),
        (TEXT, "text: '  '", ITEM + "expected text, found nothing"),
        (TEXT, "text: [a]", ITEM + "expected text, found a list; put it in quotes"),
        (TEXT, "text: !!python/name:os.system", ITEM + "has the tag '!!python/name:os.system'; leave it out"),
        (TEXT, "text: !!timestamp 2026-01-01", ITEM + "has the tag '!!timestamp'"),
        (TEXT, "text: !!str plain", ITEM + "has the tag '!!str'"),
        (TEXT, "text: ! plain", ITEM + "has the tag '!'"),
        (TEXT, "text: !a%0Ab plain", ITEM + "has the tag '!a\\nb'"),
        (TEXT, 'text: !!int ""', ITEM + "has the tag '!!int'"),
        (TEXT, 'text: !!float ""', ITEM + "has the tag '!!float'"),
        (TEXT, 'text: !!bool "maybe"', ITEM + "has the tag '!!bool'"),
        ("1: Start.", "!!int 1: Start.", "line 22, capabilities[0].next_steps.(key): has the tag '!!int'"),
        ("claims: []", "claims: !!seq []", "line 9, capabilities[0].claims: has the tag '!!seq'"),
        ("claims: []", "claims: !!set {}", "line 9, capabilities[0].claims: has the tag '!!set'"),
        ("claims: []", "claims: !!map {}", "line 9, capabilities[0].claims: has the tag '!!map'"),
        (TEXT, r'text: "\uD800"', ITEM + "has a character that can't be shown"),
        (TEXT, r'text: "bell \a"', ITEM + "has a character that can't be shown"),
        (TEXT, r'text: "\UFFFFFFFF"', "strategy.yaml, line 13: isn't valid YAML"),
        (TEXT, r'text: "\U00110000"', "strategy.yaml, line 13: isn't valid YAML"),
        (STRATEGY, f"%YAML {'1' * 5000}.1\n---\n", "strategy.yaml, line 1: isn't valid YAML"),
        # Keys.
        ("definition:", "definitoin:", "strategy.yaml, line 8, capabilities[0].definitoin: is a key that isn't known"),
        ("    definition: AI is used where it pays.\n", "", "line 6, capabilities[0].definition: is missing"),
        ("title: Value", "title: Value\n    title: Worth", "line 8, capabilities[0].title: stands twice"),
        ("1: Start.", "1: Start.\n      '1': Again.", "line 23, capabilities[0].next_steps.1: stands twice"),
        ("1: Start.", "5: Start.", "line 21, capabilities[0].next_steps: expected the keys 1 to 4"),
        ("1: Start.", "one: Start.", "line 22, capabilities[0].next_steps.one: expected a whole number, found 'one'"),
        ("1: Start.", "<<: {1: Start.}", "line 22, capabilities[0].next_steps"),
        ("1: Start.", "No: Start.", "line 22, capabilities[0].next_steps: has a key that isn't text; put it in quotes"),
        ("1: Start.", "? [a]\n      : Start.", "line 22, capabilities[0].next_steps: has a key that isn't text"),
        # Levels.
        ("          - A record\n", "", "line 15, capabilities[0].items[0].levels: expected 5 entries, found 4"),
        ("- A record", "- A record\n          - More", "items[0].levels: expected 5 entries, found 6"),
        ("- A record", "- ''", "line 20, capabilities[0].items[0].levels[4]: expected text, found nothing"),
        ("- A record", "- 5", "line 20, capabilities[0].items[0].levels[4]: expected text, found 5"),
        # Other types.
        ("core: true", "core: 'yes'", "line 12, capabilities[0].items[0].core: expected true or false, found 'yes'"),
        ("claims: []", "claims: pays", "line 9, capabilities[0].claims: expected a list, found 'pays'"),
        ("1: Start.", "[Start]", "line 21, capabilities[0].next_steps: expected keys with values, found a list"),
        ("domain: strategy", "domain: {a: b}", "line 2, domain: expected text, found keys with values"),
        # Numbers.
        ("weight: 1", "weight: 0", "line 14, capabilities[0].items[0].weight: expected a number above 0, found 0"),
        ("weight: 1", "weight: -1", "weight: expected a number above 0, found -1"),
        ("weight: 1", "weight: .nan", "weight: expected a number above 0, found nan"),
        ("weight: 1", "weight: .inf", "weight: expected a number above 0, found inf"),
        ("weight: 1", "weight: 1e400", "weight: expected a number, found '1e400'"),
        ("weight: 1", "weight: '1'", "weight: expected a number, found '1'"),
        ("weight: 1", "weight: true", "weight: expected a number, found True"),
        ("weight: 1", f"weight: {'9' * 40}", "weight: is too large a number"),
        ("weight: 1", f"weight: {'9' * 41}", "weight: is a number of 41 characters, where"),
        ("weight: 1", f"weight: 0.{'3' * 5000}", "weight: is a number of 5,002 characters, where"),
        ("weight: 1", "weight: 0x_", "weight: can't be read as a value"),
        ("weight: 1", f"weight: 0x{'f' * 5000}", "weight: is a number of 5,002 characters, where"),
        # Identifiers.
        ("id: strategy.value.1", "id: Strategy Value", "items[0].id: expected lower-case letters, digits, _ and . (at"),
        ("id: strategy.value.1", f"id: {'a' * 101}", "items[0].id: expected lower-case letters, digits, _ and . (at"),
        ("id: strategy.value.1", "id: role", "line 11, capabilities[0].items[0].id: 'role' is a column of"),
        # Layout.
        ("  - id: strategy.value", "\t- id: strategy.value", "line 6: isn't valid YAML: found character '"),
        ("title: Value", "title: 'Value", "strategy.yaml, line"),
        ("id: strategy\n", "id: strategy\n---\n", "line 2: isn't valid YAML: but found another document"),
        (STRATEGY, "", "strategy.yaml: is empty"),
        (STRATEGY, "# Nothing but a comment.\n", "strategy.yaml: is empty"),
        (STRATEGY, "- a\n- b\n", "strategy.yaml, line 1: expected keys with values, found a list"),
        (STRATEGY, "just text", "strategy.yaml, line 1: expected keys with values, found 'just text'"),
        (STRATEGY, "id: a\nb\x00", "strategy.yaml, line 2: has a character that can't be shown (#x0000)"),
        (TEXT, "text: &q What?", "strategy.yaml, line 13: uses an anchor or alias (& or *); write it out"),
        (TEXT, "text: *q", "strategy.yaml, line 13: uses an anchor or alias (& or *); write it out"),
    ],
)
def test_a_wrong_questionnaire_is_one_error_with_file_line_keys_and_what_was_expected(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    assert old in STRATEGY
    error = error_of(write_bank(tmp_path, tiny_files() | {"strategy.yaml": STRATEGY.replace(old, new, 1)}))
    assert error.startswith("strategy.yaml"), error
    assert message in error
    assert "\n" not in error


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("edition.yaml", "id"), GONE, "edition.yaml, line 1, id: is missing"),
        (("edition.yaml", "levels"), ["one"], "levels: expected 5 entries, found 1"),
        (("edition.yaml", "roles", 1, "id"), "ceo", "edition.yaml, line 13, roles[1].id: 'ceo' stands twice (also at"),
        (("edition.yaml", "targets"), [], "edition.yaml, line 46, targets: expected at least one target preset"),
        (("edition.yaml", "targets", 0, "step"), 1, "targets[0]: expected either level or step, a whole number from"),
        (("edition.yaml", "targets", 0, "level"), 6, "targets[0]: expected either level or step, a whole number from"),
        (("edition.yaml", "targets", 0, "level"), 3.5, "targets[0].level: expected a whole number, found 3.5"),
        (("strategy.yaml", "capabilities"), [], "strategy.yaml, line 5, capabilities: expected at least one"),
        (("strategy.yaml", "capabilities", 0, "items"), [], "capabilities[0].items: expected at least one"),
        (
            ("strategy.yaml", "capabilities", 0, "items", 1, "core"),
            True,
            "expected one item with core: true, found more",
        ),
        (
            ("strategy.yaml", "capabilities", 0, "items", 1, "id"),
            "own.1",
            "items[1].id: 'own.1' stands twice (also at owne",
        ),
        (
            ("strategy.yaml", "capabilities", 0, "items", 1, "exempt"),
            {"words": ""},
            "exempt.words: expected text, found",
        ),
        (("strategy.yaml", "capabilities", 0, "exempt"), {"words": None}, "exempt.words: expected text, found nothing"),
        (("ownership.yaml", "stem"), " ", "ownership.yaml, line 47, stem: expected text, found nothing"),
        (
            ("ownership.yaml", "owners", 1, "id"),
            "ceo",
            "ownership.yaml, line 45, owners[1].id: 'ceo' stands twice (also at",
        ),
        (
            ("ownership.yaml", "decisions", 0, "id"),
            "region",
            "decisions[0].id: 'region' is a column of the answers file",
        ),
        (
            ("sources.yaml", "claims", "pays", "source"),
            1,
            "sources.yaml, line 9, claims.pays.source: expected text, found 1",
        ),
        (
            ("reference.yaml", "questions", 0, "id"),
            "own.1",
            "questions[0].id: 'own.1' stands twice (also at ownership.yaml",
        ),
        (
            ("reference.yaml", "questions", 0, "options", 1, "id"),
            "yes",
            "questions[0].options[1].id: 'yes' stands twice",
        ),
        (
            ("reference.yaml", "questions", 0, "figures", 0, "option"),
            "perhaps",
            "a figure names the option 'perhaps', which",
        ),
        (
            ("reference.yaml", "questions", 0, "figures", 0, "value"),
            101,
            "expected a value from 0 to 100 (in %), found 101",
        ),
        (
            ("reference.yaml", "questions", 0, "figures", 0, "value"),
            GONE,
            "figures[0]: expected either value (a number, in",
        ),
        (
            ("reference.yaml", "questions", 0, "figures", 0, "text"),
            "some",
            "figures[0]: expected either value (a number, in",
        ),
        (
            ("reference.yaml", "questions", 0, "figures", 0, "year"),
            "2025",
            "year: expected a whole number, found '2025'",
        ),
        (
            ("reference.yaml", "questions", 0, "figures", 0, "url"),
            GONE,
            "reference.yaml, line 10, questions[0].figures[0].url",
        ),
    ],
)
def test_wrong_data_in_any_file_is_one_error_with_file_line_keys_and_what_was_expected(
    tmp_path: Path, path: tuple[str | int, ...], value: Any, message: str
) -> None:
    error = error_of(write_bank(tmp_path, put(sound_files(), *path, value=value)))
    assert error.startswith(str(path[0]))
    assert message in error
