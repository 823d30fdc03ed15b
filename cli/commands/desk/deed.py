"""What the commands of the desk have in common: whom they name, and what is said of it."""

from collections.abc import Callable
from typing import Any

import click

from cli.carry_out import carry_out
from cli.command import Command
from cli.commands.roll.people import find
from cli.election_id import election_id
from cli.options import Options
from cli.output import json_option, print_json, printable
from cli.tasks import Call, task
from election.election_services import ElectionServices
from election.i18n.catalogue import catalogue
from election.services import Services
from election.store.port import Person

SHOWN = 4  # last characters of a number: the desk tells people apart by them, and sees no more


def told(held: ElectionServices, person: Person) -> dict[str, Any]:
    """Return what the desk says of somebody: neither address nor whole number."""
    return {
        "name": person.name,
        "group": person.group,
        "number": person.number[-SHOWN:],
        "state": held.desk.state(person.id),
    }


def print_done(person: dict[str, Any], language: str) -> None:
    """Say how somebody is noted now."""
    state = catalogue().text(f"desk.state.{person['state']}", language)
    words = catalogue().text(
        "desk.done", language, name=printable(person["name"]), number=printable(person["number"]), state=state
    )
    print(words)


@task()
def act(services: Services, which: str | None, who: str, deed: str) -> dict[str, Any]:
    """Check somebody in, or give them a slip; return how they are noted then."""
    with services.library.held(election_id(services.library, which)) as held:
        person = find(held.roll, who)
        {"check-in": held.desk.check_in, "give": held.desk.give}[deed](person.id)
        return told(held, person)


def deed_command(name: str, about: str) -> click.Command:
    """Return the command of a deed that needs nothing but a person."""
    return person_command(name, about, lambda which, who: act(which, who, name))


def person_command(
    name: str, about: str, call: Callable[[str | None, str], Call[dict[str, Any]]]
) -> click.Command:
    """Return a command that names a person; `call` makes the call of its task."""

    @click.command(name, cls=Command, help=about)
    @click.argument("who", metavar="NUMBER|EMAIL")
    @click.argument("which", metavar="[ID]", required=False)
    @json_option
    @click.pass_obj
    def command(options: Options, who: str, which: str | None, *, as_json: bool) -> None:
        done = carry_out(options, call(which, who))
        if as_json:
            print_json(done)
        else:
            print_done(done, options.language)

    return command
