"""``election annul``: ends an election without a result."""

from cli.step_command import step_command
from election.setup.steps import Step

command = step_command(
    Step.ANNUL,
    """End the election without a result, at any time before the count.

    Without an ID it is the current election.""",
)
