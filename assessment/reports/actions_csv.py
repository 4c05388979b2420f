"""Actions and notes as tables (CSV): actions with columns that Jira and Microsoft Planner take in, notes as written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assessment.findings import find
from assessment.findings.captions import priority
from assessment.findings.model import Findings
from assessment.reports.csv_text import csv_text, guarded
from assessment.results import Result

ACTIONS = ("Summary", "Description", "Assignee", "Due date", "Labels", "Status")
NOTES = ("respondent", "capability", "question", "kind", "note", "notice")

SUMMARY_LENGTH = 255
"""Trackers refuse a summary with more characters; the description has the whole of it."""

_LABEL = "ai-leadership"

Row = tuple[str, ...]


def actions_csv(result: Result) -> str:
    """The actions taken on, or where there are none the next steps, for anyone to take on.

    A due date is written as 2026-11-30. Labels have no spaces within; a space stands between two.
    """
    findings = find(result)
    rows = _taken_on(findings) if findings.actions else _to_take_on(findings)
    return csv_text([ACTIONS, *rows])


def notes_csv(result: Result) -> str:
    """The comments and evidence notes; `kind` tells which, `notice` what has to be said of the whole result."""
    findings = find(result)
    notice = " ".join(findings.notices)
    rows = ((guarded(n.respondent), n.capability, n.question, n.kind, guarded(n.text), notice) for n in findings.notes)
    return csv_text([NOTES, *rows])


def _taken_on(findings: Findings) -> Iterator[Row]:
    for action in findings.actions:
        due = action.due.isoformat() if action.due else ""
        about = [action.text, *([f"Capability: {action.capability}."] if action.capability else [])]
        status = "Done" if action.done else "To Do"
        yield _row(findings, action.text, about, action.owner, due, action.capability, status)


def _to_take_on(findings: Findings) -> Iterator[Row]:
    for step in findings.next_steps:
        why = f"From level {step.level} to level {step.level + 1}. {priority(findings, step)}"
        yield _row(findings, f"{step.title}: {step.text}", [step.text, why], "", "", step.title, "To Do")
    for step in findings.role_steps:
        why = f"From level {step.level} to level {step.level + 1}. {findings.role_note}"
        yield _row(findings, f"{step.title}: {step.text}", [step.text, why], "", "", step.title, "To Do")


def _row(findings: Findings, summary: str, about: list[str], owner: str, due: str, capability: str, status: str) -> Row:
    line = " ".join(summary.split())
    short = line if len(line) <= SUMMARY_LENGTH - 1 else f"{line[: SUMMARY_LENGTH - 2]}…"
    labels = [_LABEL, *filter(None, [_label(capability)]), *(["simulated"] if findings.notices else [])]
    description = "\n".join([*about, *findings.notices])
    return guarded(short), guarded(description), guarded(owner), due, " ".join(labels), status


def _label(title: str) -> str:
    """A title as a label: "Leaders' fluency" becomes "leaders-fluency"."""
    return "-".join(re.findall(r"\w+", title.lower().replace("'", "").replace("’", "")))
