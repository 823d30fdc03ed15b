"""Rules and outcomes in words, in both languages. Every percentage says of whom it is one, and every share is
given as a number of people or votes as well, as soon as these are known.
"""

from collections.abc import Iterable, Sequence

from election.errors import Message
from election.models import Candidate, Contest
from election.rules import AT_LEAST_HALF, MORE_THAN_HALF, Base, OrderOrigin, Quorum, Share, TieRule
from election.texts import isolated
from election.voting.counts.log import Count
from election.voting.counts.sentences import CountSentences
from election.voting.counts.sentences import Say as Say
from election.voting.deciding.decide import is_motion, seats_of
from election.voting.deciding.outcome import Decision, Need, Outcome, Standing, Tie
from election.voting.deciding.quorum import Attendance, QuorumCheck
from election.voting.deciding.thresholds import MORE_YES_THAN_NO
from election.voting.methods.choose import KIND as CHOOSE
from election.voting.methods.choose import options_of
from election.voting.methods.kinds import COUNTED, EXPLAINED, RANKED, SCORED
from election.voting.methods.score import KIND as SCORE
from election.voting.methods.yes_no import KIND as YES_NO


def percent(part: int, whole: int) -> str:
    """Return how many of a hundred `part` is of `whole`, with one decimal, half up; "0.0" of nothing.

    >>> percent(183, 367)
    '49.9'
    """
    tenths = (2000 * part + whole) // (2 * whole) if whole else 0
    return f"{tenths // 10}.{tenths % 10}"


