"""Writes the catalogues of the interface, `assessment/locales/*/LC_MESSAGES/messages.po`, from the code's texts."""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir

from assessment.catalogue import renew
from assessment.language import LANGUAGES, SOURCE, catalogue_path

ROOT = Path(__file__).resolve().parents[1]
METHODS = [("**.py", "python"), ("**.html", "jinja2.ext:babel_extract")]
KEYWORDS = {"_": None, "N_": None, "counted": (1, 2), "ngettext": (1, 2), "gettext": None}
OPTIONS = {"**.html": {"silent": "false"}}
ABOUT = "The interface and the reports in another language"


def interface_texts() -> Catalog:
    """Every text of the interface, with the files that it stands in."""
    found = Catalog()
    for name, _, text, comments, _ in extract_from_dir(
        ROOT / "assessment", METHODS, OPTIONS, keywords=KEYWORDS, comment_tags=("Translators:",)
    ):
        found.add(text, locations=[(f"assessment/{name}", 1)], auto_comments=comments)
    return found


def main() -> None:
    """Renew every language's catalogue."""
    template = interface_texts()
    for language in LANGUAGES.keys() - {SOURCE}:
        renew(catalogue_path(language), language, template, ABOUT)


if __name__ == "__main__":
    main()
