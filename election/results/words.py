"""The report's numbers in words, for pages, prints and the terminal alike."""

from enum import StrEnum

from election.models import Candidate, Contest, Turnout
from election.results.report import Sums
from election.store.port import ReceiptCheck
from election.voters.slip_account import SlipAccount
from election.voting.deciding.decide import is_motion
from election.voting.deciding.sentences import Say, percent
from election.voting.methods.kinds import RANKED, SCORED


class Unit(StrEnum):
    """What the numbers of a contest's candidates are."""

    VOTES = "votes"
    POINTS = "points"
    FIRST = "first_preferences"  # the count goes on from there


def unit_of(contest: Contest) -> Unit:
    """Return what is counted for each candidate: only votes have a share of the valid ballots."""
    if contest.kind in SCORED:
        return Unit.POINTS
    return Unit.FIRST if contest.kind in RANKED else Unit.VOTES


def row_name(contest: Contest, candidate: Candidate, language: str) -> str:
    """Return what numbers are of: a candidate's name, or the title of a motion in the reader's language."""
    return contest.title.in_language(language) if is_motion(contest) else candidate.name


def turnout_words(turnout: Turnout, at_opening: int | None, say: Say) -> str:
    """Return how many voted, of how many. Where nobody was on the roll at opening, people sign up as they
    come, and nobody is an addition.
    """
    added = max(0, turnout.voters - at_opening) if at_opening else 0
    share = percent(turnout.voted, turnout.voters)
    key = "report.roll_added" if added else "report.roll"
    return say(
        key, voted=turnout.voted, voters=turnout.voters, percent=share, opening=at_opening or 0, added=added
    )


def sum_words(sums: Sums, say: Say) -> tuple[str, ...]:
    """Return the sums of a contest, a line each; the last says whether they are right."""
    ballots = "report.ballots_abstain" if sums.abstain else "report.ballots"
    said = [say(ballots, cast=sums.ballots, valid=sums.valid, blank=sums.blank, abstain=sums.abstain)]
    if sums.possible > sums.ballots:  # else the line before says the same
        most = sums.possible // sums.ballots
        said.append(say("report.votes", cast=sums.ballots, most=most, votes=sums.votes, unused=sums.unused))
    key = "report.sums_right" if sums.hold else "report.sums_wrong"
    return (*said, say(key, rights=sums.cast, ballots=sums.ballots))


def receipt_words(check: ReceiptCheck | None, say: Say) -> str:
    """Return whether each vote left a receipt; nothing where there are none to look at."""
    if check is None or not (check.receipts or check.voted):
        return ""
    key = "report.receipts_right" if check.hold else "report.receipts_wrong"
    return say(key, receipts=check.receipts, voted=check.voted)


def slip_words(account: SlipAccount, say: Say) -> str:
    """Return the account of slips, and whether it agrees; nothing where there are no slips."""
    if not account.printed:
        return ""
    return say(
        "report.slips_right" if account.agrees else "report.slips_wrong",
        printed=account.printed,
        out=account.handed_out,
        void=account.void,
        counted=account.in_hand if account.counted is None else account.counted,
        used=account.used,
        replaced=account.replaced,
    )
