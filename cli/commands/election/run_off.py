"""``election run-off``: makes the election that follows from a counted one."""

from cli.series_command import series_command
from election.archive.series import Follows

command = series_command(
    "run-off",
    Follows.RUN_OFF,
    """Make the run-off that a counted election came to, as a draft.

    The roll comes along, and its codes: each is good once in each election. Without an ID it follows from the
    current one.""",
)
