"""What is read again and again off the window's thread, so that what is shown last is how things stand."""

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")
Read = Callable[[Callable[[T], None], Callable[[Exception], None]], None]


class Latest(Generic[T]):
    """Reads one at a time: however often it is asked meanwhile, it reads once more afterwards. `read` begins
    a reading and is given what to call with its value, or with what it raised; `show` and `failed` get these.
    """

    def __init__(self, read: Read[T], show: Callable[[T], None], failed: Callable[[Exception], None]) -> None:
        self._read, self._show, self._failed = read, show, failed
        self._is_reading = self._again = False

    def ask(self) -> None:
        """Read now; once more afterwards, where a reading is under way."""
        if self._is_reading:
            self._again = True
            return
        self._is_reading = True
        self._read(self._came, self._went_wrong)

    def drop(self) -> None:
        """Wait for no answer: whoever calls this has dropped the reading that is under way."""
        self._is_reading = self._again = False

    def _came(self, value: T) -> None:
        self._show(value)
        self._ended()

    def _went_wrong(self, error: Exception) -> None:
        self._failed(error)
        self._ended()

    def _ended(self) -> None:
        again, self._is_reading, self._again = self._again, False, False
        if again:
            self.ask()
