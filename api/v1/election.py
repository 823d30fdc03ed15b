"""`GET /api/v1/election` and the photos: the election as a ballot has it."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any
from wsgiref.types import WSGIEnvironment

from api.passwords import takes_passwords
from api.v1 import examples
from api.v1.caching import cached_json, digest, shortened, tagged
from api.v1.errors import NoPhoto
from api.v1.fields import ID, KIND, REVISION, STATE, TEXT, TEXTS, TIME, list_of, made_of
from api.v1.operation import PREFIX, Operation
from api.wsgi.requests import PATH_VALUES, query
from api.wsgi.responses import Answer
from api.wsgi.route import Context
from election.errors import NoElection
from election.models import Candidate, Contest, Election
from election.setup.photos import photo_format
from election.setup.revision import ballot_revision

_FOR_GOOD = "public, max-age=31536000, immutable"  # under its digest a photo never changes


def election(context: Context, environ: WSGIEnvironment) -> Answer:
    """Give the whole ballot, in all its languages."""
    with context.library.current() as services:
        current = services.polls.election()
        values = election_values(services.id, current, services.polls.photo_digests())
    values["takesPasswords"] = takes_passwords(environ, current)
    return cached_json(environ, values)


def photo(context: Context, environ: WSGIEnvironment) -> Answer:
    """Give a candidate's photo; under the address that the election names it may be kept for good."""
    candidate = environ[PATH_VALUES]["candidate"]
    with context.library.current() as services:
        data = services.polls.photo(int(candidate)) if len(candidate) < 20 else None
    if data is None:
        raise NoPhoto
    is_named = query(environ, "v") == digest(data)
    kind = f"image/{photo_format(data).lower()}"
    return tagged(environ, data, kind, _FOR_GOOD if is_named else "no-cache")


def election_values(election_id: str, election: Election, photos: Mapping[int, str]) -> dict[str, Any]:
    """Return the election as JSON has it. `photos` are the digests of those there are."""
    schedule = election.schedule
    return {
        "id": election_id,
        "rev": ballot_revision(election),
        "title": dict(election.title.texts),
        "description": dict(election.description.texts),
        "languages": [language for language, text in election.title.texts if text],
        "state": election.state,
        "practice": election.practice,
        "opensAt": _time(schedule.opens),
        "closesAt": _time(schedule.closes),
        "liveResults": election.live_results,
        "waysIn": list(election.ways_in),
        "contests": [_contest(each, photos) for each in election.contests],
    }


def _contest(contest: Contest, photos: Mapping[int, str]) -> dict[str, Any]:
    return {
        "id": str(contest.id),
        "title": dict(contest.title.texts),
        "description": dict(contest.description.texts),
        "kind": contest.kind,
        "options": asdict(contest.options),
        "order": contest.order,
        "seats": contest.rule.seats,
        "candidates": [_candidate(each, photos.get(each.id)) for each in contest.candidates],
    }


def _candidate(candidate: Candidate, photo: str | None) -> dict[str, Any]:
    address = f"{PREFIX}/election/photos/{candidate.id}"
    return {
        "id": str(candidate.id),
        "name": candidate.name,
        "statement": dict(candidate.statement.texts),
        "label": candidate.label,
        "withdrawn": candidate.withdrawn,
        "photo": None if photo is None else f"{address}?v={shortened(photo)}",
    }


def _time(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


CANDIDATE = made_of(
    {
        "id": ID,
        "name": {"type": "string"},
        "statement": TEXTS,
        "label": {"type": "string"},
        "withdrawn": {"type": "boolean"},
        "photo": {"type": ["string", "null"]},
    },
    title="Candidate",
)
SEATS = "How many are elected at most; null: as many as one may choose, and by yes or no everyone."
CONTEST = made_of(
    {
        "id": ID,
        "title": TEXTS,
        "description": TEXTS,
        "kind": KIND,
        "options": {"type": "object", "description": "By the kind: `most`, `least`, `blank`, `highest` …"},
        "order": {"enum": ["fixed", "shuffled"]},
        "seats": {"type": ["integer", "null"], "minimum": 1, "description": SEATS},
        "candidates": list_of(CANDIDATE),
    },
    title="Contest",
)
TAKES_PASSWORDS = (
    "Whether e-mail addresses and passwords are taken on this connection, which others may read."
)
ELECTION = made_of(
    {
        "id": {"type": "string"},
        "rev": REVISION,
        "title": TEXTS,
        "description": TEXTS,
        "languages": list_of(TEXT),
        "state": STATE,
        "practice": {"type": "boolean"},
        "opensAt": TIME,
        "closesAt": TIME,
        "liveResults": {"type": "boolean"},
        "waysIn": list_of({"enum": ["sign_up", "password", "code", "slip", "desk"]}),
        "takesPasswords": {"type": "boolean", "description": TAKES_PASSWORDS},
        "contests": list_of(CONTEST),
    },
    title="Election",
)
VERSION = {"type": "string", "description": "As the election names it: then the photo may be kept for good."}
OPERATIONS = (
    Operation(
        "election", "GET", "/election", election, "The election, as a ballot has it", {200: ELECTION},
        (NoElection,), is_cached=True, got=examples.ELECTION,
    ),
    Operation(
        "photo", "GET", "/election/photos/<candidate:re:[0-9]+>", photo, "A candidate's photo",
        {200: {}}, (NoElection, NoPhoto), is_cached=True,
        path_values={"candidate": ID}, query={"v": VERSION}, media="image/*",
    ),
)  # fmt: skip