class Sentences:
    """Words what decides, and what came out, in the language of `say`, in whole sentences."""

    def __init__(self, say: Say) -> None:
        self._say = say

    # --- the rule --------------------------------------------------------------------------------------

    def rule(
        self, contest: Contest, of_election: Quorum | None = None, *, on_ballot: bool = False
    ) -> tuple[str, ...]:
        """Return what decides a contest; `of_election` is the whole election's quorum. `on_ballot`: where the
        method itself takes words to explain, the order that decides ties is not told name by name.
        """
        rule, said = contest.rule, list[str]()
        if of_election is not None:
            said.append(self._quorum_asked(of_election, "election"))
        if rule.quorum is not None:
            said.append(self._quorum_asked(rule.quorum, "contest"))
        said.append(self._winning(contest))
        if rule.lead_over_blank:
            said.append(self._say("deciding.rule.lead"))
        if rule.threshold is not None or rule.lead_over_blank:
            key = f"deciding.otherwise.{rule.otherwise}"
            said += [] if contest.kind == YES_NO else [self._say(key, count=seats_of(contest))]
        if contest.kind == YES_NO and rule.seats is not None and not is_motion(contest):
            said.append(self._say("deciding.rule.yes_no_seats", count=rule.seats))
        if _can_tie(contest):
            said.append(self._ties(contest, named=not on_ballot or contest.kind not in EXPLAINED))
        return tuple(said)

    def numbers(self, contest: Contest, attendance: Attendance, need: Need | None = None) -> tuple[str, ...]:
        """Return what the shares of the rule are in people and votes, as far as they are known: `need` is of
        the threshold.
        """
        said = [
            self._say("deciding.numbers.quorum", needed=check.needed, people=_roll(check))
            for check in attendance.checks
        ]
        if need is not None:
            said.append(self._say("deciding.numbers.needed", needed=_needed(contest, need)))
        return tuple(said)

    def _quorum_asked(self, quorum: Quorum, whose: str) -> str:
        key = f"deciding.quorum.{quorum.below}.{quorum.came}"
        return self._say(key, share=_share(quorum.share), roll=Message(f"deciding.roll.{whose}"))

    def _winning(self, contest: Contest) -> str:
        if contest.kind in RANKED | SCORED:
            return self._say(f"method_rule.{contest.kind}", count=seats_of(contest))
        threshold = contest.rule.threshold
        form = "only" if _only_one_can(contest) else "choose"
        if contest.kind == YES_NO:
            form = "motion" if is_motion(contest) else "yes_no"
        if threshold is None:
            return self._say(f"deciding.most.{form}", count=seats_of(contest))
        base = Message(f"deciding.base.{_base_word(contest, threshold.base)}")
        return self._say(
            f"deciding.threshold.{form}", base=base, share=_share(threshold.share), count=seats_of(contest)
        )

    def _ties(self, contest: Contest, *, named: bool) -> str:
        ties = contest.rule.ties
        if named and ties.rule is TieRule.ORDER and ties.made is not None:
            names = self._names(filter(None, map(contest.candidate, ties.order)))
            return self._say(f"deciding.ties.order.{ties.made}", names=names)
        return self._say(f"deciding.ties.{TieRule.ORDER if contest.kind in COUNTED else ties.rule}")

    # --- the outcome -----------------------------------------------------------------------------------

    def outcome(self, outcome: Outcome) -> tuple[str, ...]:
        """Return what came out and why, the most important first."""
        missed = [self._quorum_missed(check) for check in outcome.attendance.missed]
        if outcome.decision is Decision.NOT_OPENED:
            return (*missed, self._say("deciding.not_opened.nobody_sees"))
        if outcome.decision is Decision.NO_QUORUM:
            return (self._say("deciding.outcome.no_quorum"), *missed)
        if outcome.decision is Decision.NO_VOTES:
            said = [self._say("deciding.outcome.no_votes")]
        elif outcome.count is not None:
            said = self._counted(outcome.contest, outcome.count)
        elif is_motion(outcome.contest):
            said = self._motion(outcome)
        else:
            said = [*self._elected(outcome), *self._why(outcome), *self._next(outcome)]
        return (*said, *(self._quorum_met(check) for check in outcome.attendance.checks))

    def _counted(self, contest: Contest, count: Count) -> list[str]:
        """Return what a count decided, and every tie in it with the steps tried."""
        sentences = CountSentences(self._say, [each.name for each in contest.candidates])
        said = (*sentences.outcome(count), *sentences.ties(count))
        return [each.removesuffix(".") for each in said]

    def _motion(self, outcome: Outcome) -> list[str]:
        (standing,) = outcome.standings
        answers = {"yes": standing.votes, "no": standing.no, "abstain": standing.abstain}
        said = self._say(f"deciding.outcome.{outcome.decision}", **answers, blank=standing.blank)
        return [said, *self._held(outcome.contest, [standing])]

    def _elected(self, outcome: Outcome) -> list[str]:
        if not outcome.elected:
            return [self._say("deciding.outcome.nobody")]
        standings = [each for each in outcome.standings if each.candidate in outcome.elected]
        standings.sort(key=lambda each: outcome.elected.index(each.candidate))
        names = ", ".join(self._with_votes(outcome.contest, each) for each in standings)
        said = [self._say("deciding.outcome.elected", names=names)]
        has_more_to_say = outcome.tie is not None or standings[0].need is not None
        by_most = (
            "deciding.outcome.by_most_points" if outcome.contest.kind == SCORE else "deciding.outcome.by_most"
        )
        return said if has_more_to_say else [*said, self._say(by_most)]

    def _why(self, outcome: Outcome) -> list[str]:
        """Return what was asked for and how near they came: by yes or no each of them, as each has a base of
        their own; else the last who got a seat by it, and the first who did not where a seat is left.
        """
        contest, said = outcome.contest, []
        if outcome.lead is not None:
            key = "deciding.outcome.lead" if outcome.lead.is_enough else "deciding.outcome.no_lead"
            said.append(self._say(key, ahead=outcome.lead.ahead, blank=outcome.lead.blank))
        if contest.kind == YES_NO:
            said += [line for each in outcome.standings for line in self._held(contest, [each])]
        else:
            for reached in (True, False) if outcome.vacant and outcome.tie is None else (True,):
                said += self._held(contest, _next_to_threshold(outcome.standings, reached=reached))
        if outcome.decision is Decision.ELECTED and outcome.vacant and contest.rule.seats is not None:
            said.append(self._say("deciding.outcome.vacant", count=outcome.vacant))
        return said

    def _next(self, outcome: Outcome) -> list[str]:
        said = self._tie(outcome.tie, outcome.contest) if outcome.tie is not None else []
        if outcome.run_off is not None:
            names = self._names(outcome.run_off.between)
            said.append(self._say("deciding.outcome.run_off", names=names, count=outcome.run_off.seats))
        return said

    def _tie(self, tie: Tie, contest: Contest) -> list[str]:
        level = self._say(
            "deciding.outcome.tie", names=self._names(tie.among), votes=_amount(contest, tie.votes)
        )
        if tie.by is TieRule.RUN_OFF:
            return [level]
        by_lot = "open" if tie.is_open else "lot"
        how = by_lot if tie.by is TieRule.LOT else contest.rule.ties.made or OrderOrigin.TYPED
        witnesses = ", ".join(map(isolated, tie.witnesses))
        return [level, self._say(f"deciding.tie.{how}", names=self._names(tie.chosen), witnesses=witnesses)]

    # --- parts -----------------------------------------------------------------------------------------

    def _quorum_missed(self, check: QuorumCheck) -> str:
        return self._of_quorum(f"deciding.missed.{check.quorum.below}.{check.quorum.came}", check)

    def _quorum_met(self, check: QuorumCheck) -> str:
        return self._of_quorum(f"deciding.met.{check.quorum.came}", check)

    def _of_quorum(self, key: str, check: QuorumCheck) -> str:
        share = percent(check.came, check.roll)
        return self._say(key, people=_roll(check), came=check.came, percent=share, needed=check.needed)

    def _held(self, contest: Contest, level: Sequence[Standing]) -> list[str]:
        """Return the votes of those who are level, or of the motion, the share they are, and whether that is
        as many as are asked for; nothing where most votes decide.
        """
        if not level or (need := level[0].need) is None:
            return []
        first = level[0]
        form = "motion" if is_motion(contest) else "candidate"
        short = Message("deciding.short", {"votes": _votes(first.short)})
        said = self._say(
            f"deciding.held.{form}",
            names=self._names(each.candidate for each in level),
            votes=_votes(first.votes),
            percent=percent(first.votes, need.people),
            people=_people(contest, need),
            needed=_needed(contest, need),
            reached=Message("deciding.reached") if first.reached else short,
        )
        return [said]

    def _with_votes(self, contest: Contest, standing: Standing) -> str:
        votes = _amount(contest, standing.votes)
        return self._say("deciding.who", name=isolated(standing.candidate.name), votes=votes)

    def _names(self, candidates: Iterable[Candidate]) -> str:
        return ", ".join(isolated(each.name) for each in candidates)


