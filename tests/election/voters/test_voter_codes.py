"""Making codes, confirming and voiding them, and the account of slips."""

from collections.abc import Callable

import pytest

from election.code_models import CodeState
from election.errors import AlreadyVoted, PollsNotOpen
from election.models import PollsState, Voter, WayIn
from election.printing.slips import EIGHT, TEN
from election.setup.refusals import ReasonMissing
from election.store.port import Store, Transaction
from election.voters import codes
from election.voters.code_batches import Issued, whole_sheets
from election.voters.code_refusals import (
    BatchConfirmed,
    NobodyWithoutCode,
    NoCodesHere,
    NoSuchBatch,
    NothingToVoid,
    NumberOfSlips,
)
from election.voters.codes import CodeUnknown, CodeUsed, CodeVoid
from tests.election.voters.codes import let_in_by
from tests.services import Services


@pytest.fixture(autouse=True)
def ways(store: Store) -> None:
    let_in_by(store, WayIn.CODE, WayIn.SLIP)


def enrol(store: Store, *people: tuple[str, str, str]) -> list[int]:
    """Put people on the roll by number, name and group."""

    def work(transaction: Transaction) -> list[int]:
        ids = []
        for number, name, group in people:
            ids.append(transaction.add_person("", name, number=number, group=group))
            transaction.add_right(ids[-1], 1)
        return ids

    return store.write(work)


def shown(issued: Issued, at: int = 0) -> str:
    return issued.slips[at].code.shown


def use(services: Services, text: str) -> None:
    voter = services.code_log_in.log_in(text)
    services.ballots.cast(voter.id, {1: (2,)}, code=voter.code)


@pytest.mark.parametrize(
    ("people", "layout", "slips"), [(367, TEN, 390), (0, TEN, 0), (1, TEN, 10), (8, EIGHT, 16), (7, EIGHT, 8)]
)
def test_a_few_slips_are_to_spare_and_sheets_are_whole(people: int, layout: object, slips: int) -> None:
    assert whole_sheets(people, layout) == slips  # type: ignore[arg-type]


# --- making --------------------------------------------------------------------------------------------


def test_slips_let_people_in_once_they_are_confirmed(services: Services) -> None:
    issued = services.codes.issue_slips(1, 12)
    assert len({each.code for each in issued.slips}) == issued.batch.count == 12
    with pytest.raises(CodeUnknown):
        services.code_log_in.log_in(shown(issued))
    assert services.codes.account().printed == 0
    services.codes.confirm(issued.batch.id)
    use(services, shown(issued))
    account = services.codes.account()
    assert (account.printed, account.used, account.in_hand) == (12, 1, 12)
    assert not account.is_used_right  # nobody was given one


def test_personal_codes_go_to_whoever_has_none_by_group_and_name(services: Services, store: Store) -> None:
    ids = enrol(
        store, ("20210482", "김하나", "국문과"), ("17", "최유나", "국문과"), ("20219034", "김하나", "")
    )
    first = services.codes.issue_personal("eight")
    assert [(each.name, each.group) for each in first.slips] == [
        ("김하나 …9034", ""),
        ("김하나 …0482", "국문과"),
        ("최유나 …17", "국문과"),
    ]
    with pytest.raises(NobodyWithoutCode):  # though they are not confirmed yet
        services.codes.issue_personal()
    services.codes.confirm(first.batch.id)
    assert services.code_log_in.log_in(shown(first, 1)).id == ids[0]
    enrol(store, ("5", "박도현", ""))
    assert [each.name for each in services.codes.issue_personal().slips] == ["박도현 …5"]
    assert services.codes.account().printed == 0  # it is of slips


def test_a_new_code_makes_the_old_one_invalid_at_once(services: Services, store: Store) -> None:
    (person,) = enrol(store, ("1", "김하나", ""))
    old = services.codes.issue_personal()
    services.codes.confirm(old.batch.id)
    new = services.codes.reissue(person)
    with pytest.raises(CodeVoid):
        services.code_log_in.log_in(shown(old))
    use(services, shown(new))
    with pytest.raises(AlreadyVoted):
        services.codes.reissue(person)


def test_what_cannot_be_made_is_refused(services: Services, store: Store) -> None:
    for count in (0, -1, 100_001):
        with pytest.raises(NumberOfSlips):
            services.codes.issue_slips(1, count)
    with pytest.raises(NoSuchBatch):
        services.codes.issue_slips(9, 10)
    for way, other in ((WayIn.SLIP, services.codes.issue_personal), (WayIn.CODE, slips_of(services))):
        let_in_by(store, way)
        enrol(store, (f"{way}", "김하나", ""))
        with pytest.raises(NoCodesHere):
            other()
    store.write(lambda transaction: transaction.set_state(PollsState.CLOSED))
    let_in_by(store, WayIn.SLIP)
    with pytest.raises(PollsNotOpen):
        services.codes.issue_slips(1, 10)


def slips_of(services: Services) -> Callable[[], Issued]:
    return lambda: services.codes.issue_slips(1, 10)


# --- after printing ------------------------------------------------------------------------------------


def test_a_batch_that_did_not_come_out_is_void(services: Services) -> None:
    issued = services.codes.issue_slips(1, 10)
    services.codes.discard(issued.batch.id)
    with pytest.raises(CodeVoid):
        services.code_log_in.log_in(shown(issued))
    with pytest.raises(BatchConfirmed):
        services.codes.discard(issued.batch.id)
    account = services.codes.account()
    assert (account.printed, account.void, account.in_hand) == (10, 10, 0)
    with pytest.raises(NoSuchBatch):
        services.codes.confirm(7)


