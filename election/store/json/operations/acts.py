"""What was done to the election."""

from election.store.json.operations.base import Operations
from election.store.port import Act


class ActsOperations(Operations):
    """See `port.acts`."""

    def acts(self) -> tuple[Act, ...]:
        """See `Snapshot`."""
        return tuple(sorted((Act(**row) for row in self._tables["acts"].all()), key=lambda act: act.when))

    def add_act(self, act: Act) -> None:
        """See `Transaction`."""
        self._tables["acts"].insert({"role": act.role, "what": act.what, "why": act.why, "when": act.when})
