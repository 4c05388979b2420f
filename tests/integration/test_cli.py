"""The command line as it is used: real processes, exit status 0, 1 or 2, one message and never a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from assessment.cli import main
from assessment.settings import ROOT
from tests.integration.command_line import refused, run
from tests.unit.tiny_bank import sound_files, tiny_files, write_bank

ANSWERS = "respondent,role,strategy.value.1,strategy.value.2\nr1,cio,3,4\nr2,cfo,2,\n"


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    return write_bank(tmp_path / "bank", sound_files())


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "answers.csv"
    path.write_text(ANSWERS, "utf-8")
    return path


def test_a_sound_bank_passes_the_check(bank: Path) -> None:
    done = run("bank", "check", bank)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{bank}: no problems\n", "")


def test_every_problem_of_a_bank_is_a_line_of_its_own(tmp_path: Path) -> None:
    done = run("bank", "check", write_bank(tmp_path / "bank", tiny_files()))
    assert (done.returncode, done.stdout) == (1, "")
    problems = done.stderr.splitlines()
    assert len(problems) > 1
    assert any(line.startswith("strategy.value: two-items: ") for line in problems)


def test_a_bank_that_cannot_be_loaded_is_one_message(tmp_path: Path) -> None:
    broken = write_bank(tmp_path / "bank", sound_files() | {"strategy.yaml": "id: [strategy\n"})
    for command in ("check", "json"):
        assert "strategy.yaml, line" in refused(run("bank", command, broken))
        assert "nowhere" in refused(run("bank", command, tmp_path / "nowhere"))


def test_the_whole_edition_is_printed_as_json(bank: Path) -> None:
    done = run("bank", "json", bank)
    assert (done.returncode, done.stderr) == (0, "")
    document = json.loads(done.stdout)
    assert document["id"] == "tiny"
    assert len(document["content_hash"]) == 64
    assert {"title", "levels", "questionnaires", "ownership", "reference", "sources"} <= document.keys()
    assert document["questionnaires"][0]["capabilities"][0]["items"][0]["id"] == "strategy.value.1"


def test_the_bank_in_use_is_the_one_of_the_settings(bank: Path) -> None:
    done = run("bank", "json", env={"QUESTIONS_DIR": str(bank)})
    assert json.loads(done.stdout)["id"] == "tiny"
    assert "QUESTIONS_DIR" in refused(run("bank", "json", env={"QUESTIONS_DIR": str(bank / "nowhere")}))


def test_a_score_without_an_output_is_json_on_standard_output(bank: Path, answers: Path) -> None:
    done = run("score", answers, "--bank", bank, "--organisation", " Müller & Söhne 🎉 ")
    assert (done.returncode, done.stderr) == (0, "")
    document = json.loads(done.stdout)
    assert (document["mode"], document["organisation"]) == ("full", "Müller & Söhne 🎉")
    assert [r["respondent"] for r in document["respondents"]] == ["r1", "r2"]
    # r2 answered one of two equal items: coverage 0.5, which is enough. Means 2.5 and 4: (2.5 + 4) / 2.
    assert document["group"]["capabilities"]["strategy.value"]["mean"] == 3.25
    assert document["group"]["items"]["strategy.value.1"]["counts"] == [0, 1, 1, 0, 0]
    assert document["group"]["capabilities"]["strategy.value"]["gap"] == 0.75  # (1.5 + 0) / 2, to the target 4


def test_the_smallest_bank_is_scored_and_has_only_its_own_domain(tmp_path: Path) -> None:
    bank = write_bank(tmp_path / "bank", tiny_files())
    (tmp_path / "answers.csv").write_text("strategy.value.1\n3\n", "utf-8")
    document = json.loads(run("score", tmp_path / "answers.csv", "--bank", bank).stdout)
    (respondent,) = document["respondents"]
    assert (respondent["respondent"], respondent["role"], document["group"]) == ("1", None, None)
    assert respondent["domains"] == {"strategy": {"score": 3.0, "index": 50.0, "level": 3}}
    assert respondent["overall"]["index"] == 50  # (3 − 1) / 4 × 100
    assert respondent["ownership"] == {"named": 0, "no_one": 0, "several": 0, "dont_know": 0, "blank": 0}


def test_scoring_a_file_loads_neither_database_nor_server() -> None:
    code = "import sys, assessment.cli; print({'sqlalchemy', 'streamlit', 'plotly', 'xlsxwriter'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_outputs_go_where_they_are_asked_to(bank: Path, answers: Path, tmp_path: Path) -> None:
    out = tmp_path / "result.json"
    done = run("score", answers, "--bank", bank, "--mode", "pulse", "--target", 3, "--json", out, "--csv", "-")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("respondent,measure,id,score,level,coverage\nr1,overall,")
    document = json.loads(out.read_text("utf-8"))
    assert document["mode"] == "pulse"
    assert document["group"]["capabilities"]["strategy.value"]["gap"] == 0.5  # (3 − 2 + 0) / 2


def test_in_a_pulse_other_answers_count_for_nothing_and_still_have_to_be_valid(bank: Path, tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    scores = []
    for answer in ("1", "5", ""):
        file.write_text(f"strategy.value.1,strategy.value.2\n4,{answer}\n", "utf-8")
        scores.append(run("score", file, "--bank", bank, "--mode", "pulse").stdout)
    assert len(set(scores)) == 1
    file.write_text("strategy.value.1,strategy.value.2\n4,6\n", "utf-8")
    assert "row 2, column B" in refused(run("score", file, "--bank", bank, "--mode", "pulse"))


def test_free_text_passes_through_whatever_the_locale_is(bank: Path, tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    labels = ["=cmd()", "👩🏽‍💻", "مرحبا", "<b>&amp;</b>"]
    file.write_text("\n".join(["respondent,strategy.value.1", *(f"{label},3" for label in labels)]), "utf-8")
    locale = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    document = json.loads(run("score", file, "--bank", bank, env=locale).stdout)
    assert [r["respondent"] for r in document["respondents"]] == labels
    table = run("score", file, "--bank", bank, "--csv", "-", env=locale).stdout
    assert "\n'=cmd(),overall," in table
    assert all(f"\n{label},overall," in table for label in labels[1:])


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        (
            "wrong.csv",
            b"respondent,strategy.value.1\nr1,7\n",
            "wrong.csv: row 2, column B (strategy.value.1): expected 1,",
        ),
        ("latin.csv", "respondent\nMüller\n".encode("latin-1"), "latin.csv: isn't UTF-8"),
        ("empty.csv", b"", "empty.csv: row 1: expected a header"),
        ("broken.xlsx", b"PK\x03\x04", "broken.xlsx: can't be read as XLSX"),
        ("missing.csv", None, "missing.csv: can't be read (No such file or directory)"),
        ("bank", None, "bank: can't be read (Is a directory)"),
    ],
)
def test_a_file_of_answers_at_fault_is_one_message(
    bank: Path, tmp_path: Path, name: str, content: bytes | None, message: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    out = tmp_path / "result.json"
    assert message in refused(run("score", tmp_path / name, "--bank", bank, "--json", out))
    assert not out.exists()


def test_when_one_output_cannot_be_written_no_other_changes(bank: Path, answers: Path, tmp_path: Path) -> None:
    kept = tmp_path / "result.json"
    kept.write_text("as it was", "utf-8")
    before = sorted(tmp_path.iterdir())
    for place in (tmp_path / "nowhere" / "result.csv", bank):
        line = refused(run("score", answers, "--bank", bank, "--json", kept, "--csv", place))
        assert f"{place}: can't be written" in line
    assert sorted(tmp_path.iterdir()) == before
    assert kept.read_text("utf-8") == "as it was"


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nonsense"],
        ["bank"],
        ["score"],
        ["score", "FILE", "--mode", "quick"],
        ["score", "FILE", "--target", "6"],
        ["score", "FILE", "--target", "nan"],
        ["score", "FILE", "--target", "four"],
        ["score", "FILE", "--json"],
        ["score", "FILE", "--json", "-", "--csv", "-"],
        ["score", "FILE", "--json", "same", "--csv", "./same"],
        ["score", "FILE", "--csv", "FILE"],
        ["score", "FILE", "--organisation", os.fsdecode(b"\xff")],
        ["simulate", "3"],
        ["simulate", "0", "--out", "-"],
        ["simulate", "1.5", "--out", "-"],
        ["simulate", "3", "--seed", "-1", "--out", "-"],
        ["serve", "--port", "70000"],
        ["db", "downgrade"],
    ],
)
def test_wrong_usage_has_status_2_and_says_what_is_expected(
    answers: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main([str(answers) if argument == "FILE" else argument for argument in arguments])
    printed = capsys.readouterr()
    assert (left.value.code, printed.out) == (2, "")
    assert printed.err.startswith("usage: python -m assessment")
    assert "error: " in printed.err
    assert answers.read_text("utf-8") == ANSWERS


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["score", "FILE", "--target", "x"], "--target: expected a number from 1 to 5, found x"),
        (["simulate", "many", "--out", "-"], "N: expected a whole number from 1 to 100,000, found many"),
        (["simulate", "3", "--seed", "x", "--out", "-"], "--seed: expected a whole number of at least 0, found x"),
        (["serve", "--port", "http"], "--port: expected a whole number from 1 to 65,535, found http"),
    ],
)
def test_what_is_no_number_is_told_what_was_expected(
    arguments: list[str], expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(arguments)
    assert capsys.readouterr().err.endswith(f"error: argument {expected}\n")


def test_wrong_usage_is_the_exit_status_of_the_process() -> None:
    assert run("score").returncode == 2


def test_the_same_seed_simulates_the_same_file_which_can_be_scored(bank: Path, tmp_path: Path) -> None:
    for name, seed in [("one", 5), ("again", 5), ("other", 6)]:
        done = run("simulate", 9, "--bank", bank, "--seed", seed, "--out", tmp_path / name)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    one, again, other = ((tmp_path / name).read_bytes() for name in ("one", "again", "other"))
    assert one == again
    assert one != other
    assert run("simulate", 9, "--bank", bank, "--seed", 5, "--out", "-").stdout.encode() == one
    document = json.loads(run("score", tmp_path / "one", "--bank", bank).stdout)
    assert document["simulated"] is True
    assert document["group"]["n"] == 9


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_who_has_seen_enough_gets_no_traceback(bank: Path, unbuffered: str) -> None:
    command = [sys.executable, "-m", "assessment", "simulate", "5000", "--bank", str(bank), "--out", "-"]
    env = os.environ | {"PYTHONUNBUFFERED": unbuffered}
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b"respondent,")
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 1


def test_a_full_disk_behind_standard_output_is_one_message(bank: Path, answers: Path) -> None:
    command = [sys.executable, "-m", "assessment", "score", str(answers), "--bank", str(bank)]
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", timeout=60, check=False
        )
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "standard output: can't be written" in done.stderr
