"""Changes of the election itself and of its contests."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from election.errors import RuleRefused, SettingRefused
from election.models import Contest, LocalText, Style
from election.rules import MOST_VOTES, Rule
from election.setup.changes.change import (
    changed,
    contest_with,
    moved,
    new_candidate_id,
    new_contest_id,
    none_such,
    put_contest,
    with_contests,
)
from election.setup.life_cycle import Definition
from election.voting.deciding.checks import check_rule
from election.voting.methods import METHODS
from election.voting.withdrawn import check_withdrawn_votes


@dataclass(frozen=True, slots=True)
class ChangeElection:
    """Sets fields of the election itself: ``{"title": …, "quorum": …}``."""

    values: Mapping[str, Any]

    def made(self, definition: Definition) -> Definition:
        """See `Change`."""
        return replace(definition, election=changed(definition.election, self.values))


@dataclass(frozen=True, slots=True)
class AddContest:
    """Puts a contest below the others; every style gets it."""

    title: LocalText
    kind: str = "choose"

    def made(self, definition: Definition) -> Definition:
        """See `Change`."""
        election = definition.election
        options = METHODS[self.kind].options({})
        contest = Contest(new_contest_id(election), self.title, self.kind, options, ())
        contest = changed(contest, {"title": self.title})
        styles = election.styles or (Style(1, ()),)
        styles = tuple(replace(each, contests=(*each.contests, contest.id)) for each in styles)
        return with_contests(definition, (*election.contests, contest), styles)


@dataclass(frozen=True, slots=True)
class ChangeContest:
    """Sets fields of a contest. Another `kind` comes with its own options unless these are given, and keeps
    the rule where it can.
    """

    contest: int
    values: Mapping[str, Any]

    def made(self, definition: Definition) -> Definition:
        """See `Change`."""
        before = contest_with(definition.election, self.contest)
        values = dict(self.values)
        if values.get("kind", before.kind) != before.kind:
            if values["kind"] not in METHODS:
                raise SettingRefused(name="kind", reason=none_such(METHODS))
            values.setdefault("options", METHODS[values["kind"]].options({"blank": before.options.blank}))
            values.setdefault("rule", _kept_rule(changed(before, values)))
        after = changed(before, values)
        METHODS[after.kind].options(asdict(after.options))
        check_rule(after)
        check_withdrawn_votes(after)
        return put_contest(definition, after)


@dataclass(frozen=True, slots=True)
class MoveContest:
    """Moves a contest so many places down, or up where that is negative; not further than the end."""

    contest: int
    by: int

    def made(self, definition: Definition) -> Definition:
        """See `Change`."""
        contest = contest_with(definition.election, self.contest)
        return with_contests(definition, moved(definition.election.contests, contest, self.by))


@dataclass(frozen=True, slots=True)
class RemoveContest:
    """Takes a contest off the ballot, with its candidates and their photos."""

    contest: int

    def made(self, definition: Definition) -> Definition:
        """See `Change`."""
        gone = contest_with(definition.election, self.contest)
        return with_contests(definition, tuple(each for each in definition.election.contests if each != gone))


@dataclass(frozen=True, slots=True)
class DuplicateContest:
    """Puts a copy of a contest below it, with candidates and photos. Styles that have the one get both."""

    contest: int

    def made(self, definition: Definition) -> Definition:
        """See `Change`."""
        election = definition.election
        contest = contest_with(election, self.contest)
        at, first = election.contests.index(contest), new_candidate_id(election)
        ids = {each.id: first + place for place, each in enumerate(contest.candidates)}
        ties = replace(contest.rule.ties, order=tuple(ids[each] for each in contest.rule.ties.order))
        copy = replace(
            contest,
            id=new_contest_id(election),
            candidates=tuple(replace(each, id=ids[each.id]) for each in contest.candidates),
            rule=replace(contest.rule, ties=ties),
        )
        photos = {ids[each]: photo for each, photo in definition.photos.items() if each in ids}
        styles = tuple(
            replace(each, contests=(*each.contests, copy.id)) if contest.id in each.contests else each
            for each in election.styles
        )
        contests = (*election.contests[: at + 1], copy, *election.contests[at + 1 :])
        return with_contests(replace(definition, photos={**definition.photos, **photos}), contests, styles)


def _kept_rule(contest: Contest) -> Rule:
    try:
        check_rule(contest)
    except RuleRefused:
        return MOST_VOTES
    return contest.rule
