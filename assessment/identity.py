"""The identity: every colour and the type, once. Themes, charts, plain pages and files read them here.

Contrast is against the page: ink 15.8:1, muted 6.1:1; the four domains are at least 18 apart (CAM02-UCS) in normal
sight and in full deutan, protan and tritan simulation. Colour never stands alone: a label or a mark goes with it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

FONT = '"Source Sans", "Source Sans 3", "Source Sans Pro", sans-serif'

LEVELS = ("#A6461B", "#E2A583", "#D5D9DF", "#86B6CF", "#1F6A8C")
"""Levels 1 to 5, diverging at the middle, the same in both schemes."""


@dataclass(frozen=True)
class Scheme:
    """The colours of one scheme, light or dark."""

    ink: str
    muted: str
    rule: str
    surface: str
    page: str
    strategy: str
    data: str
    literacy: str
    role_clarity: str
    action: str

    def domain(self, domain: str) -> str:
        """The colour of a domain; ink for one that isn't of the four."""
        return str(getattr(self, domain, self.ink))


LIGHT = Scheme(
    ink="#1B2330",
    muted="#596273",
    rule="#D5D9DF",
    surface="#F6F7F9",
    page="#FFFFFF",
    strategy="#1261D9",
    data="#005239",
    literacy="#AD5700",
    role_clarity="#7B2472",
    action="#1F6A8C",
)
DARK = Scheme(
    ink="#E8EBF0",
    muted="#A3ACBA",
    rule="#333B48",
    surface="#1A202B",
    page="#12161F",
    strategy="#6C97F5",
    data="#8CEBDD",
    literacy="#EBB25E",
    role_clarity="#E8528A",
    action="#86B6CF",
)


def style_of_tokens() -> str:
    """Style sheet rules that give every token as a custom property (`--ink`, `--level-1`), light or dark as the browser
    wishes; what stands on a level is `--on-light` or `--on-dark`."""
    levels = "".join(f"--level-{number}:{colour};" for number, colour in enumerate(LEVELS, 1))
    on_levels = f"--on-light:{LIGHT.ink};--on-dark:{LIGHT.page};"
    light = f":root{{--font:{FONT};{levels}{on_levels}{_properties(LIGHT)}}}"
    return f"{light}\n@media (prefers-color-scheme:dark){{:root{{{_properties(DARK)}}}}}"


def _properties(scheme: Scheme) -> str:
    return "".join(f"--{name.replace('_', '-')}:{value};" for name, value in asdict(scheme).items())
