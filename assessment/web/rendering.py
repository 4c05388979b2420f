"""How the plain pages are rendered: templates that escape whatever they are given and speak the reader's language."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, select_autoescape

from assessment.language import OFFERED, _, counted, current, day, direction
from assessment.services.workshop_access import grouped

MOST_RADIOS = 8
"""More choices than this are a list to open: sixteen owners ten times over would scroll for ever on a phone."""


@cache
def templates() -> Environment:
    """The templates; `_` and `counted` in them look a text up each time that they are rendered."""
    found = Environment(
        loader=PackageLoader(__package__),
        autoescape=select_autoescape(default=True),
        auto_reload=False,  # they don't change while this runs, and it needn't look at each page whether they did
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals |= {
        "_": _,
        "counted": counted,
        "day": day,
        "direction": direction,
        "language": current,
        "languages": OFFERED,
        "most_radios": MOST_RADIOS,
    }
    found.filters["grouped"] = grouped
    return found


def render(name: str, **context: object) -> str:
    """A page, or a part of one, in the language of now."""
    return templates().get_template(name).render(context)
