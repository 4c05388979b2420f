"""What follows from a result: who decides, what to talk about, next steps and actions, and the published figures."""

from __future__ import annotations

from collections.abc import Sequence

from assessment.findings.model import Difference, Findings, NextStep, Topic
from assessment.findings.owners import state_words
from assessment.findings.reference import beyond_the_sentence
from assessment.language import N_, _
from assessment.reports.workbook.book import Book, Sheet
from assessment.reports.workbook.cells import Cell, number

_STEPS = (
    N_("Capability"),
    N_("Next step"),
    N_("Level now"),
    N_("Importance (1 to 3)"),
    N_("Priority"),
    N_("Owner"),
    N_("Date"),
    N_("Done"),
)
_STEP_WIDTHS = (28, 58, 8, 12, 9, 22, 12, 8)


def add_ownership(book: Book, findings: Findings) -> None:
    """Add the sheet "Ownership": whom one respondent named, or how many of a group named whom."""
    view = findings.ownership
    if not view:
        return
    chosen = {owner for decision in view.decisions for owner in decision.counts}
    owners = [owner for owner in view.owners if owner in chosen] if findings.group else []
    sheet = book.sheet("Ownership", (56, *((12, 26, *[8] * len(owners)) if findings.group else (34,))))
    names = (_("Decision"), _("State"), _("In short")) if findings.group else (_("Decision"), _("Who would settle it"))
    sheet.header((*names, *(view.owners[owner] for owner in owners)), stays=True, columns=1, turned=len(owners))
    for decision in view.decisions:
        counted: list[Cell] = [decision.counts.get(owner) for owner in owners]
        state = [state_words(decision.state) if decision.state else _("nobody answered")] if findings.group else []
        sheet.add([decision.text, *state, decision.answer, *counted])
    sheet.skip()
    for words, decisions in view.tally.items():
        sheet.add([words, decisions])
    sheet.say(view.sentence)
    sheet.say(findings.role_note, "muted")


def add_topics(book: Book, findings: Findings) -> None:
    """Add the sheet "To discuss" of a group: what to talk about and act on, and what two sides see differently."""
    group = findings.group
    if not group:
        return
    sheet = book.sheet("To discuss", (34, 44, 70))
    sheet.say(_("The role tracks are listed apart, below."), "muted")
    _add_topics(sheet, group.talk, group.act, group.sides)
    if group.role_talk or group.role_act or group.role_sides:
        sheet.say(_("Role tracks"), "heading")
        sheet.say(findings.role_note, "muted")
        _add_topics(sheet, group.role_talk, group.role_act, group.role_sides)


def add_steps(book: Book, findings: Findings) -> None:
    """Add the sheet "Next steps and actions": what was taken on, and next steps with room for who and until when."""
    sheet = book.sheet("Next steps and actions", _STEP_WIDTHS)
    if findings.actions:
        sheet.say(_("Actions taken on"), "heading")
        sheet.header((_("Capability"), _("Action"), "", "", "", _("Owner"), _("Date"), _("Done")))
        for action in findings.actions:
            done = "yes" if action.done else "no"
            sheet.add([action.capability, action.text, "", "", "", action.owner, action.due, done])
        sheet.skip()
        sheet.say(_("Next steps"), "heading")
    sheet.header([*map(_, _STEPS)], stays=not findings.actions)
    _add_steps(sheet, findings.next_steps)
    if not findings.next_steps:
        sheet.say(_("There is none: nothing with a score is below its target, or nothing has a score."), "muted")
    if findings.role_steps:
        sheet.skip()
        sheet.say(_("Role tracks"), "heading")
        sheet.say(findings.role_note, "muted")
        sheet.header([*map(_, _STEPS)])
        _add_steps(sheet, findings.role_steps)
    sheet.say(_("Priority is the gap to the target times the importance; the five highest are listed."), "muted")


def add_reference(book: Book, findings: Findings) -> None:
    """Add the sheet "Reference": each published figure beside one's own answer. Nothing where there are none."""
    figures = [(view, of) for view in findings.reference for of in view.figures]
    if not figures:
        return
    names = [name for name, _text in beyond_the_sentence(figures[0][1].figure)]
    one = findings.of == "you"  # a group has no answers of its own
    sheet = book.sheet("Reference", (34, *((14,) if one else ()), 46, 14, 16, 34, 24, 20, 42))
    sheet.header((_("Question"), *((_("Your answer"),) if one else ()), _("Published"), *names), stays=True, columns=1)
    for view, of in figures:
        known = (text for _name, text in beyond_the_sentence(of.figure))
        sheet.add([view.text, *((view.answer,) if one else ()), of.sentence, *known])


def _add_steps(sheet: Sheet, steps: Sequence[NextStep]) -> None:
    for step in steps:
        priority = number(step.priority, step.priority_text)
        sheet.add([step.title, step.text, step.level, step.importance, priority, "", None, ""], "cell")


def _add_topics(sheet: Sheet, talk: Sequence[Topic], act: Sequence[Topic], sides: Sequence[Difference]) -> None:
    for heading, topics in ((_("What to talk about"), talk), (_("What to act on"), act)):
        sheet.say(heading, "heading")
        if topics:
            sheet.header((_("Capability"), _("Why"), _("A question for the room")))
            for topic in topics:
                sheet.add([topic.title, topic.sentence, topic.question])
        else:
            sheet.say(_("Nothing qualifies."), "muted")
    if sides:
        sheet.say(_("What two sides of the table see differently"), "heading")
        sheet.header(
            (_("Capability"), *(_("{name} (mean, 1 to 5)").format(name=name) for name, _mean, _n in sides[0].sides))
        )
        for side in sides:
            sheet.add([side.title, *(_("{mean}, from {n}").format(mean=mean, n=n) for _name, mean, n in side.sides)])
    sheet.skip()
