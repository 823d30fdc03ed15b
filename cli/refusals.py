"""What a command is refused for on its way to the program that owns the data folder."""

from election.errors import Conflict, FolderInUse, Invalid, StorageUnsettled


class OwnerOfAnotherVersion(FolderInUse):
    """The program that owns the folder is of another version, and does not know this command."""

    code = "command.other_version"


class OwnerGone(StorageUnsettled):
    """The program that was to carry the command out ended, or stopped, before it answered."""

    code = "command.owner_gone"


class TooMuch(Invalid):
    """What the command brings along, or what it would answer, is larger than a message may be."""

    code = "command.too_much"


class EarlyClose(Conflict):
    """The polls were to be closed `minutes` before the announced time, `time`, and nobody said that this is
    meant.
    """

    code = "command.early_close"
