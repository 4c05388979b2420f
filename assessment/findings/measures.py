"""Subjects, questionnaires and capabilities as measures: numbers with the texts that people read."""

from __future__ import annotations

from assessment.bank.model import Bank, Questionnaire
from assessment.findings.model import Measure, Overall, Track
from assessment.findings.subject import Scored, Subject
from assessment.findings.words import level_text, one_decimal, percent, score_text, two_decimals, whole
from assessment.results import ROLE_DOMAIN, domain_title


def overall_of(bank: Bank, subject: Subject) -> Overall:
    """The overall result."""
    of = subject.overall
    return Overall(
        score=of.score,
        index=of.index,
        index_low=of.index_low,
        index_high=of.index_high,
        level=of.level,
        coverage=of.coverage,
        dont_know_rate=of.dont_know_rate,
        provisional=of.provisional,
        index_text=whole(of.index),
        level_text=level_text(bank, of.level),
        coverage_text=percent(of.coverage),
        dont_know_text=percent(of.dont_know_rate),
    )


def domains_of(bank: Bank, subject: Subject) -> tuple[Measure, ...]:
    """The subjects in bank order."""
    return tuple(_measure(bank, id, domain_title(bank, id), id, scored) for id, scored in subject.domains.items())


def tracks_of(bank: Bank, subject: Subject) -> tuple[Track, ...]:
    """The questionnaires of which something was asked, with their capabilities, in bank order."""
    return tuple(_track(bank, q, subject) for q in bank.questionnaires if not _left_out(q, subject))


def _left_out(questionnaire: Questionnaire, subject: Subject) -> bool:
    return all(subject.capabilities[c.id].left_out for c in questionnaire.capabilities)


def _track(bank: Bank, questionnaire: Questionnaire, subject: Subject) -> Track:
    scored = subject.questionnaires[questionnaire.id]
    domain = questionnaire.domain
    return Track(
        _measure(bank, questionnaire.id, questionnaire.title, domain, scored),
        tuple(_measure(bank, c.id, c.title, domain, subject.capabilities[c.id]) for c in questionnaire.capabilities),
        domain == ROLE_DOMAIN,
    )


def _measure(bank: Bank, id: str, title: str, domain: str, scored: Scored) -> Measure:
    score = scored.score
    unknown = scored.unknown / scored.asked if scored.asked else None
    return Measure(
        id=id,
        title=title,
        domain=domain,
        domain_title=domain_title(bank, domain),
        score=score.score,
        index=score.index,
        level=score.level,
        target=scored.target,
        gap=scored.gap,
        coverage=scored.coverage,
        dont_know_rate=unknown,
        consensus=scored.consensus,
        score_text=score_text(score.score),
        index_text=whole(score.index),
        level_text=level_text(bank, score.level),
        target_text=one_decimal(scored.target),
        gap_text=one_decimal(scored.gap),
        coverage_text=percent(scored.coverage),
        dont_know_text=percent(unknown),
        consensus_text=two_decimals(scored.consensus),
        why_none=scored.why_none,
    )
