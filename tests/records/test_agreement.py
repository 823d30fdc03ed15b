"""The program's count and the verifiers' agree, on random elections of every kind."""

import pytest
from hypothesis import HealthCheck, given, settings

from tests.records.elections import packs
from tests.records.pack_factory import Pack
from tests.records.verifiers import VERIFIERS, outline

ANY = list(HealthCheck)


def agree(pack: Pack) -> None:
    said = {name: outline(verify(pack.bytes())) for name, verify in VERIFIERS.items()}
    for code, checks in said.values():
        assert [name for name, holds in checks if holds is False] == []
        assert code == 0
    assert len({str(each) for each in said.values()}) == 1


@settings(max_examples=20, deadline=None, suppress_health_check=ANY)
@given(packs())
def test_some_elections_hold(pack: Pack) -> None:
    agree(pack)


@pytest.mark.slow
@settings(max_examples=300, deadline=None, suppress_health_check=ANY)
@given(packs())
def test_many_elections_hold(pack: Pack) -> None:
    agree(pack)
