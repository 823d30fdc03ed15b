"""``election archive``: puts a counted election away."""

from cli.step_command import step_command
from election.setup.steps import Step

command = step_command(
    Step.ARCHIVE,
    """Put a counted election away; it can only be looked at then.

    Without an ID it is the current election.""",
)
