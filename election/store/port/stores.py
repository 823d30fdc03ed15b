"""Where all stores are kept."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from election.models import Turnout
from election.store.port.kiosk import KioskStore
from election.store.port.store import Store, Transaction


@dataclass(frozen=True, slots=True)
class OpenedElection:
    """An election that was opened: its store, the key that signs its log-ins, the one that signs what is
    published of it, and whether opening found a file damaged and put it right, losing nothing. `code_key`
    hashes voter codes where they were brought along from another election or another computer; else None.
    """

    store: Store
    key: bytes = field(repr=False)
    signing_key: bytes = field(repr=False)
    repaired: bool = False
    code_key: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class FoundCopy:
    """An election that lies in some folder, open while it is looked at: a copy that was made to go on with,
    or what an earlier computer left. `key`, `code_key` and `signing_key` are those of that folder, where it
    has them.
    """

    id: str
    store: Store
    key: bytes | None = field(default=None, repr=False)
    code_key: bytes | None = field(default=None, repr=False)
    signing_key: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class CopiedKeys:
    """The keys that go along with a copy of an election: what hashes its voter codes, and what signs what is
    published of it. The one that signs log-ins never does.
    """

    code_key: bytes = field(repr=False)
    signing_key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class CopyKey:
    """What encrypts a copy: the key that its passphrase gave together with this salt."""

    salt: bytes
    key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class CopyPlace:
    """Where an election is copied to: a folder of its own in `folder`; with a `key` one encrypted file."""

    election: str
    folder: Path
    key: CopyKey | None = None


@dataclass(frozen=True, slots=True)
class CopyMade:
    """A copy that was made: where, and how many it knows to have voted."""

    path: Path
    turnout: Turnout


CROWD = 16  # rows of one anonymity set: fewer would tell what single voters did


class Stores(Protocol):
    """Where stores are kept: the kiosk's own, and one for each election. Its owner sees to it that an
    election is opened once at a time.
    """

    def open_kiosk(self) -> KioskStore:
        """Open the kiosk's store, made on first use. Raises DataDamaged, DataNewer or FolderUnusable."""

    def elections(self) -> tuple[str, ...]:
        """Return the ids of all elections, in no order that tells anything. Raises FolderUnusable."""

    def was_closed(self, election_id: str) -> bool:
        """Return whether this election, which is not open, was left as `Store.close` leaves it."""

    def open_election(self, election_id: str) -> OpenedElection:
        """Open an election. Raises NoSuchElection, DataDamaged, DataNewer or FolderUnusable."""

    def create_election(self, fill: Callable[[Transaction], None], code_key: bytes | None = None) -> str:
        """Make a store with what `fill` puts there, whole or not at all, and return its id, which is random.
        `code_key` hashes the voter codes that it brings along. Raises what `fill` raises, FolderUnusable or
        StorageFailed.
        """

    def copy_out(
        self, store: Store, keys: CopiedKeys, place: CopyPlace, when: str, *, only_a_crowd: bool = False
    ) -> CopyMade:
        """Copy an election that is open, in its final form, in place of the copy of either form that an
        earlier call left there, and read it back; `when` (ISO 8601) is kept with it. Raises CopyFailed, with
        the earlier copy as it was or as it would be; the election is as it was.

        `only_a_crowd`: raises CopyTooSoon, and changes nothing, where the polls are open in what would be
        copied, unless every contest and style has either nothing new since the copy that is there, or at
        least `CROWD` new rows.
        """

    def copy_key(self, passphrase: str) -> CopyKey:
        """Return a new key for copies, of this passphrase. Takes a moment."""

    def open_copy(
        self, folder: Path, secret: CopyKey | str | None = None
    ) -> AbstractContextManager[FoundCopy]:
        """Open the one copy in `folder`, or an election's folder itself, for a ``with``. `secret` is the
        passphrase of an encrypted one, or the key that it gave. Raises NoCopy, CopyLocked where that is
        missing or wrong, FolderInUse where a program has the data folder that it belongs to, DataDamaged,
        DataNewer or FolderUnusable.
        """

    def bring_in(
        self,
        found: FoundCopy,
        code_key: bytes | None,
        change: Callable[[Transaction], None],
        *,
        replace: bool = False,
    ) -> None:
        """Make a store with all of a copy that is open, and of what `change` makes of it, under the copy's
        id, with its key for what is published and a new one for log-ins; whole or not at all. Raises what
        `create_election` does. `replace`: in place of the election of this id that is here and not open,
        whose folder is kept under another name.
        """

    def remove_replaced(self, election_id: str) -> None:
        """Remove what was kept of this election when copies were brought in in its place. Raises
        FolderUnusable.
        """

    def remove_election(self, election_id: str) -> tuple[Path, ...]:
        """Remove an election that is not open, and what was kept of it when copies took its place, so that
        nobody can read them any more; whole or not at all. Return where something of it, or files of others
        that lay with it, are left. Raises NoSuchElection, or FolderUnusable where it cannot be removed, or
        not all of it: the rest is then tried again at the next start.
        """
