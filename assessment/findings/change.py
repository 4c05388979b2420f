"""What moved since an earlier wave of one's own, in words, beside what was taken on then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assessment.bank.model import Bank, Mode
from assessment.findings.find import SIMULATED
from assessment.findings.words import NONE, one_decimal, score_text, whole
from assessment.language import N_, _
from assessment.respondent import Action
from assessment.results import ROLE_DOMAIN, Result, domain_title, own_result
from assessment.scoring import SCORING_VERSION
from assessment.scoring.change import Break, Change, Changes, Wave, compare
from assessment.scoring.levels import index_of
from assessment.services.survey import Sheet

HASH_DIGITS = 12

MODES: dict[Mode, str] = {"pulse": N_("Pulse"), "full": N_("Full")}
"""What people call a mode, in English."""


@dataclass(frozen=True)
class MovedView:
    """A score before, now and by how much it moved, as people read them; `compares` as in `Change`.

    `moved` is None where there is nothing to tell. `domain` is what its colour stands for.
    """

    title: str
    domain: str
    before_text: str
    now_text: str
    moved: float | None
    moved_text: str
    compares: bool


@dataclass(frozen=True)
class TakenOn:
    """An action of the earlier wave, and what became of the capability it was to move (None for none in particular)."""

    action: Action
    moved: MovedView | None


@dataclass(frozen=True)
class ChangeView:
    """Two waves beside each other: what has to be said first, a sentence, the scores, and the earlier wave's actions.

    `capabilities` are those of the subjects; the role tracks stand apart, each with its title. `actions` is None where
    the earlier wave's are not known.
    """

    notices: tuple[str, ...]
    sentence: str
    domains: tuple[MovedView, ...]
    capabilities: tuple[MovedView, ...]
    role_tracks: tuple[tuple[str, tuple[MovedView, ...]], ...]
    actions: tuple[TakenOn, ...] | None


def own_wave(bank: Bank, sheet: Sheet) -> Wave:
    """A stored response as a wave, its answers scored as they are now scored."""
    result = own_result(bank, sheet).respondents[0].result
    return Wave(
        edition_id=sheet.response.edition_id,
        content_hash=sheet.response.content_hash,
        scoring_version=SCORING_VERSION,
        mode=sheet.response.mode,
        overall=result.overall.score,
        domains={id: domain.score for id, domain in result.domains.items()},
        capabilities={id: capability.score for id, capability in result.capabilities.items()},
        asked={id: capability.asked for id, capability in result.capabilities.items()},
        simulated=sheet.response.simulated,
    )


def group_wave(result: Result, content_hash: str) -> Wave | None:
    """What is released of a group as a wave, `content_hash` being that of its questions; None before a reveal."""
    if result.group is None:
        return None
    scores, plan = result.group.scores, result.plan
    spans = zip(plan.capabilities, plan.item_spans, strict=True)
    return Wave(
        edition_id=result.edition_id,
        content_hash=content_hash,
        scoring_version=result.scoring_version,
        mode=result.mode,
        overall=scores.overall.score,
        domains={id: domain.score for id, domain in scores.domains.items()},
        capabilities={id: capability.mean for id, capability in scores.capabilities.items()},
        asked={capability.id: span.stop - span.start for capability, span in spans},
        simulated=result.simulated,
    )


def earlier_than(sheet: Sheet, others: Iterable[Sheet]) -> list[Sheet]:
    """Those of `others` that were submitted before `sheet`, on an earlier day or on the same, latest first."""
    found = [(other.response.submitted_on, other.response.id, other) for other in others]
    mine = (sheet.response.submitted_on, sheet.response.id)
    before = [(day, id, other) for day, id, other in found if day and mine[0] and (day, id) < mine]
    return [other for _, _, other in sorted(before, key=lambda one: one[:2], reverse=True)]


def change_view(bank: Bank, before: Wave, now: Wave, actions: Sequence[Action] | None = None) -> ChangeView:
    """What moved from `before` to `now`; `actions` are those of the earlier wave, None where they aren't known."""
    found = compare(bank, before, now)
    tracks = [
        (q, {c.id: _moved(c.title, q.domain, found.capabilities[c.id]) for c in q.capabilities})
        for q in bank.questionnaires
    ]
    by_id = {id: row for _, rows in tracks for id, row in rows.items()}
    subjects = tuple(row for q, rows in tracks if q.domain != ROLE_DOMAIN for row in rows.values())
    return ChangeView(
        notices=_notices(found, before, now),
        sentence=" ".join(filter(None, (_overall(found.overall), *_extremes(subjects)))),
        domains=tuple(_moved(domain_title(bank, id), id, change) for id, change in found.domains.items()),
        capabilities=subjects,
        role_tracks=tuple((q.title, tuple(rows.values())) for q, rows in tracks if q.domain == ROLE_DOMAIN),
        actions=None if actions is None else tuple(TakenOn(a, by_id.get(a.capability or "")) for a in actions),
    )


