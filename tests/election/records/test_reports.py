"""The reports and the sheet before the vote: what stands in them, in both languages, and that they last."""

import hashlib
import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pypdf
import pytest

from election.i18n.catalogue import LANGUAGES, catalogue
from election.models import PollsState
from election.printing.documents import Document, document_pdf
from election.printing.html import document_html
from election.records.commitment import Commitment
from election.records.definition import definition_file
from election.records.program import Program
from election.records.reports.reports import (
    NoReport,
    Pause,
    commitment_sheet,
    pause_report,
    pauses_of,
    zero_report,
)
from election.records.verifiers import verifiers
from election.setup.life_cycle import read_definition
from election.store.port import Act, LogLine
from election.voters.passwords import Passwords
from tests.election.records.pack.worlds import definition, held
from tests.election.results.test_sheets import words_of
from tests.election.test_library import definition as named
from tests.services import opened

ID, FINGERPRINT = "0123456789abcdef", "12345 67890 12345 67890 12345 67890 12345 67890"
PROGRAM = Program("0.1.0", "ab" * 32)
LONG = "Wolfeschlegelsteinhausenbergerdorff" * 3
NAMES = [LONG, "<script>alert(1)</script>", "#panic() *b* `c` $x$", "아주아주" * 20]
TIE = {"candidates": ["A", "B"]}
QUORUM = {"rule": {"quorum": {"share": "at least 1/1"}}, "candidates": ["C", "D"]}


def line(number: int, what: str, data: Mapping[str, Any] | None = None, why: str = "") -> LogLine:
    act = Act("organiser", what, why, f"2026-11-28T1{number}:00:00+09:00", (), data or {})
    return LogLine(number, act, "{}", hashlib.sha256(b"%d" % number).hexdigest())


OPENED = line(1, "polls.opened", {"ballots": 0, "marks": 0, "receipts": 0, "roll": 367})
PAUSED = line(2, "polls.paused", {"marks": 143, "digest": "cd" * 32}, "a power cut")


@pytest.fixture
def commitment() -> Commitment:
    given = definition({"candidates": NAMES}, {"kind": "yes_no", "candidates": []}, members_listed=True)
    election = read_definition(given, PollsState.OPEN).election
    file = definition_file(ID, election, {})
    return Commitment(ID, election, file, 367, {1: 367, 2: 180}, FINGERPRINT, is_fixed=True)


def written(document: Document) -> str:
    """Return what the PDF says, without spaces."""
    return "".join(copied(document).split())


