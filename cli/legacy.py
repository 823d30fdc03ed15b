"""Bringing along a file of the older one-file vote server.

That server kept a TinyDB file with a table ``users`` (email, name, password in clear) and a table
``candidates`` (name, voteCount). It did not keep ballots, so its counts cannot be checked or taken apart;
they are carried over as they are and shown apart from the ballots cast here.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from election import strict_json
from election.errors import ImportRefused, Message
from election.library import Library
from election.models import PollsState
from election.setup.life_cycle import create_election
from election.setup.names import clean_name
from election.setup.refusals import TextTooLong
from election.setup.samples import sample_to_try
from election.store.port import Transaction
from election.texts import Unclean, read_number
from election.voters.accounts import Accounts
from election.voters.passwords import Passwords
from election.voters.refusals import MalformedAccount

_LARGEST_FILE = 64 << 20  # bytes; a hundred thousand people take a fifth of it
MOST_CARRIED_OVER = (
    999_999_999  # votes of one candidate: more than any club has, and what a bar can still show
)
_MOST_TOLD = 20  # characters of what stands where a row's number should be


@dataclass(frozen=True, slots=True)
class LegacyUser:
    """A person in the old file, checked and normalised; the password is still in clear."""

    email: str
    name: str
    password: str


@dataclass(frozen=True, slots=True)
class LegacyFile:
    """An old file that was read and found good."""

    path: Path
    users: tuple[LegacyUser, ...]
    candidates: tuple[Mapping[str, Any], ...]  # id, name, carried_over: as `read_definition` takes them


def read_legacy(path: Path) -> LegacyFile:
    """Read and check an old file. Raises ImportRefused, with what is wrong and where."""
    data = _parsed(path)
    if not isinstance(data, dict) or not all(
        isinstance(data.get(name), dict) for name in ("users", "candidates")
    ):
        raise _refused(path, "import.foreign")
    if not data["candidates"]:
        raise _refused(path, "import.no_candidates")
    users = [_user(path, row_id, row) for row_id, row in data["users"].items()]
    seen: set[str] = set()
    for user in users:
        if user.email in seen:
            raise _refused(path, "import.email_twice", email=user.email)
        seen.add(user.email)
    candidates = [_candidate(path, row_id, row) for row_id, row in data["candidates"].items()]
    return LegacyFile(path, tuple(users), tuple(sorted(candidates, key=lambda each: int(each["id"]))))


def _parsed(path: Path) -> Any:
    try:
        with path.open("rb") as file:
            text = file.read(_LARGEST_FILE + 1)
    except OSError as error:
        raise _refused(path, "import.unreadable") from error
    if len(text) > _LARGEST_FILE:
        raise _refused(path, "import.too_large", megabytes=_LARGEST_FILE >> 20)
    try:
        # A number that is none is refused with its row, later on.
        return strict_json.loads(text, odd_number=lambda _literal: None)
    except strict_json.NameTwice as error:
        raise _refused(path, "import.twice", name=_told(error.name)) from error
    except strict_json.NotStrict as error:
        raise _refused(path, "import.not_json") from error


def import_legacy(
    legacy: LegacyFile,
    library: Library,
    passwords: Passwords,
    progress: Callable[[int], None],
) -> None:
    """Make an election of what the old file holds, polls open, and have it be the current one.

    Hashes every password (about 40 ms each, two at a time); `progress` is told how many are done. Raises
    ImportRefused if the library already holds an election, or StorageFailed; nothing was changed then.
    """
    if not library.is_empty:
        raise _refused(legacy.path, "import.folder_not_new")
    hashes = []
    with ThreadPoolExecutor(max_workers=2) as pool:
        each = pool.map(lambda user: passwords.hash(user.password), legacy.users)
        try:
            for done, kept in enumerate(each, start=1):
                hashes.append(kept)
                progress(done)
        except BaseException:  # Ctrl-C, too
            pool.shutdown(cancel_futures=True)  # or it would go on with all the others first
            raise
    definition = sample_to_try()
    contest = {**definition["contests"][0], "candidates": legacy.candidates}

    def bring_along(transaction: Transaction) -> None:
        create_election(transaction, {**definition, "contests": [contest]}, PollsState.OPEN)
        style = transaction.election().styles[0]
        for user, kept in zip(legacy.users, hashes, strict=True):
            person_id = transaction.add_person(user.email, user.name, kept)
            transaction.add_right(person_id, style.id)

    library.use(library.add(bring_along))


def _refused(path: Path, reason: str, **values: object) -> ImportRefused:
    return ImportRefused(file=str(path), reason=Message(reason, values))


def _user(path: Path, row_id: str, row: object) -> LegacyUser:
    try:
        if not isinstance(row, dict):
            raise TypeError(row_id)
        return LegacyUser(*Accounts.checked(row["email"], row["name"], row["password"]))
    except (KeyError, TypeError, MalformedAccount) as error:
        raise _refused(path, "import.bad_user", row=_told(row_id)) from error


def _candidate(path: Path, row_id: str, row: object) -> dict[str, Any]:
    with suppress(Unclean, TextTooLong, OverflowError):
        match row, read_number(row_id):
            case {"name": str(name), "voteCount": int(votes)}, int(number) if not isinstance(votes, bool):
                name = clean_name(name)
                if number > 0 and 0 <= votes <= MOST_CARRIED_OVER:
                    return {"id": number, "name": name, "carried_over": votes}
    raise _refused(path, "import.bad_candidate", row=_told(row_id))


def _told(text: str) -> str:
    """Return `text`, or its beginning, so that a sentence can hold it."""
    return text if len(text) <= _MOST_TOLD else f"{text[:_MOST_TOLD]}…"
