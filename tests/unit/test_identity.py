"""Colours stand once, in assessment/identity.py, and everything written in them can be read."""

from __future__ import annotations

import re
import tomllib

import pytest

from assessment.identity import DARK, LEVELS, LIGHT, Scheme
from assessment.settings import ROOT

HEX = re.compile(r"#[0-9A-Fa-f]{6}\b")
DOMAINS = ("strategy", "data", "literacy", "role_clarity")
READABLE = 4.5
"""WCAG 2.2, success criterion 1.4.3, level AA, for text of any size."""


def luminance(colour: str) -> float:
    """Relative luminance (0–1) of #RRGGBB as WCAG 2.2 defines it."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """Contrast ratio (1–21) of two colours as WCAG 2.2 defines it."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(
    ("colour", "expected"),
    [
        ("#000000", 21.0),  # (1 + 0.05) / (0 + 0.05)
        ("#FFFFFF", 1.0),
        ("#FF0000", 3.998),  # only red: luminance 0.2126, so 1.05 / 0.2626
        ("#808080", 3.949),  # ((128/255 + 0.055) / 1.055) ** 2.4 = 0.21586, so 1.05 / 0.26586
    ],
)
def test_contrast_on_white_is_what_wcag_makes_it(colour: str, expected: float) -> None:
    assert contrast(colour, "#FFFFFF") == pytest.approx(expected, abs=0.001)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("token", ["ink", "muted", "action", *DOMAINS])
def test_every_colour_that_text_has_can_be_read_on_the_page(scheme: Scheme, token: str) -> None:
    assert contrast(getattr(scheme, token), scheme.page) >= READABLE


@pytest.mark.parametrize("token", ["ink", "muted"])
@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_also_be_read_on_a_surface(scheme: Scheme, token: str) -> None:
    assert contrast(getattr(scheme, token), scheme.surface) >= READABLE


def test_the_ratios_that_the_identity_states_are_the_computed_ones() -> None:
    assert round(contrast(LIGHT.ink, LIGHT.page), 1) == 15.8
    assert round(contrast(LIGHT.muted, LIGHT.page), 1) == 6.1


def test_a_domain_has_its_colour_and_an_unknown_one_is_ink() -> None:
    assert [LIGHT.domain(d) for d in DOMAINS] == [LIGHT.strategy, LIGHT.data, LIGHT.literacy, LIGHT.role_clarity]
    assert LIGHT.domain("another") == LIGHT.ink


@pytest.mark.parametrize(("name", "scheme"), [("light", LIGHT), ("dark", DARK)])
def test_the_theme_of_the_pages_has_the_colours_of_the_identity(name: str, scheme: Scheme) -> None:
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
    assert "base" not in theme  # the browser's wish for light or dark would be passed over
    assert theme[name] == {
        "primaryColor": scheme.action,
        "backgroundColor": scheme.page,
        "secondaryBackgroundColor": scheme.surface,
        "textColor": scheme.ink,
        "borderColor": scheme.rule,
        "linkColor": scheme.action,
        "redColor": LEVELS[0] if scheme is LIGHT else LEVELS[1],
        "yellowColor": scheme.literacy,
        "blueColor": scheme.action,
        "greenColor": scheme.data,
    }


def test_no_other_module_or_page_holds_a_colour() -> None:
    files = [path for kind in ("*.py", "*.html") for path in (ROOT / "assessment").rglob(kind)]
    assert len(files) > 10
    assert [path.name for path in files if HEX.search(path.read_text("utf-8"))] == ["identity.py"]
