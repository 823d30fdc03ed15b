"""What is said where a pack cannot be checked at all, or a check of it does not hold."""

from typing import Any


class Refused(Exception):
    """The file is no pack that can be checked. `check` is the check at which that is seen, `reason` the last
    part of a key of ``verify.refused.…``.
    """

    def __init__(self, check: str, reason: str, name: str = "") -> None:
        super().__init__(check, reason, name)
        self.check, self.reason, self.name = check, reason, name


class Malformed(Exception):
    """A value is not of the form that it must have."""


class Fails(Exception):
    """What is being checked does not hold; `where` names the part, as the pack does."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.where = where


def ensure(holds: object, where: str) -> None:
    """Raises Fails unless it holds."""
    if not holds:
        raise Fails(where)


def as_object(value: object, where: str) -> dict[str, Any]:
    """Return an object of JSON. Raises Fails."""
    if not isinstance(value, dict):
        raise Fails(where)
    return value


def as_list(value: object, where: str) -> list[Any]:
    """Return a list of JSON. Raises Fails."""
    if not isinstance(value, list):
        raise Fails(where)
    return value
