"""``roll list``: who may vote."""

from typing import Any

import click

from cli.carry_out import carry_out
from cli.command import Command
from cli.commands.roll.people import print_people, told
from cli.election_id import election_id
from cli.options import Options
from cli.output import json_option, print_json
from cli.tasks import task
from election.i18n.catalogue import catalogue
from election.services import Services


@task()
def read(services: Services, which: str | None, sought: str | None) -> dict[str, Any]:
    """Return who is on the roll, or whom a search finds."""
    found = election_id(services.library, which)
    with services.library.held(found) as held:
        size, more = held.roll.size(), 0
        if sought is None:
            people = held.roll.people()
        else:
            hits = held.roll.search(sought)
            people, more = list(hits.people), hits.more
    return {
        "id": found,
        "roll": size.now,
        "at_opening": size.at_opening,
        "added": size.added,
        "people": [told(person) for person in people],
        "more": more,
    }


@click.command(cls=Command)
@click.argument("which", metavar="[ID]", required=False)
@click.option("--find", "sought", metavar="TEXT", help="Only who matches: name, initials, number, address.")
@json_option
@click.pass_obj
def command(options: Options, which: str | None, sought: str | None, *, as_json: bool) -> None:
    """List who may vote in the current election, or the one with this ID. It never says who has voted."""
    found = carry_out(options, read(which, sought))
    if as_json:
        print_json(found)
        return
    if found["people"]:
        print_people(found["people"], options.language)
    size = {"count": found["roll"], "opening": found["at_opening"], "added": found["added"]}
    key = "roll_list.size_since" if found["at_opening"] else "roll_list.size"
    print(catalogue().text(key, options.language, **size))
    if found["more"]:
        print(catalogue().text("roll_list.more", options.language, count=found["more"]))
