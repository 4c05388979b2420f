"""What the participant's pages show: everything their templates are given, finished."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

from markupsafe import Markup

from assessment.bank.model import Option
from assessment.language import N_, _, current
from assessment.scoring.blocks import FEWEST_FOR_NOTES
from assessment.services.bootstrap import application
from assessment.services.participation import Taking
from assessment.services.steps import Kind, Question, Way, minutes
from assessment.storage.workshops import Workshop
from assessment.web.participant_files import SCRIPT, STYLE
from assessment.web.rendering import render

MOST_KEPT = 4_000
"""Every choice of every question of the shipped bank in four languages is some 2,600 pieces of 1 KB."""

NOT_DONE = N_("Not done")
_TITLES = {
    403: N_("Not opened"),
    404: N_("No such workshop now"),
    409: N_("Not now"),
    429: N_("Too many tries"),
    503: N_("Not just now"),
}


def enter_page() -> str:
    """Where somebody types a code."""
    return _render("participant_enter.html")


def refusal_page(message: str, status: int, code: str | None) -> str:
    """What went wrong and what to do. A wrong code and one that is over get the very same page, without the code."""
    if status == 404:
        return _render("participant_enter.html", title=_(_TITLES[404]), message=message)
    back = f"/w/{code}" if code else ""
    return _render("participant_refusal.html", title=_(_TITLES.get(status, NOT_DONE)), message=message, back=back)


def sign_in_failed_page(back: str) -> str:
    """That nobody can sign in now, and that nothing else is affected."""
    message = _(
        "The service that you sign in with didn't answer, or refused. Nothing was changed, and taking part needs no "
        "sign-in. Try again in a minute; if it stays so, tell whoever runs this server."
    )
    return _render("participant_refusal.html", title=_("Signing in didn't work"), message=message, back=back)


def deleted_page() -> str:
    """That a response is gone."""
    return _render("participant_deleted.html")


def join_page(workshop: Workshop) -> str:
    """What a stranger with the right code sees: who sees what, and how to join."""
    wired = application()
    questions = wired.participation.way(workshop).questions.values()
    return _render(
        "participant_join.html",
        workshop=workshop,
        roles=_chosen(wired.bank.edition.roles, workshop.roles),
        minutes=minutes(questions),
        count=len(questions),
        notes_from=max(workshop.threshold, FEWEST_FOR_NOTES),
        why_not_now=wired.participation.why_not_now(workshop),
        early=workshop.opens_at is not None and datetime.now(UTC) < workshop.opens_at,
        operator=wired.settings.operator_name,
        privacy_url=wired.settings.privacy_url,
    )


def taking_page(taking: Taking, room: str) -> str:
    """A participant's own page: `room` is the part that everybody shares, as HTML."""
    wired = application()
    way = wired.participation.way(taking.workshop)
    why_not_now = wired.participation.why_not_now(taking.workshop)
    return _render(
        "participant_taking.html",
        workshop=taking.workshop,
        taking=taking,
        mine=taking.participant,
        way=way,
        why_not_now=why_not_now,
        can_write=not taking.frozen and not why_not_now,
        now=datetime.now(UTC),
        words=_words(),
        choices_of=_choices_of,
        room=Markup(room),  # noqa: S704 (made by a template that escapes)
    )


def _choices_of(question: Question, kind: Kind, said: str | None) -> Markup:
    """The text of a question and its choices, with that which was `said` chosen."""
    return _choices_in(current(), question, kind, said)


@lru_cache(MOST_KEPT)
def _choices_in(language: str, question: Question, kind: Kind, said: str | None) -> Markup:
    """A room opens the same few pieces a thousand times, and making them was half of what a page cost."""
    return Markup(render("participant_question.html", question=question, kind=kind, said=said))  # noqa: S704 (escaped)


def _words() -> dict[str, str]:
    """What the script says, in the language of now; it puts the number in the place of `{n}`."""
    return {
        "saving": _("Saving …"),
        "saved": _("Saved"),
        "waiting_to_hand_in": _("Waiting for the network: you hand in as soon as it is back."),
        "waiting_one": _("Waiting for the network: 1 answer is safe on this phone."),
        "waiting": _("Waiting for the network: {n} answers are safe on this phone."),
        "then_hand_in": _("You hand in once they are sent."),
        "stays": _("Your answers are in the picture and stay as they are."),
        "handed_in": _("You have handed in."),
        "vote_counts": _("Your vote counts as it stands here."),
        "you": _("you"),
        "picture_is_out": _("The group's picture is out. See “The room”."),
        "closed": _("This workshop is closed. Everything marked as saved is safe."),
        "left": _("{time} left"),
        "time_is_up": _("Time is up"),
    }


def mine_page(taking: Taking, link: str) -> str:
    """One's private link, the statement, and how to delete one's response."""
    roles = {role.id: role.title for role in application().bank.edition.roles}
    return _render(
        "participant_mine.html",
        workshop=taking.workshop,
        mine=taking.participant,
        role=roles.get(taking.participant.role or "", ""),
        answered=len(taking.answers),
        link=link,
    )


def after(way: Way, step_id: str) -> str:
    """The fragment of what comes after a page of questions."""
    ids = [step.id for step in way.steps]
    following = ids[ids.index(step_id) + 1 :] if step_id in ids else []
    return f"step-{following[0]}" if following else "end"


def _chosen(offered: tuple[Option, ...], ids: tuple[str, ...]) -> list[Option]:
    return [option for option in offered if option.id in ids]


def _render(name: str, **context: object) -> str:
    return render(name, style=STYLE.path, script=SCRIPT.path, **context)
