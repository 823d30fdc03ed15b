"""The commands that take a step in the life of an election, which are alike but for the step."""

from pathlib import Path

import click

from cli.command import Command
from cli.election_id import election_id
from cli.opening import open_data
from cli.options import Options
from cli.output import json_option, print_json
from cli.passphrase import check_passphrase, passphrase_option
from election.i18n.catalogue import catalogue
from election.setup.steps import STEPS, Step

QUICK = (Step.PAUSE,)  # what may have to be quick asks for no passphrase


def step_command(step: Step, about: str) -> click.Command:
    """Return the command that takes `step`; `about` is its ``--help``."""
    asked = ". Needed here" if STEPS[step].needs_reason else ""

    @click.command(step.value, cls=Command, help=about)
    @click.argument("which", metavar="[ID]", required=False)
    @click.option("--reason", default="", help=f"Why; it is kept with the election{asked}.")
    @json_option
    @click.pass_obj
    def command(
        options: Options,
        which: str | None,
        reason: str,
        *,
        as_json: bool,
        passphrase_file: Path | None = None,
    ) -> None:
        with open_data(options) as services:
            if step not in QUICK:
                check_passphrase(services.organiser, passphrase_file, options.language)
            found = election_id(services.library, which)
            with services.library.held(found) as held:
                held.polls.take(step, why=reason)
                status = held.polls.status()
        state, turnout = status.election.state, status.turnout
        if as_json:
            print_json({"id": found, "state": state, "voters": turnout.voters, "voted": turnout.voted})
            return
        words = catalogue().text(
            "election_step.done",
            options.language,
            title=status.election.title,
            state=catalogue().text(f"polls.state.{state}", options.language),
            voted=f"{turnout.voted:,}",
        )
        print(words)

    return command if step in QUICK else passphrase_option(command)
