"""What API v1 refuses beside what the whole API does (`api.errors`)."""

from election.errors import Forbidden, Invalid, NotFound


class NoPhoto(NotFound):
    """The candidate has no photo, or there is no such candidate."""

    code = "photo.none"


class TurnoutHidden(Forbidden):
    """This election shows its turnout to staff alone."""

    code = "turnout.hidden"


class EventsGone(NotFound):
    """There are not so many events: the cursor is of another election."""

    code = "events.gone"


class KeyMissing(Invalid):
    """A ballot needs an Idempotency-Key of 16 to 200 letters, digits, `-` and `_`."""

    code = "request.key_missing"
