"""The last steps of editing, kept in memory, so that they can be undone."""

import threading
from collections import defaultdict, deque
from dataclasses import dataclass

from election.setup.life_cycle import Definition

MOST_STEPS = 20


@dataclass(frozen=True, slots=True)
class Step:
    """The definition as it was before one change, and as it was after it."""

    before: Definition
    after: Definition


class EditHistory:
    """The steps of one election. Hold `lock` from reading the election to noting the step."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self._steps: deque[Step] = deque(maxlen=MOST_STEPS)

    def __len__(self) -> int:
        return len(self._steps)

    def note(self, before: Definition, after: Definition) -> None:
        """Keep a step that was taken. Photos that are the same as in the one before are kept once."""
        if self._steps and self._steps[-1].after == before:
            before = self._steps[-1].after
        self._steps.append(Step(before, after))

    def last(self) -> Step | None:
        """Return the last step, or None."""
        return self._steps[-1] if self._steps else None

    def undone(self) -> None:
        """Forget the last step, which was undone."""
        self._steps.pop()

    def forget(self) -> None:
        """Forget all steps: something else was changed since."""
        self._steps.clear()


class EditHistories:
    """The histories of all elections that were edited since the program began: those that are not current
    are opened anew for each step.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._histories: defaultdict[str, EditHistory] = defaultdict(EditHistory)

    def of(self, election_id: str) -> EditHistory:
        """Return the history of the election with this id."""
        with self._lock:
            return self._histories[election_id]
