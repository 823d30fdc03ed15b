"""Documents handed to the system to print."""

import stat
from pathlib import Path

import pytest

from election.printing import paper
from election.printing.paper import NoPrinter, can_print, print_pdf, printers

LP = """#!/bin/sh
printf '%s\\n' "$@" > "$0.said"
cat > "$0.got"
exit {code}
"""


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the only programs that the system has, but for what a shell needs."""
    monkeypatch.setattr(paper, "SYSTEM", "linux")
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    monkeypatch.setattr(
        paper.shutil, "which", lambda name: str(tmp_path / name) if (tmp_path / name).exists() else None
    )
    return tmp_path


def put(folder: Path, name: str, script: str) -> Path:
    file = folder / name
    file.write_text(script)
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return file


def test_lp_gets_the_document_and_no_file_is_left(programs: Path) -> None:
    lp = put(programs, "lp", LP.format(code=0))
    print_pdf(b"%PDF", "--개표록", "Office")
    assert lp.with_suffix(".got").read_bytes() == b"%PDF"
    assert lp.with_suffix(".said").read_text().split("\n")[:5] == ["-d", "Office", "-t", "--개표록", "-"]
    assert {each.name for each in programs.iterdir()} == {"lp", "lp.got", "lp.said"}


def test_without_lp_or_where_it_refuses_there_is_no_printer(programs: Path) -> None:
    with pytest.raises(NoPrinter):
        print_pdf(b"%PDF", "x")
    put(programs, "lp", LP.format(code=1))
    with pytest.raises(NoPrinter):
        print_pdf(b"%PDF", "x")


def test_printers_are_those_that_lpstat_lists(programs: Path) -> None:
    assert printers() == ()
    assert not can_print()
    put(programs, "lpstat", "#!/bin/sh\necho Office\necho Hall\n")
    assert printers() == ("Office", "Hall")
    assert can_print()
