"""The versions of the data, and the steps from each to the next.

A step is a function over plain tables, name to rows by their ids, that returns the tables of the next
version. It reads no file and leaves what it was given as it is; whoever calls `migrate` keeps the old files
until the new ones are safe.

- Version 1: one election; ``turnout`` rows name who voted, ``ballots`` hold all contests of a voter.
- Version 2: ``rights`` with a style, ``marks`` with a tag, ``ballots`` contest by contest, kinds of contests.
- Version 3: an election's data hold the election alone; what belongs to the kiosk has a store of its own, of
  the same version.
- Version 4: the states of the polls are those of `models.PollsState`.
- Version 5: ``batches`` of ``codes``, some of which are rights of their own, and the marks of the ``desk``.
  Elections, contests and candidates may have the fields of `setup.fields`, and a place on the ballot that is
  not that of their ids. Acts may name who was ``present``; ``epochs`` tell an
  election that goes on from what it was copied of; ``figures`` stay where people were removed.
- Version 6: ``acts`` are lines of a log, numbered; where the election is opened they are chained
  (`store.log_chain`). ``batches`` may have the ``address`` in their QR codes. The sample is marked as such;
  elsewhere ``live_counts`` hold what is shown while the polls are open. Each vote leaves a row of
  ``receipts``; ``before_receipts`` counts those that came before.
"""

import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from election.store.log_chain import utc_and_zone
from election.texts import tidied

Row = Mapping[str, Any]
PlainTables = Mapping[str, Mapping[int, Row]]

VERSION = 6
KIOSK_TABLES = ("organiser", "settings", "kiosk")  # which stood beside the election up to version 2
OLD_MARKS = "turnout"  # a table of version 1 alone
_TITLE_OF_SAMPLE = {"ko": "대표 선거", "en": "Representative Election"}
_STYLE = 1  # the one that everybody has where there was none


def version_of(tables: PlainTables) -> int:
    """Return the version that `tables` are of."""
    return int(tables.get("meta", {}).get(1, {"version": 1})["version"])


def migrate(tables: PlainTables) -> dict[str, dict[int, Row]]:
    """Return what `tables`, of this version or an earlier one, hold as tables of this version. ValueError if
    they are of a later one; whoever opens a file tells people so (`DataNewer`) before.
    """
    version = version_of(tables)
    if version > VERSION:
        raise ValueError(f"version {version} is later than {VERSION}")
    migrated = {name: dict(rows) for name, rows in tables.items()}
    while version < VERSION:
        migrated = _STEPS[version](migrated)
        version += 1
        migrated["meta"] = {1: {"version": version}}
    return migrated


def kiosk_tables(tables: PlainTables) -> dict[str, dict[int, Row]]:
    """Return what `tables` of up to version 2 hold of the kiosk."""
    return {name: dict(tables.get(name, {})) for name in KIOSK_TABLES}


def _contest_by_contest(tables: PlainTables) -> dict[str, dict[int, Row]]:
    """Version 1 to 2. Everybody may vote in all contests, so every ballot becomes a row for each of
    them. Names and titles are cleaned, as those that are kept today were on their way in.
    """
    migrated = {name: dict(rows) for name, rows in tables.items() if name != OLD_MARKS}
    contests = sorted(tables.get("contests", {}))
    migrated["contests"] = {
        contest_id: {
            "title": _tidied(row["title"]),
            "kind": "choose",
            "options": {"blank": True, "least": 0, "most": row["votes_allowed"]},
        }
        for contest_id, row in tables.get("contests", {}).items()
    }
    migrated["elections"] = {
        row_id: {**row, "title": _tidied(row["title"])} for row_id, row in tables.get("elections", {}).items()
    }
    migrated["candidates"] = {
        row_id: {**row, "name": tidied(row["name"])} for row_id, row in tables.get("candidates", {}).items()
    }
    migrated["styles"] = {_STYLE: {"contests": contests}} if contests else {}
    migrated["rights"] = {person_id: {"style": _STYLE} for person_id in tables.get("voters", {})}
    migrated["marks"] = {right_id: {"tag": secrets.token_hex(16)} for right_id in tables.get(OLD_MARKS, {})}
    migrated["ballots"] = {}
    for ballot in tables.get("ballots", {}).values():
        for contest_id in contests:
            marking = ballot["choices"].get(str(contest_id), [])
            migrated["ballots"][_new_id(migrated["ballots"])] = {"contest": contest_id, "marking": marking}
    return migrated


