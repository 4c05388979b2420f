"""What the PDF promises: a page that a board reads alone, a tagged document, and that what people wrote stays text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assessment.findings import find
from assessment.reports.pdf import Paper, result_pdf
from assessment.respondent import Action, Respondent
from assessment.results import Result, build_result
from assessment.scoring.plan import Plan
from tests.unit.banks import bank_of, capability, outlined, questionnaire
from tests.unit.decks import standard, tiny, unanswered, with_actions
from tests.unit.pdfs import all_words, bookmarks, opened, structure, words
from tests.unit.worked_result import R1, R2, worked

ORGANISATION = "Internationale Holding für nachhaltige Energie- und Infrastrukturlösungen Mitteleuropa AGs"
SIMULATED = "Simulated answers: this result describes no real organisation."


def board(n: int) -> Result:
    return replace(standard(n), organisation=ORGANISATION)


@pytest.mark.parametrize("n", [1, 200])
def test_page_one_is_what_a_board_reads_alone(n: int) -> None:
    found, reader = find(board(n)), opened(board(n))
    page = words(reader.pages[0])
    assert ORGANISATION in page
    assert found.headline in page
    for subject in found.domains:
        assert f"{subject.title} {subject.score_text} {subject.level_text} {subject.target_text}" in page
    for spotlight in found.spotlights:
        assert all(f"{quote.label} {quote.text}" in page for quote in spotlight.quotes)
    assert found.ownership is not None
    assert all(f"{number} {state}" in page for state, number in found.ownership.tally.items())
    assert "Owner By when Money" in page
    assert all(ask.text[:150] in page for ask in found.asks)
    assert all(limit in page for limit in found.limits)
    # All of it is on that one page, and the radar begins the next.
    assert words(reader.pages[1]).removeprefix(SIMULATED).strip().startswith("The subjects")


def test_page_one_stays_one_page_however_long_its_decisions_are() -> None:
    actions = tuple(
        Action(n, "We name an owner for all of our data, who may say no. " * 36, owner="O. " * 60) for n in (1, 2, 3)
    )
    result = board(1)
    long = replace(result, respondents=(replace(result.respondents[0], actions=actions),))
    reader = opened(long)
    assert find(long).limits[-1] in words(reader.pages[0])
    assert "The subjects" in words(reader.pages[1])


def test_page_one_has_no_radar_and_every_picture_is_told_in_words() -> None:
    reader = opened(standard(1))
    pictures = [element for element in structure(reader) if element.get("/S") == "/Figure"]
    assert len(pictures) == 6
    assert all(str(picture["/Alt"]).startswith("Radar of") for picture in pictures)
    first = reader.pages[0].indirect_reference
    assert all(picture.raw_get("/Pg") != first for picture in pictures if "/Pg" in picture)


@pytest.mark.parametrize("result", [standard(1), standard(12), tiny(), unanswered()], ids=["1", "12", "tiny", "none"])
def test_the_document_is_tagged_and_says_what_it_is_and_in_which_language(result: Result) -> None:
    reader = opened(result)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 (an object that equals it)
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    metadata = root["/Metadata"].get_data().decode()
    assert "pdfuaid:part>1<" in metadata.replace(" ", "")
    assert "AI leadership maturity" in str(reader.metadata and reader.metadata.title)
    kinds = {element.get("/S") for element in structure(reader)}
    assert {"/H1", "/Table", "/TH", "/TD", "/P"} <= kinds


def test_bookmarks_lead_to_every_part() -> None:
    found, titles = find(standard(12)), bookmarks(opened(standard(12)))
    parts = ["The subjects", "Gaps, widest first", "What to talk about and what to act on", "What to do next"]
    subjects = [track.measure.title for track in found.tracks if not track.is_role]
    closing = ["Role clarity", "Who decides: ownership (counted)", "Beside published figures", "Method"]
    assert [title for title in titles if title in {*parts, *subjects, *closing}] == [*parts, *subjects, *closing]


def test_every_typeface_is_in_the_file() -> None:
    names = set()
    for page in opened(replace(worked(R1), organisation="Żółć Ωμέγα Жук שלום مرحبا नमस्ते สวัสดี 北京")).pages:
        for font in page["/Resources"]["/Font"].values():
            (of,) = font.get_object()["/DescendantFonts"]
            descriptor = of.get_object()["/FontDescriptor"].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(descriptor)
            names.add(str(descriptor["/FontName"]).partition("+")[2].split("-")[0])
    assert {"SourceSans3", "Heebo", "NotoSansArabic", "NotoSansDevanagari", "NotoSansThai", "NotoSansCJKjp"} <= names


@pytest.mark.parametrize(("paper", "size"), [("a4", (595.3, 841.9)), ("us-letter", (612.0, 792.0))])
def test_it_comes_on_the_paper_that_is_asked_for(paper: Paper, size: tuple[float, float]) -> None:
    for page in opened(worked(R1), paper).pages:
        assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(size, abs=0.1)


@pytest.mark.parametrize(
    "text",
    [
        "=cmd()",
        "$x$ and $ y $",
        "#strong[x] #let a = 1 #panic()",
        '"); #panic() //',
        "<b>bold</b> &amp; <label> @reference",
        "*stars* _lines_ `code` ~ -- ... // /* x */ [a](http://b)",
        "= Heading",
        "- item + item / term: x",
        "a\\b \\u{41} \\n",
    ],
)
def test_markup_in_what_people_wrote_stays_text(text: str) -> None:
    noted = replace(R1, notes={("a.1", "comment"): text, ("a.1", "evidence"): text})
    result = worked(noted)
    mine = replace(result.respondents[0], actions=(Action(1, text, owner=text),))
    reader = opened(replace(result, respondents=(mine,), organisation=text))
    said = all_words(reader)
    assert said.count(text) >= 6
    assert f"{text}: AI leadership maturity" == str(reader.metadata and reader.metadata.title)


def test_what_no_typeface_has_is_named_and_what_cannot_be_seen_is_left_out() -> None:
    written = "Go \U0001f680 \u202eevil\u202c bell\x07 \ue000 e\u200bnd"
    assert "Go [rocket] evil bell ? end" in words(opened(replace(worked(R1), organisation=written)).pages[0])


def test_a_word_without_an_end_does_not_leave_the_page() -> None:
    page = opened(with_actions(Action(1, "W" * 2000))).pages[0]
    at: list[float] = []
    page.extract_text(visitor_text=lambda text, _, matrix, *__: at.append(matrix[4]) if text.strip() else None)
    assert max(at) < float(page.mediabox.width)
    assert "W" * 31 not in words(page)


def test_comments_and_evidence_notes_stand_with_their_answers() -> None:
    noted = replace(R1, notes={("a.1", "comment"): "We tried twice.", ("d.1", "evidence"): "Minutes of May"})
    said = all_words(opened(worked(noted)))
    assert "Who does a.1? Level 3: a team Comment: We tried twice." in said
    assert "Who does d.1? Level 2: somebody Evidence: Minutes of May" in said
    assert "r1, a: Who does a.1? comment: We tried twice." in all_words(opened(worked(noted, R2)))


def test_four_thousand_characters_of_a_note_are_all_there() -> None:
    note = " ".join(f"word{n}" for n in range(600))[:4000]
    said = all_words(opened(worked(replace(R1, notes={("a.1", "comment"): note}))))
    assert set(note.split()) <= set(said.split())


def test_simulated_answers_say_so_on_every_page_and_no_others_do() -> None:
    assert all(words(page).startswith(SIMULATED) for page in opened(standard(2)).pages)
    assert "imulated" not in all_words(opened(worked(R1)))


def test_what_is_open_is_left_to_write_in_and_what_is_settled_stands_there() -> None:
    page = words(opened(with_actions(Action(1, "Name an owner", "d", "Ana", date(2026, 12, 1)))).pages[0])
    assert "Name an owner Ana 1 December 2026" in page


def test_the_role_tracks_stand_apart_under_their_note() -> None:
    bank = bank_of(questionnaire("strategy", capability("a", [1])), questionnaire("cio_cto", capability("r", [1])))
    result = build_result(Plan(bank), [Respondent("r", {"a.1": "1", "r.1": "1"})])
    before, _, after = all_words(opened(result)).partition(f"Role clarity {find(result).role_note}")
    assert "Who does r.1?" in after
    assert "Who does r.1?" not in before


def test_a_subject_of_many_capabilities_runs_over_as_many_pages_as_it_takes() -> None:
    bank = outlined({"strategy": {f"c{n}": [1] for n in range(60)}})
    said = all_words(opened(build_result(Plan(bank), [Respondent("r", {f"c{n}.1": "2" for n in range(60)})])))
    assert all(f"Who does c{n}.1?" in said for n in range(60))


def test_the_same_result_gives_the_same_bytes() -> None:
    assert result_pdf(standard(1)) == result_pdf(standard(1))
    assert b"CreationDate" not in result_pdf(worked(R1))
