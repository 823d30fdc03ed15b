"""Codes that were just made, as the sheets of slips on which they are printed."""

from datetime import datetime

from election.archive.series import may_follow
from election.models import Election
from election.printing.slips import Batch
from election.voters.code_batches import Issued


def sheets_of(issued: Issued, election: Election, language: str, address: str, now: datetime) -> Batch:
    """Return the slips as `printing.slips` prints them. `address` is where voters reach the API; "" where
    they vote at the kiosk alone.
    """
    privacy = election.privacy
    return Batch(
        election.title.in_language(language),
        issued.slips,
        issued.batch.id,
        now,
        language,
        issued.layout,
        address,
        notice="" if privacy is None else privacy.purpose.in_language(language),
        keep=may_follow(election),
        practice=election.practice,
    )
