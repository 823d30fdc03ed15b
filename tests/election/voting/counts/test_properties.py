"""What holds of every count, whoever votes how."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from election.voting.counts.ballots import Rankings, Scores
from election.voting.counts.condorcet import MINIMAX, RULES, SCHULZE, count_condorcet
from election.voting.counts.irv import count_irv
from election.voting.counts.log import Came, Count, StagedCount
from election.voting.counts.star import count_star
from election.voting.counts.stv import UNIT, count_stv
from election.voting.counts.ties import By, DeclaredOrder
from election.voting.counts.totals import count_approval, count_score
from election.voting.counts.values import count_values, tie_steps

SIZE = 5
Ballot = tuple[int, list[list[int]]]
ORDERS = st.permutations(range(SIZE))
STRICT = st.lists(
    st.tuples(st.integers(1, 9), ORDERS.flatmap(lambda each: st.integers(0, SIZE).map(lambda n: each[:n]))),
    max_size=12,
).map(lambda ballots: [(number, [[each] for each in order]) for number, order in ballots])
SEATS = st.integers(1, 3)
FEW = settings(max_examples=25, deadline=None)


def rankings(ballots: Sequence[Ballot]) -> Rankings:
    return Rankings.of(SIZE, ballots)


def every_count(ballots: Sequence[Ballot], seats: int, order: Sequence[int]) -> list[Count]:
    box, declared = rankings(ballots), DeclaredOrder(order)
    return [
        count_irv(box, declared),
        count_stv(box, seats, declared),
        count_approval(box, seats, declared),
        *(count_condorcet(box, declared, rule) for rule in RULES),
    ]


@FEW
@given(STRICT, SEATS, ORDERS, st.randoms(use_true_random=False))
def test_order_and_grouping_of_the_ballots_change_nothing(ballots, seats, order, rng) -> None:
    one_by_one = [(1, ranks) for number, ranks in ballots for _ in range(number)]
    rng.shuffle(one_by_one)
    assert every_count(one_by_one, seats, order) == every_count(ballots, seats, order)


@FEW
@given(STRICT, SEATS, ORDERS, ORDERS)
def test_other_names_change_nothing_but_the_names(ballots, seats, order, named) -> None:
    others = [(number, [[named[each] for each in rank] for rank in ranks]) for number, ranks in ballots]
    renamed = every_count(others, seats, [named[each] for each in order])
    for before, after in zip(every_count(ballots, seats, order), renamed, strict=True):
        winners = [named[each] for each in before.winners]
        assert after.came is before.came
        if before.came is Came.UNCONTESTED:
            winners.sort()
        assert list(after.winners) == winners


@FEW
@given(STRICT, SEATS, ORDERS)
def test_votes_are_conserved_at_every_stage(ballots, seats, order) -> None:
    for count in every_count(ballots, seats, order)[:2]:
        assert isinstance(count, StagedCount)
        before = None
        for stage in count.stages:
            assert sum(stage.votes) + stage.left_over == count.valid * count.unit
            if before is not None and stage.moved is not None:
                gained = {each: stage.votes[each] - before.votes[each] for each in range(SIZE)}
                came = {each: amount for each, amount in stage.moved.items() if each is not None and amount}
                assert {each: amount for each, amount in gained.items() if amount > 0} == came
                assert stage.left_over - before.left_over == stage.moved.get(None, 0)
                assert sum(stage.moved.values()) == -sum(each for each in gained.values() if each < 0)
            before = stage


@FEW
@given(STRICT, ORDERS)
def test_one_seat_is_won_by_the_same_in_both_counts_in_stages_where_no_tie_needed_the_order(
    ballots, order
) -> None:
    irv = count_irv(rankings(ballots), DeclaredOrder(order))
    stv = count_stv(rankings(ballots), 1, DeclaredOrder(order))
    if not any(tie.by is By.ORDER for tie in (*irv.ties, *stv.ties)):
        assert irv.winners == stv.winners


@FEW
@given(STRICT, ORDERS)
def test_who_beats_everybody_wins_by_every_rule(ballots, order) -> None:
    for rule in RULES:
        count = count_condorcet(rankings(ballots), DeclaredOrder(order), rule)
        if count.beats_all is not None:
            assert count.winners == (count.beats_all,)
            assert not count.ties


@FEW
@given(STRICT, ORDERS, st.integers(1, 5))
def test_more_ballots_for_the_winner_alone_never_unseat_them(ballots, order, more) -> None:
    """As Schulze, minimax, approval and score promise. An instant run-off does not for ballots that rank
    others behind the winner as well, but does for these.
    """
    declared = DeclaredOrder(order)
    for rule in (SCHULZE, MINIMAX):
        count = count_condorcet(rankings(ballots), declared, rule)
        for winner in count.winners:
            with_more = rankings([*ballots, (more, [[winner]])])
            assert count_condorcet(with_more, declared, rule).winners == (winner,)
    for winner in count_approval(rankings(ballots), 1, declared).winners:
        with_more = rankings([*ballots, (more, [[winner]])])
        assert count_approval(with_more, 1, declared).winners == (winner,)


@FEW
@given(STRICT, SEATS, ORDERS)
def test_everybody_gets_no_more_than_one_seat_and_all_seats_are_taken(ballots, seats, order) -> None:
    for at, count in enumerate(every_count(ballots, seats, order)):
        expected = 0 if not count.valid else seats if at in (1, 2) else 1
        assert len(set(count.winners)) == len(count.winners) == min(expected, SIZE)


@FEW
@given(STRICT, SEATS, ORDERS)
def test_every_tie_tells_the_steps_that_led_to_it(ballots, seats, order) -> None:
    for count in every_count(ballots, seats, order):
        count_values(count)
        for tie in count.ties:
            assert tie.steps[-1].by is tie.by
            assert len(tie.among) > len(tie.chosen)
            assert set(tie.chosen) <= set(tie.among)
            assert len(tie_steps(tie)) == len(tie.steps)
            level = set(tie.among)
            for step in tie.steps:
                assert set(step.left) <= level
                level = set(step.left)


SCORES = st.lists(
    st.tuples(st.integers(1, 5), st.lists(st.none() | st.integers(0, 5), min_size=3, max_size=3)), max_size=9
)


@FEW
@given(SCORES, SEATS, st.permutations(range(3)), st.randoms(use_true_random=False))
def test_scores_are_counted_whatever_their_order(ballots, seats, order, rng) -> None:
    one_by_one = [(1, scores) for number, scores in ballots for _ in range(number)]
    rng.shuffle(one_by_one)
    box, same = Scores.of(3, 5, ballots), Scores.of(3, 5, one_by_one)
    declared = DeclaredOrder(order)
    for count in (count_score, count_star):
        assert count(box, seats, declared) == count(same, seats, declared)
    star = count_star(box, seats, declared)
    assert all(
        each.final is None or sum(each.final.prefer.values()) + each.final.level == box.valid
        for each in star.rounds
    )
    assert all(sum(row) == box.valid for row in box.spread)


@pytest.mark.parametrize("size", [2, 250])
def test_as_many_candidates_as_a_ballot_may_have(size: int) -> None:
    box = Rankings.of(size, [(3, [[each] for each in range(size)]), (2, [[size - 1]])])
    order = DeclaredOrder(range(size))
    assert count_irv(box, order).winners == (0,)
    assert count_stv(box, 1, order).winners == (0,)
    assert count_approval(box, 1, order).winners == (size - 1,)
    assert count_condorcet(box, order).winners == (0,)


def test_who_withdrew_is_passed_over() -> None:
    box = replace(Rankings.of(3, [(5, [[0], [1]]), (4, [[2]]), (2, [[0]])]), withdrawn=frozenset({0}))
    order = DeclaredOrder(range(3))
    assert box.valid == 9
    for count in (count_irv(box, order), count_stv(box, 1, order), count_condorcet(box, order)):
        assert (count.winners, count.valid) == ((1,), 9)
    assert count_irv(box, order).stages[0].votes == (0, 5, 4)
    assert count_stv(box, 1, order).stages[0].votes == (0, 5 * UNIT, 4 * UNIT)
    assert count_condorcet(box, order).pairwise[0] == (0, 0, 0)


def test_a_tie_without_a_declared_order_is_not_broken_by_anything_else() -> None:
    box = Rankings.of(2, [(1, [[0]]), (1, [[1]])])
    for count in (count_irv, count_condorcet):
        with pytest.raises(ValueError):
            count(box, DeclaredOrder(()))
