"""The parts of the method as Markdown, for the Method page and docs/method.md. What the bank says stays text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assessment.bank.model import Bank, Capability, Item, ReferenceQuestion, Source
from assessment.findings.reference import share
from assessment.language import _
from assessment.method.example import (
    GROUP_LINES,
    OWNERS,
    RESPONDENT,
    RESPONDENT_LINES,
    TARGET,
    VOTES,
    Line,
)
from assessment.method.formulas import Section
from assessment.method.trace import covering_decisions, covering_items, item_names
from assessment.scoring import SCORING_VERSION
from assessment.ui.text import plain


def version_list(bank: Bank) -> str:
    """Edition, content hash and scoring version: what a result is the result of."""
    edition = bank.edition
    return bullets(
        (
            _("Edition: {id}, “{title}”, {date}.").format(
                id=plain(edition.id), title=plain(edition.title), date=plain(edition.date)
            ),
            _("Content hash (SHA-256 of every question, level, weight, claim and figure): `{content_hash}`.").format(
                content_hash=bank.content_hash
            ),
            _("Scoring version: {scoring_version}.").format(scoring_version=SCORING_VERSION),
        )
    )


def rules(section: Section) -> str:
    """The rules of a section."""
    return bullets(map(_, section.points))


def level_names(bank: Bank) -> str:
    """The names of the five levels in one sentence."""
    named = ", ".join(f"{level} {plain(name)}" for level, name in enumerate(bank.edition.levels, 1))
    targets = "; ".join(plain(preset.title) for preset in bank.edition.targets)
    return _("The levels of a score are called {named}. Targets to choose from: {targets}.").format(
        named=named, targets=targets
    )


def example_of_a_respondent() -> str:
    """The made-up respondent's answers and the arithmetic that leads from them to every kind of score."""
    answers = _table((_("Capability"), _("Answers")), ((asked.title, asked.in_words) for asked in RESPONDENT))
    return _(
        "Seven made-up capabilities with a few made-up questions, answered by one made-up person. What has no "
        "weight beside it weighs 1. The target is level {target} everywhere.\n\n{answers}\n\n{respondent_lines}\n\n"
        "Coverage is high enough for an overall level, so nothing is provisional. Fractions stand for the "
        "unrounded numbers of the lines above them."
    ).format(target=TARGET, answers=answers, respondent_lines=_arithmetic(RESPONDENT_LINES))


def example_of_a_group() -> str:
    """The made-up group's counts and the arithmetic of consensus, gaps and ownership."""
    votes = _table(
        (_("Question"), _("chose 1"), _("chose 2"), _("chose 3"), _("chose 4"), _("chose 5")),
        ((name, *map(str, counts)) for name, counts in zip((_("first"), _("second")), VOTES, strict=True)),
    )
    named = ", ".join(_("{count} name {words}").format(count=count, words=words) for _id, words, count in OWNERS)
    asked = sum(count for _id, _words, count in OWNERS)
    return _(
        "Four people answer the two questions of one capability; the group's target is {target}.\n\n{votes}\n\n"
        "Asked who would settle one decision, of {asked} people {named}.\n\n{group_lines}"
    ).format(target=TARGET, votes=votes, asked=asked, named=named, group_lines=_arithmetic(GROUP_LINES))


def _arithmetic(lines: Iterable[Line]) -> str:
    rows = ((line.title, line.sum.replace("|", r"\|"), _outcome(line)) for line in lines)
    return _table((_("What"), _("Arithmetic"), _("Result")), rows)


def _outcome(line: Line) -> str:
    level = "" if line.level is None else _(", level {level}").format(level=line.level)
    return f"{line.result}{level}" + (f": {line.note}" if line.note else "")


def capability_text(capability: Capability) -> str:
    """A capability: definition, weight, claims, and each of its questions with the five levels."""
    head = _("{definition}  \n`{id}` · weight {weight:g}").format(
        definition=plain(capability.definition), id=capability.id, weight=capability.weight
    )
    return "\n\n".join([head, *(_item(number, item) for number, item in enumerate(capability.items, 1))])


