"""Makes the pack of one election, and looks at what is to be known before it is given to anybody."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from election.admin.copies import Copies, CopyKind
from election.clock import local_now
from election.data_folder import check_outside
from election.errors import Message
from election.records.key import ElectionKey
from election.records.pack.container import zipped
from election.records.pack.contents import PackContents, pack_entries, read_contents
from election.records.pack.manifest import with_manifest
from election.records.pack.members import members_file, members_file_name
from election.records.pack.reports import report_entries
from election.records.pack.warnings import warnings_of
from election.records.pack.writer import write_whole
from election.records.program import Program, this_program
from election.setup.steps import ORGANISER
from election.store.port import Act, Store

Tick = Callable[[], None]
ACT = "pack.made"


def _no_tick() -> None:
    pass


@dataclass(frozen=True, slots=True)
class PackMade:
    """A pack that was written: where, and its SHA-256."""

    path: Path
    digest: str


class Packs:
    """Gives the pack of one election, once it has been counted."""

    def __init__(
        self,
        election_id: str,
        key: ElectionKey,
        store: Store,
        copies: Copies,
        program: Callable[[], Program] = this_program,
        now: Callable[[], datetime] = local_now,
    ) -> None:
        self._id, self._key, self._store, self._copies = election_id, key, store, copies
        self._program, self._now = program, now

    def warnings(self) -> tuple[Message, ...]:
        """Return what is to be known before the pack is given to anybody. Raises what `make` does."""
        return warnings_of(self._contents())

    def entries(self, tick: Tick = _no_tick) -> dict[str, bytes]:
        """Return every entry of the pack by its name; otherwise as `make`."""
        return self._entries(self._contents(), tick)

    def make(self, folder: Path, tick: Tick = _no_tick) -> PackMade:
        """Write the pack into `folder`, in place of an earlier one, and note that it was made. `tick` is
        called every now and then, and what it raises ends the work. Raises ResultsHidden before the count,
        PackTooLate once people were removed, PackTooLarge, NotTypeset, NotWritten, InsideDataFolder,
        StorageFailed.
        """
        check_outside(folder)  # before the long work
        contents = self._contents()
        entries = self._entries(contents, tick)
        file = folder / file_name(self._id, practice=contents.election.practice)
        digest = write_whole(file, zipped(entries), tick)
        self._copies.note_once(CopyKind.PACK, file.name)
        when = self._now().isoformat(timespec="seconds")
        act = Act(ORGANISER, ACT, "", when, data={"sha256": digest})
        self._store.write(lambda transaction: transaction.add_act(act))
        return PackMade(file, digest)

    def list_members(self, folder: Path, language: str) -> Path:
        """Write the list of who took part into `folder`, for the committee alone, note that it was made, and
        return where it is. Raises what `members_file` does, NotWritten or StorageFailed.
        """
        content = self._store.read(lambda snapshot: members_file(snapshot, language))
        file = folder / members_file_name(self._id)
        write_whole(file, [content])
        self._copies.note_once(CopyKind.NAMES, file.name)
        return file

    def _contents(self) -> PackContents:
        return self._store.read(lambda snapshot: read_contents(self._id, self._key, snapshot))

    def _entries(self, contents: PackContents, tick: Tick) -> dict[str, bytes]:
        program = self._program()
        entries = pack_entries(contents, program) | report_entries(contents, program, tick)
        return with_manifest(entries, self._id, contents.election, self._key, program)


def file_name(election_id: str, *, practice: bool = False) -> str:
    """Return what the file is called: a name that every stick takes."""
    return f"{'practice-' if practice else ''}pack-{election_id}.zip"
