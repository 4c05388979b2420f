"""What is worth a conversation: the sharpest questions in their levels' own words, and a group's two lists."""

from __future__ import annotations

from collections.abc import Sequence

from assessment.findings.model import Difference, Findings, Spotlight, Topic
from assessment.language import _
from assessment.reports.deck.model import Line, Notes, Slide, Text

MOST_ON_A_LIST = 3


def spotlights(found: Findings) -> Slide | None:
    """Up to three questions in their levels' own words; None where there are none."""
    if not found.spotlights:
        return None
    first = found.spotlights[0].title
    which = (
        _("the questions on which the group is most divided, and the two levels that divide it")
        if found.group
        else _("the lowest answers in the capabilities of highest priority, beside the level aimed at")
    )
    return Slide(
        "Three columns",
        _("Opinions differ most on: {first}").format(first=first)
        if found.group
        else _("Furthest from the target: {first}").format(first=first),
        dict(zip(("first", "second", "third"), map(_column, found.spotlights), strict=False)),
        Notes(
            _(
                "the words are those of the answers that people chose from, not of anyone in the room. Shown "
                "are {which}."
            ).format(which=which),
            _("read both descriptions aloud and ask for the latest example of each. Ask for cases, not for reasons."),
            _("who chose which answer, and who is right.")
            if found.group
            else _("whether colleagues would say the same."),
        ),
    )


def lists(found: Findings) -> Slide | None:
    """What a group should talk about and act on; None for one respondent."""
    group = found.group
    if not group:
        return None
    sides = [Line(sides_of(difference), bullet=True) for difference in group.sides]
    talk = (
        _("Talk first about {title}").format(title=group.talk[0].title)
        if group.talk
        else _("There is no split to talk about")
    )
    act = _("act on {title}").format(title=group.act[0].title) if group.act else _("nothing is both low and agreed")
    return Slide(
        "Two columns",
        f"{talk}; {act}",
        {
            "left": Text(
                (Line(_("Talk about: the group is split"), strong=True), *_list(group.talk, _("On no capability.")))
            ),
            "right": Text(
                (
                    Line(_("Act on: low, and agreed"), strong=True),
                    *_list(group.act, _("Nothing is both low and agreed.")),
                    *([Line(_("The two sides of the table differ"), strong=True), *sides] if sides else []),
                )
            ),
        },
        Notes(
            _(
                "talk about: a question with a consensus below 0.6 (0 is split in half between the ends, 1 is "
                "agreed). Act on: a mean below 2.5, and every question with a consensus of at least 0.7. All "
                "that qualify are below."
            ),
            _("put the question to the room, not the number. What is agreed needs no debate; it needs an owner."),
            _("why people differ. They may see different parts of the organisation, or read the question differently."),
            (
                *(_("Talk: {topic}").format(topic=_said(topic)) for topic in group.talk),
                *(_("Act: {topic}").format(topic=_said(topic)) for topic in group.act),
            ),
        ),
    )


def sides_of(difference: Difference) -> str:
    """What two sides of the table say of one capability."""
    return f"{difference.title}: " + ", ".join(f"{side} {mean} ({n})" for side, mean, n in difference.sides)


def _column(spotlight: Spotlight) -> Text:
    quotes = (
        line
        for q in spotlight.quotes
        for line in (Line(q.label, strong=True), Line(_("“{words}”").format(words=q.text)))
    )
    return Text((Line(spotlight.title, strong=True), Line(spotlight.question), *quotes))


def _list(topics: Sequence[Topic], none: str) -> list[Line]:
    if not topics:
        return [Line(none)]
    shown = [Line(_said(topic), bullet=True) for topic in topics[:MOST_ON_A_LIST]]
    rest = "; ".join(topic.title for topic in topics[MOST_ON_A_LIST:])
    return [*shown, Line(_("Then: {rest}.").format(rest=rest))] if rest else shown


def _said(topic: Topic) -> str:
    return f"{topic.title}. {topic.question} {topic.sentence}"
