"""PDFs to test, and ways to read them."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader

from assessment.reports.pdf import Paper, result_pdf
from assessment.results import Result


def opened(result: Result, paper: Paper = "a4") -> PdfReader:
    """The report of a result, as a program reads it."""
    return PdfReader(BytesIO(result_pdf(result, paper=paper)))


def words(page: Any) -> str:
    """The text of a page, with every run of white space as one space."""
    return " ".join(page.extract_text().split())


def all_words(reader: PdfReader) -> str:
    """The text of every page."""
    return " ".join(map(words, reader.pages))


def structure(reader: PdfReader) -> Iterator[Any]:
    """Every element of the tree that tells a reader aloud what is what."""
    to_visit: list[Any] = [reader.trailer["/Root"]["/StructTreeRoot"]]
    while to_visit:
        element = to_visit.pop()
        if hasattr(element, "get_object"):
            element = element.get_object()
        if isinstance(element, list):
            to_visit.extend(element)
        elif isinstance(element, dict):
            yield element
            to_visit.append(element.get("/K", []))


def bookmarks(reader: PdfReader) -> list[str]:
    """The titles of all bookmarks, in order."""

    def flat(entries: list[Any]) -> Iterator[str]:
        for entry in entries:
            if isinstance(entry, list):
                yield from flat(entry)
            else:
                yield str(entry.title)

    return list(flat(reader.outline))
