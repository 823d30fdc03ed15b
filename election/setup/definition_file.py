"""An election as one TOML file: people write it, and the program writes it back (`definition_text`).

::

    title = { ko = "임원 선거", en = "Election of officers" }
    live_results = false
    styles = [[1, 2], [1]]            # may be left out: then all voters are given all contests
    quorum = { share = "at least 1/3" }    # may be left out

    [[contests]]
    title = { ko = "회장" }
    kind = "choose"                   # may be left out
    options = { most = 1 }            # may be left out
    rule = "majority_or_run_off"      # may be left out: then most votes decide
    candidates = ["한서윤", { name = "오민재", photo = "photos/02.jpg" }]

    [[contests]]
    title = { ko = "회칙 개정" }
    kind = "yes_no"

What else there may be of an election, a contest and a candidate is told by `fields`; ``rule`` and ``quorum``
are what `voting.deciding.reading` says. A photo is a file beside this one or in a folder there, which is made
fit (`photo_fitting`), or its bytes as a ``data:`` address, as the program writes it. Contests and candidates
are counted from 1, also in what is told of faults.
"""

import base64
import binascii
import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from election.errors import DefinitionRefused, ElectionError, Message, SettingRefused
from election.i18n.catalogue import LANGUAGES
from election.models import Candidate, Contest, Election, LocalText, PollsState
from election.setup.fields import (
    OF_CANDIDATE,
    OF_CONTEST,
    OF_ELECTION,
    candidate_fields,
    contest_fields,
    election_fields,
)
from election.setup.names import clean_name, clean_title
from election.setup.photo_fitting import LARGEST_FILE, fit_photo
from election.setup.photos import check_photo
from election.texts import Unclean
from election.voting.deciding.checks import check_rule
from election.voting.deciding.reading import quorum_of, rule_of
from election.voting.methods import METHODS
from election.voting.withdrawn import check_withdrawn_votes

Value = TypeVar("Value")

_LARGEST_FILE = 16 << 20  # bytes; some three hundred photos
_ADDRESS = re.compile(r"data:image/(?:jpeg|png);base64,([A-Za-z0-9+/=]*)")
_LINE = re.compile(r"\(at line ([0-9]+), column ([0-9]+)\)")


_NEEDED = ("title", "live_results", "contests")
_TABLE = Message("definition_fault.table")
_LIST = Message("definition_fault.list")
_TEXT = Message("definition_fault.text")
_TRUTH = Message("definition_fault.truth")


class _Fault(Exception):
    """What is wrong at a place, such as ``contests[2].title``."""

    def __init__(self, place: str, fault: Message) -> None:
        super().__init__(place, fault)
        self.reason = Message("definition_fault.at", {"place": place, "fault": fault}) if place else fault


def read_definition_file(path: Path) -> dict[str, Any]:
    """Return the definition in a file, in the form that `read_definition` takes, checked. Raises
    DefinitionRefused.
    """
    try:
        return _definition(_parsed(path), path.parent)
    except _Fault as fault:
        raise DefinitionRefused(file=str(path), reason=fault.reason) from fault


def _parsed(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST_FILE + 1)
    except OSError as error:
        raise _Fault("", Message("definition_fault.unreadable")) from error
    if len(data) > _LARGEST_FILE:
        raise _Fault("", Message("definition_fault.too_large", {"megabytes": _LARGEST_FILE >> 20}))
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _Fault("", Message("definition_fault.encoding")) from error
    except tomllib.TOMLDecodeError as error:
        if (found := _LINE.search(str(error))) is not None:
            place = {"line": int(found[1]), "column": int(found[2])}
            raise _Fault("", Message("definition_fault.not_toml", place)) from error
        raise _Fault("", Message("definition_fault.cut_off")) from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits; a thousand brackets
        raise _Fault("", Message("definition_fault.too_deep")) from error


