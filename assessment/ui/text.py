"""Text on a Streamlit page: what people or question files wrote stays text, whatever Markdown would make of it."""

from __future__ import annotations

import re

_SPECIAL = re.compile(
    r"[\\`*_\[\]$~|]|:(?=\S)|(?<!\S)(?:[#>=+-]+|\d+[.)])(?=\s|$)|https?(?=:)|www(?=\.)|(?<=\S)@(?=\S)"
)
"""What Markdown, as Streamlit speaks it, could take for more than text: and no more than that, since the text of a
label is also what a screen reader is given, backslashes and all."""


def plain(text: str) -> str:
    """`text` for a place that renders Markdown, shown as it is: no formatting, formula, link, colour or HTML."""
    escaped = _SPECIAL.sub(_escaped, text.replace("&", "&amp;").replace("<", "&lt;"))
    return escaped.replace("\n", "  \n")


def _escaped(match: re.Match[str]) -> str:
    found = match.group()
    if found[-1].isalpha():  # an address would become a link: an invisible joiner keeps it text
        return f"{found}\u2060"
    return found[:-1] + "\\" + found[-1] if found[0].isdigit() else "\\" + found


def in_minutes(number: int) -> str:
    """A number of minutes in words: "1 minute", "14 minutes"."""
    return "1 minute" if number == 1 else f"{number} minutes"
