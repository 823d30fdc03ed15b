"""The plain files, `election.json` and its copy: all rows as stock TinyDB reads them, after a checkpoint."""

from collections.abc import Mapping
from pathlib import Path

from election.store.json.files.disk_io import NEW_SUFFIX, replace, shred, sync_folder, write_file
from election.store.json.files.format import seal, section
from election.store.json.files.journal_file import FORMAT
from election.store.json.files.names import OF_ELECTION, PlainNames
from election.store.json.tables.rows import Rows


def write_plain_files(folder: Path, tables: Mapping[str, Rows], names: PlainNames = OF_ELECTION) -> None:
    """Write all rows to `election.json` and its copy; they are on the disk when this returns. Raises OSError,
    and then each of the two is as it was or new.
    """
    sections = {name: section(map(rows.by_id.__getitem__, rows.ids())) for name, rows in tables.items()}
    pieces = seal(sections, {"closed": True, "format": FORMAT})
    paths = [folder / name for name in (names.data, names.copy)]
    for path in paths:
        write_file(path.with_name(path.name + NEW_SUFFIX), pieces)
    for path in paths:
        replace(path.with_name(path.name + NEW_SUFFIX), path)
    sync_folder(folder)


def shred_plain_files(folder: Path, names: PlainNames = OF_ELECTION) -> None:
    """Overwrite and remove all plain files, also those that format 1 left. Raises OSError."""
    for name in names.every:
        shred(folder / name)
    sync_folder(folder)
