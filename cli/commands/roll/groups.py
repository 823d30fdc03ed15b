"""``roll groups``: which groups of the roll vote in which contests."""

from typing import Any

import click

from cli.carry_out import carry_out
from cli.command import Command
from cli.election_id import election_id
from cli.options import Options
from cli.output import json_option, print_json, print_table, printable
from cli.tasks import task
from election.i18n.catalogue import catalogue
from election.services import Services


@task()
def read(services: Services, which: str | None, given: dict[str, list[int]]) -> dict[str, Any]:
    """Give groups the contests with these places on the ballot, and return all groups."""
    found = election_id(services.library, which)
    with services.library.held(found) as held:
        contests = held.polls.election().contests
        places = {contest.id: at for at, contest in enumerate(contests, start=1)}
        if given:
            ids = {at: contest_id for contest_id, at in places.items()}
            held.roll.give_contests(
                {group: [ids.get(at, 0) for at in chosen] for group, chosen in given.items()}
            )
        groups = [
            {
                "name": group.name,
                "people": group.people,
                "contests": [places[each] for each in group.contests],
            }
            for group in held.roll.groups()
        ]
    return {"id": found, "groups": groups}


@click.command(cls=Command)
@click.argument("which", metavar="[ID]", required=False)
@click.option(
    "--set",
    "given",
    multiple=True,
    metavar="GROUP=1,3",
    help="Have a group vote in these contests, by their places on the ballot; =1,3 is for who is in none.",
)
@json_option
@click.pass_obj
def command(options: Options, which: str | None, given: tuple[str, ...], *, as_json: bool) -> None:
    """Show which groups vote in which contests, or say it: in a draft, and once the roll is there."""
    found = carry_out(options, read(which, dict(map(_given, given))))
    if as_json:
        print_json(found)
        return
    texts, language = catalogue(), options.language
    titles = [texts.text(f"roll_groups.{title}", language) for title in ("group", "people", "contests")]
    print_table(
        titles,
        (
            (
                printable(group["name"]) or texts.text("roll_groups.none", language),
                f"{group['people']:,}",
                ", ".join(map(str, group["contests"])),
            )
            for group in found["groups"]
        ),
    )


def _given(text: str) -> tuple[str, list[int]]:
    group, _, places = text.rpartition("=")
    numbers = [each.strip() for each in places.split(",")]
    if "=" not in text or not all(each.isdecimal() for each in numbers):
        raise click.UsageError(f"--set {text}: not of the form GROUP=1,3")
    return group.strip(), [int(each) for each in numbers]
