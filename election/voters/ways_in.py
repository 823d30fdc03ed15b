"""By which way somebody comes to a right to vote, and whether it is still open to them."""

from election.code_models import CodeState
from election.models import Election, WayIn
from election.store.port import Snapshot
from election.voters.codes import CodeVoid
from election.voters.refusals import SlipGiven


def check_code(snapshot: Snapshot, right_id: int, code_id: int | None) -> None:
    """Raise CodeVoid unless the code by which somebody came to this right is still good; None: they came by
    another way. A slip's right is its code.
    """
    code = snapshot.code(right_id if code_id is None else code_id)
    if code is None and code_id is None:
        return
    if code is None or code.state is not CodeState.LIVE or code.right != right_id:
        raise CodeVoid


def check_way_in(snapshot: Snapshot, right_id: int, code_id: int | None) -> None:
    """Raise what `check_code` does, or SlipGiven where the right is that of a person who has a slip."""
    check_code(snapshot, right_id, code_id)
    mark = snapshot.desk_mark(right_id)
    if mark is not None and mark.has_slip:
        raise SlipGiven


def votes_by_phone(election: Election) -> bool:
    """Return whether people may vote on the phone's page in this election: by a code, or by a password where
    the network may see that. The desk lets in to the booth alone.
    """
    ways = set(election.ways_in)
    by_password = bool(ways & {WayIn.SIGN_UP, WayIn.PASSWORD})
    return bool(ways & {WayIn.CODE, WayIn.SLIP}) or (by_password and election.passwords_over_http)
