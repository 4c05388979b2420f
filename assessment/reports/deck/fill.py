"""Slides from plain data into placeholders, with what stands below each, and notes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pptx.oxml import parse_xml
from pptx.presentation import Presentation
from pptx.slide import Slide as Page
from pptx.util import Pt

from assessment.language import _
from assessment.reports.deck.charts import draw
from assessment.reports.deck.layouts import FOOTER, LAYOUTS, Place
from assessment.reports.deck.model import Chart, Line, Notes, Slide, Table, Text
from assessment.reports.deck.table import tabulate
from assessment.reports.deck.template import FIRST_PLACE, NAMES, bottom
from assessment.reports.deck.text import describe, paragraph, put, write
from assessment.reports.fit import clean

LEAST_TITLE = 14


def add(deck: Presentation, slide: Slide, footer: Line) -> None:
    """Append the slide, with `footer` below it."""
    layout = next(known for known in deck.slide_layouts if known.name == slide.layout)
    page, places = deck.slides.add_slide(layout), LAYOUTS[slide.layout]
    cut = write(page.shapes.title.element, [Line(slide.title.rstrip("."), strong=True)], places.title, LEAST_TITLE)
    by_number = {shape.placeholder_format.idx: shape for shape in page.placeholders}
    for number, (name, place) in enumerate(places.places.items(), start=FIRST_PLACE):
        shape, fill = by_number[number], slide.fills.get(name)
        if isinstance(fill, Text) and fill.lines:
            shape.name = name.capitalize()
            cut += write(shape.element, fill.lines, place)
        elif isinstance(fill, Table):
            _stay(shape, place)
            cut += tabulate(shape, name, fill, place)
        elif isinstance(fill, Chart):
            _stay(shape, place)
            describe(draw(shape, fill, place), name, fill.about)
        else:  # an empty placeholder would ask to be filled
            shape.element.getparent().remove(shape.element)
    _add_footer(page, footer)
    _add_notes(page, slide.notes, cut)


def _stay(shape: Any, place: Place) -> None:
    """Say where the shape is, as tables and charts have to; looking it up in the layout takes the library long."""
    shape.left, shape.top, shape.width, shape.height = map(Pt, (place.x, place.y, place.width, place.height))


def _add_footer(page: Page, footer: Line) -> None:
    """These two placeholders aren't copied from the layout by themselves; they come last, and are read last."""
    tree = page.shapes.element
    free = max(map(int, tree.xpath(".//p:cNvPr/@id"))) + 1
    tree.extend(parse_xml(f"<p:spTree {NAMES}>{bottom(free)}</p:spTree>"))
    write(tree[-2], [footer], FOOTER)


def _add_notes(page: Page, notes: Notes, cut: Iterable[str]) -> None:
    """What to know when presenting the slide, and what didn't fit on it."""
    texts = (
        _("Where this is from: {source}").format(source=notes.source),
        _("How to present it: {present}").format(present=notes.present),
        _("What it can't tell: {limit}").format(limit=notes.limit),
        *notes.details,
        *(_("In full: {text}").format(text=text) for text in cut),
    )
    (body,) = page.notes_slide.element.xpath(".//p:txBody")
    put(body, [paragraph(line) for text in texts for line in clean(text).split("\n")])
