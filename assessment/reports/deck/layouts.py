"""The layouts of the deck: which places each has, and where. Lengths are points; a slide is 960 × 540."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

WIDTH, HEIGHT = 960, 540
LEFT, WHOLE = 40, 880
"""Where everything begins, and how wide everything is."""


@dataclass(frozen=True)
class Place:
    """A placeholder: what it takes, where it is, and the size of its text."""

    kind: Literal["ctrTitle", "title", "subTitle", "body", "tbl", "chart"]
    x: float
    y: float
    width: float
    height: float
    size: float = 16


@dataclass(frozen=True)
class Layout:
    """A layout: its title, and its other places by name, in the order in which they are read."""

    title: Place
    places: Mapping[str, Place]


TITLE = Place("title", LEFT, 24, WHOLE, 64, 24)
FOOTER = Place("body", LEFT, 508, 800, 22, 11)
NUMBER = Place("body", 860, 508, 60, 22, 11)
RULE_Y = 504

LAYOUTS: Mapping[str, Layout] = {
    "Title": Layout(
        Place("ctrTitle", LEFT, 90, 800, 110, 40),
        {"headline": Place("subTitle", LEFT, 210, 800, 110, 22), "facts": Place("body", LEFT, 340, 800, 145, 14)},
    ),
    "Board page": Layout(
        Place("title", LEFT, 18, WHOLE, 72, 22),
        {
            "bars": Place("chart", LEFT, 96, 370, 226, 11),
            "asks": Place("tbl", 430, 96, 490, 222, 12),
            "spotlights": Place("tbl", LEFT, 330, 560, 168, 12),
            "aside": Place("body", 620, 330, 300, 168, 12),
        },
    ),
    "Chart and text": Layout(
        TITLE, {"chart": Place("chart", LEFT, 96, 540, 400), "text": Place("body", 600, 100, 320, 392)}
    ),
    "Chart": Layout(
        TITLE, {"chart": Place("chart", LEFT, 92, WHOLE, 378, 12), "note": Place("body", LEFT, 480, WHOLE, 20, 12)}
    ),
    "Three columns": Layout(
        TITLE,
        {
            "first": Place("body", LEFT, 104, 280, 388, 18),
            "second": Place("body", 340, 104, 280, 388, 18),
            "third": Place("body", 640, 104, 280, 388, 18),
        },
    ),
    "Two columns": Layout(
        TITLE, {"left": Place("body", LEFT, 100, 430, 392, 18), "right": Place("body", 490, 100, 430, 392, 18)}
    ),
    "Table": Layout(
        TITLE, {"table": Place("tbl", LEFT, 96, WHOLE, 376, 16), "note": Place("body", LEFT, 478, WHOLE, 20, 12)}
    ),
    "Table and chart": Layout(
        TITLE,
        {
            "table": Place("tbl", LEFT, 96, 600, 376, 14),
            "chart": Place("chart", 660, 96, 260, 240, 12),
            "note": Place("body", LEFT, 478, WHOLE, 20, 12),
        },
    ),
    "Two tables": Layout(
        TITLE,
        {
            "note": Place("body", LEFT, 92, WHOLE, 40, 14),
            "left": Place("tbl", LEFT, 138, 430, 250, 14),
            "right": Place("tbl", 490, 138, 430, 250, 14),
            "text": Place("body", LEFT, 396, WHOLE, 102, 14),
        },
    ),
}
