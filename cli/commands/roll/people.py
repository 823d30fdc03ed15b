"""What the commands for people on the roll have in common: whom they name, and how they are told of."""

from collections.abc import Iterable, Mapping
from typing import Any

from cli.election_id import election_id
from cli.output import print_table, printable
from election.i18n.catalogue import catalogue
from election.models import PollsState
from election.services import Services
from election.store.port import Person
from election.voters.roll import Roll
from election.voters.roll_files.entries import Entry

FIELDS = ("name", "number", "email", "group")


def needs_passphrase(services: Services, which: str | None, **_given: Any) -> bool:
    """Return whether the roll is changed only with the passphrase: not in a draft."""
    with services.library.held(election_id(services.library, which)) as held:
        return held.polls.election().state is not PollsState.DRAFT


def find(roll: Roll, who: str) -> Person:
    """Return who has this number or, where it looks like one, this e-mail address. Raises NotOnThisRoll."""
    return roll.person_by_email(who) if "@" in who else roll.person_by_number(who)


def entry_of(person: Person) -> Entry:
    """Return what is known of somebody."""
    return Entry(person.name, person.number, person.email, person.group)


def told(person: Person) -> dict[str, str]:
    """Return what a command says of somebody."""
    return {name: getattr(person, name) for name in FIELDS}


def print_people(people: Iterable[Mapping[str, str]], language: str) -> None:
    """Print a table of people."""
    titles = [catalogue().text(f"roll.column.{name}", language) for name in FIELDS]
    print_table(titles, ([printable(person[name]) for name in FIELDS] for person in people))
