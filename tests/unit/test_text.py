"""Text on a page stays text."""

from __future__ import annotations

import pytest

from assessment.ui.text import plain


@pytest.mark.parametrize(
    "text",
    [
        "What must be shown before a new use of AI gets money?",
        "Several, no agreed lead",
        "The steps and jobs (all of them), then again; 3.5 of 5, 100 %!",
        "head-of-risk: legal",
    ],
)
def test_ordinary_text_is_left_alone_so_that_screen_readers_get_no_backslashes(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("**bold** _it_ `code`", r"\*\*bold\*\* \_it\_ \`code\`"),
        ("$x^2$", r"\$x^2\$"),
        ("[a](javascript:x)", r"\[a\](javascript\:x)"),
        (":red[x] :smile:", r"\:red\[x\] \:smile:"),
        ("<img src=x> &amp;", "&lt;img src=x> &amp;amp;"),
        ("# title", r"\# title"),
        ("1. first", r"1\. first"),
        ("- point", r"\- point"),
        ("~~gone~~ a|b", r"\~\~gone\~\~ a\|b"),
    ],
)
def test_markdown_html_formulas_and_colours_are_shown_as_written(text: str, escaped: str) -> None:
    assert plain(text) == escaped


def test_an_address_never_becomes_a_link() -> None:
    assert "http:" not in plain("see http://example.org")
    assert "www." not in plain("see www.example.org")
