"""A store of each engine, empty or with an election of three kinds of contest."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from election.models import Candidate, Contest, Election, LocalText, Options, PollsState, Style
from election.rules import (
    MORE_THAN_HALF,
    Base,
    BelowQuorum,
    BelowThreshold,
    OrderOrigin,
    Quorum,
    Rule,
    Share,
    Threshold,
    TieRule,
    Ties,
)
from election.store.port import KioskStore, Store, Stores
from election.voting.methods.choose import ChooseOptions
from tests.election.store.contract.engines import ENGINES, KIOSK_ENGINES, PLACES, Engine

# Contest 1: one of two. Contest 2: up to three of four, at least two. Contest 3: a motion. Contest 4: yes or
# no on each of two. Style 1 gives the first two, style 2 all, style 3 nothing.
ELECTION = Election(
    LocalText.of({"ko": "총회", "en": "Assembly"}),
    PollsState.OPEN,
    False,
    (
        Contest(
            1,
            LocalText.of({"ko": "회장"}),
            "choose",
            ChooseOptions(most=1),
            (Candidate(1, "가"), Candidate(2, "나", 7)),
        ),
        Contest(
            2,
            LocalText.of({"en": "Board"}),
            "choose",
            ChooseOptions(blank=False, most=3, least=2),
            tuple(Candidate(number, f"{number}") for number in (3, 4, 5, 6)),
            Rule(
                Threshold(Share(Fraction(2, 3), more_than=False), Base.PRESENT),
                2,
                Quorum(MORE_THAN_HALF, below=BelowQuorum.NO_FORCE),
                Ties(TieRule.ORDER, (6, 3, 5, 4), OrderOrigin.AGE),
                BelowThreshold.RUN_OFF,
            ),
        ),
        Contest(3, LocalText.of({"ko": "안건", "en": "Motion"}), "yes_no", Options(), ()),
        Contest(
            4,
            LocalText.of({"ko": "감사"}),
            "yes_no",
            Options(blank=False),
            (Candidate(7, "r"), Candidate(9, "s")),
        ),
    ),
    (Style(1, (1, 2)), Style(2, (1, 2, 3, 4)), Style(3, ())),
    Quorum(MORE_THAN_HALF),
)
TAG = bytes(range(16))


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty store."""
    engine = ENGINES[request.param](tmp_path)
    yield engine
    engine.close()


@pytest.fixture(params=KIOSK_ENGINES)
def kiosk_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Any]:
    """An empty store of the kiosk's."""
    engine = KIOSK_ENGINES[request.param](tmp_path)
    yield engine
    engine.close()


@pytest.fixture
def kiosk(kiosk_engine: Any) -> KioskStore:
    return kiosk_engine.store


@pytest.fixture(params=PLACES)
def stores(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stores]:
    """A place with no store yet."""
    place = PLACES[request.param](tmp_path)
    yield place.stores
    place.close()


@pytest.fixture
def empty(engine: Engine) -> Store:
    return engine.store


@pytest.fixture
def store(engine: Engine) -> Store:
    """A store with `ELECTION`."""
    engine.store.write(lambda transaction: transaction.create_election(ELECTION))
    return engine.store
