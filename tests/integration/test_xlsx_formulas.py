"""LibreOffice computes every formula of a workbook again, and comes to the scores of the result.

The numbers that a workbook brings along for its formulas are overwritten first, so that none of them can pass for a
computed one. All workbooks go through LibreOffice together: starting it is what takes time.

The bank, with weights that binary fractions only come near to:

  strategy: a (weight 2; items 1, 2), b (0.1, 0.2, 0.3)   data: d (1, 1), e (1)   literacy: l   role clarity: h, k
"""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest

from assessment.bank.load import load_bank
from assessment.findings import find
from assessment.reports.xlsx import result_xlsx
from assessment.respondent import Respondent
from assessment.results import Result, build_result, group_of_counts
from assessment.scoring.group import count
from assessment.scoring.plan import Plan
from assessment.settings import ROOT
from assessment.simulate import simulate
from tests.unit.banks import bank_of, capability, outlined, questionnaire

BANK = bank_of(
    questionnaire("strategy", capability("a", [1, 2], 2), capability("b", [0.1, 0.2, 0.3])),
    questionnaire("data", capability("d", [1, 1]), capability("e", [1])),
    questionnaire("literacy", capability("l", [1])),
    questionnaire("head_of_genai", capability("h", [1])),
    questionnaire("cio_cto", capability("k", [1])),
)
TENTHS = outlined({"strategy": {"t": [0.1] * 10}})
NEARLY = outlined({"strategy": {"n": [503, 497]}, "data": {"m": [54, 46]}, "literacy": {"o": [7, 1]}})
QUESTIONS = load_bank(ROOT / "questions")

ALL = dict(
    zip(("a.1", "a.2", "b.1", "b.2", "b.3", "d.1", "d.2", "e.1", "l.1", "h.1", "k.1"), "34125231425", strict=True)
)

Expected = Mapping[str, Fraction | float | str | None]


def one(answers: Mapping[str, str], plan: Plan | None = None) -> Result:
    return build_result(plan or Plan(BANK), [Respondent("r", answers)])


def but(**changed: str) -> dict[str, str]:
    return ALL | {key.replace("_", "."): value for key, value in changed.items()}


CASES: Mapping[str, tuple[Result, Expected]] = {
    # a = (3 + 2·4) / 3 = 11/3, b = (0.1 + 0.4 + 1.5) / 0.6 = 10/3, strategy = (22/3 + 10/3) / 3 = 32/9;
    # d = 5/2, data = (5/2 + 1) / 2 = 7/4; role clarity = (2 + 5) / 2; overall = (32/9 + 7/4 + 4 + 7/2) / 4 = 461/144.
    "all answered": (one(ALL), {"Score": Fraction(461, 144), "b": Fraction(10, 3), "Role clarity": 3.5}),
    # b: 0.3 of 0.6 is exactly half, and 5; strategy = (22/3 + 5) / 3. Open are 0.3 of 9.6.
    "exactly half": (
        one(but(b_1="dk", b_2="")),
        {"b": 5, "strategy": Fraction(37, 9), "Coverage": Fraction(93, 96), "Don't-know rate": Fraction(1, 11)},
    ),
    # b: 0.2 of 0.6 is too little; strategy is a alone, which has 2 of 3.
    "below half": (one(but(b_1="", b_3="dk")), {"b": None, "strategy": Fraction(11, 3)}),
    # b has 1 of the weight 3, so strategy has no score, and nothing has one overall; e's half suffices data.
    "little of a questionnaire": (
        one(but(a_1="dk", a_2="", e_1="")),
        {"strategy": None, "data": 2.5, "Score": None, "Index": None, "Lower bound of the index": None},
    ),
    # a leaves strategy, which is b alone.
    "wholly na": (one(but(a_1="na", a_2="na")), {"a": None, "strategy": Fraction(10, 3)}),
    "left out": (one(ALL, Plan(BANK, questionnaires=["strategy", "data"])), {"data": 1.75, "Score": None}),
    # Answered are 2 + 1 + 1 + 1 of 9.6; strategy is a = 4, data is d = 2, literacy 4, role clarity 2: overall 3.
    "provisional": (
        one({"a.2": "4", "d.1": "2", "l.1": "4", "h.1": "2"}),
        {"Coverage": Fraction(50, 96), "Index": 50, "Level": None, "Provisional, so without a level": "yes"},
    ),
    # Seven of ten weights of 0.1 are exactly 0.7: the level stands. Low (7·3 + 3·1) / 10 = 2.4, high (21 + 15) / 10.
    "exactly 0.7": (
        one({f"t.{n}": "3" for n in range(1, 8)}, Plan(TENTHS)),
        {"Coverage": 0.7, "Level": 3, "Lower bound of the index": 35, "Upper bound of the index": 65},
    ),
    "nothing": (one({}), {"Score": None, "Coverage": 0, "Provisional, so without a level": "yes", "Level": None}),
    # a.1 = 3, b.1 = 1: strategy = (6 + 1) / 3.
    "pulse": (one(ALL, Plan(BANK, "pulse")), {"strategy": Fraction(7, 3)}),
    # n = 2 + 497/1000 is at level 2; m = (54·2 + 46·3) / 100.
    "nearly level 3": (
        one({"n.1": "2", "n.2": "3", "m.1": "2", "m.2": "3", "o.1": "4", "o.2": "dk"}, Plan(NEARLY)),
        {"n": 2.497, "m": 2.46},
    ),
    "every question": (build_result(Plan(QUESTIONS), tuple(simulate(QUESTIONS, 1))), {}),
}