def _definition(given: object, folder: Path) -> dict[str, Any]:
    top = _table("", given, needed=_NEEDED, more=("quorum", "styles", *OF_ELECTION))
    title = _title("title", top["title"])
    live_results = _of(bool, _TRUTH, "live_results", top["live_results"])
    _set("", lambda: Election(LocalText(()), PollsState.DRAFT, live_results, (), **election_fields(top)))
    contests = [
        _contest(f"contests[{at}]", each, folder)
        for at, each in enumerate(_list("contests", top["contests"]), start=1)
    ]
    if not contests:
        raise _Fault("contests", Message("definition_fault.none"))
    _each_id_once(contests)
    definition = {"title": title, "live_results": live_results, "contests": contests}
    definition |= _among(OF_ELECTION, top)
    if "quorum" in top:
        _asked("quorum", lambda: quorum_of(top["quorum"]))
        definition["quorum"] = top["quorum"]
    if "styles" in top:
        definition["styles"] = [
            _style(f"styles[{at}]", each, len(contests))
            for at, each in enumerate(_list("styles", top["styles"]), start=1)
        ]
        if not definition["styles"]:
            raise _Fault("styles", Message("definition_fault.none"))
    return definition


def _each_id_once(contests: list[dict[str, Any]]) -> None:
    """Candidates without an id are counted on from the one before, as `read_definition` does."""
    taken: set[int] = set()
    following = 1
    for contest_at, contest in enumerate(contests, start=1):
        for at, candidate in enumerate(contest["candidates"], start=1):
            candidate_id = candidate.get("id", following)
            if candidate_id in taken:
                place = f"contests[{contest_at}].candidates[{at}].id"
                raise _Fault(place, Message("definition_fault.id_twice", {"id": candidate_id}))
            taken.add(candidate_id)
            following = candidate_id + 1


def _contest(place: str, given: object, folder: Path) -> dict[str, Any]:
    more = ("kind", "options", "rule", "candidates", *OF_CONTEST)
    row = _table(place, given, needed=("title",), more=more)
    kind = row.get("kind", "choose")
    if not isinstance(kind, str) or kind not in METHODS:
        raise _Fault(f"{place}.kind", Message("definition_fault.kind", {"names": ", ".join(METHODS)}))
    options = _of(dict, _TABLE, f"{place}.options", row.get("options", {}))
    _asked(f"{place}.options", lambda: METHODS[kind].options(options))
    candidates = [
        _candidate(f"{place}.candidates[{at}]", each, folder)
        for at, each in enumerate(_list(f"{place}.candidates", row.get("candidates", [])), start=1)
    ]
    if kind == "choose" and not candidates:
        raise _Fault(f"{place}.candidates", Message("definition_fault.none"))
    title = _title(f"{place}.title", row["title"])
    rule = row.get("rule", {})
    _asked(f"{place}.rule", lambda: _check_rule(title, kind, options, candidates, rule))
    _set(place, lambda: _check_fields(title, kind, options, row))
    contest = {"title": title, "kind": kind, "options": options, "candidates": candidates, "rule": rule}
    return contest | _among(OF_CONTEST, row)


def _check_fields(
    title: Mapping[str, str], kind: str, options: Mapping[str, Any], row: Mapping[str, Any]
) -> None:
    fields, set_so = contest_fields(row), METHODS[kind].options(options)
    check_withdrawn_votes(Contest(1, LocalText.of(title), kind, set_so, (), **fields))


def _check_rule(
    title: Mapping[str, str], kind: str, options: Mapping[str, Any], rows: list[dict[str, Any]], rule: object
) -> None:
    candidates = tuple(
        Candidate(at, row["name"], row.get("carried_over", 0)) for at, row in enumerate(rows, start=1)
    )
    given = rule_of(rule, [each.id for each in candidates])
    check_rule(Contest(1, LocalText.of(title), kind, METHODS[kind].options(options), candidates, given))


def _candidate(place: str, given: object, folder: Path) -> dict[str, Any]:
    if isinstance(given, str):
        return {"name": _text(place, given, clean_name)}
    more = ("id", "carried_over", "photo", *OF_CANDIDATE)
    row = dict(_table(place, given, needed=("name",), more=more))
    row["name"] = _text(f"{place}.name", row["name"], clean_name)
    for name, least in (("id", 1), ("carried_over", 0)):
        if name in row and (type(row[name]) is not int or not least <= row[name] < 10**9):
            raise _Fault(f"{place}.{name}", Message("definition_fault.number", {"least": least}))
    _set(place, lambda: candidate_fields(row))
    if "photo" in row:
        photo = _photo(f"{place}.photo", _of(str, _TEXT, f"{place}.photo", row["photo"]), folder)
        row["photo"] = _asked(f"{place}.photo", lambda: fit_photo(photo))
    return row


