"""Writes tiny banks to a folder: the smallest that loads, and a small one in which the content check finds nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

Files = dict[str, Any]
"""What each file of a bank holds, by file name: data to write as YAML, or text or bytes to write as they are."""

ROLES = (
    *("ceo", "cio", "cto", "head_of_genai", "cdo", "cfo", "coo", "chro"),
    *("risk", "security", "product", "business", "other"),
)

DECISIONS = (
    "What AI is for here",
    "Who shares AI tools with whom",
    "Which AI trials go on",
    "When a unit must join in",
    "Which data is put right first",
    "Who has to be trained",
    "Whether a tool is built or bought",
    "Whether a weak use keeps its money",
    "How much an agent may do alone",
    "Who may stop a live system",
)

STRATEGY = """\
id: strategy
domain: strategy
title: Strategy
summary: One question about one thing.
capabilities:
  - id: strategy.value
    title: Value
    definition: AI is used where it pays.
    claims: []
    items:
      - id: strategy.value.1
        core: true
        text: What must be shown before AI gets money?
        weight: 1
        levels:
          - Nothing yet
          - A hope
          - A cost
          - A trial
          - A record
    next_steps:
      1: Start.
"""
"""A questionnaire as text, where a test needs its lines."""


def tiny_files() -> Files:
    """The smallest bank: one item, one capability, one questionnaire, nothing else; a fresh copy on every call."""
    return {
        "edition.yaml": {
            "id": "tiny",
            "title": "A tiny edition",
            "date": "2026-01-01",
            "levels": ["Starting", "Exploring", "Building", "Scaling", "Leading"],
            "roles": [{"id": role, "title": role} for role in ROLES],
            "industries": [{"id": "other", "title": "Any industry"}],
            "sizes": [{"id": "any", "title": "Any size"}],
            "regions": [{"id": "any", "title": "Anywhere"}],
            "targets": [{"id": "lead", "title": "Lead", "level": 4}],
        },
        "strategy.yaml": {
            "id": "strategy",
            "domain": "strategy",
            "title": "Strategy",
            "summary": "One question about one thing.",
            "capabilities": [
                {
                    "id": "strategy.value",
                    "title": "Value",
                    "definition": "AI is used where it pays.",
                    "claims": [],
                    "items": [
                        {
                            "id": "strategy.value.1",
                            "core": True,
                            "text": "What must be shown before AI gets money?",
                            "levels": [
                                "Nothing yet; people try things as time allows.",
                                "A benefit that its sponsor hopes for.",
                                "The full cost, set beside the benefit expected.",
                                "A small trial whose result frees the rest.",
                                "Such results from earlier uses as well.",
                            ],
                        }
                    ],
                }
            ],
        },
    }


def sound_files() -> Files:
    """The tiny bank with all that the content check asks for: two items, claims, next steps, decisions, a figure."""
    files = tiny_files()
    capability = files["strategy.yaml"]["capabilities"][0]
    capability["claims"] = ["pays", "costs"]
    capability["items"][0]["claims"] = ["pays"]
    capability["items"].append(
        {
            "id": "strategy.value.2",
            "claims": ["costs"],
            "text": "Who knows after a year whether an AI use was worth it?",
            "levels": [
                "Nobody so far, since no goal was set for it.",
                "Its own team, by a guess of the hours saved.",
                "Finance, after a look at real spending and income.",
                "The leaders, who moved a budget because of that look.",
                "Anyone with a new idea, who must now prove more.",
            ],
        }
    )
    capability["next_steps"] = {n: f"Do the one thing that leads from level {n} to the next." for n in range(1, 5)}
    capability["discussion"] = {"split": "Which use was funded last?", "low": "Which use is hardest to defend?"}
    files["sources.yaml"] = {
        "sources": {"s1": {"title": "A paper", "publisher": "A press", "date": "2024", "url": "https://example.org"}},
        "claims": {
            "pays": {"source": "s1", "text": "AI belongs where it pays."},
            "costs": {"source": "s1", "text": "Costs are counted in full."},
        },
    }
    files["ownership.yaml"] = {
        "decisions": [{"id": f"own.{n}", "text": text, "claims": ["pays"]} for n, text in enumerate(DECISIONS, 1)],
        "owners": [{"id": "ceo", "title": "CEO"}, {"id": "cio", "title": "CIO"}],
    }
    files["reference.yaml"] = {
        "questions": [
            {
                "id": "ref.caio",
                "text": "Does your organisation have a chief AI officer?",
                "options": [{"id": "yes", "title": "Yes"}, {"id": "no", "title": "No"}],
                "figures": [sound_figure()],
            }
        ]
    }
    return files


def sound_figure() -> dict[str, Any]:
    """A published figure with all of its provenance."""
    return {
        "value": 26,
        "option": "yes",
        "population": "Organisations",
        "n": "not stated",
        "fielded": "not stated",
        "geography": "not stated",
        "publisher": "An institute",
        "title": "A study",
        "year": 2025,
        "url": "not stated",
        "status": "publisher's page",
        "caveat": "It counts organisations, not leaders.",
    }


def write_bank(folder: Path, files: Mapping[str, Any]) -> Path:
    """Write every file into `folder`, made where missing, and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        if isinstance(content, str):
            content = content.encode()
        elif not isinstance(content, bytes):
            content = yaml.safe_dump(content, allow_unicode=True, sort_keys=False).encode()
        (folder / name).write_bytes(content)
    return folder


GONE = object()
"""As the value of `put`: the key, or the entry of a list, is taken away."""


def put(files: Files, *path: str | int, value: Any) -> Files:
    """The same files with `value` at the path of file name, keys and positions."""
    *outer, last = path
    place: Any = files
    for key in outer:
        place = place[key]
    if value is GONE:
        del place[last]
    else:
        place[last] = value
    return files
