"""Codes in a store, for tests: made, confirmed, and at hand in clear."""

from dataclasses import replace

from election.code_models import Batch, BatchKind
from election.models import WayIn
from election.store.port import Code, Store, Transaction
from election.voters import codes
from election.voters.codes import VoterCode, code_id, key_for_codes
from tests.conftest import KEY
from tests.services import Services

CODE_KEY = key_for_codes(KEY)


def id_of(code: VoterCode) -> int:
    """The id that a code has in the elections of `tests.services`."""
    return code_id(code, CODE_KEY)


def let_in_by(store: Store, *ways: WayIn) -> None:
    """Have people be let in so, in the election of this store."""

    def work(transaction: Transaction) -> None:
        transaction.replace_election(replace(transaction.hold_election(), ways_in=ways))

    store.write(work)


def issue_slips(services: Services, count: int) -> list[str]:
    """Have so many slips made, which came out well; return their codes as they are shown."""
    issued = services.codes.issue_slips(1, count)
    services.codes.confirm(issued.batch.id)
    return [slip.code.shown for slip in issued.slips]


def put_codes(
    store: Store, count: int, *, people: tuple[int, ...] = (), style: int = 1, confirmed: bool = True
) -> list[VoterCode]:
    """Put a batch of slips into the store, or of one code for each of `people`; both let people in."""
    let_in_by(store, WayIn.PASSWORD, WayIn.CODE, WayIn.SLIP)
    drawn = codes.draw(len(people) or count)

    def work(transaction: Transaction) -> None:
        number = len(transaction.batches()) + 1
        kind = BatchKind.PERSONAL if people else BatchKind.SLIPS
        batch = Batch(number, kind, None if people else style, "ten", len(drawn), confirmed)
        transaction.add_batch(batch)
        for at, each in enumerate(drawn):
            person = people[at] if people else None
            given = None if people else style
            transaction.add_code(Code(id_of(each), number, at // 10 + 1, given, person))

    store.write(work)
    return drawn
