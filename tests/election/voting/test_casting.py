"""One voter, one ballot, counted once, tied to nobody."""

import json
import shutil
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tinydb import TinyDB

from election.errors import (
    AlreadyVoted,
    ElectionError,
    NoSuchCandidate,
    NoSuchContest,
    NotOnRoll,
    PollsNotOpen,
    ResultsHidden,
    TooManyChoices,
)
from election.events import BallotCast, CheckpointDone, CheckpointPutOff, Event, PollsChanged
from election.models import Election, LocalText, PollsState, Voter
from election.setup.life_cycle import create_election
from election.setup.refusals import PollsTransition
from election.store.json import engine
from election.store.json.folder import DataFolder
from election.store.json.store import JsonStore
from election.store.port import Store
from election.voters.passwords import Passwords
from election.voting.methods.choose import options_of
from tests.election.store.json.disks import no_room_for_checkpoint
from tests.services import Services, build_services

CLUB = {
    "title": {"ko": "동아리"},
    "live_results": False,
    "contests": [
        {"title": {"ko": "회장"}, "options": {"most": 1}, "candidates": ["가", "나"]},
        {"title": {"ko": "위원"}, "options": {"most": 3}, "candidates": ["다", "라", "마", "바"]},
    ],
}


@pytest.fixture
def club_store(tmp_path: Path) -> Iterator[Store]:
    with DataFolder(tmp_path / "club") as folder:
        store = JsonStore(folder)
        store.write(lambda transaction: create_election(transaction, CLUB, PollsState.OPEN))
        yield store


@pytest.fixture
def club(club_store: Store, passwords: Passwords) -> Services:
    """A hidden-results election of two contests: 1 of candidates 1 and 2, up to 3 of candidates 3 to 6."""
    return build_services(club_store, b"k" * 32, passwords)


def totals(services: Services) -> dict[int, int]:
    return {each.candidate.id: each.total for result in services.tally.results() for each in result.counts}


def test_a_ballot_is_counted_and_marked_and_told(services: Services, voter: Voter) -> None:
    heard: list[Event] = []
    services.events.subscribe(heard.append)
    assert not services.ballots.has_voted(voter.id)
    services.ballots.cast(voter.id, {1: (3,)})
    assert services.ballots.has_voted(voter.id)
    assert Counter(totals(services)) == Counter({3: 1}) + Counter(dict.fromkeys(range(1, 11), 0))
    assert heard == [BallotCast()]
    assert (services.tally.turnout().voters, services.tally.turnout().voted) == (1, 1)


def test_a_second_ballot_is_refused_whatever_it_says(services: Services, voter: Voter) -> None:
    services.ballots.cast(voter.id, {1: (3,)})
    for choices in ({1: (3,)}, {1: (4,)}, {}, {9: (9,)}):
        with pytest.raises(AlreadyVoted):
            services.ballots.cast(voter.id, choices)
    assert sum(totals(services).values()) == 1


@pytest.mark.parametrize(
    ("choices", "refusal"),
    [
        ({7: (1,)}, NoSuchContest),
        ({1: (3,)}, NoSuchCandidate),  # stands in the other contest
        ({1: (99,)}, NoSuchCandidate),
        ({1: (-1,)}, NoSuchCandidate),
        ({1: (1, 2)}, TooManyChoices),
        ({1: (1, 1)}, TooManyChoices),
        ({2: (3, 4, 5, 6)}, TooManyChoices),
        ({2: (3, 3)}, TooManyChoices),
        ({1: (1,), 2: (99,)}, NoSuchCandidate),  # one good contest does not save the other
    ],
)
def test_a_ballot_that_is_not_valid_leaves_no_trace(
    club: Services, choices: dict[int, tuple[int, ...]], refusal: type[ElectionError]
) -> None:
    voter = club.accounts.sign_up("a@b", "a", "p")
    with pytest.raises(refusal):
        club.ballots.cast(voter.id, choices)
    assert not club.ballots.has_voted(voter.id)
    club.polls.close()
    club.polls.count()
    assert {result.ballots for result in club.tally.results()} == {0}


def test_blank_and_partly_blank_ballots_count_as_such(club: Services) -> None:
    for name, choices in (("a", {}), ("b", {1: (2,)}), ("c", {1: (), 2: (6, 3)})):
        club.ballots.cast(club.accounts.sign_up(name, name, "p").id, choices)
    club.polls.close()
    club.polls.count()
    president, board = club.tally.results()
    assert (president.ballots, president.blank) == (3, 2)
    assert (board.ballots, board.blank) == (3, 2)
    assert [each.votes for each in board.counts] == [1, 0, 0, 1]