def test_spoiled_sheets_are_voided_and_made_anew_in_one_step(services: Services, store: Store) -> None:
    first = services.codes.issue_slips(1, 40)
    services.codes.confirm(first.batch.id)
    use(services, shown(first, 15))  # of sheet 2
    second = services.codes.replace_sheets(first.batch.id, 2, 3, "젖음")
    assert second.batch.count == 19
    states = [services.codes.look(shown(first, at)) for at in (9, 10, 15, 29, 30)]
    assert [each.state for each in states] == [
        CodeState.LIVE, CodeState.VOID, CodeState.LIVE, CodeState.VOID, CodeState.LIVE,
    ]  # fmt: skip
    assert [each.used for each in states] == [False, False, True, False, False]
    assert [each.sheet for each in states] == [1, 2, 2, 3, 4]
    services.codes.confirm(second.batch.id)
    account = services.codes.account()
    assert (account.printed, account.void) == (59, 19)
    (act,) = [each for each in services.polls.acts() if each.what == "codes.voided"]
    assert (act.role, act.why) == ("organiser", "1/2–3: 19. 젖음")
    with pytest.raises(NothingToVoid):
        services.codes.void_sheets(first.batch.id, 2, 3, "again")
    with pytest.raises(ReasonMissing):
        services.codes.void_sheets(first.batch.id, 1, 1, " ")


def test_sheets_of_personal_codes_are_made_anew_for_the_same_people(services: Services, store: Store) -> None:
    enrol(store, *[(f"{number:03}", f"이름{number:03}", "") for number in range(12)])
    first = services.codes.issue_personal()
    services.codes.confirm(first.batch.id)
    use(services, shown(first, 11))
    second = services.codes.replace_sheets(first.batch.id, 2, 2, "jam")
    assert [each.name for each in second.slips] == [first.slips[10].name]
    services.codes.confirm(second.batch.id)
    use(services, shown(second))


def test_a_crash_while_printing_leaves_a_batch_to_keep_or_void(services: Services) -> None:
    kept, dropped = services.codes.issue_slips(1, 10), services.codes.issue_slips(1, 10)
    assert [each.confirmed for each in services.codes.batches()] == [False, False]
    services.codes.confirm(kept.batch.id)
    services.codes.discard(dropped.batch.id)
    assert all(each.confirmed for each in services.codes.batches())


# --- a slip in hand, and the account -------------------------------------------------------------------


def test_a_slip_in_hand_is_voided_by_its_code(services: Services) -> None:
    issued = services.codes.issue_slips(1, 10)
    services.codes.confirm(issued.batch.id)
    services.codes.void(shown(issued).lower())
    with pytest.raises(CodeVoid):
        services.codes.void(shown(issued))
    use(services, shown(issued, 1))
    with pytest.raises(CodeUsed):
        services.codes.void(shown(issued, 1))
    with pytest.raises(CodeUnknown):
        services.codes.void(codes.draw(1)[0].shown)


def test_the_account_says_what_was_counted_and_by_how_much_it_is_off(services: Services) -> None:
    services.codes.confirm(services.codes.issue_slips(1, 20).batch.id)
    assert services.codes.account().difference is None
    services.codes.note_in_hand(19)
    account = services.codes.account()
    assert (account.in_hand, account.difference, account.agrees) == (20, -1, False)
    services.codes.note_in_hand(20)
    assert services.codes.account().agrees
    with pytest.raises(NumberOfSlips):
        services.codes.note_in_hand(-1)


def test_styles_say_for_how_many_people_slips_are_made(services: Services, voter: Voter) -> None:
    services.codes.confirm(services.codes.issue_slips(1, 20).batch.id)
    (style,) = services.codes.styles()
    assert (style.word, style.people, style.slips) == ("", 1, 20)
    assert services.codes.people_without_code() == 1


def test_no_code_in_clear_is_shown_by_accident(services: Services) -> None:
    issued = services.codes.issue_slips(1, 2)
    assert shown(issued) not in repr(issued)
    assert issued.slips[0].code.characters not in f"{issued.slips[0]} {issued}"


# --- the address on slips ------------------------------------------------------------------------------

HERE, THERE = "http://192.168.0.10:2020", "http://10.0.0.5:2020"


def test_slips_that_say_another_address_are_known_while_a_code_of_theirs_is_of_use(
    services: Services, store: Store
) -> None:
    def others(address: str) -> list[int]:
        return [each.id for each in services.codes.printed_with_another(address)]

    bare, here, there = (services.codes.issue_slips(1, 2) for _ in range(3))
    enrol(store, ("17", "최유나", ""))
    personal = services.codes.issue_personal()
    for issued, address in ((bare, ""), (here, HERE), (there, THERE), (personal, THERE)):
        services.codes.note_address(issued.batch.id, address)
        services.codes.confirm(issued.batch.id)
    assert [each.address for each in services.codes.batches()] == ["", HERE, THERE, THERE]
    assert others(HERE) == [there.batch.id, personal.batch.id]
    assert others("") == [here.batch.id, there.batch.id, personal.batch.id]
    use(services, shown(personal))
    services.codes.void(shown(there, 0))
    assert others(HERE) == [there.batch.id]
    use(services, shown(there, 1))
    assert others(HERE) == []
    assert others(THERE) == [here.batch.id]
    services.polls.close()
    assert others(THERE) == [], "nobody comes with a slip any more"


def test_no_address_is_noted_of_a_batch_that_is_not_there(services: Services) -> None:
    with pytest.raises(NoSuchBatch):
        services.codes.note_address(7, HERE)
