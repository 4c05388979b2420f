"""The language of whoever reads: gettext for the words of the interface, Babel for numbers and dates.

English is the source: a text is written in the code as it reads in English, and `assessment/locales/` holds the others.
What formats promise (JSON, CSV, ids, the command line) is never translated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import ParamSpec, TypeVar

from babel import Locale, dates, numbers
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

P = ParamSpec("P")
T = TypeVar("T")

SOURCE = "en"
LANGUAGES: Mapping[str, str] = {SOURCE: "English", "de": "Deutsch", "es": "Español", "fr": "Français"}
"""Each language that can be translated into, by its code, named in itself."""

_LOCALES = {SOURCE: "en_GB"}
_FOLDER = Path(__file__).parent / "locales"
_spoken: ContextVar[str | None] = ContextVar("language", default=None)
_ask: Callable[[], str | None] = lambda: None  # noqa: E731 (replaced by `otherwise_ask`)


def catalogue_path(language: str) -> Path:
    """Where the interface's catalogue of `language` is, or would be."""
    return _FOLDER / language / "LC_MESSAGES" / "messages.po"


OFFERED: Mapping[str, str] = {
    code: name for code, name in LANGUAGES.items() if code == SOURCE or catalogue_path(code).exists()
}
"""The languages that the interface is translated into: what a reader can choose."""


def current() -> str:
    """The code of the language that texts come in now."""
    return _spoken.get() or _ask() or SOURCE


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Texts come in `language` within this block, in this thread or task."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def otherwise_ask(ask: Callable[[], str | None]) -> None:
    """Where nothing is `speaking`, `ask` names the language, or None.

    Streamlit runs every fragment in a thread that inherits nothing, so that there the session has to be asked.
    """
    global _ask
    _ask = ask


def in_this_language(call: Callable[P, T]) -> Callable[P, T]:
    """`call`, speaking the language of now whenever and wherever it is made."""
    language = current()

    def speak(*args: P.args, **kwargs: P.kwargs) -> T:
        with speaking(language):
            return call(*args, **kwargs)

    return speak


def direction() -> str:
    """Which way the language of now is written: "ltr" or "rtl"."""
    return str(_locale(current()).text_direction)


@lru_cache(maxsize=1_000)
def best_of(wanted: str) -> str:
    """Of the languages there are, the first of an Accept-Language header or a tag such as `de-CH`; else English.

    Weights are ignored: browsers list what is wanted most first.
    """
    for tag in wanted.split(","):
        language = tag.split(";")[0].strip().lower().replace("_", "-").split("-")[0]
        if language in OFFERED:
            return language
    return SOURCE


def _(text: str) -> str:
    """`text`, which stands in the code in English, in the language of now."""
    return interface(current()).gettext(text) if text else ""  # the entry of "" is the head of a catalogue


def counted(singular: str, plural: str, n: int) -> str:
    """The form for `n` of a text, in the language of now; `{n}` in it becomes the number."""
    return interface(current()).ngettext(singular, plural, n).replace("{n}", whole(n))


def N_(text: str) -> str:
    """`text` as it is: marks what is translated only where it is shown."""
    return text


def whole(number: int) -> str:
    """A whole number with the separators of thousands of the language of now."""
    return str(numbers.format_decimal(number, locale=_locale(current())))


def decimal(number: float, places: int = 1) -> str:
    """A number with `places` decimals and the decimal sign of the language of now."""
    text = f"{number:.{places}f}"
    return text if current() == SOURCE else text.replace(".", numbers.get_decimal_symbol(_locale(current())))


def day(of: date) -> str:
    """A date in words, such as 26 November 2026, in the language of now."""
    return str(dates.format_date(of, "long", locale=_locale(current())))


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(_LOCALES.get(language, language))


@cache
def interface(language: str) -> NullTranslations:
    """The catalogue of the interface in `language`; where there is none, English stays."""
    path = catalogue_path(language)
    return read_catalogue(path, language) if path.exists() else NullTranslations()


def read_catalogue(path: Path, language: str) -> NullTranslations:
    """A `.po` file, ready to look texts up in; what is marked fuzzy or is empty stays in English.

    Raises `ValueError` where it isn't one, and `OSError` where it can't be read.
    """
    compiled = BytesIO()
    try:
        with path.open("rb") as file:
            write_mo(compiled, read_po(file, locale=language, abort_invalid=True))
    except PoFileError as error:
        raise ValueError(f"{path}: {error}") from error
    compiled.seek(0)
    return GNUTranslations(compiled)
