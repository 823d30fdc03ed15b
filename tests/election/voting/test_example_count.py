"""The example counts: counted by the real methods, the same voters in each, and worded in both languages."""

import pytest

from election.i18n.catalogue import LANGUAGES, catalogue
from election.setup.wishes import WISHES
from election.voting.counts.sentences import Say
from election.voting.deciding.outcome import Decision
from election.voting.example_count import VOTERS, ExampleWords, example_count


def in_language(language: str) -> Say:
    return lambda key, /, **values: catalogue().text(key, language, **values)


EN = in_language("en")


def words(kind: str) -> ExampleWords:
    return ExampleWords(EN, example_count(kind, EN))


@pytest.mark.parametrize("kind", WISHES)
def test_the_same_voters_vote_in_every_way(kind: str) -> None:
    example = example_count(kind, EN)
    assert sum(number for number, _ in example.ballots) == example.result.ballots == VOTERS
    assert example.outcome.decision is Decision.ELECTED
    assert example.outcome.tie is None
    count = example.outcome.count
    assert count is None or count.ties == (), "a tie would tell of something else"


@pytest.mark.parametrize(
    ("kind", "elected"),
    [
        ("choose", ["Garam"]),  # has most first choices
        ("irv", ["Daon"]),  # gets those of Narae
        ("condorcet", ["Narae"]),  # is preferred to each
        ("stv_scottish", ["Garam", "Daon"]),  # one for each part of the voters
        ("approval", ["Narae"]),
        ("score", ["Daon"]),
        ("star", ["Narae"]),  # has fewer points than Daon, and more prefer her
        ("yes_no", ["Narae"]),
    ],
)
def test_the_ways_differ_in_whom_they_elect(kind: str, elected: list[str]) -> None:
    assert [each.name for each in example_count(kind, EN).outcome.elected] == elected


def test_ballots_are_worded_as_they_are_marked() -> None:
    assert words("choose").ballots()[0] == "10 ballots: Garam"
    assert words("approval").ballots()[0] == "10 ballots: Garam, Narae"
    assert words("irv").ballots()[2] == "8 ballots: 1. Daon, 2. Narae, 3. Garam"
    assert words("star").ballots()[1] == "6 ballots: Garam 0, Narae 5, Daon 4"
    assert [line.split(": ")[1] for line in words("yes_no").ballots()] == ["yes", "yes", "no"]


def test_the_count_is_told_in_the_numbers_that_decide() -> None:
    assert words("choose").count() == ["Votes: Garam 10, Narae 6, Daon 8"]
    assert words("approval").count() == ["Votes: Garam 10, Narae 16, Daon 14"]
    assert words("score").count() == ["Points: Garam 50, Narae 58, Daon 64"]
    assert words("condorcet").count() == ["Garam 10 : 14 Narae", "Garam 10 : 14 Daon", "Narae 16 : 8 Daon"]
    assert words("yes_no").count() == ["Yes 16, no 8"]
    assert [line.split(":")[0] for line in words("irv").count()] == ["Round 1", "Round 2"]
    assert "surplus of Garam" in words("stv_scottish").count()[1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", WISHES)
def test_every_example_is_worded_in_every_language(kind: str, language: str) -> None:
    say = in_language(language)
    told = ExampleWords(say, example_count(kind, say))
    assert len(told.ballots()) == 3
    assert told.count()
    assert told.outcome()
