"""Codes that were just made, as the sheets of slips on which they are printed."""

from datetime import datetime

from election.archive.series import may_follow
from election.i18n.catalogue import catalogue
from election.models import Election
from election.printing.slips import Batch
from election.setup.privacy import privacy_words
from election.voters.code_batches import Issued


def sheets_of(issued: Issued, election: Election, language: str, address: str, now: datetime) -> Batch:
    """Return the slips as `printing.slips` prints them. `address` is where voters reach the API; "" where
    they vote at the kiosk alone.
    """

    def say(key: str, **values: object) -> str:
        return catalogue().text(key, language, **values)

    return Batch(
        election.title.in_language(language),
        issued.slips,
        issued.batch.id,
        now,
        language,
        issued.layout,
        address,
        notice=privacy_words(election.privacy, language, say),
        keep=may_follow(election),
        practice=election.practice,
    )
