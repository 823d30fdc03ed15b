"""Long rows of cases, of which a few are quick."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest


def sampled(cases: Iterable[Any], every: int, first: int = 0, name: Callable[[Any], str] = str) -> list[Any]:
    """Return the cases as parameters: each `every`-th from `first` on is quick, and the rest is `slow`."""
    return [
        pytest.param(case, marks=() if at % every == first else pytest.mark.slow, id=name(case))
        for at, case in enumerate(cases)
    ]
