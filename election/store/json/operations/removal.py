"""The end of what is kept of people. What they added up to stays, in one row of figures."""

from election.store.json.operations.codes import CodesOperations
from election.store.json.operations.desk import DeskOperations
from election.store.json.operations.rights import RightsOperations
from election.store.port.desk import SlipNotes

_ROW = 1
_OF_THE_ROLL = ("voters", "rights", "groups", "roll_before", "roll_added")
_OF_PEOPLE = ("marks", "desk", "codes", "batches", *_OF_THE_ROLL, "receipts")


class RemovalOperations(RightsOperations, CodesOperations, DeskOperations):
    """See `port.removal`. Its row of figures is read by `operations.figures`."""

    def is_without_people(self) -> bool:
        """See `Snapshot`."""
        return self._tables["figures"].line(_ROW) is not None

    def remove_people(self) -> None:
        """See `Transaction`."""
        whole = self.turnout()
        row = {
            "turnout": [whole.voters, whole.voted],
            "contests": {str(each): [of.voters, of.voted] for each, of in self.turnouts().items()},
            "slips": {str(each): [of.printed, of.void, of.used] for each, of in self.slip_counts().items()},
            "desk": {str(each): [of.came, of.given] for each, of in self.desk_counts().items()},
        }
        notes = self.slip_notes()
        self._tables["figures"].insert_as(_ROW, row)
        self.put_slip_notes(SlipNotes(("",) * len(notes.replaced), notes.in_hand))
        for name in _OF_PEOPLE:
            table = self._tables[name]
            for row_id in [row_id for row_id, _ in table.lines()]:
                table.put_line(row_id, None)