def _next_to_threshold(standings: Sequence[Standing], *, reached: bool) -> list[Standing]:
    """Return those who are nearest to the threshold, of those above it or of those below."""
    side = [each for each in standings if each.reached is reached]
    nearest = (min if reached else max)((each.votes for each in side), default=0)
    return [each for each in side if each.votes == nearest]


def _only_one_can(contest: Contest) -> bool:
    """Return whether no two can reach the threshold: each ballot is for one of them, and it is more than half
    of at least all ballots that are for somebody.
    """
    threshold = contest.rule.threshold
    if threshold is None or contest.kind != CHOOSE or options_of(contest).most > 1:
        return False
    return threshold.share.part > AT_LEAST_HALF.part or threshold.share == MORE_THAN_HALF


def _can_tie(contest: Contest) -> bool:
    if _only_one_can(contest):
        return False
    return contest.kind != YES_NO or (contest.rule.seats is not None and not is_motion(contest))


def _votes(count: int) -> Message:
    return Message("deciding.votes", {"count": count})


def _amount(contest: Contest, count: int) -> Message:
    return Message("deciding.points", {"count": count}) if contest.kind == SCORE else _votes(count)


def _share(share: Share) -> Message:
    if share == MORE_THAN_HALF:
        return Message("deciding.share.more_than_half")
    if share == AT_LEAST_HALF:
        return Message("deciding.share.half")
    part = f"{share.part.numerator}/{share.part.denominator}"
    return Message(
        "deciding.share.more_than" if share.more_than else "deciding.share.at_least", {"part": part}
    )


def _base_word(contest: Contest, base: Base) -> str:
    """Return the last part of the key of a base's words: by yes or no, an abstention is not valid."""
    return "answers" if contest.kind == YES_NO and base is Base.VALID else base.value


def _people(contest: Contest, need: Need) -> Message:
    if need.base is Base.ROLL:
        return _on_roll("roll", need.people, need.added)
    return Message(f"deciding.people.{_base_word(contest, need.base)}", {"count": need.people})


def _needed(contest: Contest, need: Need) -> Message:
    threshold = contest.rule.threshold or MORE_YES_THAN_NO
    values = {"votes": _votes(need.votes), "share": _share(threshold.share), "people": _people(contest, need)}
    return Message("deciding.needed", values)


def _roll(check: QuorumCheck) -> Message:
    return _on_roll("whole_roll" if check.whole else "roll", check.roll, check.added)


def _on_roll(whose: str, count: int, added: int) -> Message:
    """Return how many are on a roll; where some were added, from how many at opening."""
    people = Message(f"deciding.people.{whose}", {"count": count})
    if not added:
        return people
    return Message("deciding.people.added", {"people": people, "opening": count - added, "added": added})
