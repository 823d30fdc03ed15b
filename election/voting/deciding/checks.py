"""A rule held against its contest: what cannot be, what is missing, and what may not be meant."""

from collections.abc import Iterator

from election.errors import Message, RuleIncomplete, RuleRefused
from election.models import Contest, Election
from election.rules import Base, BelowQuorum, BelowThreshold, Participation, Quorum, Rule, TieRule
from election.voting.counts.ballots import MOST_CANDIDATES
from election.voting.deciding.decide import is_motion, seats_of
from election.voting.methods.choose import KIND as CHOOSE
from election.voting.methods.choose import options_of
from election.voting.methods.kinds import COUNTED, ONE_SEAT, RANKED, SCORED
from election.voting.methods.stv_scottish import KIND as STV
from election.voting.methods.yes_no import KIND as YES_NO


def check_rule(contest: Contest) -> None:
    """Raises RuleRefused if the contest's rule asks for what a contest like it cannot give."""
    for name, key in _faults(contest, contest.rule):
        raise RuleRefused(name=name, reason=Message(key))


def _faults(contest: Contest, rule: Rule) -> Iterator[tuple[str, str]]:
    if contest.kind in RANKED | SCORED:
        yield from _faults_of_count(contest, rule)
    if is_motion(contest) and rule.seats not in (None, 1):
        yield "seats", "rule_fault.seats_of_motion"
    if contest.kind == YES_NO and rule.otherwise is BelowThreshold.RUN_OFF:
        yield "otherwise", "rule_fault.run_off_of_yes_no"
    if rule.lead_over_blank and (contest.kind == YES_NO or seats_of(contest) > 1):
        yield "lead_over_blank", "rule_fault.lead"
    if rule.ties.order and set(rule.ties.order) != {each.id for each in contest.candidates}:
        yield "ties", "rule_fault.order"
    asks_more = rule.threshold is not None or rule.quorum is not None or rule.lead_over_blank
    if asks_more and any(each.carried_over for each in contest.candidates):
        yield "rule", "rule_fault.carried_over"


def _faults_of_count(contest: Contest, rule: Rule) -> Iterator[tuple[str, str]]:
    """Yield what is wrong where ballots rank or score: no part of their votes is one person's share."""
    if rule != Rule(seats=rule.seats, ties=rule.ties, quorum=rule.quorum):
        yield "rule", "rule_fault.kind"
    if contest.kind in ONE_SEAT and rule.seats not in (None, 1):
        yield "seats", "rule_fault.one_seat"
    if contest.kind in COUNTED and rule.ties.rule is TieRule.RUN_OFF:
        yield "ties", "rule_fault.ties_of_count"
    if contest.kind in COUNTED and len(contest.candidates) > MOST_CANDIDATES:
        yield "rule", "rule_fault.too_many"
    if any(each.carried_over for each in contest.candidates):
        yield "rule", "rule_fault.carried_over"


def missing(contest: Contest, *, has_desk: bool, of_election: Quorum | None = None) -> tuple[Message, ...]:
    """Return what must be set before the polls can open. `has_desk`: people are checked in at a desk;
    `of_election` is the whole election's quorum.
    """
    rule = contest.rule
    found = []
    needs_order = rule.ties.rule is TieRule.ORDER or contest.kind in COUNTED
    if needs_order and not rule.ties.order and len(contest.candidates) > 1:
        found.append(Message("rule_missing.order"))
    quorums = (rule.quorum, of_election)
    asks_for_present = any(each is not None and each.came is Participation.PRESENT for each in quorums)
    if rule.threshold is not None and rule.threshold.base is Base.PRESENT:
        asks_for_present = True
    if asks_for_present and not has_desk:
        found.append(Message("rule_missing.desk"))
    return tuple(found)


def check_complete(election: Election, *, has_desk: bool) -> None:
    """Raises RuleIncomplete if a contest of `election` cannot be decided by its rule as it stands."""
    for place, contest in enumerate(election.contests, start=1):
        for reason in missing(contest, has_desk=has_desk, of_election=election.quorum):
            raise RuleIncomplete(contest=place, reason=reason)


def warnings(
    contest: Contest, *, live_results: bool = False, of_election: Quorum | None = None
) -> tuple[Message, ...]:
    """Return what may be meant, and often is not."""
    rule = contest.rule
    found = []
    quorums = (rule.quorum, of_election)
    if live_results and any(each is not None and each.below is BelowQuorum.NOT_OPENED for each in quorums):
        found.append(Message("rule_warning.not_live"))
    if contest.kind == CHOOSE and rule.threshold is None and len(contest.candidates) == 1:
        found.append(Message("rule_warning.one_candidate"))
    if rule.threshold is not None and rule.threshold.base is not Base.VALID:
        found.append(Message("rule_warning.abstention"))
    seats = seats_of(contest)
    if contest.kind == CHOOSE and (most := options_of(contest).most) > seats:
        found.append(Message("rule_warning.more_votes", {"votes": most, "seats": seats}))
    if contest.kind == CHOOSE and contest.candidates and seats >= len(contest.candidates):
        found.append(Message("rule_warning.all_elected"))
    found += _warnings_of_method(contest, seats)
    return tuple(found)


def _warnings_of_method(contest: Contest, seats: int) -> list[Message]:
    """Return where a method may not fit."""
    found = []
    if contest.kind == STV and seats == 1:
        found.append(Message("rule_warning.stv_for_one"))
    if contest.kind in ("approval", *SCORED) and seats > 1:
        found.append(Message("rule_warning.majority_takes_all"))
    if contest.kind in COUNTED and 0 < len(contest.candidates) <= seats:
        found.append(Message("rule_warning.uncontested"))
    return found
