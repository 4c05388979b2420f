"""Slides and workbooks open in LibreOffice, which prints them page by page, of one and of many and of a workshop."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

from assessment.reports.result_files import RESULT_FILES
from assessment.storage.database import Database
from tests.integration.held_workshop import rehearsed, result_of
from tests.unit.decks import opened, standard
from tests.unit.pdfs import words


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files and what LibreOffice printed of each; all in one go, for starting it takes time."""
    folder = tmp_path_factory.mktemp("printed")
    database = Database(f"sqlite:///{folder / 'workshop.sqlite3'}")
    database.upgrade()
    results = {"one": standard(1), "many": standard(200), "workshop": result_of(rehearsed(database))}
    database.close()
    for name, result in results.items():
        for kind in ("pptx", "xlsx"):
            (folder / f"{name}-{kind}.{kind}").write_bytes(RESULT_FILES[kind](result))
    office = shutil.which("soffice")
    assert office, "LibreOffice is needed: see `make office`"
    files = sorted(path for path in folder.iterdir() if path.suffix in {".pptx", ".xlsx"})
    command = [office, "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf"]
    done = subprocess.run(
        [*command, "--outdir", folder, *files], capture_output=True, text=True, timeout=300, check=True
    )
    assert "Error" not in done.stderr + done.stdout
    return folder


@pytest.mark.parametrize("name", ["one", "many", "workshop"])
def test_every_slide_is_printed_with_its_title(printed: Path, name: str) -> None:
    pages = PdfReader(printed / f"{name}-pptx.pdf").pages
    if name == "workshop":
        assert len(pages) >= 12
        return
    titles = [slide.shapes.title.text_frame.text for slide in opened(standard(1 if name == "one" else 200)).slides]
    assert len(pages) == len(titles)
    for page, title in zip(pages, titles, strict=True):
        assert "".join(title.split()) in "".join(words(page).split())


@pytest.mark.parametrize("name", ["one", "many", "workshop"])
def test_every_workbook_is_printed_without_an_error_in_a_cell(printed: Path, name: str) -> None:
    reader = PdfReader(printed / f"{name}-xlsx.pdf")
    said = " ".join(words(page) for page in reader.pages[:12])
    assert len(reader.pages) >= 8
    assert not [error for error in ("#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "Err:5") if error in said]
