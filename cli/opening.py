"""Opening the data folder that the command line names. The only module besides `main` that knows which engine
keeps the data.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from cli.options import Options
from election.i18n.catalogue import catalogue
from election.services import Services, open_services
from election.store.json.files.names import COMMANDS_FILE
from election.store.json.folder import DataFolder
from election.store.json.stores import JsonStores

__all__ = ["COMMANDS_FILE", "open_data"]


@contextmanager
def open_data(options: Options) -> Iterator[Services]:
    """The services over the data folder, while this program owns it. See `open_services`."""
    with DataFolder(options.data) as folder:
        if folder.shared:
            words = catalogue().text("start.folder_shared", options.language, folder=str(options.data))
            print(words, file=sys.stderr)
        with open_services(JsonStores(folder)) as services:
            yield services
