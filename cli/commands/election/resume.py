"""``election resume``: takes ballots again after a pause."""

from cli.step_command import step_command
from election.setup.steps import Step

command = step_command(
    Step.RESUME,
    """Take ballots again after a pause.

    Without an ID it is the current election.""",
)
