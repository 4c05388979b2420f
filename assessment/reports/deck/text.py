"""Text in shapes: paragraphs in our language and direction, at a size that fits their place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from unicodedata import bidirectional
from xml.sax.saxutils import escape

from pptx.oxml import parse_xml

from assessment.language import current
from assessment.reports.deck.layouts import Place
from assessment.reports.deck.model import Line
from assessment.reports.deck.template import LANGUAGE
from assessment.reports.deck.theme import MAIN
from assessment.reports.fit import LEAST, LINE_HEIGHT, fit, lines_of, one_line

_TAGS = {"de": "de-DE", "es": "es-ES", "fr": "fr-FR"}
"""As Office names the languages that it spells and hyphenates by; the template's is that of all others."""

PARAGRAPH_SPACE = 0.25
"""The space between paragraphs, in sizes of their text."""

PARAGRAPH = f"{{{MAIN}}}p"
LIST_INDENT = 13.5
BOLD = 1.1
"""How much wider bold text is."""


def write(shape: Any, lines: Iterable[Line], place: Place, least: int = LEAST) -> list[str]:
    """Write paragraphs into a shape (its element) at a size that fits; returns the full texts of what was cut."""
    lines = list(lines)
    full = [one_line(line.text) for line in lines]

    def height_at(texts: Sequence[str], size: int) -> float:
        rows = 0
        for text, line in zip(texts, lines, strict=True):
            room = place.width - LIST_INDENT * line.bullet
            rows += lines_of(text, room / (BOLD if line.strong else 1), size)
        return size * (LINE_HEIGHT * rows + PARAGRAPH_SPACE * (len(lines) - 1))

    size, texts = fit(full, range(int(place.size), least - 1, -1), place.height, height_at)
    (body,) = shape.xpath("./p:txBody")
    put(body, [paragraph(t, strong=line.strong, bullet=line.bullet) for t, line in zip(texts, lines, strict=True)])
    if size < place.size:
        # The placeholder's own way to shrink its text, which a program takes up again when somebody edits it.
        (properties,) = body.xpath("./a:bodyPr")
        scale = round(100_000 * size / place.size)
        properties.append(parse_xml(f'<a:normAutofit xmlns:a="{MAIN}" fontScale="{scale}"/>'))
    return shortened(full, texts)


def paragraph(text: str, *, strong: bool = False, bullet: bool = False, size: float | None = None) -> Any:
    """A paragraph of one run, from right to left where its first letter is.

    With a `size` in points its lines are of an exact height, whatever the typeface; without one both are its place's.
    """
    first = next((way for way in map(bidirectional, text) if way in {"L", "R", "AL"}), "L")
    tag = _TAGS.get(current(), LANGUAGE)
    direction = "" if first == "L" else ' algn="r" rtl="1"'
    look = (' b="1"' if strong else "") + (f' sz="{round(100 * size)}"' if size else "")
    spacing = f'<a:lnSpc><a:spcPts val="{round(100 * LINE_HEIGHT * size)}"/></a:lnSpc>' if size else ""
    run = f'<a:r><a:rPr lang="{tag}"{look}/><a:t>{escape(text)}</a:t></a:r>' if text else ""
    return parse_xml(
        f'<a:p xmlns:a="{MAIN}"><a:pPr lvl="{int(bullet)}"{direction}>{spacing}</a:pPr>{run}'
        f'<a:endParaRPr lang="{tag}"{look}/></a:p>'
    )


def put(body: Any, paragraphs: Iterable[Any]) -> None:
    """Replace the paragraphs of a text body."""
    for old in body.findall(PARAGRAPH):
        body.remove(old)
    body.extend(paragraphs)


def describe(frame: Any, name: str, about: str) -> None:
    """Name a table or a chart, and say in words what it shows, for who can't see it."""
    (properties,) = frame.element.xpath("./p:nvGraphicFramePr/p:cNvPr")
    properties.set("name", name.capitalize())
    properties.set("descr", one_line(about))


def shortened(full: Iterable[str], shown: Iterable[str]) -> list[str]:
    """The full texts of those that are shown shorter."""
    return [text for text, short in zip(full, shown, strict=True) if text != short]
