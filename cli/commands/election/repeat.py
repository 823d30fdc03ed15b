"""``election repeat``: makes the election that follows from a counted one."""

from cli.series_command import series_command
from election.archive.series import Follows

command = series_command(
    "repeat",
    Follows.REPEAT,
    """Make an election once more, as a draft.

    The roll comes along, and its codes: each is good once in each election. Without an ID it follows from the
    current one.""",
)
