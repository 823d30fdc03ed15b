"""Who has withdrawn gets no mark at any door; and a ballot that was changed meanwhile is not taken."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from election.errors import CandidateWithdrawn, ElectionChanged
from election.models import Contest, Election, Voter
from election.store.port import Store
from election.voting.withdrawn import standing, withdrawn_in
from tests.services import Services
from tools.sample_elections import sample_election


@pytest.fixture
def withdrawn(store: Store) -> Iterator[Election]:
    """The sample election; its first candidate has withdrawn."""
    election = store.read(lambda snapshot: snapshot.election())
    contest = election.contests[0]
    first, *others = contest.candidates
    changed = replace(contest, candidates=(replace(first, withdrawn=True), *others))
    after = replace(election, contests=(changed,))
    store.write(lambda box: box.replace_election(after))
    return after


def test_a_mark_for_who_withdrew_is_refused_at_both_doors(
    services: Services, voter: Voter, withdrawn: Election
) -> None:
    contest = withdrawn.contests[0]
    first, second, *_ = contest.candidates
    with pytest.raises(CandidateWithdrawn) as refused:
        services.ballots.cast(voter.id, {contest.id: (first.id,)})
    assert refused.value.values == {"name": first.name}
    with pytest.raises(CandidateWithdrawn):
        services.ballots.submit_one(voter.id, first.id)()
    assert not services.ballots.has_voted(voter.id)
    services.ballots.submit_one(voter.id, second.id)()
    assert services.ballots.has_voted(voter.id)


def test_a_ballot_that_is_not_as_it_was_given_is_not_taken(
    services: Services, voter: Voter, store: Store
) -> None:
    given = services.polls.election_for(voter.id).contests
    choices = {given[0].id: (given[0].candidates[1].id,)}
    renamed = replace(given[0].candidates[0], name="다른 이름")
    changed = replace(given[0], candidates=(renamed, *given[0].candidates[1:]))
    election = services.polls.election()
    store.write(lambda box: box.replace_election(replace(election, contests=(changed,))))
    with pytest.raises(ElectionChanged):
        services.ballots.cast(voter.id, choices, given=given)
    assert not services.ballots.has_voted(voter.id)
    services.ballots.cast(voter.id, choices, given=services.polls.election_for(voter.id).contests)
    assert services.ballots.has_voted(voter.id)


@pytest.mark.parametrize(
    ("marking", "found"),
    [((), False), ((1,), True), ((2, 3), False), (((2,), (1, 3)), True), ({2: "yes"}, False), ({1: 5}, True)],
)
def test_they_are_found_in_every_form_of_marking(marking: object, found: bool) -> None:
    contest = _contest()
    assert (withdrawn_in(contest, marking) is not None) is found  # type: ignore[arg-type]
    assert [each.id for each in standing(contest)] == [2, 3]


def _contest() -> Contest:
    contest = sample_election("motions").contests[-1]
    first, *others = (replace(each, id=at) for at, each in enumerate(contest.candidates, start=1))
    return replace(contest, candidates=(replace(first, withdrawn=True), *others))
