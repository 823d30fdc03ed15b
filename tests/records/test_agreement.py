"""The program's count and the verifiers' agree, on random elections of every kind."""

from hypothesis import HealthCheck, given, settings

from tests.records.elections import packs
from tests.records.pack_factory import Pack
from tests.records.verifiers import VERIFIERS, outline


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(packs())
def test_every_election_holds(pack: Pack) -> None:
    said = {name: outline(verify(pack.bytes())) for name, verify in VERIFIERS.items()}
    for code, checks in said.values():
        assert [name for name, holds in checks if holds is False] == []
        assert code == 0
    assert len({str(each) for each in said.values()}) == 1
