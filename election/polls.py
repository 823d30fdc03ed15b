"""The election itself: what is on the ballot, and whether the polls are open."""

from collections.abc import Mapping
from typing import Any

from election.errors import PollsTransition, StorageFailed
from election.events import Events, PollsChanged, RestPutOff
from election.models import Candidate, Contest, Election, LocalText, PollsState
from election.photos import put_photo, read_photo, read_photos
from election.store.store import Store
from election.store.tables import Tables
from election.texts import clean_text, tidied

_NEXT = {
    PollsState.SETUP: (PollsState.OPEN,),
    PollsState.OPEN: (PollsState.CLOSED,),
    PollsState.CLOSED: (PollsState.OPEN,),
}
ELECTION_ID = 1  # one data folder holds one election


def read_election(tables: Tables) -> Election:
    """Return the election as it stands, contests and candidates in ballot order."""
    return tables.memo(_read_election, "elections", "contests", "candidates")


def _read_election(tables: Tables) -> Election:
    row = tables["elections"].get(doc_id=ELECTION_ID)
    if row is None:
        raise LookupError("the store holds no election yet")
    candidates: dict[int, list[Candidate]] = {}
    for each in sorted(tables["candidates"].all(), key=lambda each: each.doc_id):
        candidate = Candidate(each.doc_id, tidied(each["name"]), each.get("carried_over", 0))
        candidates.setdefault(each["contest"], []).append(candidate)
    contests = (
        Contest(
            each.doc_id,
            _title(each),
            each["votes_allowed"],
            tuple(candidates.get(each.doc_id, ())),
        )
        for each in sorted(tables["contests"].all(), key=lambda each: each.doc_id)
    )
    return Election(_title(row), PollsState(row["state"]), row["live_results"], tuple(contests))


def _title(row: Mapping[str, Any]) -> LocalText:
    return LocalText.of({language: tidied(text) for language, text in row["title"].items()})


def _clean_title(title: Mapping[str, str]) -> dict[str, str]:
    return {language: clean_text(text) for language, text in title.items()}


def found_election(tables: Tables, definition: Mapping[str, Any], state: PollsState) -> None:
    """Write a new election into an empty store.

    `definition` is shaped like ``resources/elections/sample.json``. A candidate is a name, or an object of
    ``name``, perhaps ``photo`` (the bytes of a file; see `photos`) and, for one brought along, ``id`` and
    ``carried_over``. Ids not given count from 1. Raises PhotoRefused, or Unclean (`texts`).
    """
    tables["elections"].insert_as(
        ELECTION_ID,
        {
            "title": _clean_title(definition["title"]),
            "live_results": definition["live_results"],
            "state": state.value,
        },
    )
    next_candidate = 1
    for contest_id, contest in enumerate(definition["contests"], start=1):
        tables["contests"].insert_as(
            contest_id, {"title": _clean_title(contest["title"]), "votes_allowed": contest["votes_allowed"]}
        )
        for each in contest["candidates"]:
            candidate: dict[str, Any] = {"name": each} if isinstance(each, str) else dict(each)
            candidate_id = candidate.pop("id", next_candidate)
            photo = candidate.pop("photo", None)
            candidate["name"] = clean_text(candidate["name"])
            tables["candidates"].insert_as(candidate_id, {**candidate, "contest": contest_id})
            if photo is not None:
                put_photo(tables, candidate_id, photo)
            next_candidate = candidate_id + 1


class Polls:
    """Tells what is on the ballot and moves the polls through their life: set-up, open, closed."""

    def __init__(self, store: Store, events: Events) -> None:
        self._store = store
        self._events = events

    def election(self) -> Election:
        """Return the election as it stands."""
        return self._store.read(read_election)

    def photo(self, candidate_id: int) -> bytes | None:
        """Return a candidate's photo, a JPEG or PNG file, or None if there is none."""
        return self._store.read(lambda tables: read_photo(tables, candidate_id))

    def photos(self) -> dict[int, bytes]:
        """Return every photo there is, by its candidate's id."""
        return self._store.read(read_photos)

    def open(self) -> None:
        """Start taking ballots. Raises PollsTransition if they are open already, or StorageFailed."""
        self._move(PollsState.OPEN)

    def close(self) -> None:
        """Stop taking ballots; results are due from now on. Raises PollsTransition or StorageFailed."""
        self._move(PollsState.CLOSED)

    def _move(self, state: PollsState) -> None:
        def move(tables: Tables) -> None:
            if state not in _NEXT[read_election(tables).state]:
                raise PollsTransition
            tables["elections"].update({"state": state.value}, doc_ids=[ELECTION_ID])

        self._store.write(move)
        if state is not PollsState.OPEN:
            try:
                self._store.rest()
            except StorageFailed:  # logged by the store, which tries again; the polls are closed all the same
                self._events.publish(RestPutOff())
        self._events.publish(PollsChanged(state))
