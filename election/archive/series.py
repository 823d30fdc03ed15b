"""Series: an election that follows from a counted one, with its roll and, if wanted, its codes.

A code that was brought along is good once in each election of a series. Nothing of the ballots comes along,
and people have new ids. Who was given a slip, and which lost ones were replaced, is still noted, as those
slips are out; but nobody counts as present before the desk checks them in for this election.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from election.archive.refusals import NothingFollows
from election.clock import local_now
from election.library import Library
from election.models import Contest, Election, LocalText, Options, PollsState, Schedule
from election.rules import MOST_VOTES, BelowThreshold, Rule, TieRule, Ties
from election.setup.names import LONGEST_TITLE, clean_title
from election.setup.steps import ORGANISER
from election.store.port import Act, Transaction
from election.voting.deciding.outcome import RunOff
from election.voting.methods.choose import ChooseOptions
from election.voting.methods.yes_no import KIND as YES_NO


class Follows(StrEnum):
    """How an election follows from the one before."""

    RUN_OFF = "run_off"
    REPEAT = "repeat"
    MOTION = "motion"


_ACTS: Mapping[Follows, str] = {
    Follows.RUN_OFF: "series.run_off",
    Follows.REPEAT: "series.repeat",
    Follows.MOTION: "series.motion",
}
_TITLES: Mapping[Follows, Mapping[str, str]] = {
    Follows.RUN_OFF: {"ko": "{title} 결선투표", "en": "{title}: run-off"},
    Follows.REPEAT: {"ko": "{title} 재투표", "en": "{title}: repeat"},
}


def may_follow(election: Election) -> bool:
    """Return whether its rules may lead to a run-off: slips then say that they are to be kept."""
    return any(
        contest.rule.otherwise is BelowThreshold.RUN_OFF or contest.rule.ties.rule is TieRule.RUN_OFF
        for contest in election.contests
    )


class Series:
    """Makes the draft that follows from an election of the library."""

    def __init__(self, library: Library, now: Callable[[], datetime] = local_now) -> None:
        self._library, self._now = library, now

    def run_off(self, election_id: str, *, with_codes: bool = True) -> str:
        """Make the run-offs that a counted election came to, and return the id of the draft. Those who stand
        in one are elected by most votes, for the seats that are left; a quorum stays. Raises NothingFollows
        where it came to none, ResultsHidden before the count, and what `Library.add` raises.
        """
        with self._library.held(election_id) as before:
            outcomes = before.tally.outcomes()
        due = {each.contest.id: each.run_off for each in outcomes if each.run_off is not None}
        if not due:
            raise NothingFollows

        def draft(election: Election) -> Election:
            contests = [_run_off(each, due[each.id]) for each in election.contests if each.id in due]
            return _following(election, contests, _title(election.title, Follows.RUN_OFF))

        return self._make(election_id, draft, Follows.RUN_OFF, with_codes=with_codes)

    def repeat(self, election_id: str, *, with_codes: bool = True) -> str:
        """Make the same election once more, without those who withdrew, and return the id of the draft.
        Raises NothingFollows before it was counted or annulled, and what `Library.add` raises.
        """
        self._check_over(election_id)

        def draft(election: Election) -> Election:
            contests = [_again(each) for each in election.contests]
            return _following(election, contests, _title(election.title, Follows.REPEAT))

        return self._make(election_id, draft, Follows.REPEAT, with_codes=with_codes)

    def motion(self, election_id: str, title: Mapping[str, str], *, with_codes: bool = True) -> str:
        """Make an election on the next motion, for everybody, and return the id of the draft. `title` is the
        motion's by language; its rule is that of the first motion before. Raises what `repeat` does,
        TextTooLong or Unclean.
        """
        asked = LocalText.of({language: clean_title(text) for language, text in title.items()})

        def draft(election: Election) -> Election:
            before = (each for each in election.contests if each.kind == YES_NO and not each.candidates)
            rule = next(before, None)
            contest = Contest(1, asked, YES_NO, Options(), (), rule.rule if rule is not None else MOST_VOTES)
            styles = tuple(replace(style, contests=(contest.id,)) for style in election.styles)
            return replace(_draft(election, asked), contests=(contest,), styles=styles)

        self._check_over(election_id)
        return self._make(election_id, draft, Follows.MOTION, with_codes=with_codes)

    def _check_over(self, election_id: str) -> None:
        with self._library.held(election_id) as before:
            state = before.polls.election().state
        if not (state.is_counted or state is PollsState.ANNULLED):
            raise NothingFollows

    def _make(
        self, election_id: str, draft: Callable[[Election], Election], follows: Follows, *, with_codes: bool
    ) -> str:
        with self._library.held(election_id) as before:
            contents = before.contents.read(with_roll=True, with_codes=with_codes)
        election = draft(contents.election)
        when = self._now().isoformat(timespec="seconds")

        def fill(transaction: Transaction) -> None:
            contents.put(transaction, election)
            transaction.add_act(Act(ORGANISER, _ACTS[follows], "", when))

        return self._library.add(fill, contents.code_key if contents.codes else None)


def _draft(election: Election, title: LocalText) -> Election:
    privacy = None if election.privacy is None else replace(election.privacy, until=None)
    return replace(
        election, title=title, state=PollsState.DRAFT, schedule=Schedule(), privacy=privacy, sample=False
    )


def _following(election: Election, contests: Sequence[Contest], title: LocalText) -> Election:
    """Return the draft with these contests; a style that gives none of them is left out."""
    kept = {contest.id for contest in contests}
    styles = (
        replace(style, contests=tuple(each for each in style.contests if each in kept))
        for style in election.styles
    )
    given = tuple(style for style in styles if style.contests)
    return replace(_draft(election, title), contests=tuple(contests), styles=given)


def _run_off(contest: Contest, due: RunOff) -> Contest:
    candidates = tuple(replace(each, carried_over=0) for each in contest.candidates if each in due.between)
    options = contest.options
    if isinstance(options, ChooseOptions):
        options = replace(options, most=due.seats, least=min(options.least, due.seats))
    ties = contest.rule.ties
    if ties.rule is TieRule.RUN_OFF:  # else it might go on for ever
        ties = Ties()
    elif ties.order:
        ties = replace(ties, order=tuple(each for each in ties.order if each in {c.id for c in candidates}))
    rule = Rule(seats=due.seats, quorum=contest.rule.quorum, ties=ties)
    return replace(contest, candidates=candidates, options=options, rule=rule)


def _again(contest: Contest) -> Contest:
    candidates = tuple(replace(each, carried_over=0) for each in contest.candidates if not each.withdrawn)
    ties, ids = contest.rule.ties, {each.id for each in candidates}
    if ties.order:
        ties = replace(ties, order=tuple(each for each in ties.order if each in ids))
    return replace(contest, candidates=candidates, rule=replace(contest.rule, ties=ties))


def _title(title: LocalText, follows: Follows) -> LocalText:
    longer = {code: _TITLES[follows][code].format(title=text) for code, text in title.texts}
    return title if max(map(len, longer.values())) > LONGEST_TITLE else LocalText.of(longer)
