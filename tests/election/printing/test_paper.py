"""Documents handed to the system to print."""

from pathlib import Path

import pytest

from election.printing.paper import NoPrinter, can_print, print_pdf, printers, takes_nothing, usual_printer
from tests.fake_printer import FakePrinters


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakePrinters:
    return FakePrinters(tmp_path, monkeypatch)


def test_lp_gets_the_document_and_no_file_is_left(programs: FakePrinters) -> None:
    programs.put_lp()
    print_pdf(b"%PDF", "--개표록", "Office")
    assert programs.got == b"%PDF"
    assert programs.said == ["-d", "Office", "-t", "--개표록", "-"]
    assert {each.name for each in programs.folder.iterdir()} == {"lp", "lp.got", "lp.said"}


def test_without_lp_or_where_it_refuses_there_is_no_printer(programs: FakePrinters) -> None:
    with pytest.raises(NoPrinter):
        print_pdf(b"%PDF", "x")
    programs.put_lp(code=1)
    with pytest.raises(NoPrinter):
        print_pdf(b"%PDF", "x")


def test_printers_are_those_that_lpstat_lists(programs: FakePrinters) -> None:
    assert (printers(), usual_printer()) == ((), "")
    assert not can_print()
    programs.put_lpstat("Office", "Hall")
    assert printers() == ("Office", "Hall")
    assert can_print()


def test_the_usual_printer_is_the_one_that_is_set_or_the_only_one(programs: FakePrinters) -> None:
    programs.put_lpstat("Office", "Hall", usual="Hall")
    assert usual_printer() == "Hall"
    programs.put_lpstat("Office", "Hall")
    assert usual_printer() == ""
    programs.put_lpstat("Office", usual="Gone")
    assert usual_printer() == "Office"


@pytest.mark.parametrize(
    ("alerts", "nothing"),
    [
        ("none", False),
        ("toner-low-report media-low-warning", False),
        ("media-empty-warning", True),
        ("toner-low-report media-needed", True),
        ("paused", True),
        ("offline-report", True),
    ],
)
def test_a_printer_that_needs_somebody_takes_nothing(
    programs: FakePrinters, alerts: str, *, nothing: bool
) -> None:
    assert not takes_nothing("Office"), "nothing is known of it"
    programs.put_lpstat("Office", alerts=alerts)
    assert takes_nothing("Office") is nothing
