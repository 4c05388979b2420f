"""A result as a slide deck: a dozen slides on a real master, with charts that stay editable and notes to present by."""

from __future__ import annotations

from io import BytesIO
from struct import unpack_from
from zipfile import ZipFile

from pptx import Presentation

from assessment.findings import find
from assessment.findings.model import Findings
from assessment.reports.deck import capabilities, closing, facts, opening, room, standing, topics
from assessment.reports.deck.fill import add
from assessment.reports.deck.model import Line, Slide
from assessment.reports.deck.template import LANGUAGE, template
from assessment.reports.fit import one_line
from assessment.results import Result

FIRST_MOMENT = bytes((0, 0, 0x21, 0))
"""The time and the day of an entry in an archive: midnight at the beginning of 1980."""


def result_pptx(result: Result) -> bytes:
    """The result of one respondent or of a group as a PPTX file; the same bytes for the same result."""
    found = find(result)
    deck = Presentation(BytesIO(template()))
    properties = deck.core_properties
    properties.title = f"{one_line(found.title)[:200]}: results"
    properties.language = LANGUAGE
    footer = Line(" · ".join((*found.notices, found.title)), strong=bool(found.notices))
    for slide in slides(found):
        add(deck, slide, footer)
    file = BytesIO()
    deck.save(file)
    return _undated(file)


def slides(found: Findings) -> list[Slide]:
    """What the deck consists of, in order; slides that would have nothing to show are left out."""
    in_order = (
        opening.title(found),
        opening.board_page(found),
        standing.subjects(found),
        standing.gaps(found),
        topics.spotlights(found),
        topics.lists(found),
        *capabilities.subjects(found),
        *capabilities.role_tracks(found),
        *facts.ownership(found),
        *facts.reference(found),
        *room.room(found),
        closing.next_steps(found),
        closing.limits(found),
    )
    return [slide for slide in in_order if slide]


def _undated(file: BytesIO) -> bytes:
    """The same package with no time of day in it: each of its entries is of the first moment that an archive knows."""
    package = bytearray(file.getvalue())
    with ZipFile(file) as archive:
        entries, at = archive.infolist(), archive.start_dir
    for entry in entries:
        package[entry.header_offset + 10 : entry.header_offset + 14] = FIRST_MOMENT
        package[at + 12 : at + 16] = FIRST_MOMENT
        at += 46 + sum(unpack_from("<3H", package, at + 28))  # the lengths of the name, of extras and of a comment
    return bytes(package)
