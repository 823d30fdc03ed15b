"""A disk that fails when a ballot is on its way there."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn

import pytest

from election.errors import ElectionError


@contextmanager
def casts_end_in(error: type[ElectionError]) -> Iterator[None]:
    """As long as this lasts every ballot that is cast ends in `error`."""

    def submit(*_: object, **_named: object) -> Callable[[], NoReturn]:
        def finish() -> NoReturn:
            raise error

        return finish

    with pytest.MonkeyPatch.context() as broken:
        broken.setattr("election.voting.casting.Ballots.submit", submit)
        yield
