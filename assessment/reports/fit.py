"""How large a text can be where it has to fit, estimated without a font: no two computers have the same ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from unicodedata import east_asian_width

LEAST = 10
"""The smallest size of a text, in points; what doesn't fit even so is cut, and stands in full in the notes."""

LINE_HEIGHT = 1.25
"""The height of a line in sizes of its text."""

MOST_WORDS = 8192
"""So many words are kept with their widths: the same ones come again in every file."""

_FORBIDDEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WORDS = re.compile(r"[^ -]+[ -]*|[ -]+")
"""A word, or a part of one up to its hyphen, with the space after it."""

_SPACES = re.compile(r"[^\S\xa0]+")
_NARROW, _SLIM, _WIDE = frozenset("  ·.,:;'’‘|!iljI"), frozenset('()[]ftr-–"“”/'), frozenset("mwMW%@—…")


def clean(text: str) -> str:
    """The text without characters that XML can't hold, such as control characters and lone surrogates."""
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """The cleaned text with every run of white space as one space; spaces that hold words together stay."""
    return _SPACES.sub(" ", clean(text)).strip()


def lines_of(text: str, width: float, size: float) -> int:
    """How many lines a paragraph takes at a width and a size in points; at least 1.

    Reckoned for DejaVu Sans, the widest of what stands in for a missing typeface.
    """
    room, lines, used, space = width / size, 1, 0.0, _em(" ")
    for word in _WORDS.findall(text):
        bare = word.rstrip(" ")
        length = _width(bare)
        if used and used + length > room:
            lines, used = lines + 1, 0.0
        while length > room:  # a word that is longer than a line is broken
            lines, length = lines + 1, length - room
        used += length + space * (len(word) - len(bare))
    return lines


def breaks(text: str, width: float, size: float) -> bool:
    """Whether a word of the text is too long for a line and is broken."""
    return any(_width(word.rstrip(" ")) > width / size for word in _WORDS.findall(text))


def fit(
    texts: Sequence[str], sizes: Sequence[int], height: float, height_at: Callable[[Sequence[str], int], float]
) -> tuple[int, tuple[str, ...]]:
    """The first of the `sizes` at which the texts are at most `height` points high, as `height_at` reckons.

    Where they are higher even at the last, the longest are cut, with an ellipsis, until they aren't.
    """
    texts = tuple(texts)
    for size in sizes:
        if height_at(texts, size) <= height:
            return size, texts
    most = max(map(len, texts), default=0)
    while most > 1 and height_at(texts, sizes[-1]) > height:
        most = most * 9 // 10
        texts = tuple(_cut(text, most) for text in texts)
    return sizes[-1], texts


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip(' …')}…"


@lru_cache(maxsize=MOST_WORDS)
def _width(word: str) -> float:
    return sum(map(_em, word))


@cache
def _em(character: str) -> float:
    """The width of a character in sizes of its text."""
    if character in _NARROW:
        return 0.33
    if character in _SLIM:
        return 0.42
    if character in _WIDE or east_asian_width(character) in "WF":
        return 1.0
    return 0.63 if character.islower() else 0.68
