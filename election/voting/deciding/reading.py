"""Rules as plain values, as definition files and rows have them, and back.

::

    "rule": "sole_candidate"                                   a preset
    "rule": {"preset": "majority_or_run_off", "ties": {…}}     a preset, and what differs from it
    "rule": {
        "threshold": {"share": "more than 1/2", "of": "valid"},
        "seats": 2,
        "quorum": {"share": "at least 1/3", "came": "cast", "below": "not_opened"},
        "ties": {"by": "order", "order": [2, 1, 3], "made": "age"},
        "otherwise": "run_off",
        "lead_over_blank": true
    }

Everything may be left out. A definition's order names candidates by their places in the contest, from 1; a
row's by their ids.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeVar

from election.errors import Message, RuleRefused
from election.rules import (
    Base,
    BelowQuorum,
    BelowThreshold,
    OrderOrigin,
    Participation,
    Quorum,
    Rule,
    Share,
    Threshold,
    TieRule,
    Ties,
)
from election.voting.deciding.presets import PRESETS

Word = TypeVar("Word", bound=StrEnum)

_SHARE = re.compile(r"(more than|at least) ([0-9]{1,4})/([0-9]{1,4})")
_PARTS = ("threshold", "seats", "quorum", "ties", "otherwise", "lead_over_blank")


def rule_of(given: object, places: Sequence[int] | None = None) -> Rule:
    """Return the rule that `given` describes. `places` are the ids of the candidates in ballot order, where
    `given` names them by their places. Raises RuleRefused.
    """
    if isinstance(given, str):
        given = {"preset": given}
    parts = dict(_mapping("rule", given, ("preset", *_PARTS)))
    if "preset" in parts:
        parts = {**rule_values(_preset(parts.pop("preset"))), **parts}
    return Rule(
        threshold=_threshold(parts["threshold"]) if "threshold" in parts else None,
        seats=_whole("seats", parts["seats"]) if "seats" in parts else None,
        quorum=quorum_of(parts["quorum"]) if "quorum" in parts else None,
        ties=_ties(parts.get("ties", {}), places),
        otherwise=_word("otherwise", BelowThreshold, parts.get("otherwise", BelowThreshold.NOBODY)),
        lead_over_blank=_truth("lead_over_blank", parts.get("lead_over_blank", False)),
    )


def rule_values(rule: Rule, places: Sequence[int] | None = None) -> dict[str, Any]:
    """Return `rule` as plain values that `rule_of` reads; what is as in ``Rule()`` is left out."""
    values: dict[str, Any] = {}
    if rule.threshold is not None:
        values["threshold"] = {"share": _share_text(rule.threshold.share), "of": rule.threshold.base.value}
    if rule.seats is not None:
        values["seats"] = rule.seats
    if rule.quorum is not None:
        values["quorum"] = quorum_values(rule.quorum)
    if rule.ties != Ties():
        values["ties"] = _ties_values(rule.ties, places)
    if rule.otherwise is not BelowThreshold.NOBODY:
        values["otherwise"] = rule.otherwise.value
    if rule.lead_over_blank:
        values["lead_over_blank"] = True
    return values


def quorum_of(given: object) -> Quorum:
    """Return the quorum that `given` describes. Raises RuleRefused."""
    parts = _mapping("quorum", given, ("share", "came", "below"))
    return Quorum(
        _share("quorum", parts.get("share")),
        _word("quorum", Participation, parts.get("came", Participation.CAST)),
        _word("quorum", BelowQuorum, parts.get("below", BelowQuorum.NOT_OPENED)),
    )


def quorum_values(quorum: Quorum) -> dict[str, Any]:
    """Return `quorum` as plain values that `quorum_of` reads."""
    return {"share": _share_text(quorum.share), "came": quorum.came.value, "below": quorum.below.value}


def _threshold(given: object) -> Threshold:
    parts = _mapping("threshold", given, ("share", "of"))
    return Threshold(_share("threshold", parts.get("share")), _word("threshold", Base, parts.get("of")))


def _ties(given: object, places: Sequence[int] | None) -> Ties:
    parts = _mapping("ties", given, ("by", "order", "made"))
    order = parts.get("order", [])
    if not isinstance(order, list | tuple) or any(type(each) is not int for each in order):
        raise _refused("ties", "rule_fault.order")
    if places is not None:
        if not all(1 <= each <= len(places) for each in order):
            raise _refused("ties", "rule_fault.order")
        order = [places[each - 1] for each in order]
    made = _word("ties", OrderOrigin, parts["made"]) if "made" in parts else None
    return Ties(_word("ties", TieRule, parts.get("by", TieRule.LOT)), tuple(order), made)


def _ties_values(ties: Ties, places: Sequence[int] | None) -> dict[str, Any]:
    values: dict[str, Any] = {"by": ties.rule.value}
    if ties.order:
        values["order"] = [each if places is None else places.index(each) + 1 for each in ties.order]
    if ties.made is not None:
        values["made"] = ties.made.value
    return values


def _preset(name: object) -> Rule:
    if not isinstance(name, str) or name not in PRESETS:
        raise _refused("preset", "rule_fault.preset", names=", ".join(PRESETS))
    return PRESETS[name]


def _share(part: str, given: object) -> Share:
    found = _SHARE.fullmatch(given) if isinstance(given, str) else None
    if found is None or not int(found[3]):
        raise _refused(part, "rule_fault.share_text")
    return Share(Fraction(int(found[2]), int(found[3])), more_than=found[1] == "more than")


def _share_text(share: Share) -> str:
    part = share.part
    return f"{'more than' if share.more_than else 'at least'} {part.numerator}/{part.denominator}"


def _word(part: str, words: type[Word], given: object) -> Word:
    if not isinstance(given, str) or given not in [word.value for word in words]:
        raise _refused(part, "rule_fault.word", names=", ".join(words))
    return words(given)


def _whole(part: str, given: object) -> int:
    if type(given) is not int:
        raise _refused(part, "rule_fault.number")
    return given


def _truth(part: str, given: object) -> bool:
    if not isinstance(given, bool):
        raise _refused(part, "rule_fault.truth")
    return given


def _mapping(part: str, given: object, names: Collection[str]) -> Mapping[str, Any]:
    if not isinstance(given, Mapping) or not set(names).issuperset(given):
        raise _refused(part, "rule_fault.parts", names=", ".join(names))
    return given


def _refused(part: str, key: str, **values: object) -> RuleRefused:
    return RuleRefused(name=part, reason=Message(key, values))
