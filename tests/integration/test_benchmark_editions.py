"""Benchmark editions from one installation to another: by the services on both databases, and by the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assessment.bank.load import load_bank
from assessment.errors import AssessmentError
from assessment.scoring.benchmark import BenchmarkEdition, Comparison
from assessment.services.cohort import COLLECTED, Cohort
from assessment.services.survey import Profile, Survey
from assessment.settings import ROOT
from assessment.storage.database import Database
from tests.integration.cohort_site import ALL, BANK, FINANCE, LARGE, VALUE, Site
from tests.integration.command_line import refused, run

REAL_BANK = load_bank(ROOT / "questions")


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Site]:
    """Another installation, which has released 35 responses: 30 of them in finance and large."""
    database = Database(f"sqlite:///{tmp_path / 'other.sqlite3'}")
    database.upgrade()
    site = Site(database)
    for _ in range(30):
        site.join("2")
    for _ in range(5):
        site.join("4", industry="health")
    yield site
    database.close()


@pytest.fixture
def site(database: Database) -> Site:
    return Site(database)


def compare(site: Site) -> Comparison:
    return site.cohort.compare("full", "finance", "large", {VALUE: 3.0})


def test_only_what_may_be_shown_is_exported(other: Site) -> None:
    edition = other.cohort.export_edition("The others")
    assert (edition.source, edition.collected) == ("The others", COLLECTED)
    assert set(edition.modes) == {"full"}
    assert {segment: released.n for segment, (released, _) in edition.modes["full"].items()} == {
        ALL: 35,
        FINANCE: 30,
        LARGE: 30,
    }
    assert edition.modes["full"][ALL][1][VALUE] == {20: 30, 40: 5}


def test_a_benchmark_under_thirty_is_not_exported(site: Site) -> None:
    for _ in range(29):
        site.join()
    with pytest.raises(AssessmentError, match="nothing to export: 25 responses are in the benchmark so far"):
        site.cohort.export_edition("Us")


def test_an_imported_benchmark_is_shown_with_its_source_as_long_as_the_own_one_is_too_small(
    site: Site, other: Site
) -> None:
    site.cohort.import_edition(other.cohort.export_edition("The others"))
    comparison = compare(site)
    assert comparison.benchmark is not None
    assert comparison.released is not None
    assert (comparison.benchmark.source, comparison.benchmark.collected) == ("The others", COLLECTED)
    assert (comparison.released.segment, comparison.released.n, comparison.n) == (LARGE, 30, 0)
    for _ in range(29):
        site.join("5")
    assert compare(site).placements == comparison.placements  # what waits and what is too few is added to nothing
    site.join("5")
    ours = compare(site)
    assert ours.benchmark is not None
    assert (ours.benchmark.source, ours.n, ours.placements[VALUE].n) == ("", 30, 30)
    assert [(b.source, b.n) for b in site.cohort.benchmarks("full")] == [("", 30), ("The others", 35)]


def test_the_same_source_replaces_what_it_published_before_and_no_other(site: Site, other: Site) -> None:
    first = other.cohort.export_edition("A")
    site.cohort.import_edition(first)
    site.cohort.import_edition(replace(first, source="B"))
    for _ in range(5):
        other.join("1")
    later = other.cohort.export_edition("A")
    for edition in (later, later, first, later):
        site.cohort.import_edition(edition)
    by_source = {b.source: {r.segment: r.n for r in b.segments} for b in site.cohort.benchmarks("full")}
    assert by_source == {
        "A": {ALL: 40, FINANCE: 35, LARGE: 35},
        "B": {ALL: 35, FINANCE: 30, LARGE: 30},
    }
    assert compare(site).placements[VALUE].n == 35
    site.cohort.import_edition(replace(later, modes={"pulse": later.modes["full"]}))
    assert [b.source for b in site.cohort.benchmarks("full")] == ["B"]
    assert [b.source for b in site.cohort.benchmarks("pulse")] == ["A"]


def test_what_was_imported_is_never_exported(site: Site, other: Site) -> None:
    site.cohort.import_edition(other.cohort.export_edition("The others"))
    with pytest.raises(AssessmentError, match="nothing to export: No response is"):
        site.cohort.export_edition("Us")


def test_an_edition_for_other_questions_compares_with_nothing_here(site: Site, other: Site) -> None:
    site.cohort.import_edition(replace(other.cohort.export_edition("The others"), content_hash="f" * 64))
    assert compare(site).placements == {}
    assert site.cohort.benchmarks("full") == []


@pytest.fixture
def installation(tmp_path: Path) -> dict[str, str]:
    """The environment of an installation with 30 released responses to the questions that ship."""
    path = tmp_path / "first.sqlite3"
    database = Database(f"sqlite:///{path}")
    database.upgrade()
    survey = Survey(database, REAL_BANK, today=lambda: date(2026, 11, 2))
    cohort = Cohort(database, REAL_BANK, today=lambda: date(2026, 11, 2), threshold=5)
    for _ in range(30):
        key = survey.begin("pulse", ["strategy"], Profile(industry="finance"))
        survey.answer(key, "strategy.direction.1", "3")
        survey.submit(key)
        cohort.join(key)
    database.close()
    return {"DATABASE_URL": f"sqlite:///{path}", "OPERATOR_NAME": "An operator"}


@pytest.fixture
def second(tmp_path: Path) -> dict[str, str]:
    """The environment of another installation, its database migrated and empty."""
    database = Database(f"sqlite:///{tmp_path / 'second.sqlite3'}")
    database.upgrade()
    database.close()
    return {"DATABASE_URL": f"sqlite:///{tmp_path / 'second.sqlite3'}"}


def found(environment: dict[str, str]) -> list[tuple[str, int]]:
    """The sources and sizes of the benchmarks of an installation."""
    database = Database(environment["DATABASE_URL"])
    cohort = Cohort(database, REAL_BANK, today=lambda: date(2026, 11, 2), threshold=5)
    benchmarks = [(benchmark.source, benchmark.n) for benchmark in cohort.benchmarks("pulse")]
    database.close()
    return benchmarks


def test_a_file_goes_from_one_installation_to_another(
    installation: dict[str, str], second: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "benchmark.json"
    done = run("benchmark", "export", file, env=installation)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    document = json.loads(file.read_text("utf-8"))
    assert (document["source"], document["simulated"]) == ("An operator", False)
    assert document["modes"]["pulse"][0]["counts"]["capability"] == {"strategy.direction": {"30": 30}}
    assert run("benchmark", "export", "-", env=installation).stdout == file.read_text("utf-8")
    for _ in range(2):
        done = run("benchmark", "import", file, env=second)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == "the benchmark of An operator is shown beside your own\n"
    assert found(second) == [("An operator", 30)]


def test_a_file_at_fault_is_one_message_and_changes_nothing(
    installation: dict[str, str], second: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "benchmark.json"
    assert run("benchmark", "export", file, env=installation).returncode == 0
    assert run("benchmark", "import", file, env=second).returncode == 0
    file.write_text(file.read_text("utf-8").replace('"n": 30', '"n": 31', 1).replace('"30": 30', '"30": 50'), "utf-8")
    line = refused(run("benchmark", "import", file, env=second))
    assert f"{file}: modes.pulse.0.counts.capability.strategy.direction: expected from 30 to 31 responses" in line
    assert line.endswith("nothing was changed")
    assert found(second) == [("An operator", 30)]
    assert "nowhere.json: can't be read" in refused(run("benchmark", "import", tmp_path / "nowhere.json", env=second))


def test_an_export_needs_a_name_enough_responses_and_a_database_of_this_version(
    installation: dict[str, str], second: dict[str, str], tmp_path: Path
) -> None:
    out = tmp_path / "out.json"
    assert "OPERATOR_NAME" in refused(run("benchmark", "export", out, env=installation | {"OPERATOR_NAME": ""}))
    few = refused(run("benchmark", "export", out, env=second | {"OPERATOR_NAME": "Us"}))
    assert "there is nothing to export: No response is in the benchmark so far" in few
    new = {"DATABASE_URL": f"sqlite:///{tmp_path / 'new.sqlite3'}", "OPERATOR_NAME": "Us"}
    assert "db upgrade" in refused(run("benchmark", "export", out, env=new))
    assert not out.exists()


def test_an_edition_of_no_mode_keeps_nothing(site: Site) -> None:
    site.cohort.import_edition(BenchmarkEdition("A", "", BANK.edition.id, BANK.content_hash, 1, {}))
    assert site.cohort.benchmarks("full") == []
