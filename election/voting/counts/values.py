"""Counts as plain values, as JSON has them. Candidates are places from 0."""

from typing import Any

from election.voting.counts.log import (
    Count,
    Exclusion,
    Final,
    PairCount,
    Stage,
    StagedCount,
    StarCount,
    Surplus,
    TotalsCount,
)
from election.voting.counts.stv import UNIT
from election.voting.counts.ties import For, Tie

_ONE_CHOSEN = (For.EXCLUSION, For.SURPLUS, For.ORDER_OF_ELECTION, For.RUN_OFF, For.WINNER)


def amount_text(units: int) -> str:
    """Return hundred-thousandths of a vote with their five decimals.

    >>> amount_text(1_250_000)
    '12.50000'
    """
    return f"{units // UNIT}.{units % UNIT:05d}"


def count_values(count: Count) -> dict[str, Any]:
    """Return everything that is in a count."""
    values: dict[str, Any] = {
        "outcome": count.came.value,
        "winners": list(count.winners),
        "valid": count.valid,
        "ties": [tie_values(tie) for tie in count.ties],
    }
    match count:
        case StagedCount():
            return values | _staged(count)
        case StarCount():
            return values | _star(count)
        case TotalsCount():
            return values | {"totals": list(count.totals)}
        case PairCount():
            return values | _pairs(count)
    return values


def log_values(count: Count) -> dict[str, Any]:
    """Return `count_values` with what moved at each stage, ``{"from": …, "to": {place: amount}}``, what was
    left over, and with every step tried in a tie.
    """
    values = count_values(count)
    values["ties"] = [tie_values(tie) | {"steps": tie_steps(tie)} for tie in count.ties]
    if isinstance(count, StagedCount):
        for number, (stage, row) in enumerate(zip(count.stages, values["rounds"], strict=True), 1):
            row["n"] = number
            if stage.event is not None and stage.moved is not None:
                to = {"left_over" if each is None else str(each): n for each, n in stage.moved.items()}
                row["transfers"] = {"from": stage.event.candidate, "to": to}
        values["units_a_vote"] = count.unit
    return values


def tie_values(tie: Tie) -> dict[str, Any]:
    """Return a tie with the steps tried."""
    chosen: Any = tie.chosen[0] if tie.about in _ONE_CHOSEN else sorted(tie.chosen)
    values = {"for": tie.about.value, "among": list(tie.among), "by": tie.by.value, "chosen": chosen}
    if tie.stage is not None:
        values = {"round": tie.stage, **values}
    return values


def tie_steps(tie: Tie) -> list[dict[str, Any]]:
    """Return every step tried, with the figures of those who were still level."""
    return [
        {"by": step.by.value, "left": list(step.left)}
        | ({"round": step.stage} if step.stage is not None else {})
        | ({"figures": {str(each): number for each, number in step.figures.items()}} if step.figures else {})
        for step in tie.steps
    ]


def _staged(count: StagedCount) -> dict[str, Any]:
    if count.unit == UNIT:
        return {"quota": count.quota, "rounds": [_stv_round(stage) for stage in count.stages]}
    return {"rounds": [_irv_round(stage) for stage in count.stages]}


def _irv_round(stage: Stage) -> dict[str, Any]:
    return {"event": _event(stage), "votes": list(stage.votes), "exhausted": stage.left_over}


def _stv_round(stage: Stage) -> dict[str, Any]:
    values = {
        "event": _event(stage),
        "votes": [amount_text(each) for each in stage.votes],
        "nontransferable": amount_text(stage.left_over),
        "elected": list(stage.elected),
    }
    return values | {"last_vacancies": True} if stage.last_vacancies else values


def _event(stage: Stage) -> dict[str, Any] | None:
    match stage.event:
        case Exclusion(candidate, transferred):
            return {"exclude": candidate} | ({} if transferred else {"transferred": False})
        case Surplus(candidate, amount):
            return {"surplus_of": candidate, "surplus": amount_text(amount)}
    return None


def _star(count: StarCount) -> dict[str, Any]:
    return {
        "totals": list(count.totals),
        "max_counts": list(count.most),
        "rounds": [
            {
                "finalists": list(each.finalists),
                "runoff": _final(each.final),
                "winners": [each.winner],
                "ties": [tie_values(tie) for tie in each.ties],
            }
            for each in count.rounds
        ],
    }


def _final(final: Final | None) -> dict[str, Any] | None:
    if final is None:
        return None
    return {"for": {str(each): number for each, number in final.prefer.items()}, "equal": final.level}


def _pairs(count: PairCount) -> dict[str, Any]:
    details: dict[str, Any] = {}
    if count.winners and count.pairwise:
        details = {"tied": list(count.level), "winner": count.winners[0]}
        if count.rule == "ranked_pairs":
            details["skipped"] = [list(pair) for pair in count.skipped]
        if count.rule == "minimax":
            details["worst"] = list(count.worst)
    return {
        "pairwise": [list(row) for row in count.pairwise],
        "condorcet_winner": count.beats_all,
        count.rule: details,
    }
