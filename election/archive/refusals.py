"""What the library of elections refuses."""

from election.errors import Conflict, Invalid, NotFound, Unavailable


class CurrentNotOver(Conflict):
    """The polls of the current election, called `title`, are open or paused, so no other becomes current."""

    code = "library.current_not_over"


class EraseNotArchived(Conflict):
    """An election in which people voted is erased only once it has been archived or annulled."""

    code = "library.erase_not_archived"


class ArchiveWithoutCopy(Conflict):
    """Neither a pack nor a back-up of the election has been made, so it is not put away."""

    code = "library.archive_without_copy"


class EraseWithoutCopy(Conflict):
    """Neither a pack nor a back-up of the election has been made, so it is not erased."""

    code = "library.erase_without_copy"


class EraseTooEarly(Conflict):
    """The result may be objected to `until` then, and the election is not erased before."""

    code = "library.erase_too_early"


class NothingFollows(Conflict):
    """No election follows from this one: it came to no run-off, or is neither counted nor annulled."""

    code = "series.nothing_follows"


class ElectionGone(NotFound):
    """The election that is to be current is not in the data folder any more."""

    code = "library.gone"


class AlreadyHere(Conflict):
    """The election that a copy is of, called `title`, is on this computer and was not continued elsewhere. A
    copy takes its place only where that was asked for.
    """

    code = "copy.already_here"


class BoxDamaged(Unavailable):
    """In the copy there are not as many ballots as people voted, so it cannot be right."""

    code = "copy.box"


class PollsOpenHere(Conflict):
    """The polls of the election that would be replaced, called `title`, are open: they are paused first."""

    code = "copy.polls_open"


class TitleDiffers(Invalid):
    """What was typed is not the election's title."""

    code = "library.title_differs"
