"""Who reads decides the language, for as long as they are being answered, and English stands in for what is missing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from threading import Thread

import pytest

from assessment import language
from assessment.language import (
    _,
    best_of,
    counted,
    current,
    day,
    decimal,
    in_this_language,
    read_catalogue,
    speaking,
    whole,
)

CATALOGUE = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Save"
msgstr "Speichern"

#, fuzzy
msgid "Delete"
msgstr "Sichern"

msgid "{n} person answers"
msgid_plural "{n} people answer"
msgstr[0] "{n} Person antwortet"
msgstr[1] "{n} Personen antworten"
"""


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "messages.po"
    path.write_text(CATALOGUE, "utf-8")
    monkeypatch.setattr(language, "catalogue_path", lambda code: path if code == "de" else tmp_path / "none.po")
    language.interface.cache_clear()


@pytest.mark.usefixtures("german")
def test_a_text_comes_in_the_language_spoken_and_in_english_where_no_translation_was_read() -> None:
    with speaking("de"):
        assert (_("Save"), _("Delete"), _("Open")) == ("Speichern", "Delete", "Open")
        assert [counted("{n} person answers", "{n} people answer", n) for n in (1, 2000)] == [
            "1 Person antwortet",
            "2.000 Personen antworten",
        ]
    assert _("Save") == "Save"
    language.interface.cache_clear()


def test_numbers_and_dates_follow_the_language() -> None:
    written = []
    for code in ("en", "de"):
        with speaking(code):
            written.append((whole(1491), decimal(2.5), day(date(2026, 11, 26))))
    assert written == [("1,491", "2.5", "26 November 2026"), ("1.491", "2,5", "26. November 2026")]


def test_a_call_made_later_in_another_thread_speaks_the_language_of_now() -> None:
    heard: list[str] = []
    with speaking("fr"):
        thread = Thread(target=in_this_language(lambda: heard.append(current())))
    thread.start()
    thread.join()
    assert (heard, current()) == (["fr"], "en")


def test_what_a_browser_wants_and_nobody_offers_is_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "OFFERED", {"en": "English", "de": "Deutsch", "fr": "Français"})
    wanted = ["de-CH,de;q=0.9,en;q=0.8", "pt-BR,fr;q=0.5", "pt", "", "DE_at", "*", "x" * 100_000]
    assert [best_of(header) for header in wanted] == ["de", "fr", "en", "en", "de", "en", "en"]


def test_a_file_that_is_no_catalogue_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "messages.po"
    path.write_text('msgid "half', "utf-8")
    with pytest.raises(ValueError, match=r"messages\.po"):
        read_catalogue(path, "de")
