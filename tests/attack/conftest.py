"""Attacks write to memory where they can, as the tests of the store do: they sync thousands of times."""

from tests.election.store.conftest import tmp_path

__all__ = ["tmp_path"]
