"""``log show``: the lines of the event log."""

from typing import Any

import click

from cli.carry_out import carry_out
from cli.command import Command
from cli.election_id import election_id
from cli.options import Options
from cli.output import json_option, print_json, print_table, printable
from cli.tasks import task
from election.act_kinds import ActGroup
from election.i18n.catalogue import catalogue
from election.records.log_words import found_lines, line_words
from election.services import Services


@task()
def read_log(services: Services, which: str | None, language: str, what: str | None, text: str) -> list[Any]:
    """Return the lines of a log that are of the group `what`, and hold `text`."""

    def say(key: str, /, **values: object) -> str:
        return catalogue().text(key, language, **values)

    with services.library.held(election_id(services.library, which)) as election:
        election.log.note_changes()
        lines = election.log.check().lines
    return [
        {
            "number": line.number,
            "when": line.act.when,
            "role": line.act.role,
            "what": line.act.what,
            "words": line_words(line.act, say),
            "why": line.act.why,
            "present": list(line.act.present),
            "data": dict(line.act.data),
            "hash": line.hash,
        }
        for line in found_lines(lines, None if what is None else ActGroup(what), text, say)
    ]


@click.command(cls=Command)
@click.argument("which", metavar="[ID]", required=False)
@click.option("--what", type=click.Choice([each.value for each in ActGroup]), help="Only lines about this.")
@click.option("--text", default="", metavar="TEXT", help="Only lines with this in them.")
@json_option
@click.pass_obj
def command(options: Options, which: str | None, what: str | None, text: str, *, as_json: bool) -> None:
    """Show the event log of the current election, or of the one with this ID."""
    found = carry_out(options, read_log(which, options.language, what, text))
    if as_json:
        print_json(found)
        return
    say, language = catalogue().text, options.language
    headings = [say(f"log.column.{name}", language) for name in ("number", "when", "what")]
    rows = [[f"{each['number']}", each["when"].replace("T", " "), printable(each["words"])] for each in found]
    print_table(headings, rows)
