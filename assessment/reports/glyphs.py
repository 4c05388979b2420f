"""The typefaces of PDFs, and what becomes of characters that none of them has: a tagged PDF may hold no empty boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from struct import unpack_from
from typing import Any
from unicodedata import category, name

import fontpkg_heebo
import fontpkg_noto_sans_arabic
import fontpkg_noto_sans_devanagari
import fontpkg_noto_sans_thai
import fontpkg_source_sans_3
import noto_cjk_sans_jp_regular

FAMILIES = {
    fontpkg_source_sans_3.FAMILY: fontpkg_source_sans_3.ROOT / "files",
    fontpkg_heebo.FAMILY: fontpkg_heebo.ROOT / "files",
    fontpkg_noto_sans_arabic.FAMILY: fontpkg_noto_sans_arabic.ROOT / "files",
    fontpkg_noto_sans_devanagari.FAMILY: fontpkg_noto_sans_devanagari.ROOT / "files",
    fontpkg_noto_sans_thai.FAMILY: fontpkg_noto_sans_thai.ROOT / "files",
    "Noto Sans CJK JP": Path(noto_cjk_sans_jp_regular.__file__).parent,
}
"""Where each is: Latin, Greek and Cyrillic; Hebrew; Arabic; Devanagari; Thai; Chinese, Japanese and Korean."""

FROM_TYPST = "ᵢⱼ"
"""Of the method's formulas, what only the typefaces have that Typst brings along."""

LONGEST_WORD = 30
"""After so many characters without a space a word may break, so that none leaves the page."""

UNKNOWN, MAY_BREAK = "?", "\u200b"
JOINERS = "\u200c\u200d"
"""They say how the letters beside them are joined, and are themselves not seen."""

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\ufeff]"
)
_LONG = re.compile(rf"\S{{{LONGEST_WORD}}}(?=\S)")


def showable(value: Any) -> Any:
    """JSON's data with every text as it can be set: characters that no typeface has are named, as in "[rocket]"."""
    match value:
        case str():
            return _text(value)
        case list():
            return [showable(one) for one in value]
        case dict():
            return {_text(key): showable(one) for key, one in value.items()}  # texts look things up
    return value


def _text(text: str) -> str:
    if text.isascii() and text.isprintable():
        seen = text
    else:
        lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
        seen = "".join(map(_character, _UNSEEN.sub("", lines)))
    return _LONG.sub(rf"\g<0>{MAY_BREAK}", seen) if len(seen) > LONGEST_WORD else seen


@lru_cache(maxsize=4096)
def _character(character: str) -> str:
    if character.isspace() or character in JOINERS or character in FROM_TYPST or ord(character) in _covered():
        return character
    named = name(character, "").lower()
    return f"[{named}]" if named and category(character) != "Co" else UNKNOWN


@cache
def _covered() -> frozenset[int]:
    """The code points that some typeface has a glyph for."""
    files = (file for folder in FAMILIES.values() for file in folder.iterdir() if file.suffix in {".ttf", ".otf"})
    return frozenset(point for file in files for point in _code_points(file.read_bytes()))


def _code_points(font: bytes) -> Iterator[int]:
    """Those of an OpenType font's tables of characters, in their two usual forms (4 and 12)."""
    tables = (unpack_from(">4sIII", font, 12 + 16 * n) for n in range(unpack_from(">H", font, 4)[0]))
    start = next(offset for tag, _, offset, _ in tables if tag == b"cmap")
    for n in range(unpack_from(">H", font, start + 2)[0]):
        at = start + unpack_from(">I", font, start + 4 + 8 * n + 4)[0]
        form = unpack_from(">H", font, at)[0]
        if form == 12:
            for group in range(unpack_from(">I", font, at + 12)[0]):
                first, last = unpack_from(">II", font, at + 16 + 12 * group)
                yield from range(first, last + 1)
        elif form == 4:
            count = unpack_from(">H", font, at + 6)[0] // 2
            lasts = unpack_from(f">{count}H", font, at + 14)
            firsts = unpack_from(f">{count}H", font, at + 16 + 2 * count)
            for first, last in zip(firsts, lasts, strict=True):
                yield from range(first, min(last, 0xFFFE) + 1)