def members() -> list[Respondent]:
    """Four who are as split as can be on a.1; of whom nobody rates b.1, one rates d.2, and e is all "na"."""
    columns = {"a.1": "1155", "b.1": ["dk", "dk", "", ""], "d.2": ["4", "", "dk", "na"], "e.1": ["na"] * 4}
    return [
        Respondent(f"r{n}", but(**{key.replace(".", "_"): values[n] for key, values in columns.items()}))
        for n in range(4)
    ]


GROUP = build_result(Plan(BANK), members(), target=3.7)

# a.1 has mean 3 and consensus 0, a.2 mean 4: a = (3 + 8) / 3. b without b.1 = (0.4 + 1.5) / 0.5 = 3.8. d = (2 + 4) / 2,
# and data is d alone. role = 7/2; overall = ((22/3 + 3.8) / 3 + 3 + 4 + 7/2) / 4; "don't know" 3 of 4 · 10 − 1.
GROUP_SAYS: Expected = {"a.1": 3, "a": Fraction(11, 3), "b": 3.8, "data": 3, "Don't-know rate": Fraction(3, 39)}

# Of a.1 nothing may be shown but that four chose a level, so a is a.2, at 4. Three of 39 as before.
FEW = group_of_counts(
    Plan(BANK),
    3.7,
    n=4,
    counts=count(Plan(BANK), Plan(BANK).encode([m.answers for m in members()])) * (np.arange(11) != 0)[:, np.newaxis],
    decisions={},
    breakdowns={},
)
GROUPS: Mapping[str, tuple[Result, Expected]] = {
    "group, some withheld": (
        replace(GROUP, respondents=(), group=FEW),
        {"a.1": None, "a": 4, "Don't-know rate": Fraction(3, 39)},
    ),
    "group": (GROUP, GROUP_SAYS),
    "group without respondents": (replace(GROUP, respondents=()), GROUP_SAYS),
    "group left out": (build_result(Plan(BANK, questionnaires=["data"]), members()), {"data": 3, "Score": None}),
    "group, every question": (build_result(Plan(QUESTIONS), tuple(simulate(QUESTIONS, 12))), {}),
}
ALL_CASES = {**CASES, **GROUPS}
CHANGED = "a changed answer"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of LibreOffice's own, which tells it to compute whatever formula it opens."""
    if not shutil.which("soffice"):
        pytest.fail("LibreOffice is missing: run `make office`, or install the package libreoffice-calc")
    folder = tmp_path_factory.mktemp("office")
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path='
        '"/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value>'
        "</prop></item></oor:items>"
    )
    return folder


def convert(office: Path, kind: str, files: Sequence[Path]) -> Path:
    """The folder with what LibreOffice made of the files."""
    out = office / "out"
    profile = f"-env:UserInstallation={(office / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(out), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, "Error" in done.stderr) == (0, False), done.stderr
    return out


@pytest.fixture(scope="module")
def computed(office: Path) -> Mapping[str, Any]:
    """Each workbook as LibreOffice computed it, by the name of its case."""
    for name, (result, _) in ALL_CASES.items():
        (office / f"{name}.xlsx").write_bytes(overwritten(result_xlsx(result)))
    book = openpyxl.load_workbook(io.BytesIO(result_xlsx(CASES["all answered"][0])))
    (answer,) = (row[3] for row in book["Answers"].iter_rows() if row[2].value == "a.1")
    answer.value = 5
    book.save(office / f"{CHANGED}.xlsx")
    out = convert(office, "xlsx", [office / f"{name}.xlsx" for name in (*ALL_CASES, CHANGED)])
    return {name: openpyxl.load_workbook(out / f"{name}.xlsx", data_only=True) for name in (*ALL_CASES, CHANGED)}


