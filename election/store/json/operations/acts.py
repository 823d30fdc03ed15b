"""What was done to the election."""

from collections.abc import Mapping
from typing import Any

from election.store.json.operations.base import Operations
from election.store.port import Act


class ActsOperations(Operations):
    """See `port.acts`."""

    def acts(self) -> tuple[Act, ...]:
        """See `Snapshot`."""
        return tuple(sorted(map(_act, self._tables["acts"].all()), key=lambda act: act.when))

    def add_act(self, act: Act) -> None:
        """See `Transaction`."""
        row: dict[str, Any] = {"role": act.role, "what": act.what, "why": act.why, "when": act.when}
        if act.present:
            row["present"] = list(act.present)
        self._tables["acts"].insert(row)


def _act(row: Mapping[str, Any]) -> Act:
    return Act(row["role"], row["what"], row["why"], row["when"], tuple(row.get("present", ())))
