"""What the operations of every subject work on."""

from election.store.json.tables.tables import Tables


class Operations:
    """Operations on the tables of one transaction."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
