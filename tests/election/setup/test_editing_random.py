"""Edited and undone in whatever order: the store holds what the changes say, and undo takes all back."""

import secrets
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from election.errors import ElectionError
from election.models import CandidateOrder, LocalText, PollsState
from election.resources import resource
from election.setup.changes.candidates import (
    AddCandidates,
    ChangeCandidate,
    MoveCandidate,
    NewCandidate,
    PutPhoto,
    RemoveCandidate,
)
from election.setup.changes.change import Change
from election.setup.changes.contests import (
    AddContest,
    ChangeContest,
    ChangeElection,
    DuplicateContest,
    MoveContest,
    RemoveContest,
)
from election.setup.definition_file import read_definition_file
from election.setup.definition_text import definition_text
from election.setup.edit_history import MOST_STEPS
from election.setup.life_cycle import Definition, create_election, read_definition
from election.setup.samples import sample_definition
from election.store.json.folder import DataFolder
from election.store.json.store import JsonStore
from tests.services import build_services


def _photo(at: int) -> bytes:
    return resource("elections", "club", f"0{at}.jpg").read_bytes() if at else b""


TEXTS = st.sampled_from(["가", "나다", "Kim", "  두 낱말 "]).map(lambda text: LocalText.of({"ko": text}))
CONTESTS, CANDIDATES = st.integers(1, 5), st.integers(1, 14)
NEW = st.lists(st.sampled_from([NewCandidate("가"), NewCandidate("나", "모임")]), max_size=3).map(tuple)
CHANGES: st.SearchStrategy[Change] = st.one_of(
    st.builds(ChangeElection, st.fixed_dictionaries({"title": TEXTS})),
    st.builds(ChangeElection, st.fixed_dictionaries({"grace": st.integers(0, 6)})),
    st.builds(AddContest, TEXTS, st.sampled_from(["choose", "yes_no"])),
    st.builds(
        ChangeContest, CONTESTS, st.fixed_dictionaries({"kind": st.sampled_from(["choose", "yes_no"])})
    ),
    st.builds(ChangeContest, CONTESTS, st.fixed_dictionaries({"order": st.sampled_from(CandidateOrder)})),
    st.builds(MoveContest, CONTESTS, st.integers(-3, 3)),
    st.builds(RemoveContest, CONTESTS),
    st.builds(DuplicateContest, CONTESTS),
    st.builds(AddCandidates, CONTESTS, NEW),
    st.builds(ChangeCandidate, CANDIDATES, st.fixed_dictionaries({"description": TEXTS})),  # it has none
    st.builds(ChangeCandidate, CANDIDATES, st.fixed_dictionaries({"statement": TEXTS})),
    st.builds(MoveCandidate, CANDIDATES, st.integers(-3, 3)),
    st.builds(RemoveCandidate, CANDIDATES),
    st.builds(PutPhoto, CANDIDATES, st.integers(0, 2).map(_photo)),
)


class Editor(RuleBasedStateMachine):
    """An organiser, beside a list of every definition there was."""

    @initialize()
    def open(self) -> None:
        self.path = tempfile.TemporaryDirectory()
        self.folder = DataFolder(Path(self.path.name) / "data")
        self.folder.__enter__()
        self.store = JsonStore(self.folder)
        sample = sample_definition("motions")
        self.store.write(lambda box: create_election(box, sample))
        self.editing = build_services(self.store, secrets.token_bytes(32)).editing
        self.were = [read_definition(sample, PollsState.DRAFT)]

    @rule(change=CHANGES)
    def make(self, change: Change) -> None:
        try:
            expected = change.made(self.were[-1])
        except ElectionError as error:
            try:
                self.editing.make(change)
            except type(error):
                return
            raise AssertionError("not refused") from error
        assert self.editing.make(change) == expected
        if expected != self.were[-1]:
            self.were.append(expected)

    @precondition(lambda self: len(self.were) > 1)
    @rule()
    def undo(self) -> None:
        self.were.pop()
        assert self.editing.undo() == self.were[-1]

    @rule()
    def reopen(self) -> None:
        """The program ends, and the history with it."""
        self.store.close()
        self.store = JsonStore(self.folder)
        self.editing = build_services(self.store, secrets.token_bytes(32)).editing
        self.were = self.were[-1:]

    @invariant()
    def the_store_holds_it(self) -> None:
        now = self.editing.definition()
        assert now == self.were[-1]
        assert self.editing.undoable() == min(MOST_STEPS, len(self.were) - 1)
        standing = {each.id for contest in now.election.contests for each in contest.candidates}
        assert now.photos.keys() <= standing
        given = {each for style in now.election.styles for each in style.contests}
        assert given == {contest.id for contest in now.election.contests}

    @precondition(lambda self: self.were[-1].election.contests and _choices_have_candidates(self.were[-1]))
    @rule()
    def write_as_toml(self) -> None:
        text = definition_text(self.were[-1].election, self.were[-1].photos)
        file = Path(self.path.name) / "election.toml"
        file.write_text(text, encoding="utf-8")
        again = read_definition(read_definition_file(file), PollsState.DRAFT)
        assert definition_text(again.election, again.photos) == text

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()
            self.folder.__exit__(None, None, None)
            self.path.cleanup()


def _choices_have_candidates(definition: Definition) -> bool:
    return all(each.candidates or each.kind == "yes_no" for each in definition.election.contests)


TestEditor = Editor.TestCase
TestEditor.settings = settings(max_examples=5, stateful_step_count=25, deadline=None)