def _tidied(title: Mapping[str, str]) -> dict[str, str]:
    return {language: tidied(text) for language, text in title.items()}


def _new_id(taken: Mapping[int, Row]) -> int:
    """Return a random id, as the store gives to new rows."""
    while (row_id := secrets.randbits(63)) in taken or not row_id:
        pass
    return row_id


def _election_alone(tables: PlainTables) -> dict[str, dict[int, Row]]:
    """Version 2 to 3."""
    return {name: dict(rows) for name, rows in tables.items() if name not in KIOSK_TABLES}


def _states_of_today(tables: PlainTables) -> dict[str, dict[int, Row]]:
    """Version 3 to 4. Whoever could look saw the results of closed polls, so they have been counted."""
    renamed = {"setup": "draft", "closed": "counted"}
    migrated = {name: dict(rows) for name, rows in tables.items()}
    if "elections" in migrated:
        migrated["elections"] = {
            row_id: {**row, "state": renamed.get(row["state"], row["state"])}
            for row_id, row in tables["elections"].items()
        }
    return migrated


def _as_they_are(tables: PlainTables) -> dict[str, dict[int, Row]]:
    """Version 4 to 5: what is new has a default where an older row lacks it."""
    return {name: dict(rows) for name, rows in tables.items()}


def _with_receipts(tables: PlainTables) -> dict[str, dict[int, Row]]:
    """Version 5 to 6. Whoever has voted already has no receipt."""
    migrated = _as_they_are(tables)
    if voted := len(tables.get("marks", {})):
        migrated["before_receipts"] = {1: {"marks": voted}}
    return migrated


def _numbered_acts(tables: PlainTables) -> dict[str, dict[int, Row]]:
    """Version 5 to 6."""
    migrated = _as_they_are(tables)
    acts = sorted(tables.get("acts", {}).items(), key=lambda row: (row[1]["when"], row[0]))
    if acts:
        migrated["acts"] = {number: _line(number, row) for number, (_, row) in enumerate(acts, start=1)}
    return migrated


def _line(number: int, act: Row) -> Row:
    at, zone = utc_and_zone(act["when"])
    kept = {name: act[name] for name in ("role", "what", "why")}
    return {"n": number, "at": at, "zone": zone, **kept, "present": list(act.get("present", ())), "data": {}}


def _live_counts(tables: PlainTables) -> dict[str, dict[int, Row]]:
    """Version 5 to 6. What comes with the program is known by its title. Elsewhere the counts that everybody
    could see until now are those that were shown last.
    """
    migrated = {name: dict(rows) for name, rows in tables.items()}
    election = migrated.get("elections", {}).get(1)
    if election is None:
        return migrated
    if election["title"] == _TITLE_OF_SAMPLE:
        migrated["elections"] = {1: {**election, "sample": True, "passwords_over_http": True}}
    elif (
        election["live_results"]
        and not election.get("practice")
        and election["state"] in ("open", "paused", "closed")
    ):
        migrated["live_counts"] = {
            contest_id: _counts(contest_id, tables.get("ballots", {}).values())
            for contest_id, contest in tables.get("contests", {}).items()
            if contest["kind"] in ("choose", "approval", "yes_no")
        }
    return migrated


def _counts(contest_id: int, ballots: Iterable[Row]) -> dict[str, Any]:
    markings = [each["marking"] for each in ballots if each["contest"] == contest_id]
    marks: Counter[tuple[Any, ...]] = Counter()
    for marking in markings:
        answers = isinstance(marking, Mapping)
        marks.update((int(key), marking[key]) if answers else (key,) for key in marking)
    counted = [[list(key), number] for key, number in sorted(marks.items())]
    return {"ballots": len(markings), "blank": markings.count([]) + markings.count({}), "marks": counted}


_STEPS: Mapping[int, Callable[[PlainTables], dict[str, dict[int, Row]]]] = {
    1: _contest_by_contest,
    2: _election_alone,
    3: _states_of_today,
    4: _as_they_are,
    5: lambda tables: _live_counts(_numbered_acts(_with_receipts(tables))),
}
