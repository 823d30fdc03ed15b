"""Putting many people on the roll at once, without the time that real passwords take."""

from election.store.port import Store, Transaction


def enrol(store: Store, voters: int, password: str = "", style: int = 1) -> list[int]:
    """Put so many people on the roll who may vote in the contests of `style`; return their ids.

    They are ``0@example.org``, ``1@example.org`` and so on, beginning after those who are on the roll
    already. `password` is the hash that is kept of each one's password.
    """

    return store.write(lambda roll: put_on_roll(roll, voters, password, style))


def put_on_roll(roll: Transaction, voters: int, password: str = "", style: int = 1) -> list[int]:
    """Do what `enrol` does, as a part of a transaction."""
    first = roll.turnout().voters
    ids = [
        roll.add_person(f"{number}@example.org", f"Voter {number}", password)
        for number in range(first, first + voters)
    ]
    for each in ids:
        roll.add_right(each, style)
    return ids
