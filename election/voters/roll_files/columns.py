"""Which column holds what: recognised by its title, else by what stands in it, or chosen."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from election.errors import Message
from election.voters.roll_files.refusals import ColumnsRefused
from election.voters.roll_files.table import RESIDENT_NUMBER, Table

_HEAD = 20  # rows among which the titles are looked for; a heading may stand above them
_LONGEST_TITLE = 200  # characters that are looked at
_SAMPLE = 500  # rows by which a column without a title is judged


class Kind(StrEnum):
    """What a column holds. What is `UNUSED` is not kept."""

    NAME = "name"
    NUMBER = "number"
    EMAIL = "email"
    GROUP = "group"
    UNUSED = "unused"


_TITLES: Mapping[Kind, str] = {
    Kind.NAME: "이름 성명 성함 회원명 학생명 학생이름 선거인 선거인명 조합원명 대표자명 한글이름 한글성명 "
    "성명한글 name fullname membername studentname votername",
    Kind.NUMBER: "학번 회원번호 사번 교번 조합원번호 선거인번호 등록번호 직원번호 관리번호 회원id 회원아이디 "
    "memberno membernumber memberid studentno studentnumber studentid voterid voternumber "
    "employeeid staffid matriculationnumber",
    Kind.EMAIL: "이메일 이메일주소 메일 메일주소 전자우편 전자우편주소 "
    "email email주소 emailaddress mail mailaddress",
    Kind.GROUP: "학과 전공 소속 소속학과 반 집단 그룹 부서 단과대 단과대학 학부 학년반 지부 지회 "
    "분회 조 팀 분과 동아리 "
    "group department dept class section team unit division chapter branch faculty major",
}
_KINDS = {title: kind for kind, titles in _TITLES.items() for title in titles.split()}
# Taken only where no better title is there: often they just count the rows, or part people otherwise.
_VAGUE: Mapping[Kind, str] = {Kind.NUMBER: "번호 number no id", Kind.GROUP: "구분 type"}
_VAGUE_KINDS = {title: kind for kind, titles in _VAGUE.items() for title in titles.split()}
_IN_TURN = "연번 순번 일련번호 seq index"  # only counts the rows
_GIVEN, _FAMILY = ("firstname", "givenname"), ("lastname", "surname", "familyname")

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_PHONE = re.compile(r"(\+82|0)[-. ]?1[016789][-. ]?\d{3,4}[-. ]?\d{4}")
_NUMBER = re.compile(r"[A-Za-z]{0,4}-?\d[\dA-Za-z-]*")
_NAME = re.compile(r"[가-힣]{2,5}|[^\W\d_]+([ .'-]+[^\W\d_]+){1,4}\.?")


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column holds, and the row of the titles, from 0; rows above it are no people. Names in two
    columns (given and family name) are put together from left to right.
    """

    kinds: tuple[Kind, ...]
    titles: int | None

    def of(self, kind: Kind) -> tuple[int, ...]:
        """Return the columns that hold `kind`."""
        return tuple(at for at, each in enumerate(self.kinds) if each is kind)


def recognise(table: Table) -> Columns:
    """Return the best guess, which may lack a name or both of number and e-mail (`check_columns`)."""
    titles = _title_row(table)
    kinds = [Kind.UNUSED] * table.width
    if titles is not None:
        _by_title(table.rows[titles], kinds)
    _by_content(table, 0 if titles is None else titles + 1, kinds)
    for at in table.resident_columns:
        kinds[at] = Kind.UNUSED
    return Columns(tuple(kinds), titles)


def check_columns(table: Table, columns: Columns) -> None:
    """Raise ColumnsRefused unless there is a name, a number or an e-mail, each of these and the group at
    most once, and no column of resident registration numbers among them.
    """
    kinds = columns.kinds
    if any(at < len(kinds) and kinds[at] is not Kind.UNUSED for at in table.resident_columns):
        raise ColumnsRefused(reason=Message("roll.columns.resident"))
    if Kind.NAME not in kinds:
        raise ColumnsRefused(reason=Message("roll.columns.no_name"))
    if Kind.NUMBER not in kinds and Kind.EMAIL not in kinds:
        raise ColumnsRefused(reason=Message("roll.columns.no_key"))
    for kind in (Kind.NUMBER, Kind.EMAIL, Kind.GROUP):
        if kinds.count(kind) > 1:
            raise ColumnsRefused(
                reason=Message("roll.columns.twice", {"column": Message(f"roll.column.{kind}")})
            )


