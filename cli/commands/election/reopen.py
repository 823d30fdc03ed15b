"""``election reopen``: takes ballots again after closing."""

from cli.step_command import step_command
from election.setup.steps import Step

command = step_command(
    Step.REOPEN,
    """Take ballots again after closing, as long as nobody has counted.

    Without an ID it is the current election.""",
)
