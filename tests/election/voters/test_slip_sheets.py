"""What stands on the slips of an election beside the codes."""

from dataclasses import replace
from datetime import UTC, date, datetime

from election.models import LocalText, Privacy, WayIn
from election.printing.slips import slips_pdf
from election.store.port import Store
from election.voters.slip_sheets import sheets_of
from tests.election.printing.test_slips import texts_of
from tests.election.voters.codes import let_in_by
from tests.services import Services


def test_slips_say_what_the_data_are_for_who_keeps_them_and_until_when(
    services: Services, store: Store
) -> None:
    let_in_by(store, WayIn.SLIP)
    issued = services.codes.issue_slips(1, 2)
    privacy = Privacy(
        LocalText.of({"ko": "임원 선거"}), LocalText.of({"ko": "선거관리위원회"}), date(2027, 1, 31)
    )
    election = replace(services.polls.election(), privacy=privacy)
    sheets = sheets_of(issued, election, "ko", "", datetime.now(UTC))
    (text,) = texts_of(slips_pdf(sheets))
    for told in ("임원 선거", "선거관리위원회", "2027"):
        assert told in text.replace("\n", " ")


def test_slips_of_a_practice_election_say_so(services: Services, store: Store) -> None:
    let_in_by(store, WayIn.SLIP)
    issued = services.codes.issue_slips(1, 2)
    election = replace(services.polls.election(), practice=True)
    assert sheets_of(issued, election, "ko", "", datetime.now(UTC)).practice