def _plain(title: str) -> str:
    """Return a title without what people write it with: case, spaces, signs, a remark in brackets."""
    title = unicodedata.normalize("NFKC", title[:_LONGEST_TITLE]).casefold()
    bare = re.sub(r"\(.*?\)|\[.*?\]", "", title)
    return re.sub(r"[\W_]+", "", bare) or re.sub(r"[\W_]+", "", title)


def _title_row(table: Table) -> int | None:
    best, found = None, 0
    for number, row in enumerate(table.rows[:_HEAD]):
        titles = {_plain(cell) for cell in row if cell}
        known = len(titles & (_KINDS.keys() | _VAGUE_KINDS.keys() | {*_GIVEN, *_FAMILY}))
        # A person's row may hold a word that is a title too, a group called so.
        is_titles = known * 4 >= len(titles) or any(_KINDS.get(each) is Kind.NAME for each in titles)
        if known > found and is_titles:
            best, found = number, known
    return best


def _by_title(row: Sequence[str], kinds: list[Kind]) -> None:
    plain = [_plain(cell) for cell in row]
    for known in (_KINDS, _VAGUE_KINDS):
        for at, title in enumerate(plain):
            kind = known.get(title)
            if kind and kind not in kinds:
                kinds[at] = kind
    if Kind.NAME not in kinds:
        for at, title in enumerate(plain):
            if title in _GIVEN or title in _FAMILY:
                kinds[at] = Kind.NAME


def _by_content(table: Table, first: int, kinds: list[Kind]) -> None:
    sample = table.rows[first : first + _SAMPLE]
    taken = set(kinds)
    in_turn: list[int] = []
    for at, kind in enumerate(kinds):
        titled = first > 0 and at < len(table.rows[first - 1]) and _plain(table.rows[first - 1][at])
        if kind is not Kind.UNUSED or (titled and titled in _IN_TURN.split()):
            continue
        cells = [row[at].strip() for row in sample if at < len(row) and row[at].strip()]
        guess = _kind_of(cells)
        if guess is Kind.NUMBER and _counts_rows(cells) and not titled:
            in_turn.append(at)
            continue
        # A titled column that nobody knows may be anything; only an address is beyond doubt.
        if guess not in taken and (not titled or guess is Kind.EMAIL):
            kinds[at] = guess
            taken.add(guess)
    if in_turn and Kind.NUMBER not in taken and Kind.EMAIL not in taken:
        kinds[in_turn[0]] = Kind.NUMBER


def _counts_rows(cells: Sequence[str]) -> bool:
    return all(cell == str(number) for number, cell in enumerate(cells, 1))


def _kind_of(cells: Sequence[str]) -> Kind:
    if not cells or RESIDENT_NUMBER in cells:
        return Kind.UNUSED

    def share(pattern: re.Pattern[str]) -> float:
        return sum(pattern.fullmatch(cell) is not None for cell in cells) / len(cells)

    distinct = len(set(cells)) / len(cells)
    if share(_EMAIL) >= 0.8:
        return Kind.EMAIL
    if share(_PHONE) >= 0.5:
        return Kind.UNUSED
    if share(_NUMBER) >= 0.8 and distinct >= 0.9:
        return Kind.NUMBER
    if share(_NAME) >= 0.8 and distinct >= 0.5:
        return Kind.NAME
    has_letters = sum(any(char.isalpha() for char in cell) for cell in cells) / len(cells)
    return Kind.GROUP if len(cells) >= 5 and distinct <= 0.5 and has_letters >= 0.8 else Kind.UNUSED
