"""A store holds what a plain model does, whatever is done to it in whatever order."""

import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from election.errors import EmailTaken
from election.models import PollsState, Turnout
from election.store.log_chain import next_hash
from election.store.port import Act, BoxCheck, LogHead, Store, Transaction
from tests.election.store.contract.conftest import ELECTION
from tests.election.store.contract.engines import ENGINES, START

NOON = "2026-11-28T12:00:00+09:00"


class AgainstAModel(RuleBasedStateMachine):
    """Runs on the engine named by `engine_name`."""

    engine_name = ""

    @initialize()
    def start(self) -> None:
        self.scratch = tempfile.TemporaryDirectory()
        self.engine = ENGINES[self.engine_name](Path(self.scratch.name))
        self.engine.store.write(lambda transaction: transaction.create_election(ELECTION))
        self.people: dict[str, int] = {}
        self.rights: dict[int, int] = {}
        self.marks: dict[int, bytes] = {}
        self.ballots: Counter[int] = Counter()
        self.counts: dict[int, Counter[object]] = {1: Counter(), 2: Counter()}
        self.state = PollsState.OPEN
        self.noted: list[Act] = []
        self.head = LogHead(0, START)

    def teardown(self) -> None:
        if hasattr(self, "engine"):
            self.engine.close()
            self.scratch.cleanup()

    @rule(email=st.sampled_from("abcdef"), style=st.integers(1, 3))
    def add_voter(self, email: str, style: int) -> None:
        def work(transaction: Transaction) -> int:
            person_id = transaction.add_person(email, email.upper(), "x")
            transaction.add_right(person_id, style)
            return person_id

        if email in self.people:
            with pytest.raises(EmailTaken):
                self.engine.store.write(work)
            return
        person_id = self.engine.store.write(work)
        self.people[email] = person_id
        self.rights[person_id] = style

    @rule(email=st.sampled_from("abcdef"), choice=st.integers(1, 2), tag=st.binary(min_size=16, max_size=16))
    def cast(self, email: str, choice: int, tag: bytes) -> None:
        right_id = self.people.get(email)
        if right_id is None:
            return
        contests = ELECTION.contests_of(self.rights[right_id])

        def work(transaction: Transaction) -> bool:
            if not transaction.put_mark(right_id, tag):
                return False
            for contest in contests:
                transaction.add_ballot(contest.id, (choice,) if contest.id < 3 else {0: "no"})
            return True

        assert self.engine.store.write(work) is (right_id not in self.marks)
        if right_id in self.marks:
            return
        self.marks[right_id] = tag
        for contest in contests:
            self.ballots[contest.id] += 1
            if contest.id < 3:
                self.counts[contest.id][choice] += 1

    @rule(email=st.sampled_from("xyz"))
    def fail_half_way(self, email: str) -> None:
        def work(transaction: Transaction) -> None:
            right_id = transaction.add_person(email, "n", "x")
            transaction.add_right(right_id, 1)
            transaction.put_mark(right_id, bytes(16))
            transaction.add_ballot(1, (1,))
            transaction.set_state(PollsState.DRAFT)
            transaction.add_act(Act("organiser", "never", "", NOON))
            raise LookupError

        with pytest.raises(LookupError):
            self.engine.store.write(work)

    @rule()
    def wipe_tags(self) -> None:
        self.engine.store.write(lambda transaction: transaction.wipe_tags())
        self.marks = dict.fromkeys(self.marks, b"")

    @rule(state=st.sampled_from(PollsState))
    def set_state(self, state: PollsState) -> None:
        self.engine.store.write(lambda transaction: transaction.set_state(state))
        self.state = state

    @rule(whats=st.lists(st.text(max_size=3), max_size=3), marks=st.integers())
    def note(self, whats: list[str], marks: int) -> None:
        acts = [Act("organiser", what, "", NOON, data={"marks": marks}) for what in whats]
        self.engine.store.write(lambda transaction: [transaction.add_act(act) for act in acts])
        self.noted += acts

    @rule(how=st.sampled_from(["reopen", "crash"]))
    def come_again(self, how: str) -> None:
        getattr(self.engine, how)()

    @rule()
    def checkpoint(self) -> None:
        self.engine.store.checkpoint()

    @invariant()
    def the_same(self) -> None:
        if not hasattr(self, "engine"):
            return
        store = self.engine.store
        assert store.read(lambda snapshot: snapshot.election()).state is self.state
        self.check_log(store)
        assert store.read(lambda snapshot: snapshot.turnout()) == Turnout(len(self.rights), len(self.marks))
        for email, person_id in self.people.items():
            found = store.read(lambda snapshot, email=email: snapshot.person_by_email(email))
            assert found is not None
            assert found.id == person_id
            assert store.read(lambda snapshot, each=person_id: snapshot.mark(each)) == self.marks.get(
                person_id
            )
        for contest, expected in self.counts.items():
            counts = store.read(lambda snapshot, contest=contest: snapshot.counts(contest))
            assert (counts.ballots, Counter(counts.marks)) == (self.ballots[contest], expected)
        assert store.read(lambda snapshot: snapshot.check_box()) == tuple(
            BoxCheck(each.id, self.ballots[each.id], self.ballots[each.id]) for each in ELECTION.contests
        )

    def check_log(self, store: Store) -> None:
        """The log holds what was noted, chained, and only ever grows."""
        lines, head = store.read(lambda snapshot: (snapshot.log(), snapshot.log_head()))
        assert [line.act for line in lines] == self.noted
        hashes = [START]
        for line in lines:
            hashes.append(next_hash(hashes[-1], line.text))
            assert line.hash == hashes[-1]
        assert hashes[self.head.number] == self.head.hash
        self.head = LogHead(len(lines), hashes[-1])
        assert head == self.head


def machine(engine_name: str) -> type:
    """The test case of one engine."""
    case = type(f"Against{engine_name}", (AgainstAModel,), {"engine_name": engine_name}).TestCase
    case.settings = settings(max_examples=12, stateful_step_count=25)
    return case


TestJson = machine("json")
