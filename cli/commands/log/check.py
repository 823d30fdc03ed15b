"""``log check``: whether the event log is as it was written."""

from typing import Any

import click

from cli.carry_out import carry_out
from cli.command import Command
from cli.election_id import election_id
from cli.exit_codes import REFUSED
from cli.options import Options
from cli.output import json_option, print_json
from cli.tasks import task
from election.i18n.catalogue import catalogue
from election.records.log import in_groups
from election.records.log_words import fault_words
from election.services import Services


@task()
def check_log(services: Services, which: str | None, language: str) -> dict[str, Any]:
    """Return whether the log of an election is as it was written."""

    def say(key: str, /, **values: object) -> str:
        return catalogue().text(key, language, **values)

    with services.library.held(election_id(services.library, which)) as election:
        checked = election.log.check()
    return {
        "holds": checked.holds,
        "lines": len(checked.lines),
        "head": checked.head.hash,
        "faults": [
            {"fault": each.fault.value, "line": each.number, "words": fault_words(each, say)}
            for each in checked.faults
        ],
    }


@click.command(cls=Command)
@click.argument("which", metavar="[ID]", required=False)
@json_option
@click.pass_context
def command(context: click.Context, which: str | None, *, as_json: bool) -> None:
    """Check the event log of the current election, or of the one with this ID.

    Every line is held against the one before, and the end against what this kiosk has seen of it. The exit
    code is 10 where something is not as it was written.
    """
    options: Options = context.obj
    found = carry_out(options, check_log(which, options.language))
    if as_json:
        print_json(found)
    else:
        for each in found["faults"]:
            print(each["words"])
        if found["holds"]:
            key = "log.holds" if found["lines"] else "log.empty"
            print(catalogue().text(key, options.language, count=found["lines"]))
        print(catalogue().text("log.head", options.language, head=in_groups(found["head"])))
    if not found["holds"]:
        context.exit(REFUSED)
