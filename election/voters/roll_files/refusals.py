"""Why a file, a choice of columns or a preview is refused, typed and with a sentence each."""

from election.errors import Invalid, Message
from election.voters.roll_files import limits


class RollFileRefused(Invalid):
    """The file cannot be read as a roll; nothing of it was taken. `reason` is a Message."""

    code = "roll.file_refused"


class ColumnsRefused(Invalid):
    """These columns do not make a roll. `reason` is a Message."""

    code = "roll.columns_refused"


class RowsRefused(Invalid):
    """Rows that cannot be taken are left, so nothing was taken; `count` is how many."""

    code = "roll.rows_refused"


class Unreadable(Exception):
    """What `RollFileRefused` says, before the name of the file is known."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.reason = Message(key, values)


def damaged() -> Unreadable:
    """Return the refusal of a file that is cut off or otherwise broken."""
    return Unreadable("roll.file.damaged")


def too_large(rows: int, columns: int) -> Unreadable:
    """Return the refusal of a table of that size, or beyond it."""
    if rows > limits.MOST_ROWS:
        return Unreadable("roll.file.too_many_rows", most=f"{limits.MOST_ROWS:,}")
    if columns > limits.MOST_COLUMNS:
        return Unreadable("roll.file.too_many_columns", most=limits.MOST_COLUMNS)
    return Unreadable("roll.file.too_many_cells", most=f"{limits.MOST_CELLS:,}")


def check_size(rows: int, columns: int) -> None:
    """Raise Unreadable for a table that is beyond the limits."""
    if rows > limits.MOST_ROWS or columns > limits.MOST_COLUMNS or rows * columns > limits.MOST_CELLS:
        raise too_large(rows, columns)
