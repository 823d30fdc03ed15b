"""How long a roll of 100,000 people takes to be read, checked and kept: ``python -m bench.import_roll``.

Seconds of the processor, of which it takes one, so that whatever else the machine does is not measured.
"""

import io
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import xlsxwriter

from bench.in_window import memory
from election.events import Events
from election.setup.life_cycle import create_election
from election.store.json.folder import DataFolder
from election.store.json.store import JsonStore
from election.voters.roll import Roll
from election.voters.roll_files.checking import check
from election.voters.roll_files.columns import recognise
from election.voters.roll_files.difference import difference
from election.voters.roll_files.entries import Entry
from election.voters.roll_files.opening import open_roll

PEOPLE = 100_000
MOST_SECONDS = 10.0
_SURNAMES = "김이박최정강조윤장임한오서신권황안송류홍"
_GROUPS = ["국어국문학과", "사학과", "물리학과", "Computer Science", "기계공학부"]

Row = tuple[str, str, str, str, str]


def rows(people: int) -> list[Row]:
    """Return titles and so many people, every hundredth with a name that has to be cleaned."""
    titles = ("성명", "학번", "이메일", "학과", "전화번호")
    made: list[Row] = [titles]
    for at in range(people):
        name = f"{_SURNAMES[at % 20]}{chr(0xAC00 + at % 11_172)}{chr(0xAC00 + at * 7 % 11_172)}"
        number, mark = f"{20_000_000 + at:08}", "\u200b" if at % 100 == 0 else ""
        made.append((name + mark, number, f"m{at}@example.org", _GROUPS[at % 5], "010-1234-5678"))
    return made


def csv_of(people: list[Row], encoding: str) -> bytes:
    """Return a CSV file with these rows."""
    return "\r\n".join(map(",".join, people)).encode(encoding, "ignore")


def xlsx_of(people: list[Row]) -> bytes:
    """Return an XLSX file with these rows."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(people):
            sheet.write_row(at, 0, row)
    return file.getvalue()


def keep(folder: Path, people: list[Entry]) -> None:
    """Bring these people into an election that is kept there."""
    definition = {
        "title": {"en": "Bench"},
        "live_results": False,
        "contests": [{"title": {"en": "President"}, "candidates": ["Kim", "Lee"]}],
    }
    with DataFolder(folder) as data:
        store = JsonStore(data)
        store.write(lambda transaction: create_election(transaction, definition))
        assert Roll(store, Events()).import_people(people).added == len(people)
        store.close()


def main() -> int:
    """Print a table; return 1 where reading, checking and keeping takes longer than `MOST_SECONDS`."""
    people = rows(PEOPLE)
    kinds: dict[str, Callable[[], bytes]] = {
        "CSV, UTF-8": lambda: csv_of(people, "utf-8-sig"),
        "CSV, cp949": lambda: csv_of(people, "cp949"),
        "XLSX": lambda: xlsx_of(people),
    }
    print(f"{PEOPLE:,} people, seconds", "read", "checked", "kept", "compared", "MiB", sep="\t")
    slowest = 0.0
    for kind, make in kinds.items():
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "roll"
            file.write_bytes(make())
            before, begin = memory(), time.process_time()
            table = open_roll(file).table()
            read = time.process_time()
            preview = check(table, recognise(table))
            checked = time.process_time()
            taken = preview.people(leave_out=True)
            assert len(taken) > 0.99 * PEOPLE
            changes = difference(taken, taken[1:])
            assert (changes.same, len(changes.gone)) == (len(taken) - 1, 1)
            compared = time.process_time()
            keep(Path(folder) / "data", taken)
            kept = time.process_time() - compared
        slowest = max(slowest, checked - begin + kept)
        times = (read - begin, checked - read, kept, compared - checked)
        print(kind, *(f"{each:.1f}" for each in times), f"{memory() - before:.0f}", sep="\t")
    return int(slowest > MOST_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
