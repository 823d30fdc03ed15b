"""``desk find``: looks somebody up."""

from typing import Any

import click

from cli.carry_out import carry_out
from cli.command import Command
from cli.commands.desk.deed import told
from cli.election_id import election_id
from cli.options import Options
from cli.output import json_option, print_json, print_table, printable
from cli.tasks import task
from election.i18n.catalogue import catalogue
from election.services import Services


@task()
def search(services: Services, which: str | None, text: str) -> dict[str, Any]:
    """Return whom a search finds, and the sums of the desk."""
    with services.library.held(election_id(services.library, which)) as held:
        found, totals = held.roll.search(text), held.desk.totals()
        people = [told(held, person) for person in found.people]
    return {
        "people": people,
        "more": found.more,
        "roll": totals.roll,
        "came": totals.came,
        "given": totals.given,
        "replaced": totals.replaced,
        "voted": totals.voted,
    }


@click.command(cls=Command)
@click.argument("text")
@click.argument("which", metavar="[ID]", required=False)
@json_option
@click.pass_obj
def command(options: Options, text: str, which: str | None, *, as_json: bool) -> None:
    """Look somebody up by name, initials (ㄱㅎㄴ) or the last digits of the number: not yet, came, received a
    slip, or voted with the right of their own. Whether the holder of a slip has voted nobody can tell.
    """
    found = carry_out(options, search(which, text))
    if as_json:
        print_json(found)
        return
    texts, language = catalogue(), options.language
    headings = [texts.text(f"desk.column.{name}", language) for name in ("name", "group", "number", "state")]
    rows = [
        (
            printable(each["name"]),
            printable(each["group"]),
            f"…{printable(each['number'])}" if each["number"] else "",
            texts.text(f"desk.state.{each['state']}", language),
        )
        for each in found["people"]
    ]
    if rows:
        print_table(headings, rows)
    else:
        print(texts.text("desk.nobody", language))
    if found["more"]:
        print(texts.text("roll_list.more", language, count=found["more"]))
    totals = {name: f"{found[name]:,}" for name in ("roll", "came", "given", "voted")}
    print(texts.text("desk.totals", language, **totals))
