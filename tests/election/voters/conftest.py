"""A voter who is on the roll, whether or not people may sign up."""

import pytest

from election.models import Voter
from election.store.port import Store, Transaction
from election.voters.passwords import Passwords


@pytest.fixture
def voter(store: Store, passwords: Passwords) -> Voter:
    kept = passwords.hash("correct horse")

    def add(roll: Transaction) -> Voter:
        person_id = roll.add_person("voter@example.org", "voter", kept)
        roll.add_right(person_id, roll.election().styles[0].id)
        return Voter(person_id, "voter@example.org", "voter")

    return store.write(add)
