"""What is printed of an election: what stands in it, for whom, and never more."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

import pypdf
import pytest

from election.i18n.catalogue import LANGUAGES, catalogue
from election.models import PollsState
from election.printing.documents import Document, Facts, Heading, Signatures, Table, Text, document_pdf
from election.results.report import Results
from election.results.sheets import Sheets
from election.setup.refusals import PollsTransition
from election.setup.steps import STEPS
from election.store.port import Act, Person, Transaction
from election.voters.roll_rules import RollAct
from election.voters.slip_account import SlipAccount
from tests.election.results.conftest import Ballot, box, report_of

NOW = datetime(2026, 11, 28, 18, 30, tzinfo=timezone(timedelta(hours=9), "KST"))
LONG = "Wolfeschlegelsteinhausenbergerdorff" * 2
NAMES = ["#panic()", "*b* _i_ `c` $x$", "a] #let x = 1 [", LONG]
CLOSED = {"quorum": {"share": "at least 1/1", "below": "not_opened"}}
# Two who are level, and a blank ballot.
BALLOTS: list[Ballot] = [{1: (1,), 2: {5: "yes"}}, {1: (2,), 2: {5: "no"}}, {1: (), 2: {}}]


def definition(**rule: Any) -> dict[str, Any]:
    return {
        "title": {"ko": "2026 총학생회 선거", "en": "Council 2026"},
        "live_results": False,
        "contests": [
            {"title": {"ko": "회장", "en": "President"}, "candidates": NAMES, **rule},
            {"title": {"ko": "감사", "en": "Auditor"}, "kind": "yes_no", "candidates": ["남궁하늘"]},
        ],
    }


def words_of(document: Document) -> str:
    return "\n".join(_words(document))


def _words(document: Document) -> Iterator[str]:
    yield document.kind
    for block in document.blocks:
        match block:
            case Heading(words) | Text(words):
                yield words
            case Facts(pairs):
                yield from (f"{name}: {value}" for name, value in pairs)
            case Table():
                yield from (" | ".join(row) for row in [block.titles, *block.rows])
            case Signatures(lines):
                yield from (" ".join(line) for line in lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_record_of_the_count_is_read_back_from_its_pdf(language: str) -> None:
    pdf = pypdf.PdfReader(
        io.BytesIO(document_pdf(Sheets(language, NOW).results(report_of(definition(), BALLOTS))))
    )
    pages = [page.extract_text() for page in pdf.pages]
    written = "".join("".join(pages).split())
    for name in (*NAMES, "남궁하늘"):
        assert "".join(name.split()) in written
    assert catalogue().text("export.mark.tied", language).replace(" ", "") in written
    for at, page in enumerate(pages, start=1):
        assert "2026-11-28 18:30 KST" in page
        assert f"{at} / {len(pages)}" in page
    assert pdf.metadata is not None
    assert pdf.metadata.title is not None
    assert catalogue().text("sheet.results", language) in pdf.metadata.title
    assert pdf.root_object["/Lang"] == language
    assert b"pdfuaid" in pdf.root_object["/Metadata"].get_data()


def test_results_say_tie_counts_sums_and_who_signs() -> None:
    words = words_of(Sheets("en", NOW).results(report_of(definition(), BALLOTS, away=2)))
    assert "3 of 5 voted (60.0% of the roll)" in words
    assert "1 | #panic() | 1 | 50.0 % | level, lot to be drawn" in words
    assert "3 ballots = 2 valid + 1 blank" in words
    assert "1 | 남궁하늘 | 1 | 1 | 0 | 1 | not elected" in words
    assert words.count("Present") == 2


def test_both_records_have_the_account_of_slips_where_there_are_any() -> None:
    account = SlipAccount(printed=130, void=3, given=84, replaced=1, used=86, counted=42)
    report = report_of(definition(), BALLOTS)
    with box(definition(), BALLOTS) as store:
        record = Results(store).record()
    for words in (
        words_of(Sheets("en", NOW).results(report, account)),
        words_of(Sheets("en", NOW).record(record, account)),
    ):
        assert "130 printed, 85 handed out, 3 void, 42 in hand, 86 used, 1 replaced" in words
        assert "DO NOT AGREE" in words
    assert "Slips" not in words_of(Sheets("en", NOW).results(report, replace(account, printed=0)))


@pytest.mark.parametrize("kind", ["results", "notice"])
def test_a_box_that_its_quorum_keeps_closed_is_on_no_sheet(kind: str) -> None:
    first, second = (
        words_of(getattr(Sheets("en", NOW), kind)(report_of(definition(rule=CLOSED), ballots, away=1)))
        for ballots in ([{1: (1,), 2: {}}], [{1: (2,), 2: {}}])
    )
    assert first == second
    assert "Nobody is shown any votes" in first
    assert NAMES[0] not in first


def test_the_notice_is_without_reasons_and_sums() -> None:
    def more(transaction: Transaction) -> None:
        transaction.add_act(Act("organiser", "polls.paused", "a power cut", "2026-11-28T03:00:00+00:00"))
        transaction.add_act(Act("organiser", "polls.closed", "", "2026-11-28T09:00:00+00:00"))

    report = report_of(definition(), BALLOTS, more=more)
    assert "a power cut" in words_of(Sheets("en", NOW).results(report))
    notice = words_of(Sheets("en", NOW).notice(report))
    assert "a power cut" not in notice
    assert "Polls closed: " in notice


def test_the_notice_says_until_when_it_is_provisional_and_every_page_of_practice_that_it_is() -> None:
    def more(transaction: Transaction) -> None:
        transaction.add_act(Act("organiser", "polls.counted", "", "2026-11-28T09:20:00+00:00"))

    given = definition() | {"objection_hours": 24, "practice": True}
    notice = Sheets("en", NOW).notice(report_of(given, BALLOTS, more=more))
    until = datetime.fromisoformat("2026-11-29T09:20:00+00:00").astimezone().strftime("%Y-%m-%d %H:%M")
    assert f"until {until}" in words_of(notice)
    assert "provisional" not in words_of(
        Sheets("en", NOW).notice(report_of(definition(), BALLOTS, more=more))
    )
    pages = pypdf.PdfReader(io.BytesIO(document_pdf(notice))).pages
    assert all("PRACTICE · not a real election" in page.extract_text() for page in pages)


@pytest.mark.parametrize("state", PollsState)
def test_the_record_of_the_polls_is_of_polls_that_are_over_and_tells_no_vote(state: PollsState) -> None:
    with box(definition(), BALLOTS, away=2, state=state) as store:
        if not state.is_over:
            with pytest.raises(PollsTransition):
                Results(store).record()
            return
        words = words_of(Sheets("en", NOW).record(Results(store).record()))
    assert "Ballots cast: 3" in words
    assert not any(name in words for name in NAMES)


def test_the_sign_sheet_has_everybody_by_group_and_name_and_no_whole_number() -> None:
    people = [
        Person(1, "kim@example.org", "Kim", number="20210482", group="B"),
        Person(2, "", "하나", number="20217719", group="B"),
        Person(3, "", "Yoon", group="A"),
    ]
    with box(definition(), []) as store:
        election, _ = Results(store).people()
    words = words_of(Sheets("en", NOW).sign_sheet(election, people))
    assert [row.split(" | ")[1] for row in words.splitlines() if row[:1].isdigit()] == ["Yoon", "하나", "Kim"]
    assert "…0482" in words
    assert "20210482" not in words
    assert "kim@" not in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_act_of_a_roll_or_of_the_polls_has_words(language: str) -> None:
    acts = [RollAct.ADD.act, RollAct.CORRECT.act, RollAct.REMOVE.act, *(rule.act for rule in STEPS.values())]

    def more(transaction: Transaction) -> None:
        for what in acts:
            transaction.add_act(Act("organiser", what, "", "2026-11-28T03:00:00+00:00"))

    words = words_of(Sheets(language, NOW).results(report_of(definition(), BALLOTS, more=more)))
    assert not [what for what in acts if what in words]
