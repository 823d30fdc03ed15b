"""``election count``: opens the box."""

from cli.step_command import step_command
from election.setup.steps import Step

command = step_command(
    Step.COUNT,
    """Count the votes. Everybody may see the results then, and the polls never open again.

    Without an ID it is the current election.""",
)
