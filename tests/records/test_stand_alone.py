"""The stand-alone verifiers need Python 3.9 and nothing else, and word each check in both languages."""

import ast
import re
import sys

import pytest

from election.resources import resource
from tests.records.forgeries import FORGERIES
from tests.records.mutations import small
from tests.records.sealing import KEY, OTHER_KEY, fingerprint
from tests.records.test_hostile import CONTAINERS
from tests.records.verifiers import VERIFIERS

HANGUL = re.compile("[가-힣]")


def test_it_needs_python_3_9_and_nothing_else() -> None:
    source = resource("verify", "verify.py").read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 9))
    assert not [each for each in ast.walk(tree) if isinstance(each, ast.ImportFrom)]
    names = {one.name for each in ast.walk(tree) if isinstance(each, ast.Import) for one in each.names}
    assert names
    assert names <= sys.stdlib_module_names


@pytest.mark.slow
@pytest.mark.parametrize("verify", VERIFIERS)
def test_each_check_and_each_refusal_is_worded_in_both_languages(verify: str) -> None:
    """Nothing is left open in a sentence, and no sentence is of the other language."""
    packs = [forges[0]().sealed().bytes() for forges in FORGERIES.values()]
    packs += [make() for name, make in CONTAINERS.items() if name != "too large"]
    asked = [(pack, None) for pack in packs]
    asked += [(small().bytes(), typed) for typed in (None, fingerprint(KEY), fingerprint(OTHER_KEY))]
    for pack, typed in asked:
        english, korean = (VERIFIERS[verify](pack, typed, language)[0] for language in ("en", "ko"))
        assert [each["name"] for each in english["checks"]] == [each["name"] for each in korean["checks"]]
        for in_english, in_korean in zip(english["checks"], korean["checks"], strict=True):
            assert in_english["words"]
            assert not re.search("[{}]|undefined", in_english["words"] + in_korean["words"])
            assert HANGUL.search(in_korean["words"])
            assert not HANGUL.search(in_english["words"])
