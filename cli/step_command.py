"""The commands that take a step in the life of an election, which are alike but for the step."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from cli.backup_status import backup_after_step, print_backup
from cli.carry_out import carry_out
from cli.command import Command
from cli.election_id import election_id
from cli.options import Options
from cli.output import json_option, print_json
from cli.passphrase import passphrase_option
from cli.refusals import EarlyClose
from cli.tasks import task
from election.i18n.catalogue import catalogue
from election.models import LocalText
from election.services import Services
from election.setup.schedule import time_of_day
from election.setup.steps import STEPS, Step

QUICK = (Step.PAUSE,)  # what may have to be quick asks for no passphrase


def _is_not_quick(_services: Services, step: str, **_given: Any) -> bool:
    return step not in QUICK


@task(passphrase=_is_not_quick)
def take_step(
    services: Services,
    step: str,
    which: str | None,
    reason: str,
    present: Sequence[str],
    *,
    early: bool,
    small_group: int | None = None,
) -> dict[str, Any]:
    """Take a step, and return how the election stands then. `early`: it may be to close before the time;
    `small_group`: how many people the smallest has, to open.
    """
    found = election_id(services.library, which)
    with services.library.held(found) as held:
        minutes = held.times.status().minutes_early
        if Step(step) is Step.CLOSE and minutes and not early:
            closes = held.polls.election().schedule.closes
            raise EarlyClose(minutes=minutes, time="" if closes is None else time_of_day(closes))
        held.polls.take(Step(step), why=reason, present=present, small_group=small_group)
        status = held.polls.status()
    backup = backup_after_step(services, found)
    return {
        "id": found,
        "title": dict(status.election.title.texts),
        "state": status.election.state,
        "voters": status.turnout.voters,
        "voted": status.turnout.voted,
        "backup": backup,
    }


def step_command(step: Step, about: str) -> click.Command:
    """Return the command that takes `step`; `about` is its ``--help``."""
    asked = ". Needed here" if STEPS[step].needs_reason else ""

    @click.command(step.value, cls=Command, help=about)
    @click.argument("which", metavar="[ID]", required=False)
    @click.option("--reason", default="", help=f"Why; it is kept with the election{asked}.")
    @click.option("--present", multiple=True, metavar="NAME", help="Who is there; may be given again.")
    @json_option
    @click.pass_obj
    def command(
        options: Options,
        which: str | None,
        reason: str,
        present: tuple[str, ...],
        *,
        early: bool = False,
        small_group: int | None = None,
        as_json: bool,
        passphrase_file: Path | None = None,
    ) -> None:
        call = take_step(step, which, reason, present, early=early, small_group=small_group)
        done = carry_out(options, call, passphrase_file)
        title = LocalText.of(done.pop("title"))
        if as_json:
            print_json(done)
            return
        words = catalogue().text(
            "election_step.done",
            options.language,
            title=title,
            state=catalogue().text(f"polls.state.{done['state']}", options.language),
            voted=f"{done['voted']:,}",
        )
        print(words)
        print_backup(done["backup"], options.language)

    if step is Step.OPEN:
        about_small = "How many people the smallest group has, where its votes could be guessed."
        command = click.option("--small-group", type=int, metavar="N", help=about_small)(command)
    if step is Step.CLOSE:
        command = click.option("--early", is_flag=True, help="Also before the announced time.")(command)
    return command if step in QUICK else passphrase_option(command)