def _item(number: int, item: Item) -> str:
    asked = _("Pulse and Full") if item.core else _("Full only")
    facts = [f"`{item.id}`", asked, _("weight {weight:g}").format(weight=item.weight)]
    if item.claims:
        facts.append(_("rests on") + " " + _codes(item.claims))
    levels = "\n".join(f"{level}. {plain(text)}" for level, text in enumerate(item.levels, 1))
    return _("**Question {number}: {text}**  \n{facts}\n\n{levels}").format(
        number=number, text=plain(item.text), facts=" · ".join(facts), levels=levels
    )


def ownership_text(bank: Bank) -> str:
    """The decisions with their claims, and the owners to choose from."""
    rests = _("rests on")
    decisions = bullets(
        f"{plain(d.text)} `{d.id}`{f' · {rests} ' + _codes(d.claims) if d.claims else ''}"
        for d in bank.ownership.decisions
    )
    owners = "; ".join(plain(owner.title) for owner in bank.ownership.owners)
    stem = _("Every decision is asked with the same words: *{stem}*").format(stem=plain(bank.ownership.stem))
    return _("{stem}\n\n{decisions}\n\nOwners to choose from: {owners}.").format(
        stem=stem, decisions=decisions, owners=owners
    )


def reference_text(question: ReferenceQuestion) -> str:
    """The choices of a reference question and every published figure for it with its provenance."""
    titles = {option.id: option.title for option in question.options}
    choices = "; ".join(map(plain, titles.values()))
    figures = bullets(
        f"**{plain(share(f))}** “{plain(titles[f.option])}”. {plain(f.publisher)}, {_title(f.title)}, {f.year}. "
        f"Asked: {plain(f.population)}; n: {plain(f.n)}; when: {plain(f.fielded)}; where: {plain(f.geography)}; "
        f"address: {_address(f.url)}; read: {plain(f.status)}. {plain(f.caveat)}"
        for f in question.figures
    )
    return _("`{id}` · Choices: {choices}.\n\n{figures}").format(id=question.id, choices=choices, figures=figures)


def source_text(source: Source) -> str:
    """Publisher, date and address of a source, and what our copy of it lacks."""
    facts = _("Publisher: {publisher}. Date: {date}. Address: {url}.").format(
        publisher=plain(source.publisher), date=plain(source.date), url=_address(source.url)
    )
    return f"{facts} {plain(source.note)}".rstrip()


def trace_list(bank: Bank, source_id: str) -> str:
    """Each claim of a source with the questions that cover it and the decisions that touch it, named in words."""
    names, items, decisions = item_names(bank), covering_items(bank), covering_decisions(bank)
    lines = []
    for id, claim in bank.sources.claims.items():
        if claim.source == source_id:
            covered = [f"{plain(names[item.id])} `{item.id}`" for item in items[id]] or [_("No question covers it.")]
            covered += [_("Decision: {text} `{id}`").format(text=plain(d.text), id=d.id) for d in decisions[id]]
            lines += [f"- {plain(claim.text)} `{id}`", *(f"  - {line}" for line in covered)]
    return "\n".join(lines)


def trace_table(bank: Bank, source_id: str) -> str:
    """The same trace as a table of ids."""
    items, decisions = covering_items(bank), covering_decisions(bank)
    rows = (
        (f"`{id}`", plain(claim.text), _codes(i.id for i in items[id]), _codes(d.id for d in decisions[id]))
        for id, claim in bank.sources.claims.items()
        if claim.source == source_id
    )
    return _table((_("Claim"), _("What it says, in our words"), _("Questions"), _("Decisions")), rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = (f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows))
    return "\n".join(lines)


def bullets(points: Iterable[str]) -> str:
    """The points as a list."""
    return "\n".join(f"- {point}" for point in points)


def _codes(ids: Iterable[str]) -> str:
    return ", ".join(f"`{id}`" for id in ids) or "–"


def _title(title: str) -> str:
    return _("title not stated") if title == "not stated" else f"“{plain(title)}”"


def _address(url: str) -> str:
    """A link where the address is one, else the words that stand in its place."""
    return f"<{url}>" if url.startswith(("http://", "https://")) and not set(url) & set("<> ") else plain(url)
