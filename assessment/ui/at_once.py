"""Saving on a page of questions as soon as something is chosen or written, without a run of the page.

The page tells our own script (`web/templates/survey.js`) which widget is which question; the script sends what changes
to `web.survey_answers` and says under the question whether it is saved. What it changes on the page stands in HTML of
ours, which Streamlit leaves alone until it is given other HTML for the place: the number of the run makes it other.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from html import escape

import streamlit as st

from assessment.language import _
from assessment.services.steps import Step, Way, minutes
from assessment.ui.open_sheet import NOT_SAVED, NOTE_KINDS, NOTE_STATUS, OpenSheet, clear_key, note_key, widget_key
from assessment.ui.text import in_minutes
from assessment.web.participant_files import SURVEY_SCRIPT
from assessment.web.security_headers import SAVE_AT_ONCE
from assessment.web.survey_answers import PREFIX


def progress(opened: OpenSheet, way: Way) -> str:
    """How much is answered and how long the rest takes, as HTML."""
    done, all = len(way.questions) - len(way.left(opened.answers)), len(way.questions)
    text = escape(_in_words(way, opened.answers))
    return (
        f'<div class="answered" data-run="{opened.run}"><p role="status">{text}</p>'
        f'<progress value="{done}" max="{all}" aria-hidden="true"></progress></div>'
    )


def status(opened: OpenSheet, widget: str, said: str, rest: str = "") -> str:
    """What is said under the widget with this key, as HTML; `rest` stays as it is when the script says something."""
    state = "saved waits" if said == _(NOT_SAVED) else "saved"
    place = f'class="{state}" data-widget="{widget}" data-run="{opened.run}"'
    return f'<p {place}><span role="status">{escape(said)}</span>{escape(rest)}</p>'


def save(opened: OpenSheet, way: Way, step: Step) -> None:
    """Have the script save this page's questions from now on; stands below them."""
    _tell_the_script(opened.run, _for_the_script(opened, way, step))


def go_on_sending() -> None:
    """Have the script send what still waits, on a page without questions."""
    _tell_the_script(0, {"to": "", "visit": "", "widgets": {}, "words": _words()})


def _tell_the_script(run: int, content: dict[str, object]) -> None:
    survey = escape(json.dumps(content, ensure_ascii=False))
    about = f'data-run="{run}" data-script="{SURVEY_SCRIPT.path}" data-survey="{survey}"'
    st.html(f"<script {about}>{SAVE_AT_ONCE}</script>", unsafe_allow_javascript=True)


def _for_the_script(opened: OpenSheet, way: Way, step: Step) -> dict[str, object]:
    """`widgets` says what the widget with a key is, `progress` what is said with none, one, two … of this page's
    questions answered."""
    here = [question.id for question in step.questions]
    elsewhere = opened.answers.keys() - here
    return {
        "to": f"{PREFIX}/{opened.key.handle}/",
        "visit": opened.visit,
        "widgets": {
            widget_key(opened, q.id): {
                "id": q.id,
                "choices": [choice.id for choice in q.choices],
                "answer": opened.latest((q.id, "answer")) or None,
                "over": list(opened.possible((q.id, "answer"))),
                "clear": clear_key(opened, q.id),
            }
            for q in step.questions
        }
        | {
            note_key(opened, q.id, kind): {"id": q.id, "kind": kind, "over": list(opened.possible((q.id, kind)))}
            for q in step.questions
            if q.takes_notes
            for kind in NOTE_KINDS
        },
        "elsewhere": len(elsewhere & way.questions.keys()),
        "progress": [_in_words(way, {*elsewhere, *here[:answered]}) for answered in range(len(here) + 1)],
        "words": _words(),
    }


def _words() -> dict[str, object]:
    """What the script says."""
    return {
        "saving": _("Saving …"),
        "saved": _("Saved"),
        "none": _("No answer yet"),
        "unsaved": _(NOT_SAVED),
        "waiting": _(
            "Not everything is saved yet: the server isn't answering. Keep this page open: what waits here is saved as "
            "soon as it can be."
        ),
        "notes": {kind: [_(missing), _(saved)] for kind, (saved, missing) in NOTE_STATUS.items()},
    }


def _in_words(way: Way, answered: Collection[str]) -> str:
    left = way.left(answered)
    done = len(way.questions) - len(left)
    ahead = _("about {minutes} left").format(minutes=in_minutes(minutes(left))) if left else _("all done")
    return _("{done} of {questions} answered, {ahead}").format(done=done, questions=len(way.questions), ahead=ahead)
