"""`python -m assessment score` prints what the method says, worked out a second time in fractions."""

from __future__ import annotations

import csv
import io
import json
import random
from pathlib import Path
from typing import Any

import pytest
import yaml

from assessment.settings import ROOT
from tests.integration.command_line import run
from tests.integration.slow_method import Answers, Document, SlowMethod

WEIGHTS = [None, None, 0.5, 2, 0.7, 1.3, 3, 0.25]
ORDER = ("strategy", "data", "literacy", "head_of_genai", "cio_cto")
OWNERS = ("ceo", "cio", "board")


class Case:
    """A random small bank in a folder, with a file of random answers to it."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.random = random.Random(seed)
        self.edition: Document = yaml.safe_load((ROOT / "questions" / "edition.yaml").read_text("utf-8"))
        chosen = set(self.random.sample(ORDER, self.random.choice([1, 3, 4, 5])))
        self.order = [questionnaire for questionnaire in ORDER if questionnaire in chosen]
        self.files: dict[str, Document] = {f"{q}.yaml": self.questionnaire(q) for q in self.order}
        if self.random.random() < 0.8:
            self.files["ownership.yaml"] = {
                "decisions": [{"id": f"own.{n}", "text": f"Who decides {n}?", "claims": []} for n in range(5)],
                "owners": [{"id": owner, "title": owner} for owner in OWNERS],
            }
        self.folder = folder / "bank"
        self.folder.mkdir()
        (self.folder / "edition.yaml").write_bytes((ROOT / "questions" / "edition.yaml").read_bytes())
        for name, content in self.files.items():
            (self.folder / name).write_text(yaml.safe_dump(content), "utf-8")
        roles = [None, *(role["id"] for role in self.edition["roles"])]
        size = (2, 3, 5, 8, 13, 1)[seed % 6]
        self.roles: list[str | None] = [self.random.choice(roles) for _ in range(size)]
        tendencies = [
            self.random.choice(["mixed", "mixed", "low", "high", "sparse", "na"]) for _ in self.capabilities()
        ]
        self.rows = [self.answers(tendencies) for _ in range(size)]
        self.file = folder / "answers.csv"
        self.write_answers()

    def weighted(self, entry: Document) -> Document:
        weight = self.random.choice(WEIGHTS)
        return entry if weight is None else entry | {"weight": weight}

    def questionnaire(self, id: str) -> Document:
        capabilities = [self.capability(f"{id}.c{n}") for n in range(self.random.randint(1, 4))]
        domain = "role_clarity" if id in ORDER[3:] else id
        return {"id": id, "domain": domain, "title": id, "summary": id, "capabilities": capabilities}

    def capability(self, id: str) -> Document:
        count = self.random.randint(1, 3)
        core = self.random.randrange(count)
        items = [
            self.weighted({"id": f"{id}.{n}", "text": "How?", "levels": list("abcde"), "core": n == core})
            for n in range(count)
        ]
        return self.weighted({"id": id, "title": id, "definition": id, "claims": [], "items": items})

    def capabilities(self) -> list[Document]:
        return [c for q in self.order for c in self.files[f"{q}.yaml"]["capabilities"]]

    def answers(self, tendencies: list[str]) -> Answers:
        values = {
            "mixed": [*"1234515", "dk", "na", "-"],
            "low": [*"1112", "dk"],
            "high": [*"4555", "na"],
            "sparse": ["3", "dk", "dk", "-", "-"],
            "na": ["na"],
        }
        given = {
            item["id"]: self.random.choice(values[tendency])
            for capability, tendency in zip(self.capabilities(), tendencies, strict=True)
            for item in capability["items"]
        }
        owners = (*OWNERS, "cio", "cio", "cio", "several", "no_one", "dont_know", "-")
        for decision in self.files.get("ownership.yaml", {"decisions": []})["decisions"]:
            given[decision["id"]] = self.random.choice(owners)
        return {key: value for key, value in given.items() if value != "-"}

    def write_answers(self) -> None:
        columns = sorted({key for row in self.rows for key in row})
        with self.file.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, delimiter=self.random.choice(",;\t"))
            writer.writerow(["respondent", "role", *columns])
            for number, (row, role) in enumerate(zip(self.rows, self.roles, strict=True)):
                writer.writerow([f"r{number}", role or "", *(row.get(column, "") for column in columns)])

    def expected(self, mode: str, target: int) -> Document:
        method = SlowMethod(self.files, self.order, mode, target)
        respondents = [
            {"respondent": f"r{number}", "role": role} | method.respondent(row)
            for number, (row, role) in enumerate(zip(self.rows, self.roles, strict=True))
        ]
        role_order = [role["id"] for role in self.edition["roles"]]
        group = method.group(self.rows, self.roles, role_order) if len(self.rows) > 1 else None
        return {"respondents": respondents, "group": group}


def differences(found: Any, expected: Any, path: str = "") -> list[str]:
    """Where two documents are apart: keys and texts have to be equal, numbers to 1e-9."""
    if isinstance(expected, dict) and isinstance(found, dict) and found.keys() == expected.keys():
        return [d for key in expected for d in differences(found[key], expected[key], f"{path}.{key}")]
    if isinstance(expected, list) and isinstance(found, list) and len(found) == len(expected):
        pairs = enumerate(zip(found, expected, strict=True))
        return [d for n, (one, other) in pairs for d in differences(one, other, f"{path}[{n}]")]
    if isinstance(expected, (dict, list, str, bool, type(None))) or not isinstance(found, (int, float)):
        return [] if found == expected else [f"{path}: {found!r}, expected {expected!r}"]
    return [] if abs(found - expected) <= 1e-9 else [f"{path}: {found!r}, expected {float(expected)!r}"]


@pytest.mark.parametrize("mode", ["full", "pulse"])
@pytest.mark.parametrize("seed", range(8))
def test_every_number_of_respondents_and_group_is_that_of_the_method(tmp_path: Path, seed: int, mode: str) -> None:
    case = Case(tmp_path, seed)
    target = 3 + seed % 3
    done = run("score", case.file, "--bank", case.folder, "--mode", mode, "--target", target)
    assert (done.returncode, done.stderr) == (0, "")
    document = json.loads(done.stdout)
    found = {key: document[key] for key in ("respondents", "group")}
    assert differences(found, case.expected(mode, target)) == []


def test_the_table_holds_the_same_scores_as_the_json(tmp_path: Path) -> None:
    case = Case(tmp_path, seed=3)
    out = tmp_path / "result.json"
    done = run("score", case.file, "--bank", case.folder, "--json", out, "--csv", "-")
    assert (done.returncode, done.stderr) == (0, "")
    document = json.loads(out.read_text("utf-8"))
    table = {(r["respondent"], r["measure"], r["id"]): r for r in csv.DictReader(io.StringIO(done.stdout))}
    expected = 0
    for result in [*document["respondents"], {"respondent": "group", **document["group"]}]:
        lines = {("overall", "overall"): result["overall"]}
        for measure, key in [
            ("domain", "domains"),
            ("questionnaire", "questionnaires"),
            ("capability", "capabilities"),
        ]:
            lines |= {(measure, id): entry for id, entry in result[key].items()}
        for (measure, id), entry in lines.items():
            row = table[result["respondent"], measure, id]
            score = entry.get("score", entry.get("mean"))
            assert row["score"] == ("" if score is None else repr(score))
            assert row["level"] == ("" if entry["level"] is None else str(entry["level"]))
            assert row["coverage"] == ("" if entry.get("coverage") is None else repr(entry["coverage"]))
        expected += len(lines)
    assert len(table) == expected
