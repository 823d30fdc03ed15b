"""Candidates from a table: a file (CSV, XLSX, ODS) or what was pasted.

One candidate a row: the name, then the list or group, then the statement; or columns in any order under
titles such as 이름, 소속, 소견, "name", "list", "statement". A column that only numbers the rows is skipped.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from election.errors import Invalid, Message, SettingRefused
from election.models import NO_TEXT, LocalText
from election.setup.changes.candidates import NewCandidate, checked_candidate
from election.voters.roll_files.opening import RollFile, open_roll, refused
from election.voters.roll_files.refusals import Unreadable
from election.voters.roll_files.table import Table

MOST_CANDIDATES = 300  # of one contest
_NAME, _LABEL = "name", "label"
_TITLES_OF: Mapping[str, str] = {
    _NAME: "이름 성명 성함 후보 후보자 후보명 후보자명 name candidate",
    _LABEL: "소속 정당 목록 모임 단체 label list group party affiliation",
    "ko": "소견 공약 한마디 한줄 소개 statement",
    "en": "영문소견 영어소견 소견en statementen englishstatement",
}
_TITLES = {title: kind for kind, titles in _TITLES_OF.items() for title in titles.split()}
_IN_ORDER = (_NAME, _LABEL, "ko")


class CandidatesRefused(Invalid):
    """No candidate was taken: what is wrong in row `row`, from 1, the message `reason` says."""

    code = "candidates.refused"


def read_candidate_file(path: Path) -> tuple[NewCandidate, ...]:
    """Return the candidates in a file, cleaned. Raises RollFileRefused or CandidatesRefused."""
    return _candidates(open_roll(path).table())


def read_candidate_text(text: str) -> tuple[NewCandidate, ...]:
    """Return the candidates in what was pasted: a line each, or cells of a spreadsheet. Raises what
    `read_candidate_file` does.
    """
    data = text.encode("utf-8", "replace")
    try:
        return _candidates(RollFile("", data).table()) if data.strip() else ()
    except Unreadable as error:
        raise refused("", error) from None


def _candidates(table: Table) -> tuple[NewCandidate, ...]:
    columns, first = _columns(table)
    found: list[NewCandidate] = []
    for number, row in enumerate(table.rows[first:], start=first + 1):
        cells = {kind: row[at].strip() for at, kind in columns.items() if at < len(row) and row[at].strip()}
        if not cells:
            continue
        if len(found) == MOST_CANDIDATES:
            raise CandidatesRefused(
                row=number, reason=Message("candidates.too_many", {"most": MOST_CANDIDATES})
            )
        if _NAME not in cells:
            raise CandidatesRefused(row=number, reason=Message("candidates.no_name"))
        found.append(_candidate(number, cells))
    if not found:
        raise CandidatesRefused(row=1, reason=Message("candidates.none"))
    return tuple(found)


def _candidate(number: int, cells: Mapping[str, str]) -> NewCandidate:
    said = {language: cells[language] for language in ("ko", "en") if language in cells}
    statement = LocalText.of(said) if said else NO_TEXT
    try:
        return checked_candidate(NewCandidate(cells[_NAME], cells.get(_LABEL, ""), statement))
    except SettingRefused as error:
        raise CandidatesRefused(row=number, reason=error.values["reason"]) from error


def _columns(table: Table) -> tuple[dict[int, str], int]:
    """Return which column holds what, and the first row of a candidate."""
    for at, row in enumerate(table.rows[:5]):
        titled = {place: _TITLES[_plain(cell)] for place, cell in enumerate(row) if _plain(cell) in _TITLES}
        if _NAME in titled.values():
            return titled, at + 1
    numbering = {at for at in range(table.width) if _only_numbers(table.rows, at)}
    places = [at for at in range(table.width) if at not in numbering]
    return dict(zip(places, _IN_ORDER, strict=False)), 0


def _only_numbers(rows: Sequence[Sequence[str]], at: int) -> bool:
    cells = [row[at].strip() for row in rows if at < len(row) and row[at].strip()]
    return bool(cells) and all(re.fullmatch(r"\d{1,3}\.?", cell) for cell in cells)


def _plain(title: str) -> str:
    return re.sub(r"[\W_]+", "", title).casefold()
