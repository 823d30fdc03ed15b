"""What the library of elections refuses."""

from election.errors import Conflict


class CurrentNotOver(Conflict):
    """The polls of the current election, called `title`, are open or paused, so no other becomes current."""

    code = "library.current_not_over"
