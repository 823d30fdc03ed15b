"""Opening the data folder that the command line names. The only module besides `main` that knows which engine
keeps the data.
"""

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager

from cli.options import Options
from election.i18n.catalogue import catalogue
from election.store.json.folder import DataFolder
from election.store.json.store import JsonStore


@contextmanager
def open_store(options: Options) -> Iterator[tuple[JsonStore, bytes]]:
    """The data folder's store and token key, while this program owns the folder."""
    with DataFolder(options.data) as folder:
        if folder.shared:
            words = catalogue().text("start.folder_shared", options.language, folder=str(options.data))
            print(words, file=sys.stderr)
        store = JsonStore(folder)
        with closing(store):
            yield store, folder.key()
