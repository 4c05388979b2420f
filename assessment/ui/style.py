"""The little that Streamlit's theme can't say, as one style sheet made of the identity's tokens."""

from __future__ import annotations

from html import escape

import streamlit as st

from assessment.identity import DARK, LIGHT, Scheme, style_of_tokens
from assessment.language import _
from assessment.web.security_headers import LOAD_AHEAD, SCROLL_TO_TOP
from assessment.web.static_files import CHARTS

_SHEET = (
    style_of_tokens()
    + """
[data-testid="stLayoutWrapper"]:has(> .st-key-languages) {
  position: fixed; top: 0.625rem; inset-inline-end: 1rem; width: auto; z-index: 999991;
}
.st-key-languages a, .st-key-languages a:visited {
  display: inline-block; padding: 0.5rem; color: var(--muted); text-decoration: none;
}
.st-key-languages a[aria-current] { color: var(--ink); font-weight: 600; }
.st-key-languages a:hover { color: var(--action); }
.stMainBlockContainer { padding-top: 4.5rem; max-width: 46rem; }
[data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] p {
  color: var(--muted) !important; opacity: 1 !important;
}
[data-testid*="stBaseButton-primary"], [data-testid*="stBaseButton-primary"]:hover { color: var(--page); }
[data-testid="stRadioOption"]:not(:has(:checked)) > div > div:first-child,
[data-testid="stCheckbox"] label:not(:has(:checked)) > div:first-of-type,
[data-testid="stSelectbox"] [role="group"], [data-testid="stMultiSelect"] [role="group"],
[data-testid="stTextInputRootElement"], [data-testid="stTextAreaRootElement"], [data-testid="stNumberInputContainer"],
[data-testid="stDateTimeInputField"], [data-testid="stDateInput"] [role="group"] { border-color: var(--muted); }
textarea:focus-visible, input:focus-visible { outline: 2px solid var(--action) !important; outline-offset: -2px; }
[data-testid="stMultiSelect"] span[title], [data-testid="stMultiSelect"] span[title] ~ * { color: var(--page); }
[data-testid="stRadio"] [data-testid="stWidgetLabel"] p { font-weight: 600; }
[data-testid="stExpandSidebarButton"] { width: auto; padding: 0 0.5rem; gap: 0.25rem; color: var(--ink); }
[data-testid="stRadio"] [role="radiogroup"] { gap: 0.25rem; }
[data-testid="stRadio"] [role="radiogroup"] > label { padding: 0.3rem 0.25rem; min-height: 2rem; }
a.primary-link, a.primary-link:visited {
  display: inline-block; padding: 0.6rem 1rem; border-radius: 6px; font-weight: 600; text-decoration: none;
  background: var(--action); color: var(--page);
}
a.door-link, a.door-link:visited {
  display: inline-block; padding: 0.53rem 0.75rem; border-radius: 6px; border: 1px solid var(--rule);
  text-decoration: none; color: var(--ink); font-size: 0.875rem;
}
a.door-link:hover { border-color: var(--action); color: var(--action); }
a.primary-link:focus-visible, a.door-link:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; }
[data-testid="stSelectbox"] [data-testid="stWidgetLabel"] p { font-weight: 600; }
[data-testid="stExpander"] summary { opacity: 1 !important; }
[data-testid="stExpander"] summary, [data-testid="stExpander"] summary * { color: var(--muted); }
[class*="st-key-topic-"] summary strong { color: var(--ink); }
[class*="st-key-open-adopt"] summary * { color: var(--action); font-weight: 600; }
.modebar-group::before { content: "PNG"; font: 600 0.75rem var(--font); color: var(--muted); vertical-align: 4px; }
.answered p { margin: 0 0 0.5rem; color: var(--ink); }
.answered progress {
  appearance: none; display: block; width: 100%; height: 0.5rem; border: 0; border-radius: 6px; overflow: hidden;
  background: var(--rule);
}
.answered progress::-webkit-progress-bar { background: var(--rule); }
.answered progress::-webkit-progress-value { background: var(--action); }
.answered progress::-moz-progress-bar { background: var(--action); }
.saved { margin: 0; color: var(--muted); font-size: 0.875rem; }
.saved.waits { color: var(--ink); font-weight: 600; }
body:has(> #unsaved) .stMainBlockContainer { padding-bottom: 12rem; }
#unsaved {
  position: fixed; inset: auto 0 0; margin: 0; padding: 0.75rem 1rem; z-index: 999992; font-family: var(--font);
  background: var(--surface); color: var(--ink); border-top: 3px solid var(--action);
}
.join-address, .join-code { font-weight: 600; line-height: 1.2; margin: 0; overflow-wrap: anywhere; }
.join-address { font-size: 1.5rem; }
.join-code { font-size: 2.6rem; font-variant-numeric: tabular-nums; white-space: nowrap; }
[class*="st-key-narrow-"] { display: none; }
@media (max-width: 40rem) {
  .join-code { font-size: 2rem; }
  [class*="st-key-wide-"] { display: none; }
  [data-testid="stLayoutWrapper"] > [class*="st-key-narrow-"] { display: flex; }
  .stMainBlockContainer { padding-left: 1rem; padding-right: 1rem; }
}
"""
)


def start_at_the_top(page: str) -> None:
    """Scroll to the beginning when another `page` (a name of ours) is shown in the place of the last one.

    Streamlit keeps the scroll position when only the address's query changes, so "Continue" at the bottom of one page
    of questions would show the bottom of the next.
    """
    # The page stands in an attribute: another one makes the script run again, and its hash stays what is allowed.
    st.html(f'<script data-page="{escape(page)}">{SCROLL_TO_TOP}</script>', unsafe_allow_javascript=True)


def load_the_charts_ahead() -> None:
    """Have the browser load what draws charts while the page before is read: 1.2 MB, and half a second to start."""
    st.html(f'<script data-ahead="{CHARTS}">{LOAD_AHEAD}</script>', unsafe_allow_javascript=True)


def scheme() -> Scheme:
    """The colours that this visitor's browser shows the page in, for what is drawn here and not by a style sheet."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def apply_style() -> None:
    """Add the style sheet to the page."""
    word = _("Menu")
    menu = f'[data-testid="stExpandSidebarButton"]::after {{ content: "{word}"; }}'
    st.html(f"<style>{_SHEET}{menu}</style>")


def offer_to_join() -> None:
    """A link to where participants enter their code, in this tab, which Streamlit's own links leave."""
    st.html(f'<a class="door-link" href="/w" target="_self">{_("Join a workshop")}</a>', width="content")


_CONSOLE = """
.stMainBlockContainer { max-width: 64rem; }
.st-key-console-now { background: var(--surface); }
@media (min-width: 48rem) and (min-height: 40rem) {
  [data-testid="stLayoutWrapper"]:has(> * > * > .st-key-console-now),
  [data-testid="stVerticalBlock"]:has(> * > .st-key-console-now) { display: contents; }
  [data-testid="stLayoutWrapper"]:has(> .st-key-console-now) { position: sticky; top: 3.75rem; z-index: 5; }
  .stMain { scroll-padding-top: 12rem; }
}
"""
"""Streamlit puts a fragment into boxes of its own, which would end with the timer: it stays in sight without them."""


def apply_console_style() -> None:
    """Let the console use a wide screen, and keep its timer in sight."""
    st.html(f"<style>{_CONSOLE}</style>")
