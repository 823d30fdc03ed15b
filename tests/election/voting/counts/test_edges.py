"""Each rule at equality and one beside it, and the ties, told step by step."""

import pytest

from election.i18n.catalogue import catalogue
from election.voting.counts.ballots import Rankings, Scores, packed, unpacked
from election.voting.counts.condorcet import count_condorcet, widest_paths
from election.voting.counts.irv import count_irv
from election.voting.counts.log import Came, Exclusion, Surplus
from election.voting.counts.sentences import CountSentences
from election.voting.counts.star import count_star
from election.voting.counts.stv import UNIT, count_stv, quota_of
from election.voting.counts.ties import By, DeclaredOrder, For
from election.voting.counts.totals import count_score
from election.voting.counts.values import amount_text, tie_steps

ABCD = DeclaredOrder((0, 1, 2, 3))


def box(*ballots: tuple[int, str]) -> Rankings:
    """``(3, "AB=C")``: three put A first, B and C level behind."""
    size = 1 + max((ord(each) - ord("A") for _, text in ballots for each in text if each != "="), default=0)
    return Rankings.of(size, [(number, ranks_of(text)) for number, text in ballots])


def ranks_of(text: str) -> list[list[int]]:
    ranks: list[list[int]] = []
    for at, each in enumerate(text):
        if each == "=":
            continue
        if at and text[at - 1] == "=":
            ranks[-1].append(ord(each) - ord("A"))
        else:
            ranks.append([ord(each) - ord("A")])
    return ranks


def test_half_is_not_more_than_half() -> None:
    half = count_irv(box((50, "A"), (30, "BA"), (20, "CB")), ABCD)
    assert [stage.votes for stage in half.stages] == [(50, 30, 20), (50, 50, 0), (80, 0, 0)]
    beside = count_irv(box((51, "A"), (29, "BA"), (20, "CB")), ABCD)
    assert [stage.votes for stage in beside.stages] == [(51, 29, 20)]


def test_majority_is_of_the_ballots_that_still_count() -> None:
    count = count_irv(box((4, "A"), (3, "B"), (2, "C")), ABCD)
    assert count.winners == (0,)
    assert count.valid == 9  # of which 4 are less than half
    assert (count.stages[-1].votes, count.stages[-1].left_over) == ((4, 3, 0), 2)
    assert count.stages[-1].event == Exclusion(2)
    assert count.stages[-1].moved == {None: 2}


@pytest.mark.parametrize(("valid", "seats", "quota"), [(0, 1, 1), (99, 3, 25), (100, 3, 26), (100, 1, 51)])
def test_quota(valid: int, seats: int, quota: int) -> None:
    assert quota_of(valid, seats) == quota


def test_exactly_the_quota_is_elected_and_has_no_surplus() -> None:
    exact = count_stv(box((34, "AB"), (33, "B"), (33, "C")), 2, ABCD)
    assert exact.quota == 34
    assert exact.stages[0].elected == (0,)
    assert not any(isinstance(stage.event, Surplus) for stage in exact.stages)
    one_above = count_stv(box((35, "AB"), (33, "B"), (33, "C")), 2, ABCD)
    assert one_above.stages[1].event == Surplus(0, UNIT)
    assert one_above.stages[1].votes[0] == 34 * UNIT
    one_below = count_stv(box((33, "AB"), (33, "B"), (34, "C"), (1, "D")), 2, ABCD)
    assert one_below.stages[0].elected == (2,)


def test_values_are_cut_and_what_is_cut_off_is_not_transferable() -> None:
    count = count_stv(box((7, "AB"), (3, "C")), 2, ABCD)
    assert count.quota == 4
    surplus = count.stages[1]
    assert surplus.moved == {1: 7 * 42857, None: 3 * UNIT - 7 * 42857}
    assert (amount_text(surplus.votes[1]), amount_text(surplus.left_over)) == ("2.99999", "0.00001")
    assert count.winners == (0, 2)


