"""The election in all its states, made once."""

import pytest

from election.voters.passwords import Passwords
from tests.table.world import World, build_world


@pytest.fixture(scope="package")
def world(tmp_path_factory: pytest.TempPathFactory, passwords: Passwords) -> World:
    return build_world(tmp_path_factory.mktemp("world"), passwords)
