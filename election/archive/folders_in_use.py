"""Which folders with copies are being worked on: a store that is opened twice loses what the other writes."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class FoldersInUse:
    """Has one thread at a time work on a folder and what lies in it. Take it before anything else is held."""

    def __init__(self) -> None:
        self._free = threading.Condition()
        self._used: list[Path] = []

    @contextmanager
    def use(self, folder: Path) -> Iterator[None]:
        """Use `folder` for a ``with``, once nobody else does."""
        path = folder.resolve()
        with self._free:
            self._free.wait_for(lambda: not self._is_used(path))
            self._used.append(path)
        try:
            yield
        finally:
            with self._free:
                self._used.remove(path)
                self._free.notify_all()

    def _is_used(self, path: Path) -> bool:
        return any(path.is_relative_to(each) or each.is_relative_to(path) for each in self._used)