def copied(document: Document) -> str:
    """Return what is copied from the PDF. No place where a long word may break comes along, whoever reads it:
    it is not in what the pages say, and no glyph stands for it.
    """
    pages = pypdf.PdfReader(io.BytesIO(document_pdf(document))).pages
    for page in pages:
        fonts = page["/Resources"]["/Font"].values()
        for stream in (page.get_contents(), *(font["/ToUnicode"] for font in fonts)):
            assert b"200B" not in stream.get_data()
    return "".join(page.extract_text() for page in pages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_zero_report_says_what_is_compared_later(commitment: Commitment, language: str) -> None:
    document = zero_report(commitment, (OPENED,), PROGRAM, language)
    words = words_of(document)
    assert "2026-11-28 11:00 (UTC+09:00)" in words
    assert FINGERPRINT in words
    digest = hashlib.sha256(commitment.definition).hexdigest()
    for found in (digest, OPENED.hash, *(hashlib.sha256(each).hexdigest() for each in verifiers().values())):
        assert found in words.replace(" ", "")
    for name in NAMES:
        assert name in words
    assert "367" in words
    assert catalogue().text("records.members_listed", language) in words
    pdf = written(document)
    for found in (*NAMES, FINGERPRINT, digest):
        assert found.replace(" ", "") in pdf


@pytest.mark.slow
def test_a_report_is_the_same_whenever_it_is_printed(commitment: Commitment) -> None:
    first, again = (document_pdf(zero_report(commitment, (OPENED,), PROGRAM, "ko")) for _ in range(2))
    assert first == again
    other = zero_report(replace(commitment, roll=368), (OPENED,), PROGRAM, "ko")
    assert document_pdf(other) != first


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_page_has_no_script_and_nothing_from_elsewhere(commitment: Commitment, language: str) -> None:
    page = document_html(zero_report(commitment, (OPENED,), PROGRAM, language)).decode()

    class Strict(HTMLParser):
        opened: list[str] = []  # noqa: RUF012 - of one page
        said = ""

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            assert tag not in ("script", "link", "iframe", "object", "base", "form")
            for name, value in attrs:
                assert not name.startswith("on")
                assert name not in ("href", "src") or (value or "").startswith("data:")
            if tag not in ("meta", "img", "wbr"):
                self.opened.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert self.opened.pop() == tag

        def handle_data(self, data: str) -> None:
            self.said += data

    strict = Strict()
    strict.feed(page)
    assert not strict.opened
    for name in NAMES:
        assert name in strict.said
    assert ID in strict.said
    assert "\u200b" not in page
    assert "default-src 'none'" in page


def test_long_words_break_and_are_copied_as_they_are(commitment: Commitment) -> None:
    """The number of the election can be given to a command as it was copied from the sheet."""
    text = copied(zero_report(commitment, (OPENED,), PROGRAM, "en"))
    assert ID in text
    assert LONG in "".join(text.split())
    assert LONG not in text


@pytest.mark.parametrize("log", [(PAUSED,), (line(1, "polls.opened"),)], ids=["never", "before checks"])
def test_there_is_no_report_of_what_was_not_noted(commitment: Commitment, log: tuple[LogLine, ...]) -> None:
    """Earlier versions noted that the polls opened, and not what was in the box."""
    with pytest.raises(NoReport):
        zero_report(commitment, log, PROGRAM, "ko")


@pytest.mark.parametrize(
    ("after", "key"),
    [
        ((), "lasts"),
        ((line(3, "polls.resumed", {"digest": "cd" * 32, "same": True}),), "same"),
        ((line(3, "polls.resumed", {"digest": "ef" * 32, "same": False}),), "differs"),
        ((line(3, "box.compared", {"same": True}), line(4, "polls.closed")), "same"),
        ((line(3, "polls.closed"),), "over"),
    ],
)
def test_a_pause_says_whether_the_box_stayed_as_it_was(
    commitment: Commitment, after: tuple[LogLine, ...], key: str
) -> None:
    (pause,) = pauses_of((OPENED, PAUSED, *after))
    words = words_of(pause_report(commitment, pause, PROGRAM, "en"))
    assert catalogue().text(f"records.pause.{key}", "en") in words
    assert "143 people have voted" in words
    assert "a power cut" in words
    assert ("cdcdcdcd " * 8).strip() in words


def test_each_pause_has_its_own_end() -> None:
    second, ended = line(4, "polls.paused"), line(5, "polls.closed")
    resumed = line(3, "polls.resumed", {"same": True})
    assert pauses_of((OPENED, PAUSED, resumed, second, ended)) == (
        Pause(1, PAUSED, resumed, same=True),
        Pause(2, second, ended),
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_closing_report_of_a_tie_and_of_a_box_that_stays_closed(language: str) -> None:
    given = definition(TIE, QUORUM, {"kind": "yes_no", "candidates": []})
    styles = {"styles": [[1, 3], [2]]}
    ballots = [{1: (1,), 3: {0: "yes"}}, {1: (2,), 3: {}}, {1: (), 3: {0: "abstain"}}]
    with held({**given, **styles}, ballots) as election:
        document = election.records.closing(language)
        fingerprint = election.key.fingerprint
        again = election.records.closing(language)
    words = words_of(document)
    assert fingerprint in words
    assert catalogue().text("export.mark.tied", language) in words
    assert catalogue().text("deciding.not_opened.nobody_sees", language) in words
    assert catalogue().text("report.ballots", language, cast=3, valid=2, blank=1, abstain=0) in words
    assert catalogue().text("records.closing.as_opened", language) in words
    assert document_pdf(again) == document_pdf(document)


def test_the_sheet_before_the_vote_says_that_it_may_still_change(commitment: Commitment) -> None:
    for fixed, key in ((True, "fixed"), (False, "draft")):
        sheet = commitment_sheet(replace(commitment, is_fixed=fixed), (), "ko", "2026-11-28T09:00:00+09:00")
        assert catalogue().text(f"records.commitment.{key}", "ko") in words_of(sheet)
        assert FINGERPRINT in words_of(sheet)


def test_that_sheet_is_of_the_opening_once_the_polls_have_opened(
    tmp_path: Path, passwords: Passwords, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path, passwords) as services:
        library = services.library
        with library.held(library.create(named("Club"))) as election:
            times = []
            for step in (None, election.polls.open, election.polls.pause, election.polls.resume):
                if step is not None:
                    step()
                for minute in (1, 2):
                    at = datetime(2031, 1, 1, 9, minute, tzinfo=UTC)
                    monkeypatch.setattr(election.records, "_now", lambda at=at: at)
                    times.append(election.records.commitment_sheet("ko").printed_at)
            (act,) = (each for each in election.polls.acts() if each.what == "polls.opened")
        assert [each.minute for each in times[:2]] == [1, 2]
        assert set(times[2:]) == {datetime.fromisoformat(act.when)}
