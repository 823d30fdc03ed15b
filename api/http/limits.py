"""How many connections the server may hold, and how long it waits for the client of one."""

from dataclasses import dataclass

_RESERVE = 128  # descriptors for the store's files, Qt, fonts and photos; the whole program uses some 60


@dataclass(frozen=True, slots=True)
class Limits:
    """Times are in seconds. From `crowded` (a share of the places) on, a connection that waits for its client
    is closed to make room for the next, the one that has waited longest first, but none that has waited for
    less than `spared`, or `spared_request` in the middle of a request: a phone needs that to send its own.
    """

    connections: int = 500  # select(), all that Windows has, ends at 512
    idle: float = 10.0  # between two requests, or before the first
    request: float = 30.0  # in total, for a request to arrive, an answer to leave, or a refused body to end
    crowded: float = 0.8
    spared: float = 1.0
    spared_request: float = 5.0


LIMITS = Limits()


def places(wanted: int) -> int:
    """Return how many of the `wanted` connections this process has descriptors for, beside all else that it
    opens. The system's soft limit (256 on macOS) is raised as far as that needs and the hard one lets it.
    """
    try:
        import resource
    except ImportError:  # Windows, which has no such limit
        return wanted
    needed = wanted + _RESERVE
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    raised = needed if hard == resource.RLIM_INFINITY else min(needed, hard)
    if soft != resource.RLIM_INFINITY and soft < raised:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (raised, hard))
            soft = raised
        except (OSError, ValueError):  # macOS has a limit below its hard one
            pass
    if soft == resource.RLIM_INFINITY:
        return wanted
    return max(1, min(wanted, soft - min(_RESERVE, soft // 2)))