def test_only_voters_on_the_roll_vote(services: Services) -> None:
    with pytest.raises(NotOnRoll):
        services.ballots.cast(12345, {1: (1,)})


def test_polls_that_are_not_open_take_no_ballot(services: Services, voter: Voter) -> None:
    heard: list[Event] = []
    services.events.subscribe(heard.append)
    services.polls.close()
    with pytest.raises(PollsNotOpen):
        services.ballots.cast(voter.id, {1: (1,)})
    with pytest.raises(PollsTransition):
        services.polls.close()
    services.polls.reopen("too early")
    services.ballots.cast(voter.id, {1: (1,)})
    assert heard == [PollsChanged(PollsState.CLOSED), PollsChanged(PollsState.OPEN), BallotCast()]


def test_closed_polls_leave_one_file_that_stock_tinydb_reads(
    services: Services, sign_up: Callable[[str], Voter], folder_path: Path, tmp_path: Path
) -> None:
    """While the program still runs: no journal is left to be compared with an older copy."""
    for number in range(40):
        services.ballots.cast(sign_up(f"voter{number}").id, {1: (1 + number % 7,)})
    services.polls.close()
    shutil.copy(folder_path / "election.json", tmp_path / "copy.json")
    with TinyDB(tmp_path / "copy.json") as copy:
        assert len(copy.table("ballots")) == len(copy.table("marks")) == 40
        assert copy.table("elections").all()[0]["state"] == "closed"


def test_hidden_results_come_out_when_they_are_counted(club: Services) -> None:
    with pytest.raises(ResultsHidden):
        club.tally.results()
    assert club.tally.turnout().voters == 0
    club.polls.close()
    with pytest.raises(ResultsHidden):
        club.tally.results()
    club.polls.count()
    assert totals(club) == dict.fromkeys(range(1, 7), 0)


def test_a_kept_ballot_says_nothing_but_its_choices_in_one_fixed_form(
    club: Services, club_store: Store, tmp_path: Path
) -> None:
    voter = club.accounts.sign_up("a@b", "a", "p")
    receipt = club.ballots.cast(voter.id, {2: (6, 3, 4), 1: (2,)}).receipt
    club_store.close()
    data = json.loads((tmp_path / "club" / "election.json").read_text(encoding="utf-8"))
    assert sorted(map(json.dumps, data["ballots"].values())) == [
        '{"contest": 1, "marking": [2]}',
        '{"contest": 2, "marking": [3, 4, 6]}',
    ]
    ((right_id, mark),) = data["marks"].items()
    assert right_id == str(voter.id)
    assert mark.keys() == {"tag"}
    assert len(bytes.fromhex(mark["tag"])) == 16
    assert data["rights"] == {str(voter.id): {"style": 1}}
    assert list(data["receipts"].values()) == [{"receipt": receipt}]
    for kept in (
        *data["ballots"],
        *data["receipts"],
        str(voter.id),
        mark["tag"],
        receipt,
    ):  # each stands in its own place only
        assert json.dumps(data).count(kept) == (3 if kept == str(voter.id) else 1)


def test_two_devices_of_one_voter_at_once_give_one_ballot(services: Services, voter: Voter) -> None:
    outcomes: Counter[str] = Counter()
    barrier = threading.Barrier(8)

    def vote(candidate: int) -> None:
        barrier.wait()
        try:
            services.ballots.cast(voter.id, {1: (candidate,)})
            outcomes["cast"] += 1
        except AlreadyVoted:
            outcomes["refused"] += 1

    threads = [threading.Thread(target=vote, args=(candidate,)) for candidate in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes == {"cast": 1, "refused": 7}
    assert sum(totals(services).values()) == 1


def test_a_failing_subscriber_does_not_fail_the_vote(
    services: Services, voter: Voter, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[Event] = []

    def broken(event: Event) -> None:
        raise RuntimeError("no screen")

    services.events.subscribe(broken)
    stop = services.events.subscribe(heard.append)
    services.ballots.cast(voter.id, {1: (1,)})
    assert heard == [BallotCast()]
    assert "BallotCast" in caplog.text
    stop()
    services.polls.close()
    assert heard == [BallotCast()]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.dictionaries(st.integers(1, 3), st.lists(st.integers(1, 7), max_size=5)), max_size=8))