def test_all_papers_of_a_surplus_move_each_from_its_old_value() -> None:
    count = count_stv(box((9, "ABC"), (4, "BC"), (2, "CB"), (3, "D")), 2, ABCD)
    first = count.stages[1]
    assert count.quota == 7
    assert first.event == Surplus(0, 2 * UNIT)
    assert first.moved == {1: 9 * 22222, None: 2}
    assert first.votes[1] == 4 * UNIT + 9 * 22222


def test_equal_ranks_end_a_ballot_counted_in_stages() -> None:
    count = count_irv(box((2, "AB=C"), (2, "B"), (1, "C=A")), ABCD)
    assert count.valid == 4  # the last one ranks nobody alone
    assert count.stages[0].votes == (2, 2, 0)


def test_looking_back_tells_its_steps() -> None:
    count = count_irv(
        box((5, "B"), (4, "C"), (4, "D"), (12, "A"), (1, "EC"), (1, "ED"), (1, "FE")), DeclaredOrder(range(6))
    )
    tie = count.ties[0]
    assert (tie.about, tie.among, tie.by) == (For.EXCLUSION, (1, 2, 3), By.ORDER)
    assert tie_steps(tie) == [
        {"by": "lookback", "round": 2, "figures": {"1": 5, "2": 4, "3": 4}, "left": [2, 3]},
        {"by": "lookback", "round": 1, "figures": {"2": 4, "3": 4}, "left": [2, 3]},
        {"by": "lot", "left": [3]},
    ]


@pytest.mark.parametrize(
    ("ballots", "came"),
    [
        ([], Came.NO_VOTES),
        ([(7, "")], Came.NO_VOTES),
        ([(1, "A")], Came.UNCONTESTED),
        ([(1, "AB")], Came.ELECTED),
    ],
)
def test_the_smallest_boxes(ballots: list[tuple[int, str]], came: Came) -> None:
    for count in (
        count_irv(box(*ballots), ABCD),
        count_stv(box(*ballots), 1, ABCD),
        count_condorcet(box(*ballots), ABCD),
    ):
        assert count.came is came
        assert count.winners == (() if came is Came.NO_VOTES else (0,))
        assert not count.ties


def test_no_lot_is_drawn_where_nobody_voted() -> None:
    nobody = Scores.of(3, 5, [(4, [None, None, None])])
    for count in (count_star(nobody, 1, ABCD), count_score(nobody, 1, ABCD)):
        assert (count.came, count.winners, count.ties) == (Came.NO_VOTES, (), ())


def test_zero_is_a_score_and_none_is_not() -> None:
    given = Scores.of(2, 5, [(3, [0, 0]), (2, [None, None])])
    assert given.valid == 3
    assert count_score(given, 1, ABCD).winners == (0,)


def test_a_cycle_is_decided_by_winning_votes() -> None:
    cycle = box((8, "ABC"), (7, "BCA"), (6, "CAB"))
    count = count_condorcet(cycle, ABCD)
    assert count.beats_all is None
    assert count.pairwise == ((0, 14, 8), (7, 0, 15), (13, 6, 0))
    assert count.paths == ((0, 14, 14), (13, 0, 15), (13, 13, 0))
    assert count.winners == (0,)
    pairs = count_condorcet(cycle, ABCD, "ranked_pairs")
    assert (pairs.winners, pairs.skipped) == ((0,), ((2, 0),))
    assert count_condorcet(cycle, ABCD, "minimax").worst == (13, 14, 15)


def test_two_who_are_level_are_decided_by_the_declared_order_alone() -> None:
    for order in ((0, 1), (1, 0)):
        count = count_condorcet(box((2, "AB"), (2, "BA")), DeclaredOrder(order))
        assert (count.beats_all, count.level, count.winners) == (None, (0, 1), order[:1])
        assert count.ties[0].about is For.WINNER


def test_the_widest_path_may_go_over_others() -> None:
    assert widest_paths(((0, 5, 1), (0, 0, 4), (2, 0, 0)))[0] == (0, 5, 4)


def test_star_of_three_for_second_place_uses_highest_scores_and_no_head_to_head() -> None:
    count = count_star(
        Scores.of(4, 5, [(1, [0, 5, 4, 0]), (1, [1, 1, 1, 4]), (1, [4, 1, 4, 4]), (1, [5, 4, 1, 2])]), 1, ABCD
    )
    assert count.rounds[0].finalists == (0, 1)
    assert [step.by for step in count.ties[0].steps] == [By.MAX_SCORES]


