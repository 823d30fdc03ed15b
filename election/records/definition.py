"""The definition of an election in one form, so that anybody can compare what was announced with what was
counted: everything on the ballot and all that decides, with nothing left out because it is usual.

The store keeps it as it was when the polls opened, without the election's id, which the store does not know.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from election.i18n.catalogue import LANGUAGES
from election.models import Candidate, Contest, Election, LocalText, PollsState, Schedule, Style
from election.records.canonical import canonical, canonical_text, digest
from election.rules import Quorum, Rule
from election.setup.fields import candidate_fields, contest_fields, election_fields, without_times
from election.voting.deciding.reading import quorum_of, quorum_values, rule_of, rule_values
from election.voting.methods import METHODS

FORMAT = "vote-kiosk definition 1"


def definition_file(election_id: str, election: Election, photos: Mapping[int, bytes]) -> bytes:
    """Return the file ``definition.json`` of an election as it stands."""
    return canonical({**_values(election, photos), "election": election_id})


def kept_definition(election: Election, photos: Mapping[int, bytes]) -> str:
    """Return what the store keeps of an election whose polls open (`Transaction.put_committed`)."""
    return canonical_text(_values(election, photos))


def file_of_kept(election_id: str, kept: str) -> bytes:
    """Return the file ``definition.json`` of what the store kept: what `definition_file` gave then."""
    return canonical({**json.loads(kept), "election": election_id})


def election_of_kept(kept: str) -> Election:
    """Return the election that the store kept, as it was when its polls opened; without what is neither on
    the ballot nor decides: photos, what people are told of their data, and how passwords may travel.
    """
    given = json.loads(kept)
    quorum = given["quorum"]
    return Election(
        _text_of(given["title"]),
        PollsState.OPEN,
        given["live_results"],
        tuple(_contest_of(each) for each in given["contests"]),
        tuple(Style(each["id"], tuple(each["contests"])) for each in given["styles"]),
        None if quorum is None else quorum_of(quorum),
        **election_fields(_given(given)),
    )


def _contest_of(given: Mapping[str, Any]) -> Contest:
    candidates = tuple(
        Candidate(each["id"], each["name"], each["carried_over"], **candidate_fields(_given(each)))
        for each in given["candidates"]
    )
    return Contest(
        given["id"],
        _text_of(given["title"]),
        given["kind"],
        METHODS[given["kind"]].options(given["options"]),
        candidates,
        rule_of(_given({**given["rule"], "ties": _given(given["rule"]["ties"])})),
        **contest_fields(_given(given)),
    )


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is set in a table of the definition, with texts in those languages alone that have one."""
    texts = ("description", "statement")
    found = {name: _set_in(each) if name in texts else each for name, each in values.items()}
    if "schedule" in found:
        found["schedule"] = _set_in(found["schedule"])
    return _set_in(found)


def _set_in(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: each for name, each in values.items() if each not in (None, "")}


def _text_of(texts: Mapping[str, str]) -> LocalText:
    return LocalText.of(_set_in(texts))


def _values(election: Election, photos: Mapping[int, bytes]) -> dict[str, Any]:
    prolongation = election.prolongation
    return {
        "format": FORMAT,
        "title": texts_of(election.title),
        "description": texts_of(election.description),
        "practice": election.practice,
        "ways_in": [way.value for way in election.ways_in],
        "live_results": election.live_results,
        "turnout_for": election.turnout_for.value,
        "markings_public": election.markings_public,
        "members_listed": election.members_listed,
        "objection_hours": election.objection_hours,
        "grace": election.grace,
        "schedule": _schedule(election.schedule),
        "prolongation": None if prolongation is None else asdict(prolongation),
        "quorum": _quorum(election.quorum),
        "styles": [
            {"id": style.id, "contests": list(style.contests)}
            for style in sorted(election.styles, key=lambda style: style.id)
        ],
        "contests": [_contest(contest, photos) for contest in election.contests],
    }


def texts_of(text: LocalText) -> dict[str, str]:
    """Return a text in every language, "" where there is none."""
    return dict.fromkeys(LANGUAGES, "") | dict(text.texts)


def _schedule(schedule: Schedule) -> dict[str, Any]:
    times = {"opens": schedule.opens, "closes": schedule.closes, "by_itself": schedule.by_itself}
    return dict(without_times(times))


def _quorum(quorum: Quorum | None) -> dict[str, Any] | None:
    return None if quorum is None else quorum_values(quorum)


def _contest(contest: Contest, photos: Mapping[int, bytes]) -> dict[str, Any]:
    return {
        "id": contest.id,
        "title": texts_of(contest.title),
        "description": texts_of(contest.description),
        "kind": contest.kind,
        "options": asdict(contest.options),
        "order": contest.order.value,
        "withdrawn_votes": contest.withdrawn_votes.value,
        "rule": _rule(contest.rule),
        "candidates": [_candidate(each, photos.get(each.id)) for each in contest.candidates],
    }


def _rule(rule: Rule) -> dict[str, Any]:
    ties = rule.ties
    values = rule_values(rule)
    return {
        "threshold": values.get("threshold"),
        "seats": rule.seats,
        "quorum": _quorum(rule.quorum),
        "ties": {
            "by": ties.rule.value,
            "order": list(ties.order),
            "made": None if ties.made is None else ties.made.value,
        },
        "otherwise": rule.otherwise.value,
        "lead_over_blank": rule.lead_over_blank,
    }


def _candidate(candidate: Candidate, photo: bytes | None) -> dict[str, Any]:
    return {
        "id": candidate.id,
        "name": candidate.name,
        "label": candidate.label,
        "statement": texts_of(candidate.statement),
        "carried_over": candidate.carried_over,
        "withdrawn": candidate.withdrawn,
        "photo": None if photo is None else digest(photo),
    }