def test_counts_are_what_a_plain_count_of_the_accepted_ballots_gives(
    tmp_path_factory: pytest.TempPathFactory, passwords: Passwords, ballots: list[dict[int, list[int]]]
) -> None:
    with DataFolder(tmp_path_factory.mktemp("tally")) as folder:
        store = JsonStore(folder)
        store.write(lambda transaction: create_election(transaction, CLUB, PollsState.OPEN))
        services = build_services(store, b"k" * 32, passwords)
        plain: Counter[int] = Counter()
        for number, choices in enumerate(ballots):
            voter = services.accounts.sign_up(str(number), "n", "p")
            try:
                services.ballots.cast(voter.id, {contest: tuple(each) for contest, each in choices.items()})
            except ElectionError:
                continue
            plain.update(candidate for chosen in choices.values() for candidate in chosen)
        services.polls.close()
        services.polls.count()
        assert totals(services) == {candidate: plain[candidate] for candidate in range(1, 7)}
        store.close()


def test_titles_are_shown_in_a_language_they_have() -> None:
    title = LocalText.of({"ko": "선거"})
    assert (title.in_language("ko"), title.in_language("en")) == ("선거", "선거")
    assert LocalText.of({}).in_language("ko") == ""


def test_the_sample_election_is_the_one_promised(services: Services) -> None:
    election: Election = services.polls.election()
    (contest,) = election.contests
    names = ["정시원", "고은", "유현우", "김*오", "문*빈", "문*진", "서*빈", "이*용", "장*훈", "황*나"]
    assert [(each.id, each.name) for each in contest.candidates] == list(enumerate(names, start=1))
    assert (election.state, election.live_results, options_of(contest).most) == (PollsState.OPEN, True, 1)
    assert contest.candidate(99) is None


def test_signing_up_twice_at_once_gives_one_account(
    services: Services, sign_up: Callable[[str], Voter]
) -> None:
    outcomes: Counter[str] = Counter()

    def attempt() -> None:
        try:
            sign_up("same")
            outcomes["made"] += 1
        except ElectionError as error:
            outcomes[error.code] += 1

    threads = [threading.Thread(target=attempt) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes == {"made": 1, "account.email_taken": 5}
    assert services.tally.turnout().voters == 1


def test_ballots_submitted_together_are_told_apart(
    services: Services, sign_up: Callable[[str], Voter]
) -> None:
    """One thread begins several, then finishes each: written in one go, each with an answer of its own."""
    first, second = sign_up("first"), sign_up("second")
    heard: list[Event] = []
    services.events.subscribe(heard.append)
    submit = services.ballots.submit
    finishes = [submit(first.id, {1: (1,)}), submit(first.id, {1: (2,)}), submit(second.id, {1: (3,)})]
    assert services.tally.turnout().voted == 0
    finishes[2]()
    assert services.tally.turnout().voted == 2
    with pytest.raises(AlreadyVoted):
        finishes[1]()
    finishes[0]()
    assert heard == [BallotCast(), BallotCast()]


def test_closing_the_polls_leaves_one_readable_file_and_no_recent_one(
    services: Services, sign_up: Callable[[str], Voter], folder_path: Path
) -> None:
    services.ballots.cast(sign_up("first").id, {1: (1,)})
    assert (folder_path / "recent.dat").exists()
    assert not (folder_path / "election.json").exists()
    services.polls.close()
    assert not list(folder_path.glob("*.dat"))
    assert (folder_path / "election.json").read_bytes() == (folder_path / "election.copy.json").read_bytes()


def test_closing_the_polls_on_a_failing_disk_says_that_it_is_not_all(
    services: Services, folder_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(engine, "CHECKPOINT_RETRY", 0.01)
    heard: list[Event] = []
    done = threading.Event()
    services.events.subscribe(heard.append)
    services.events.subscribe(lambda event: done.set() if event == CheckpointDone() else None)
    with no_room_for_checkpoint(monkeypatch):
        services.polls.close()
        assert heard == [CheckpointPutOff(), PollsChanged(PollsState.CLOSED)]
        assert services.polls.checkpoint_put_off()
        assert "the checkpoint failed" in caplog.text
    assert done.wait(50)
    assert heard[2:] == [CheckpointDone()]
    assert not services.polls.checkpoint_put_off()
    assert not list(folder_path.glob("*.dat"))


def test_closing_the_polls_once_more_on_a_disk_that_works_again_says_so(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    with no_room_for_checkpoint(monkeypatch):
        services.polls.close()
    services.polls.reopen("the disk was full")
    assert services.polls.checkpoint_put_off()
    heard: list[Event] = []
    services.events.subscribe(heard.append)
    services.polls.close()
    assert heard == [CheckpointDone(), PollsChanged(PollsState.CLOSED)]
    assert not services.polls.checkpoint_put_off()