def test_star_of_two_for_second_place_asks_whom_more_prefer() -> None:
    count = count_star(Scores.of(3, 5, [(2, [5, 1, 2]), (1, [5, 4, 2])]), 1, ABCD)
    assert count.totals == (15, 6, 6)
    assert count.rounds[0].finalists == (0, 2)
    assert count.ties[0].by is By.HEAD_TO_HEAD


def test_packing() -> None:
    assert packed([(2,), (3, 0), (1,)]) == bytes([2, 0, 255, 3, 1])
    assert unpacked(bytes([2, 0, 255, 3, 1])) == [[2], [0, 3], [1]]
    assert unpacked(b"") == []


def test_a_quota_is_told_with_the_right_particle() -> None:
    count = count_stv(box((7, "AB"), (3, "C"), (1, "D")), 2, ABCD)
    assert "3으로 나눈" in " ".join(CountSentences(korean, "ABCD").outcome(count))


def korean(key: str, /, **values: object) -> str:
    return catalogue().text(key, "ko", **values)


def english(key: str, /, **values: object) -> str:
    return plain(catalogue().text(key, "en", **values))


def plain(text: str) -> str:
    """Return `text` without the marks around names."""
    return text.replace("\u2068", "").replace("\u2069", "")


def test_who_are_level_for_the_final_are_told_in_both_languages_with_their_points() -> None:
    count = count_star(Scores.of(3, 5, [(3, [5, 2, 2])]), 1, ABCD)
    assert count.ties[0].about is For.FINALIST
    assert "level at 6 points, for" in plain(CountSentences(english, "ABC").ties(count)[0])
    assert "6점으로 같고" in plain(CountSentences(korean, "ABC").ties(count)[0])
    count = count_star(Scores.of(3, 5, [(1, [5, 1, 1])]), 1, ABCD)
    assert "level at 1 point, for" in plain(CountSentences(english, "ABC").ties(count)[0])


CIRCLE = box((7, "ABC"), (5, "BCA"), (4, "CAB"))  # A over B 11:5, B over C 12:4, C over A 9:7


@pytest.mark.parametrize("rule", ["schulze", "ranked_pairs"])
def test_a_circle_is_spelled_out_with_the_win_that_is_set_aside(rule: str) -> None:
    said = CountSentences(english, "ABC").outcome(count_condorcet(CIRCLE, ABCD, rule))
    assert said[2:] == [
        "They beat each other in a circle: A over B 11:5, B over C 12:4, C over A 9:7.",
        "The weakest of these wins is set aside: C over A 9:7.",
    ]


def test_by_minimax_no_win_is_set_aside() -> None:
    said = CountSentences(english, "ABC").outcome(count_condorcet(CIRCLE, ABCD, "minimax"))
    assert said[2:] == ["They beat each other in a circle: A over B 11:5, B over C 12:4, C over A 9:7."]


def test_a_circle_is_spelled_out_in_korean() -> None:
    said = CountSentences(korean, ["김", "이", "박"]).outcome(count_condorcet(CIRCLE, ABCD))
    assert plain(said[2]) == (
        "맞대결에서 돌아가며 서로 이겼습니다: 김이 이를 11:5, 이가 박을 12:4, 박이 김을 9:7."
    )


def test_a_circle_of_equal_wins_sets_none_of_them_aside() -> None:
    count = count_condorcet(box((2, "ABC"), (2, "BCA"), (2, "CAB")), ABCD)
    said = CountSentences(english, "ABC").outcome(count)
    assert said[2:] == ["They beat each other in a circle: A over B 4:2, B over C 4:2, C over A 4:2."]


def test_where_nobody_beats_the_winner_there_is_no_circle() -> None:
    for count in (count_condorcet(box((2, "AB"), (2, "BA")), ABCD), count_condorcet(box((3, "AB")), ABCD)):
        assert len(CountSentences(english, "AB").outcome(count)) == 2
