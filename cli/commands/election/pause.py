"""``election pause``: takes no ballots for a while."""

from cli.step_command import step_command
from election.setup.steps import Step

command = step_command(
    Step.PAUSE,
    """Pause the polls: from this instant on nothing is cast. Asks for no passphrase.

    Without an ID it is the current election.""",
)
