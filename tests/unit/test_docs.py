"""The documentation says what the code does: settings, commands, targets, layers, examples, links."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from assessment.cli import main
from assessment.scoring import SCORING_VERSION
from assessment.settings import ROOT, load_settings
from assessment.storage.engines import parse_url

README = (ROOT / "README.md").read_text("utf-8")
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]
OPTIONS_AND_PLACES = re.compile(r"--[a-z]+|\b[A-Z]+\b|\{[a-z,]+\}")


class Environment(dict[str, str]):
    """Remembers which variables were asked for."""

    def __init__(self, values: dict[str, str]) -> None:
        super().__init__(values)
        self.asked: list[str] = []

    def get(self, name: str, default: str = "") -> str:  # type: ignore[override]
        self.asked.append(name)
        return super().get(name, default)


def rows(heading: str) -> list[list[str]]:
    """The cells of the table below a heading of the README, without its own header."""
    section = README.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    table = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in table[2:]]


def code(cell: str) -> list[str]:
    """What stands in backticks."""
    return re.findall(r"`([^`]+)`", cell)


def documented_commands() -> dict[str, str]:
    """Each documented command of the command line by its name ("bank check"), with everything that follows."""
    lines = [code(row[0])[0].removeprefix("python -m assessment ") for row in rows("Command line")]
    names = [re.match(r"[a-z ]+[a-z]", line) for line in lines]
    return {name.group(): line for name, line in zip(names, lines, strict=True) if name}


def usages(capsys: pytest.CaptureFixture[str], *commands: str) -> Iterator[tuple[str, str]]:
    """Each command that takes no further command, with its usage."""
    with pytest.raises(SystemExit):
        main([*commands, "--help"])
    text = capsys.readouterr().out
    further = re.findall(r"^ {4}([a-z]+)(?: {2,}|$)", text, re.MULTILINE)
    if not further:
        yield " ".join(commands), text.split("\n\n", 1)[0]
    for command in further:
        yield from usages(capsys, *commands, command)


def test_every_setting_that_is_read_stands_in_the_readme_and_no_other() -> None:
    environment = Environment({})
    load_settings(environment)
    assert sorted(environment.asked) == sorted(code(row[0])[0] for row in rows("Settings"))


def test_the_defaults_in_the_readme_are_those_in_force(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    documented = vars(load_settings({code(row[0])[0]: code(row[1])[0] for row in rows("Settings")}))
    in_force = vars(load_settings({}))
    assert parse_url(documented.pop("database_url")) == parse_url(in_force["database_url"])
    assert documented.items() <= in_force.items()


def test_every_target_of_the_makefile_stands_in_the_readme_and_no_other() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE)
    assert [f"make {target}" for target in targets] == [code(row[0])[0] for row in rows("Checks and measurements")]
    assert set(re.findall(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)[0].split()) == set(targets)


def test_no_page_names_a_target_that_is_not_there() -> None:
    targets = {code(row[0])[0] for row in rows("Checks and measurements")}
    named = {found for page in PAGES for found in re.findall(r"`(make [a-z-]+)", page.read_text("utf-8"))}
    assert named <= targets


def test_every_command_stands_in_the_readme_with_what_it_takes_and_no_other(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "400")  # no line of a usage is broken
    taken = {name: sorted(OPTIONS_AND_PLACES.findall(usage)) for name, usage in usages(capsys)}
    documented = {name: sorted(OPTIONS_AND_PLACES.findall(line)) for name, line in documented_commands().items()}
    assert documented == taken


def test_no_page_names_a_command_that_is_not_there() -> None:
    known = set(documented_commands())
    for page in PAGES:
        for named in re.findall(
            r"python -m assessment ((?:bank|benchmark|db|workshop) [a-z]+|[a-z]+)", page.read_text("utf-8")
        ):
            assert named in known, f"{page.name}: {named}"


def test_the_examples_of_the_command_line_print_what_the_readme_shows(tmp_path: Path) -> None:
    (tmp_path / "questions").symlink_to(ROOT / "questions")
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "DATABASE_URL": f"sqlite:///{tmp_path}/example.sqlite3",
        "QUESTIONS_DIR": str(ROOT / "questions"),
    }
    example = README.split("\n## Command line\n", 1)[1].split("```console\n", 1)[1].split("```", 1)[0]
    steps = [step.partition("\n") for step in example.removeprefix("$ ").split("\n$ ")]
    assert len(steps) > 5
    for command, _, expected in steps:
        done = subprocess.run(
            ["bash", "-c", command.replace("python ", f"{sys.executable} ")],
            cwd=tmp_path,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        assert done.stdout.strip() == expected.strip(), command


def test_the_layers_in_the_readme_are_those_that_the_linter_holds() -> None:
    configuration = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contract = next(c for c in configuration["tool"]["importlinter"]["contracts"] if c["type"] == "layers")
    held = [sorted(re.findall(r"\w+", layer)) for layer in contract["layers"]]
    assert [sorted(code(row[0])) for row in rows("Layout")] == held


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_within_the_project_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)", page.read_text("utf-8"))
    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []


def test_the_index_names_every_page_and_the_decisions_in_order() -> None:
    linked = re.findall(r"\]\(([^)]+\.md)\)", (DOCS / "README.md").read_text("utf-8"))
    there = [page.relative_to(DOCS).as_posix() for page in sorted(DOCS.rglob("*.md")) if page.name != "README.md"]
    assert sorted(linked) == there
    decisions = [page for page in linked if page.startswith("decisions/")]
    assert decisions == sorted(decisions)


def test_a_decision_is_numbered_without_gaps_short_and_has_its_three_parts() -> None:
    decisions = sorted((DOCS / "decisions").glob("*.md"))
    for number, decision in enumerate(decisions, 1):
        text = decision.read_text("utf-8")
        assert decision.name.startswith(f"{number:04}-")
        assert text.startswith(f"# {number}. ")
        assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]
        assert len(text.splitlines()) < 40


def test_the_changelog_says_what_is_unreleased_and_names_the_scoring_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert "## [Unreleased]" in changelog
    assert re.search(rf"\bScoring version {SCORING_VERSION}\b", changelog)
