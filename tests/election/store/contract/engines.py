"""The engines that the contract is held against. A second one has its classes here, and a line in each table
at the end.
"""

from pathlib import Path
from typing import Any, Protocol

from election.store.json.folder import DataFolder
from election.store.json.store import JsonKioskStore, JsonStore
from election.store.json.stores import JsonStores
from election.store.log_chain import log_start
from election.store.port import Store

START = log_start("0" * 16)  # the hash before the first line of the log


class Engine(Protocol):
    """One store, and what only its engine knows how to do to it."""

    store: Store

    def reopen(self) -> None:
        """Stop cleanly and open again."""

    def crash(self) -> None:
        """Go on with what would be found if the program were gone at this moment."""

    def close(self) -> None:
        """Stop for good."""


class JsonEngine:
    """The embedded engine, in a folder."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._crashes = 0
        self._open(path / "data")

    def _open(self, folder: Path) -> None:
        self._folder = DataFolder(folder)
        self.store = self._store(self._folder)

    @staticmethod
    def _store(folder: DataFolder) -> Any:
        return JsonStore(folder, START)

    def reopen(self) -> None:
        path = self._folder.path
        self.close()
        self._open(path)

    def crash(self) -> None:
        self._crashes += 1
        copy = self._path / f"after-crash-{self._crashes}"
        copy.mkdir()
        for file in self._folder.path.iterdir():
            if file.suffix != ".lock":
                (copy / file.name).write_bytes(file.read_bytes())
        self._folder.close()
        self._open(copy)

    def close(self) -> None:
        self.store.close()
        self._folder.close()


class JsonKioskEngine(JsonEngine):
    """The embedded engine as it keeps the kiosk's notes."""

    @staticmethod
    def _store(folder: DataFolder) -> Any:
        return JsonKioskStore(folder)


class JsonPlace:
    """A data folder of the embedded engine."""

    def __init__(self, path: Path) -> None:
        self._folder = DataFolder(path / "data")
        self.stores = JsonStores(self._folder)

    def close(self) -> None:
        self._folder.close()


ENGINES = {"json": JsonEngine}
KIOSK_ENGINES = {"json": JsonKioskEngine}
PLACES = {"json": JsonPlace}
