"""Which groups of the roll vote in which contests: each group has a style, which names the contests.

A group that was given no style of its own has that of people without a group, and where these have none the
election's first, which is of whoever signs up.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from election.errors import NoSuchContest
from election.models import Election, Style
from election.store.port import Person, Snapshot, Transaction
from election.voters.refusals import GroupVotesNowhere

NO_GROUP = ""
_FIRST = 1  # the id of the style that everybody has where the election has none


@dataclass(frozen=True, slots=True)
class Group:
    """A group of the roll, how many people are in it, and the contests it votes in, in ballot order. Its name
    is empty where it is of those who are in none.
    """

    name: str
    people: int
    contests: tuple[int, ...]


def groups_of(people: Iterable[Person], styles: Mapping[str, int], election: Election) -> tuple[Group, ...]:
    """Return the groups of these people, by name, the one without a name last."""
    sizes = Counter(person.group for person in people)
    given = {style.id: style.contests for style in election.styles}

    def contests(group: str) -> tuple[int, ...]:
        wanted = given.get(_style(styles, election, group), ())
        return tuple(each.id for each in election.contests if each.id in wanted)

    in_order = sorted(sizes, key=lambda group: (group == NO_GROUP, group))
    return tuple(Group(group, sizes[group], contests(group)) for group in in_order)


def style_of(snapshot: Snapshot, group: str) -> int:
    """Return the style of the people of a group."""
    return _style(snapshot.group_styles(), snapshot.election(), group)


def contests_of(snapshot: Snapshot, style: int) -> tuple[int, ...]:
    """Return the contests of a style, by their ids."""
    return tuple(each.id for each in snapshot.election().contests_of(style))


def give(roll: Transaction, contests: Mapping[str, Sequence[int]]) -> None:
    """Have each of these groups vote in these contests; all others keep theirs. Nobody has voted. Raises
    GroupVotesNowhere or NoSuchContest.
    """
    election, known = roll.hold_election(), roll.group_styles()
    people = list(roll.people())
    _check(contests, election)
    wanted = {group.name: group.contests for group in groups_of(people, known, election)}
    wanted |= {group: _in_order(election, ids) for group, ids in contests.items()}
    kept = {group: known[group] for group in known.keys() - wanted.keys()}
    styles = _styles(election, {*wanted.values(), *(contests_of(roll, style) for style in kept.values())})
    by_contests = {style.contests: style.id for style in reversed(styles)}
    given = {group: by_contests[contests_] for group, contests_ in wanted.items()} | kept
    if styles != election.styles:
        roll.replace_election(replace(election, styles=styles))
    roll.put_group_styles(given)
    for person in people:
        right, style = roll.right(person.id), style_of(roll, person.group)
        if right is not None and right.style != style:
            roll.put_style(person.id, style)


def _check(contests: Mapping[str, Sequence[int]], election: Election) -> None:
    known = {contest.id for contest in election.contests}
    for group, ids in contests.items():
        if not ids:
            raise GroupVotesNowhere(group=group)
        if not known.issuperset(ids):
            raise NoSuchContest


def _in_order(election: Election, ids: Sequence[int]) -> tuple[int, ...]:
    return tuple(contest.id for contest in election.contests if contest.id in ids)


def _styles(election: Election, wanted: Iterable[tuple[int, ...]]) -> tuple[Style, ...]:
    """Return the first style, those of the others that are `wanted`, and new ones for what is missing."""
    sets = set(wanted)
    kept = [style for at, style in enumerate(election.styles) if at == 0 or style.contests in sets]
    new_id = max((style.id for style in election.styles), default=0) + 1
    missing = sorted(sets - {style.contests for style in kept})
    return (*kept, *(Style(new_id + at, contests) for at, contests in enumerate(missing)))


def _style(styles: Mapping[str, int], election: Election, group: str) -> int:
    first = election.styles[0].id if election.styles else _FIRST
    return styles.get(group, styles.get(NO_GROUP, first))
