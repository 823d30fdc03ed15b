"""Editing a draft: each step is kept at once, and undone; and what can be changed while polls are open."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from election.errors import ElectionError, OptionsRefused, RuleRefused, SettingRefused
from election.events import BallotChanged
from election.i18n.catalogue import catalogue
from election.models import NO_TEXT, CandidateOrder, LocalText, PollsState, Privacy, Voter, WithdrawnVotes
from election.resources import resource
from election.rules import Base, OrderOrigin, Rule, Share, Threshold, TieRule, Ties
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
from election.setup.edit_history import MOST_STEPS
from election.setup.photos import PhotoRefused
from election.setup.refusals import (
    AlreadyWithdrawn,
    NotADraft,
    NotAText,
    NothingToUndo,
    NotOnBallot,
    NotUnderWay,
    ReasonMissing,
    StepForbidden,
    TooFewLeft,
)
from election.store.json.folder import DataFolder
from election.store.json.store import JsonStore
from election.store.port import Store
from election.voting.methods.choose import ChooseOptions
from election.voting.methods.yes_no import YesNoCount
from tests.services import Services, build_services

PHOTO = resource("elections", "club", "01.jpg").read_bytes()
TITLE = LocalText.of({"ko": "새 항목"})


@pytest.fixture
def draft(store: Store, services: Services) -> Services:
    """The sample election, in draft: one contest of six candidates."""
    store.write(lambda box: box.set_state(PollsState.DRAFT))
    return services


def contest_ids(services: Services) -> list[int]:
    return [each.id for each in services.polls.election().contests]


def names(services: Services, at: int = 0) -> list[str]:
    return [each.name for each in services.polls.election().contests[at].candidates]


def said(error: ElectionError) -> str:
    words = catalogue().of_error(error, "en")
    assert catalogue().of_error(error, "ko") != words
    return words


def test_contests_are_added_moved_duplicated_and_removed(draft: Services) -> None:
    edit = draft.editing.make
    edit(AddContest(TITLE, "yes_no"))
    assert contest_ids(draft) == [1, 2]
    edit(DuplicateContest(1))
    assert contest_ids(draft) == [1, 3, 2]
    first, copy, _ = draft.polls.election().contests
    assert [each.name for each in copy.candidates] == [each.name for each in first.candidates]
    assert not {each.id for each in copy.candidates} & {each.id for each in first.candidates}
    edit(MoveContest(2, -9))
    assert contest_ids(draft) == [2, 1, 3]
    edit(RemoveContest(1))
    assert contest_ids(draft) == [2, 3]
    assert [style.contests for style in draft.polls.election().styles] == [(2, 3)]


def test_candidates_are_added_changed_moved_and_removed(draft: Services) -> None:
    edit, before = draft.editing.make, names(draft)
    edit(AddCandidates(1, (NewCandidate("  한 서윤 ", "하늘"), NewCandidate("오민재"))))
    assert names(draft) == [*before, "한 서윤", "오민재"]
    added = draft.polls.election().contests[0].candidates[-2]
    edit(ChangeCandidate(added.id, {"name": "한서윤", "statement": LocalText.of({"ko": "함께", "en": ""})}))
    edit(MoveCandidate(added.id, -2))
    edit(RemoveCandidate(added.id + 1))
    assert names(draft) == [*before[:-2], "한서윤", *before[-2:]]
    changed = draft.polls.election().contests[0].candidate(added.id)
    assert changed is not None
    assert (changed.label, changed.statement) == ("하늘", LocalText.of({"ko": "함께"}))


def test_the_election_itself_is_changed(draft: Services) -> None:
    values = {"title": LocalText.of({"ko": " 새 제목 "}), "grace": 2, "objection_hours": 24}
    draft.editing.make(ChangeElection(values))
    election = draft.polls.election()
    assert election.title == LocalText.of({"ko": "새 제목"})
    assert (election.grace, election.objection_hours) == (2, 24)


def test_that_markings_are_public_is_declared_in_a_draft_alone(draft: Services) -> None:
    assert not draft.polls.election().markings_public
    draft.editing.make(ChangeElection({"markings_public": True}))
    assert draft.polls.election().markings_public
    draft.polls._store.write(lambda box: box.set_state(PollsState.OPEN))
    with pytest.raises(NotADraft):
        draft.editing.make(ChangeElection({"markings_public": False}))


def test_practice_becomes_real_by_a_copy_alone_and_never_by_editing(draft: Services) -> None:
    with pytest.raises(SettingRefused):
        draft.editing.make(ChangeElection({"practice": True}))
    assert not draft.polls.election().practice


def test_another_kind_comes_with_its_options_and_keeps_the_rule_where_it_can(draft: Services) -> None:
    half = Threshold(Share(Fraction(1, 2), more_than=True), Base.VALID)
    draft.editing.make(
        ChangeContest(1, {"rule": Rule(threshold=half), "options": ChooseOptions(blank=False)})
    )
    draft.editing.make(ChangeContest(1, {"kind": "yes_no"}))
    contest = draft.polls.election().contests[0]
    assert (contest.kind, contest.options.blank, contest.rule.threshold) == ("yes_no", False, half)
    draft.editing.make(
        ChangeContest(1, {"kind": "choose", "rule": Rule(threshold=half, lead_over_blank=True)})
    )
    draft.editing.make(ChangeContest(1, {"kind": "yes_no"}))
    assert draft.polls.election().contests[0].rule == Rule()


def test_a_declared_order_follows_its_candidates(draft: Services) -> None:
    ids = [each.id for each in draft.polls.election().contests[0].candidates]
    ties = Ties(TieRule.ORDER, tuple(reversed(ids)), OrderOrigin.TYPED)
    draft.editing.make(ChangeContest(1, {"rule": Rule(ties=ties)}))
    draft.editing.make(AddCandidates(1, (NewCandidate("새 후보"),)))
    draft.editing.make(RemoveCandidate(ids[0]))
    new = draft.polls.election().contests[0].candidates[-1].id
    assert draft.polls.election().contests[0].rule.ties.order == (*reversed(ids[1:]), new)
    copy = draft.editing.make(DuplicateContest(1)).election.contests[1]
    assert set(copy.rule.ties.order) == {each.id for each in copy.candidates}
    for each in draft.polls.election().contests[0].candidates:
        draft.editing.make(RemoveCandidate(each.id))
    assert draft.polls.election().contests[0].rule.ties == Ties(TieRule.ORDER)


def test_photos_are_put_replaced_removed_and_undone(draft: Services) -> None:
    edit = draft.editing.make
    edit(PutPhoto(1, PHOTO))
    other = resource("elections", "club", "02.jpg").read_bytes()
    edit(PutPhoto(1, other))
    assert draft.polls.photos() == {1: other}
    copy = edit(DuplicateContest(1)).election.contests[1]
    assert draft.polls.photos() == {1: other, copy.candidates[0].id: other}
    edit(RemoveContest(copy.id))
    edit(PutPhoto(1, b""))
    assert draft.polls.photos() == {}
    for photos in ({1: other}, {1: other, copy.candidates[0].id: other}, {1: other}, {1: PHOTO}, {}):
        draft.editing.undo()
        assert draft.polls.photos() == photos


REFUSED: list[tuple[Change, type[ElectionError]]] = [
    (ChangeElection({"title": LocalText(())}), SettingRefused),
    (ChangeElection({"title": LocalText.of({"ko": "가" * 301})}), SettingRefused),
    (ChangeElection({"state": PollsState.OPEN}), SettingRefused),
    (ChangeElection({"grace": 9}), SettingRefused),
    (AddContest(LocalText.of({"ko": "\x07"})), SettingRefused),
    (ChangeContest(1, {"options": ChooseOptions(most=0)}), OptionsRefused),
    (ChangeContest(1, {"kind": "bingo"}), SettingRefused),
    (ChangeContest(1, {"rule": Rule(lead_over_blank=True, seats=1), "kind": "yes_no"}), RuleRefused),
    (
        ChangeContest(1, {"withdrawn_votes": WithdrawnVotes.VOID, "options": ChooseOptions(most=2)}),
        SettingRefused,
    ),
    (ChangeContest(7, {"order": CandidateOrder.SHUFFLED}), NotOnBallot),
    (ChangeCandidate(1, {"name": " "}), SettingRefused),
    (ChangeCandidate(1, {"statement": LocalText.of({"en": "x" * 301})}), SettingRefused),
    (ChangeCandidate(77, {"name": "가"}), NotOnBallot),
    (AddCandidates(1, (NewCandidate("가"), NewCandidate("나\n다"))), SettingRefused),
    (PutPhoto(1, b"no photo"), PhotoRefused),
    (PutPhoto(77, PHOTO), NotOnBallot),
]


@pytest.mark.parametrize(("change", "error"), REFUSED)
def test_what_cannot_be_changes_nothing(draft: Services, change: Change, error: type[ElectionError]) -> None:
    before = draft.editing.definition()
    with pytest.raises(error) as refused:
        draft.editing.make(change)
    assert said(refused.value)
    assert draft.editing.definition() == before
    assert draft.editing.undoable() == 0


def test_what_people_are_told_of_their_data_is_cleaned(draft: Services) -> None:
    typed = Privacy(LocalText.of({"ko": "  선거인 확인 "}), NO_TEXT)
    draft.editing.make(ChangeElection({"privacy": typed}))
    kept = draft.polls.election().privacy
    assert kept == Privacy(LocalText.of({"ko": "선거인 확인"}), NO_TEXT)
    with pytest.raises(SettingRefused):
        draft.editing.make(ChangeElection({"privacy": Privacy(NO_TEXT, LocalText.of({"en": "\x07"}))}))
    assert draft.polls.election().privacy == kept


def test_the_last_twenty_steps_are_undone(draft: Services) -> None:
    titles = [LocalText.of({"ko": f"제목 {at}"}) for at in range(MOST_STEPS + 5)]
    for title in titles:
        draft.editing.make(ChangeElection({"title": title}))
    assert draft.editing.undoable() == MOST_STEPS
    for title in reversed(titles[4:-1]):
        assert draft.editing.undo().election.title == title
    with pytest.raises(NothingToUndo):
        draft.editing.undo()
    assert draft.polls.election().title == titles[4]


def test_a_change_that_changes_nothing_is_no_step(draft: Services) -> None:
    draft.editing.make(MoveContest(1, 3))
    assert draft.editing.undoable() == 0


def test_what_was_changed_in_another_way_is_not_undone_over(draft: Services, store: Store) -> None:
    draft.editing.make(ChangeElection({"grace": 1}))
    changed = replace(draft.polls.election(), live_results=False, grace=4)
    store.write(lambda box: box.replace_election(changed))
    with pytest.raises(NothingToUndo):
        draft.editing.undo()
    assert draft.polls.election() == changed
    assert draft.editing.undoable() == 0


@pytest.mark.parametrize("state", [state for state in PollsState if state is not PollsState.DRAFT])
def test_only_a_draft_is_edited_and_undone(draft: Services, store: Store, state: PollsState) -> None:
    draft.editing.make(ChangeElection({"grace": 1}))
    store.write(lambda box: box.set_state(state))
    before = draft.editing.definition()
    for act in (lambda: draft.editing.make(ChangeElection({"grace": 2})), draft.editing.undo):
        with pytest.raises(NotADraft) as refused:
            act()
        assert "before the polls open" in said(refused.value)
    assert draft.editing.definition() == before


def test_who_listens_is_told(draft: Services) -> None:
    heard: list[object] = []
    draft.events.subscribe(heard.append)
    draft.editing.make(ChangeElection({"grace": 1}))
    draft.editing.undo()
    assert heard == [BallotChanged(), BallotChanged()]


def test_a_step_survives_a_crash(folder: DataFolder, draft: Services) -> None:
    after = draft.editing.make(DuplicateContest(1))
    with_photo = draft.editing.make(PutPhoto(1, PHOTO))
    again = build_services(JsonStore(folder), b"k" * 32)  # nothing was closed
    assert after.election == again.polls.election()
    assert again.editing.definition() == with_photo


# --- while the polls are open ------------------------------------------------------------------------------

TEXT = ChangeCandidate(1, {"name": "바른 이름"})


@pytest.mark.parametrize("state", list(PollsState))
def test_texts_are_corrected_and_candidates_withdrawn_while_the_polls_are_open_or_paused(
    services: Services, store: Store, state: PollsState
) -> None:
    store.write(lambda box: box.set_state(state))
    tries: list[Callable[[], Any]] = [
        lambda: services.editing.correct(TEXT, "오자"),
        lambda: services.editing.withdraw(2, "본인 요청"),
    ]
    if state in (PollsState.OPEN, PollsState.PAUSED):
        for act in tries:
            act()
        first, second, *_ = services.polls.election().contests[0].candidates
        assert (first.name, second.withdrawn) == ("바른 이름", True)
        noted = [(each.role, each.what, each.why) for each in services.polls.acts()]
        assert sorted(noted) == [
            ("organiser", "ballot.corrected", "오자"),
            ("organiser", "candidate.withdrawn", "본인 요청"),
        ]
    else:
        before = services.editing.definition()
        for act in tries:
            with pytest.raises(NotUnderWay) as refused:
                act()
            assert "open or paused" in said(refused.value)
        assert services.editing.definition() == before
        assert not services.polls.acts()


def test_a_correction_needs_a_reason_the_organiser_and_a_text(services: Services) -> None:
    before = services.editing.definition()
    with pytest.raises(ReasonMissing):
        services.editing.correct(TEXT, "  ")
    with pytest.raises(StepForbidden):
        services.editing.correct(TEXT, "오자", role="desk")
    for change in (ChangeContest(1, {"rule": Rule(seats=2)}), ChangeElection({"live_results": False})):
        with pytest.raises(NotAText) as refused:
            services.editing.correct(change, "까닭")
        assert said(refused.value)
    assert services.editing.definition() == before
    assert not services.polls.acts()


def test_nobody_withdraws_twice_nor_the_last_who_is_left(services: Services) -> None:
    *others, last = services.polls.election().contests[0].candidates
    for each in others:
        services.editing.withdraw(each.id, "사퇴")
    with pytest.raises(AlreadyWithdrawn):
        services.editing.withdraw(others[0].id, "사퇴")
    with pytest.raises(TooFewLeft) as refused:
        services.editing.withdraw(last.id, "사퇴")
    assert "Annul" in said(refused.value)


def vote(services: Services, voters: list[Voter], markings: list[Any]) -> None:
    for voter, marking in zip(voters, markings, strict=True):
        services.ballots.cast(voter.id, {1: marking})


@pytest.mark.parametrize(
    ("votes", "counted", "blank"), [(WithdrawnVotes.STAND, 2, 1), (WithdrawnVotes.VOID, 0, 3)]
)
def test_votes_given_before_stand_or_are_void_and_elect_nobody(
    services: Services,
    store: Store,
    sign_up: Callable[[str], Voter],
    votes: WithdrawnVotes,
    counted: int,
    blank: int,
) -> None:
    election = services.polls.election()
    contest = replace(election.contests[0], withdrawn_votes=votes, options=ChooseOptions(most=1))
    store.write(lambda box: box.replace_election(replace(election, contests=(contest,), live_results=False)))
    voters = [sign_up(f"{at}@example.org") for at in range(4)]
    vote(services, voters, [(1,), (1,), (2,), ()])
    services.editing.withdraw(1, "사퇴")
    services.polls.close()
    services.polls.count()
    (result,), (outcome,) = services.tally.results(), services.tally.outcomes()
    assert (result.counts[0].votes, result.counts[1].votes, result.blank) == (counted, 1, blank)
    assert [each.id for each in outcome.elected] == [2]
    report = services.results.report().contests[0]
    assert report.result == result
    assert report.sums is not None
    assert (report.sums.cast, report.sums.valid + report.sums.blank, report.sums.blank) == (4, 4, blank)


def test_answers_on_who_withdrew_are_void(
    services: Services, store: Store, sign_up: Callable[[str], Voter]
) -> None:
    election = services.polls.election()
    store.write(lambda box: box.set_state(PollsState.DRAFT))
    services.editing.make(ChangeContest(1, {"kind": "yes_no", "withdrawn_votes": WithdrawnVotes.VOID}))
    services.editing.make(ChangeElection({"live_results": False}))
    services.polls.open()
    first, second, *_ = (each.id for each in election.contests[0].candidates)
    vote(services, [sign_up("a@example.org")], [{first: "yes", second: "yes"}])
    services.editing.withdraw(first, "사퇴")
    services.polls.close()
    services.polls.count()
    (result,), (outcome,) = services.tally.results(), services.tally.outcomes()
    counts = [each for each in result.counts if isinstance(each, YesNoCount)]
    assert [(each.votes, each.no, each.abstain) for each in counts[:2]] == [(0, 0, 0), (1, 0, 0)]
    assert [each.id for each in outcome.elected] == [second]
