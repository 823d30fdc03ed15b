"""Whether enough of an election has left the program for it to be put away."""

from collections.abc import Sequence

from election.admin.copies import Copy
from election.archive.refusals import ArchiveWithoutCopy
from election.models import Election


def check_may_be_archived(election: Election, copies: Sequence[Copy]) -> None:
    """Raises ArchiveWithoutCopy unless a pack or a back-up was made; a practice election needs none."""
    if not election.practice and not any(copy.kind.keeps_the_result for copy in copies):
        raise ArchiveWithoutCopy