def _moved(title: str, domain: str, change: Change) -> MovedView:
    return MovedView(
        title,
        domain,
        score_text(change.before),
        score_text(change.now),
        change.moved,
        _signed(change.moved) if change.compares else _("doesn't compare"),
        change.compares,
    )


def _signed(moved: float | None) -> str:
    if moved is None:
        return NONE
    figure = one_decimal(abs(moved))
    return figure if figure == one_decimal(0.0) else f"{'+' if moved > 0 else '−'}{figure}"


def _overall(change: Change) -> str:
    if change.before is None or change.now is None:
        return ""
    before, now = (whole(index_of(score)) for score in (change.before, change.now))
    if not change.compares:
        said = _("The overall index was {before} then and is {now} now; the two don't compare.")
    elif before == now:
        said = _("The overall index is {now} of 100, as it was.")
    else:
        said = _("The overall index went from {before} to {now} of 100.")
    return said.format(before=before, now=now)


def _extremes(capabilities: Sequence[MovedView]) -> tuple[str, str]:
    """What gained and what lost most, if anything did by as much as can be shown."""
    by_size = sorted((c for c in capabilities if c.moved is not None), key=lambda c: c.moved or 0.0)
    if not by_size:
        return "", ""
    low, high = by_size[0], by_size[-1]
    gained = _("Most gained: {title} ({by}).").format(title=high.title, by=high.moved_text)
    lost = _("Most lost: {title} ({by}).").format(title=low.title, by=low.moved_text)
    return gained if high.moved_text.startswith("+") else "", lost if low.moved_text.startswith("−") else ""


def _notices(found: Changes, before: Wave, now: Wave) -> tuple[str, ...]:
    simulated = (_(SIMULATED),) if before.simulated or now.simulated else ()
    return (*simulated, *(_notice(difference, before, now) for difference in found.breaks))


def _notice(difference: Break, before: Wave, now: Wave) -> str:
    match difference:
        case "edition":
            return _(
                "The earlier answers are to edition {before}, these are to edition {now}. The questions differ, so the "
                "scores stand beside each other and no change is shown."
            ).format(before=before.edition_id, now=now.edition_id)
        case "content":
            return _(
                "Edition {edition} was changed between the two (content {before} and {now}). Which questions that "
                "touches isn't known here, so the scores stand beside each other and no change is shown."
            ).format(
                edition=now.edition_id, before=before.content_hash[:HASH_DIGITS], now=now.content_hash[:HASH_DIGITS]
            )
        case "scoring":
            return _(
                "The earlier scores are of scoring version {before}, these of {now}: the formulas differ, so the "
                "scores stand beside each other and no change is shown."
            ).format(before=before.scoring_version, now=now.scoring_version)
        case "mode":
            # Translators: {before} and {now} are “Pulse” or “Full”.
            return _(
                "The earlier answers are a {before}, these a {now}, and a Pulse asks fewer questions. Change is shown "
                "only where both asked the same ones."
            ).format(before=_(MODES[before.mode]), now=_(MODES[now.mode]))
        case "asked":
            return _(
                "One of the two left out questionnaires. Change is shown only where both asked the same questions."
            )