def _photo(place: str, given: str, folder: Path) -> bytes:
    if given.startswith("data:"):
        found = _ADDRESS.fullmatch(given)
        try:
            data = base64.b64decode(found[1] if found else "!", validate=True)
        except binascii.Error as error:
            raise _Fault(place, Message("definition_fault.photo_address")) from error
        _asked(place, lambda: check_photo(data))
        return data
    where = PurePosixPath(given)
    if where.is_absolute() or ".." in where.parts or "\\" in given or ":" in given or "\0" in given:
        raise _Fault(place, Message("definition_fault.photo_outside"))
    file = folder / where
    try:
        if not file.is_file():  # a pipe would block, and a link may lead back to itself
            raise _Fault(place, Message("definition_fault.photo_unreadable"))
        if not file.resolve().is_relative_to(folder.resolve()):  # a link to elsewhere
            raise _Fault(place, Message("definition_fault.photo_outside"))
        with file.open("rb") as opened:
            return opened.read(LARGEST_FILE + 1)
    except OSError as error:
        raise _Fault(place, Message("definition_fault.photo_unreadable")) from error


def _style(place: str, given: object, contests: int) -> list[int]:
    style = _list(place, given)
    if not style or any(type(each) is not int or not 1 <= each <= contests for each in style):
        raise _Fault(place, Message("definition_fault.style", {"contests": contests}))
    if len(set(style)) != len(style):
        raise _Fault(place, Message("definition_fault.style", {"contests": contests}))
    return style


def _title(place: str, given: object) -> dict[str, str]:
    texts = _table(place, given, needed=(), more=tuple(LANGUAGES))
    if not texts:
        raise _Fault(place, Message("definition_fault.none"))
    return {language: _text(f"{place}.{language}", text, clean_title) for language, text in texts.items()}


def _text(place: str, given: object, clean: Callable[[str], str]) -> str:
    text = _of(str, _TEXT, place, given)
    try:
        return _asked(place, lambda: clean(text))
    except Unclean as error:
        raise _Fault(place, Message("definition_fault.unclean")) from error


def _table(place: str, given: object, needed: tuple[str, ...], more: tuple[str, ...]) -> Mapping[str, Any]:
    table = _of(dict, _TABLE, place, given)
    names = (*needed, *more)
    for name in table:
        if name not in names:
            known = {"names": ", ".join(names)}
            raise _Fault(f"{place}.{name}".lstrip("."), Message("definition_fault.unknown", known))
    for name in needed:
        if name not in table:
            raise _Fault(f"{place}.{name}".lstrip("."), Message("definition_fault.missing"))
    return table


def _list(place: str, given: object) -> list[Any]:
    return _of(list, _LIST, place, given)


def _of(kind: type[Value], fault: Message, place: str, given: object) -> Value:
    if not isinstance(given, kind):
        raise _Fault(place, fault)
    return given


def _among(names: tuple[str, ...], row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in names if name in row}


def _set(place: str, read: Callable[[], object]) -> None:
    """Have `read` look at the fields of what stands at `place`; a refusal is told with the field's place."""
    try:
        read()
    except SettingRefused as error:
        raise _Fault(f"{place}.{error.values['name']}".lstrip("."), _reason(error)) from error


def _reason(error: SettingRefused) -> Message:
    reason = error.values["reason"]
    if not isinstance(reason, Message):
        raise TypeError(reason)
    return reason


def _asked(place: str, check: Callable[[], Value]) -> Value:
    """Have `check` look at what stands at `place`; its refusal is told with the place."""
    try:
        return check()
    except ElectionError as error:
        raise _Fault(place, Message(f"error.{error.code}", error.values)) from error
