"""The program's count and the verifiers' agree, on random elections of every kind."""

from hypothesis import HealthCheck, given, settings

from tests.records.elections import packs
from tests.records.pack_factory import Pack
from tests.records.verifiers import outline, stand_alone


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(packs())
def test_every_election_holds(pack: Pack) -> None:
    code, checks = outline(stand_alone(pack.bytes()))
    assert [name for name, holds in checks if holds is False] == []
    assert code == 0
