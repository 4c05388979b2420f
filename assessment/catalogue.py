"""Renews the `.po` files in which translations are filled in, keeping what is there."""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

HEADER = """\
# {about}; see docs/translating.md.
msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: {plurals}\\n"

"""


def renew(path: Path, language: str, template: Catalog, about: str) -> None:
    """Bring the catalogue at `path` up to `template`, or begin it; `about` says in its first line what it is.

    What is translated stays. A text that changed keeps its old translation, marked fuzzy, which isn't shown until
    somebody has read it. The header says only what a program reads; who changed what and when, git says.
    """
    catalogue = Catalog(locale=language)
    if path.exists():
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language)
    catalogue.update(template)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(HEADER.format(about=about, language=language, plurals=catalogue.plural_forms).encode())
        write_po(file, catalogue, width=120, omit_header=True, ignore_obsolete=True, include_lineno=False)
