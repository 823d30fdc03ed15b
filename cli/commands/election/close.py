"""``election close``: takes no more ballots."""

from cli.step_command import step_command
from election.setup.steps import Step

command = step_command(
    Step.CLOSE,
    """Close the polls. The count is a step of its own.

    Without an ID it is the current election.""",
)
