"""What decides, part by part: for each part the rules that a contest could have in place of its own."""

import random
from collections.abc import Callable, Mapping
from dataclasses import replace

from election.errors import RuleRefused
from election.models import Contest
from election.rules import (
    AT_LEAST_HALF,
    AT_LEAST_THIRD,
    AT_LEAST_THREE_QUARTERS,
    AT_LEAST_TWO_THIRDS,
    MORE_THAN_HALF,
    Base,
    BelowQuorum,
    BelowThreshold,
    OrderOrigin,
    Quorum,
    Rule,
    Share,
    Threshold,
    TieRule,
    Ties,
)
from election.voting.deciding.checks import check_rule

SHARES: Mapping[str, Share] = {
    "more_than_half": MORE_THAN_HALF,
    "half": AT_LEAST_HALF,
    "third": AT_LEAST_THIRD,
    "two_thirds": AT_LEAST_TWO_THIRDS,
    "three_quarters": AT_LEAST_THREE_QUARTERS,
}
_ORDERS: Mapping[OrderOrigin | None, str] = {
    OrderOrigin.DRAWN: "order_drawn",
    OrderOrigin.TYPED: "order_typed",
    OrderOrigin.AGE: "order_age",
    None: "",
}
_MOST_SEATS = 6
_draw = random.SystemRandom()


def alternatives(contest: Contest) -> dict[str, dict[str, Rule]]:
    """Return, by part and then by name, every rule that this contest can have and that differs from its own
    in that part alone, its own among them. A part of which there is no choice is left out.
    """
    made = {part: make(contest) for part, make in _PARTS.items()}
    possible = {
        part: {name: rule for name, rule in rules.items() if rule is not None and suits(contest, rule)}
        for part, rules in made.items()
    }
    return {part: rules for part, rules in possible.items() if len(rules) > 1}


def chosen(contest: Contest, part: str) -> str:
    """Return the name of the alternative that the contest has, or an empty text where it is none of them."""
    rule = contest.rule
    match part:
        case "quorum":
            return _share_name(rule.quorum.share if rule.quorum else None)
        case "below":
            return str(rule.quorum.below) if rule.quorum else ""
        case "elected":
            return _share_name(rule.threshold.share if rule.threshold else None)
        case "of":
            return str(rule.threshold.base) if rule.threshold else ""
        case "otherwise":
            return str(rule.otherwise)
        case "seats":
            return str(rule.seats or "usual")
    return _ORDERS[rule.ties.made] if rule.ties.rule is TieRule.ORDER else str(rule.ties.rule)


def suits(contest: Contest, rule: Rule) -> bool:
    """Return whether a contest like this one can have this rule."""
    try:
        check_rule(replace(contest, rule=rule))
    except RuleRefused:
        return False
    return True


def _share_name(share: Share | None) -> str:
    if share is None:
        return "none"
    return next((name for name, each in SHARES.items() if each == share), "")


def _with(rule: Rule, **values: object) -> Rule | None:
    try:
        return replace(rule, **values)  # type: ignore[arg-type]  # names and values fit
    except RuleRefused:
        return None


def _quorums(contest: Contest) -> dict[str, Rule | None]:
    rule = contest.rule
    before = rule.quorum or Quorum(MORE_THAN_HALF)
    rules = {name: _with(rule, quorum=replace(before, share=share)) for name, share in SHARES.items()}
    return {"none": _with(rule, quorum=None), **rules}


def _below(contest: Contest) -> dict[str, Rule | None]:
    quorum = contest.rule.quorum
    if quorum is None:
        return {}
    return {each.value: _with(contest.rule, quorum=replace(quorum, below=each)) for each in BelowQuorum}


def _elected(contest: Contest) -> dict[str, Rule | None]:
    rule = contest.rule
    base = rule.threshold.base if rule.threshold else Base.VALID
    rules = {name: _with(rule, threshold=Threshold(share, base)) for name, share in SHARES.items()}
    otherwise = rule.otherwise if rule.lead_over_blank else BelowThreshold.NOBODY
    return {"none": _with(rule, threshold=None, otherwise=otherwise), **rules}


def _of(contest: Contest) -> dict[str, Rule | None]:
    threshold = contest.rule.threshold
    if threshold is None:
        return {}
    return {each.value: _with(contest.rule, threshold=replace(threshold, base=each)) for each in Base}


def _otherwise(contest: Contest) -> dict[str, Rule | None]:
    return {each.value: _with(contest.rule, otherwise=each) for each in BelowThreshold}


def _seats(contest: Contest) -> dict[str, Rule | None]:
    numbers = range(1, min(_MOST_SEATS, max(1, len(contest.candidates))) + 1)
    return {
        "usual": _with(contest.rule, seats=None),
        **{str(each): _with(contest.rule, seats=each) for each in numbers},
    }


def _ties(contest: Contest) -> dict[str, Rule | None]:
    """An order is drawn when it is chosen; one that was agreed elsewhere is the order on the ballot."""
    rule, ids = contest.rule, [each.id for each in contest.candidates]
    drawn = rule.ties.order if rule.ties.made is OrderOrigin.DRAWN else tuple(_draw.sample(ids, len(ids)))
    rules = {each.value: _with(rule, ties=Ties(each)) for each in (TieRule.LOT, TieRule.RUN_OFF)}
    if len(ids) > 1:
        for made, order in ((OrderOrigin.DRAWN, drawn), (OrderOrigin.TYPED, tuple(ids))):
            rules[_ORDERS[made]] = _with(rule, ties=Ties(TieRule.ORDER, order, made))
    return rules


_PARTS: Mapping[str, Callable[[Contest], dict[str, Rule | None]]] = {
    "quorum": _quorums,
    "below": _below,
    "elected": _elected,
    "of": _of,
    "otherwise": _otherwise,
    "seats": _seats,
    "ties": _ties,
}
PARTS = tuple(_PARTS)