def overwritten(data: bytes) -> bytes:
    """The workbook with 999 for all that its formulas were said to come to."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            copy.writestr(name, re.sub(rb"(</f><v>)[^<]*", rb"\g<1>999", source.read(name)))
    return target.getvalue()


def rows(book: Any) -> dict[str, list[Any]]:
    """The checked rows of the method sheet, by what stands first in them."""
    return {row[0]: list(row) for row in book["Method"].iter_rows(values_only=True) if row[5] in ("same", "differs")}


def close(found: Any, expected: Any) -> bool:
    found, expected = (None if value == "" else value for value in (found, expected))
    if isinstance(found, str) or isinstance(expected, str) or found is None or expected is None:
        return bool(found == expected)
    return abs(found - float(expected)) < 1e-9


@pytest.mark.parametrize("name", ALL_CASES)
def test_every_formula_comes_to_what_the_workbook_says_of_it(computed: Mapping[str, Any], name: str) -> None:
    data = result_xlsx(ALL_CASES[name][0])
    formulas = openpyxl.load_workbook(io.BytesIO(data))
    said = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    checked = 0
    for sheet in formulas:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            found = computed[name][sheet.title][cell.coordinate].value
            assert close(found, said[sheet.title][cell.coordinate].value), (sheet.title, cell.coordinate, cell.value)
            checked += 1
    assert checked > 40


@pytest.mark.parametrize("name", ALL_CASES)
def test_what_is_computed_again_is_the_result(computed: Mapping[str, Any], name: str) -> None:
    found = rows(computed[name])
    assert {row[5] for row in found.values()} == {"same"}
    for title, value in ALL_CASES[name][1].items():
        assert close(found[title][1], value), (title, found[title])


def test_the_index_of_the_result_and_its_own_numbers_stand_beside_what_is_computed(computed: Mapping[str, Any]) -> None:
    for name, (result, _) in CASES.items():
        overall, found = result.respondents[0].result.overall, rows(computed[name])
        for title, value in (
            ("Score", overall.score),
            ("Index", overall.index),
            ("Level", overall.level),
            ("Coverage", overall.coverage),
            ("Don't-know rate", overall.dont_know_rate),
            ("Lower bound of the index", overall.index_low),
            ("Upper bound of the index", overall.index_high),
        ):
            assert close(found[title][2], value), (name, title)
    items = GROUP.group.scores.items if GROUP.group else {}
    found = rows(computed["group"])
    for id in ("a.1", "b.1", "d.2", "e.1"):
        assert close(found[id][1], items[id].mean)
        assert close(found[id][3], items[id].consensus)
    assert found["a.1"][3] == 0


def test_whoever_changes_an_answer_sees_the_scores_follow_and_the_check_say_so(computed: Mapping[str, Any]) -> None:
    found = rows(computed[CHANGED])
    # a = (5 + 8) / 3 = 13/3 now, and was 11/3; b and data have nothing to do with it.
    assert close(found["a"][1], Fraction(13, 3))
    assert close(found["a"][2], Fraction(11, 3))
    assert [found[title][5] for title in ("a", "strategy", "Score")] == ["differs"] * 3
    assert [found[title][5] for title in ("b", "data")] == ["same"] * 2
    assert any(" rows agree with the result" in str(row[0].value) for row in computed[CHANGED]["Method"].iter_rows())


def test_a_spreadsheet_shows_every_number_as_it_is_shown_elsewhere(office: Path) -> None:
    names = ("nearly level 3", "every question", "group", "group, every question")
    for name in names:
        (office / f"{name}.xlsx").write_bytes(result_xlsx(ALL_CASES[name][0]))
    every_sheet_as_shown = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"
    out = convert(office, every_sheet_as_shown, [office / f"{name}.xlsx" for name in names])
    for name in names:
        found = find(ALL_CASES[name][0])
        with (out / f"{name}-Scores.csv").open(encoding="utf-8", newline="") as file:
            shown = {(row[0], row[2]): row for row in csv.reader(file)}
        measures = {"Subject": found.domains, "Questionnaire": [track.measure for track in found.tracks]}
        measures["Capability"] = [m for track in found.tracks for m in track.capabilities]
        for kind, m in ((kind, m) for kind, of in measures.items() for m in of):
            last = m.coverage_text if m.consensus is None else m.consensus_text
            texts = [m.score_text, m.level_text, m.target_text, m.gap_text, m.index_text, m.dont_know_text, last]
            assert shown[kind, m.id][3:10] == texts, (name, m.id)
        assert shown["Overall", "overall"][7] == found.overall.index_text
    nearly = find(ALL_CASES["nearly level 3"][0])
    assert [m.score_text for m in nearly.domains] == ["2.49", "2.46", "4.0"]
