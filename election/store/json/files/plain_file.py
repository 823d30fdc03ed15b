"""`election.json` and its copy: all rows as stock TinyDB reads them, while the store is at rest."""

from collections.abc import Mapping
from pathlib import Path

from election.store.json.files.disk_io import NEW_SUFFIX, replace, shred, sync_folder, write_file
from election.store.json.files.format import seal, section
from election.store.json.files.journal_file import FORMAT
from election.store.json.files.names import BASE, COPY, READABLE
from election.store.json.tables.rows import Rows


def write_readable(folder: Path, tables: Mapping[str, Rows]) -> None:
    """Write all rows to `election.json` and its copy, for good."""
    sections = {name: section(map(rows.by_id.__getitem__, rows.ids())) for name, rows in tables.items()}
    pieces = seal(sections, {"closed": True, "format": FORMAT})
    paths = [folder / name for name in (BASE, COPY)]
    for path in paths:
        write_file(path.with_name(path.name + NEW_SUFFIX), pieces)
    for path in paths:
        replace(path.with_name(path.name + NEW_SUFFIX), path)
    sync_folder(folder)


def shred_readable(folder: Path) -> None:
    """Overwrite and remove all that people may read, for good; what format 1 left, too."""
    for name in READABLE:
        shred(folder / name)
    sync_folder(folder)
