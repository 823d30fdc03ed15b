"""What the services ask of a store: named operations, and nothing of how an engine does them.

`Store.write` takes a function over a `Transaction`. An engine may run it more than once (a database that asks
for the transaction again), so it does nothing but call these operations and decide by what they return: no
hashing, no random draw, no clock and no event in it. A rule is checked there, on the data as it is at that
moment::

    def cast(box: Transaction) -> None:
        if box.mark(right_id) is not None:
            raise AlreadyVoted
        box.put_mark(right_id, tag)
        box.add_ballot(contest.id, marking)

    store.write(cast)

Each module holds the rows and operations of one subject; `store` puts them together.
"""

from election.log_models import Act, LogHead, LogLine
from election.models import Person
from election.store.port.box import BoxCheck
from election.store.port.codes import Code, SlipCounts
from election.store.port.desk import DeskCounts, DeskMark, SlipNotes
from election.store.port.epochs import CopyNote, Epoch
from election.store.port.kiosk import KioskSnapshot, KioskStore, KioskTransaction, NoteKind
from election.store.port.receipts import ReceiptCheck
from election.store.port.rights import TAG_BYTES, Right
from election.store.port.store import Pending, Snapshot, Store, Transaction
from election.store.port.stores import (
    CROWD,
    CopiedKeys,
    CopyKey,
    CopyMade,
    CopyPlace,
    FoundCopy,
    OpenedElection,
    Stores,
)

__all__ = [
    "CROWD",
    "TAG_BYTES",
    "Act",
    "BoxCheck",
    "Code",
    "CopiedKeys",
    "CopyKey",
    "CopyMade",
    "CopyNote",
    "CopyPlace",
    "DeskCounts",
    "DeskMark",
    "Epoch",
    "FoundCopy",
    "KioskSnapshot",
    "KioskStore",
    "KioskTransaction",
    "LogHead",
    "LogLine",
    "NoteKind",
    "OpenedElection",
    "Pending",
    "Person",
    "ReceiptCheck",
    "Right",
    "SlipCounts",
    "SlipNotes",
    "Snapshot",
    "Store",
    "Stores",
    "Transaction",
]
