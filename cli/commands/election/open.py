"""``election open``: starts taking ballots."""

from cli.step_command import step_command
from election.setup.steps import Step

command = step_command(
    Step.OPEN,
    """Open the polls, after a check that the box is empty and the ballot complete.

    Without an ID it is the current election.""",
)
