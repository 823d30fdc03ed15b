"""Whatever is changed in a pack, each verifier notices."""

from collections import Counter
from collections.abc import Iterable

import pytest

from tests.records.mutations import Mutation, small, with_key, without_key
from tests.records.pack_factory import Pack
from tests.records.sealing import KEY, OTHER_KEY, fingerprint
from tests.records.verifiers import VERIFIERS, outline


def missed(verify: str, mutations: Iterable[Mutation]) -> list[tuple[str, str]]:
    """Return the changes that nothing was said of, and print how many of each kind were made."""
    counts, found, whole = Counter[str](), [], small().bytes()
    for each in mutations:
        if each.content == whole:
            continue
        counts[each.kind] += 1
        if outline(VERIFIERS[verify](each.content))[0] == 0:
            found.append((each.kind, each.where))
    print(verify, sum(counts.values()), dict(counts))
    return found


@pytest.mark.parametrize("verify", VERIFIERS)
def test_the_small_pack_holds(verify: str) -> None:
    code, checks = outline(VERIFIERS[verify](small().bytes(), fingerprint(KEY)))
    assert code == 0, checks
    assert {name: holds for name, holds in checks if holds is not True} == {
        "recount:2": None,
        "recount:4": None,
        "recount:5": None,
    }


@pytest.mark.slow
@pytest.mark.timeout(1200)  # each byte of the pack, for each verifier
@pytest.mark.parametrize("verify", VERIFIERS)
def test_changes_without_the_key_are_noticed(verify: str) -> None:
    assert missed(verify, without_key(small())) == []


@pytest.mark.slow
@pytest.mark.parametrize("verify", VERIFIERS)
def test_changes_with_the_key_are_noticed(verify: str) -> None:
    assert missed(verify, with_key(small())) == []


@pytest.mark.parametrize("verify", VERIFIERS)
def test_a_pack_made_whole_with_another_key_is_known_by_its_fingerprint(verify: str) -> None:
    forged: Pack = small()
    forged.key = OTHER_KEY
    content = forged.sealed().bytes()
    verdict, code = VERIFIERS[verify](content, fingerprint(KEY))
    holds = {each["name"]: each["holds"] for each in verdict["checks"]}
    assert code == 1
    assert holds["fingerprint"] is False
    verdict, _ = VERIFIERS[verify](content)
    words = {each["name"]: each["words"] for each in verdict["checks"]}
    assert fingerprint(OTHER_KEY) in words["signature"]
