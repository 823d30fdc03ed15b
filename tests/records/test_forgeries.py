"""Each thing that a verifier checks, wrong by itself in a pack whose signature and log are right."""

import re
import sys
from collections import defaultdict

import pytest

from election.resources import resource
from tests.records.forgeries import FORGERIES, Forge
from tests.records.verifiers import VERIFIERS, module, outline

# Without it the look-up after it fails, in a check that must not hold then either.
_TOLD_TWICE = 'must(line["what"] not in STEPS or'

CASES = [
    pytest.param(name, forge, id=f"{name}-{at}")
    for name, forges in FORGERIES.items()
    for at, forge in enumerate(forges)
]


@pytest.mark.parametrize(("name", "forge"), CASES)
def test_it_is_told_by_the_check_that_it_breaks(name: str, forge: Forge) -> None:
    content = forge().sealed().bytes()
    said = {verifier: outline(verify(content)) for verifier, verify in VERIFIERS.items()}
    for verifier, (code, checks) in said.items():
        assert code == 1, verifier
        assert dict(checks)[name] is False, verifier
    assert len({str(each) for each in said.values()}) == 1, said


@pytest.mark.slow
def test_no_check_of_the_stand_alone_verifier_can_be_taken_out_unnoticed() -> None:
    """Each line that asks for something is taken out; a forgery tells then that it is gone."""
    lines = resource("verify", "verify.py").read_text(encoding="utf-8").splitlines()
    checks = [at for at, line in enumerate(lines, start=1) if re.match(r" +must\(", line)]
    packs = [forge().sealed().bytes() for forges in FORGERIES.values() for forge in forges]
    verifier, failed, out = module(), defaultdict[int, set[int]](set), 0
    now = 0

    def must(holds: object, where: str) -> None:
        at = sys._getframe(1).f_lineno
        if not holds:
            failed[at].add(now)
            if at != out:
                raise verifier.Wrong(where)

    verifier.must = must  # type: ignore[attr-defined]
    said: list[object] = []
    for pack in packs:
        said += [outline(verifier.verdict_of(pack))]
        now += 1
    unnoticed = list[str]()
    for out in checks:
        told = any(
            outline(verifier.verdict_of(packs[at])) != said[at]
            for at in sorted(failed[out])
            if at < len(packs)
        )
        unnoticed += [] if told else [lines[out - 1].strip()]
    assert len(checks) > 50
    assert [line for line in unnoticed if not line.startswith(_TOLD_TWICE)] == []
