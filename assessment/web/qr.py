"""QR codes, as pictures that pages carry inside themselves."""

from __future__ import annotations

import html
from functools import lru_cache
from itertools import groupby
from urllib.parse import urlsplit

import segno

from assessment.identity import LIGHT
from assessment.language import _

QUIET = 4
"""Modules of white around the code: what scanners need by the standard."""


def qr_svg(url: str) -> str:
    """The QR code of an address as SVG, for the inside of a page; its accessible title says where it leads.

    Dark on white in every colour scheme: many phones don't read it the other way round. It grows with its place.
    """
    return _drawn(url, _("QR code: opens {address}").format(address=short_address(url)))


@lru_cache(maxsize=200)
def _drawn(url: str, about: str) -> str:
    rows = [[bool(module) for module in row] for row in segno.make_qr(url, error="m").matrix]
    size = len(rows) + 2 * QUIET
    path = "".join(_bars(row, y + QUIET) for y, row in enumerate(rows))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="qr" role="img" viewBox="0 0 {size} {size}" '
        f'shape-rendering="crispEdges"><title>{html.escape(about)}</title>'
        f'<rect width="{size}" height="{size}" fill="{LIGHT.page}"/><path fill="{LIGHT.ink}" d="{path}"/></svg>'
    )


def short_address(url: str) -> str:
    """The address as people type it: without the scheme."""
    parts = urlsplit(url)
    return f"{parts.netloc}{parts.path}"


def _bars(row: list[bool], y: int) -> str:
    """The dark modules of a row as rectangles, neighbours as one."""
    bars, x = [], QUIET
    for dark, run in groupby(row):
        length = len(list(run))
        if dark:
            bars.append(f"M{x} {y}h{length}v1h-{length}z")
        x += length
    return "".join(bars)
