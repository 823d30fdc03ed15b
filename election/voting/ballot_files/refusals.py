"""Why a file of ballots is refused, typed and with a sentence."""

from election.errors import Invalid, Message


class BallotFileRefused(Invalid):
    """The file cannot be read, or written, as ballots. `file` is its name, `reason` a Message."""

    code = "ballot_file.refused"


class Fault(Exception):
    """What is wrong in a line, from 1, or with the file as a whole (None)."""

    def __init__(self, key: str, line: int | None = None, **values: object) -> None:
        super().__init__(key, line)
        fault = Message(key, values)
        self.reason = fault if line is None else Message("ballot_fault.at", {"line": line, "fault": fault})
