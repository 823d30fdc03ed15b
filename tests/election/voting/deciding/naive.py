"""The same rules once more, as slowly and as plainly as they are told. It shares no code with the program but
the values of a rule.
"""

from dataclasses import dataclass
from fractions import Fraction

from election.rules import Base, BelowQuorum, BelowThreshold, Participation, Rule, Share, TieRule


@dataclass(frozen=True)
class Answers:
    """The votes of one candidate, and how many ballots are valid for them."""

    yes: int
    valid: int


@dataclass(frozen=True)
class People:
    roll: int
    present: int
    cast: int
    blank: int


def is_enough(number: int, whole: int, share: Share) -> bool:
    if whole == 0:
        return False
    got = Fraction(number, whole)
    return got > share.part if share.more_than else got >= share.part


def naive(
    votes: dict[int, Answers], rule: Rule, people: People, *, yes_no: bool, seats: int
) -> dict[str, object]:
    """Who is elected, level, or in a run-off, as sets of ids, and the word for it."""
    nothing: dict[str, object] = {"elected": set(), "level": set(), "chosen": 0, "run_off": set()}
    if rule.quorum is not None:
        came = people.cast if rule.quorum.came is Participation.CAST else people.present
        if not is_enough(came, people.roll, rule.quorum.share):
            word = "not_opened" if rule.quorum.below is BelowQuorum.NOT_OPENED else "no_quorum"
            return {"word": word, **nothing}
    if not yes_no and all(each.yes == 0 for each in votes.values()):
        return {"word": "no_votes", **nothing}

    able = {who for who in votes if votes[who].yes > 0 and passes(votes[who], rule, people, yes_no=yes_no)}
    if rule.lead_over_blank:
        ranked = sorted([each.yes for each in votes.values()] + [0])
        if ranked[-1] - ranked[-2] <= people.blank:
            able = set()

    elected: set[int] = set()
    level: set[int] = set()
    while able - elected and len(elected) < seats:
        most = max(votes[who].yes for who in able - elected)
        best = {who for who in able - elected if votes[who].yes == most}
        if len(elected) + len(best) > seats:
            level = best
            break
        elected |= best

    run_off: set[int] = set()
    places = seats - len(elected)
    if level and rule.ties.rule is TieRule.ORDER:
        elected |= {who for at, who in enumerate(w for w in rule.ties.order if w in level) if at < places}
    elif level and rule.ties.rule is TieRule.RUN_OFF:
        run_off = level
    elif not level and places and rule.otherwise is BelowThreshold.RUN_OFF:
        run_off = first_for(places, {who: votes[who].yes for who in votes if who not in elected})

    if level and rule.ties.rule is TieRule.LOT:
        word = "tied"
    elif run_off:
        word = "run_off"
    else:
        word = "elected" if elected else "nobody"
    return {"word": word, "elected": elected, "level": level, "run_off": run_off}


def passes(answers: Answers, rule: Rule, people: People, *, yes_no: bool) -> bool:
    if rule.threshold is None:
        return not yes_no or 2 * answers.yes > answers.valid
    base = {
        Base.VALID: answers.valid,
        Base.CAST: people.cast,
        Base.PRESENT: people.present,
        Base.ROLL: people.roll,
    }[rule.threshold.base]
    return is_enough(answers.yes, base, rule.threshold.share)


def first_for(places: int, votes: dict[int, int]) -> set[int]:
    """Two for each place, and who is level with them; nobody if there is a place for everyone."""
    if len(votes) <= places:
        return set()
    highest = sorted(votes.values(), reverse=True)
    at_least = highest[min(2 * places, len(highest)) - 1]
    return {who for who, number in votes.items() if number >= at_least}
