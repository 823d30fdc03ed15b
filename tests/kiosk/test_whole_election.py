"""A whole election in the window: an organiser sets it up from nothing, people vote there and over HTTP, it
goes on on another laptop, is counted, and a run-off follows with the same codes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from api.http.server import ApiServer
from api.wsgi.app import build_app
from election.code_models import BatchKind
from election.i18n.catalogue import catalogue
from election.models import PollsState, Turnout
from election.services import Services
from election.setup.steps import Step
from election.setup.tasks import Area
from election.setup.templates import Template
from election.voters.passwords import Passwords
from election.voting.deciding.presets import PRESETS
from kiosk.app.window import KioskWindow
from kiosk.staff.results.page import ResultsPage
from kiosk.staff.results.screen import ResultsScreen
from kiosk.support.api_status import ApiStatus
from kiosk.support.places import Place, PlaceKind
from kiosk.voter.outcomes import Countdown
from kiosk.widgets.text import Text
from tests.e2e.program import ask
from tests.kiosk.hand import unhurried
from tests.kiosk.organiser import Organiser, roll_files
from tests.kiosk.organiser_later import (
    begin_last_call,
    copy_to_stick,
    go_on_here,
    hand_out_slips,
    prepare_run_off,
    save_pack,
)
from tests.kiosk.test_whole_vote import cast, click, come_in_by_code, leave
from tests.records.verifiers import NODE, VERIFIERS
from tests.services import opened

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

NAMES = ("가람", "나래", "다온")
EACH = 20  # voters by each way in


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """The only place to save at."""
    path = tmp_path / "stick"
    path.mkdir()
    place = Place(PlaceKind.STICK, path, "USB")
    for page in ("codes.printed", "backup.page", "results.save"):
        monkeypatch.setattr(f"kiosk.staff.{page}.places", lambda: (place,))
    return place


@contextmanager
def running(
    qtbot: QtBot, folder: Path, passwords: Passwords
) -> Iterator[tuple[KioskWindow, Services, ApiServer]]:
    """A window over a data folder, and the API beside it."""
    with opened(folder, passwords) as services:
        if services.library.is_new:
            services.library.use(services.library.create_sample())
        server = ApiServer(build_app(services.library, catalogue()), port=0)
        server.start()
        status = ApiStatus(server.address)
        window = KioskWindow(
            services, catalogue(), status, "ko", countdown=Countdown(1_000), fade_ms=0, presses=unhurried()
        )
        qtbot.addWidget(window)
        window.resize(1280, 720)
        window.show()
        yield window, services, server
        window.shut_down()
        server.stop()


def vote_here(qtbot: QtBot, window: KioskWindow, code: str, at: int) -> None:
    """One voter types their code as people do, marks one row, looks it over and casts."""
    come_in_by_code(qtbot, window, code.replace("-", "").lower())
    click(qtbot, window.screens.ballot.rows[at])
    cast(qtbot, window)
    leave(qtbot, window)


def log_in(address: str, code: str) -> str:
    status, token = ask(f"{address}/auth/login", {"code": code})
    assert status == 200, token
    return token


def lets_in(address: str, code: str) -> bool:
    return ask(f"{address}/auth/login", {"code": code})[0] == 200


def vote_by_http(address: str, code: str, candidate: int) -> None:
    status, words = ask(f"{address}/vote?id={candidate}", token=log_in(address, code))
    assert status == 200, words


def plain(text: Text) -> str:
    return text.plain_text()


def see_results(organiser: Organiser) -> ResultsScreen:
    organiser.open(ResultsPage.name)
    results = organiser.window.staff.page(ResultsPage).screen
    organiser.qtbot.waitUntil(lambda: results.isVisible() and results.report is not None)
    return results


def shown(results: ResultsScreen) -> dict[str, int]:
    """Return the votes of the one contest, as the page shows them."""
    (card,) = results.cards.values()
    rows = zip(card.names, card.numbers, strict=True)
    return {plain(name): int(plain(number).split()[0]) for name, number in rows}


def turnout(services: Services) -> Turnout:
    with services.library.current() as election:
        return election.tally.turnout()


def set_up(
    organiser: Organiser, services: Services, folder: Path, stick: Place
) -> tuple[list[str], list[str]]:
    """From a first start to open polls; return the codes printed on letters with names and on slips."""
    organiser.set_passphrase()
    organiser.take(Step.CLOSE)  # the sample's polls are open
    setup = organiser.begin(Template.PRIZE, NAMES)
    click(organiser.qtbot, setup.areas[Area.RULE])
    click(organiser.qtbot, setup.rule.presets["majority_or_run_off"])
    organiser.let_in_by_codes(setup)
    csv, xlsx = roll_files(folder)
    organiser.import_roll(setup, csv, before=0)
    changes = organiser.import_roll(setup, xlsx, before=200)
    words = catalogue().text("roll.import.difference", "ko", new=0, gone=0, changed=0, same=200)
    assert changes == words, "the same people as in the other file"
    slips = organiser.save_codes(setup, BatchKind.SLIPS, stick)
    letters = organiser.save_codes(setup, BatchKind.PERSONAL, stick)
    assert (len(slips), len(letters), len({*slips, *letters})) == (210, 200, 410)
    organiser.open_polls(setup)
    election = services.library.election()
    assert election is not None
    assert election.state is PollsState.OPEN
    assert [each.name for each in election.contests[0].candidates] == list(NAMES)
    assert election.contests[0].rule == PRESETS["majority_or_run_off"]
    organiser.leave()
    return letters, slips


def test_a_whole_election(qtbot: QtBot, tmp_path: Path, passwords: Passwords, stick: Place) -> None:
    with running(qtbot, tmp_path / "data", passwords) as (window, services, server):
        organiser = Organiser(qtbot, window)
        letters, slips = set_up(organiser, services, tmp_path, stick)
        hand_out_slips(organiser, services, [f"2026{at:04}" for at in range(100, 100 + EACH + 1)])
        # Who was handed a slip has no other way in.
        letters = [each for each in letters if lets_in(server.address, each)]
        assert len(letters) == 200 - EACH - 1
        for at in range(EACH):
            vote_here(qtbot, window, letters[at], at % 2)
        for at in range(EACH):
            vote_by_http(server.address, slips[at], 3 if at < 5 else 1 + at % 2)
        assert turnout(services) == Turnout(200, 2 * EACH)

        organiser.take(Step.PAUSE)
        token = log_in(server.address, slips[EACH])
        assert ask(f"{server.address}/vote?id=1", token=token)[0] == 403
        organiser.leave()
        qtbot.waitUntil(window.start.ways["code"].isHidden)
        organiser.take(Step.RESUME)
        organiser.leave()
        vote_here(qtbot, window, slips[EACH], 0)  # a slip is good at the kiosk, too
        assert ask(f"{server.address}/auth/login", {"code": slips[EACH]})[0] == 409
        assert ask(f"{server.address}/api/v1/results")[0] == 403
        organiser.take(Step.PAUSE)
        copy_to_stick(organiser)
    with running(qtbot, tmp_path / "other", passwords) as (window, services, server):
        organiser = Organiser(qtbot, window)
        go_on_here(organiser, services)
        assert turnout(services) == Turnout(200, 2 * EACH + 1)
        organiser.take(Step.RESUME)
        vote_by_http(server.address, letters[EACH], 1)
        waiting = log_in(server.address, letters[EACH + 1])
        begin_last_call(organiser)
        assert ask(f"{server.address}/auth/login", {"code": letters[EACH + 2]})[0] == 403, "nobody new"
        assert ask(f"{server.address}/vote?id=2", token=waiting)[0] == 200, "who has begun may cast"
        organiser.take(Step.CLOSE, Step.COUNT)
        results = see_results(organiser)
        assert shown(results) == {"가람": 19, "나래": 19, "다온": 5}
        assert "43표 = 유효 43 + 고르지 않음 0" in plain(next(iter(results.cards.values())).sums)
        assert "전달 21" in plain(results.slips)
        assert "사용 21" in plain(results.slips)
        assert "맞지 않습니다" not in plain(results.slips)
        with services.library.current() as election:
            present = [act.present for act in election.polls.acts() if act.what == "polls.counted"]
        assert present == [("Kim", "Lee")]

        save_pack(organiser)
        (pack,) = stick.path.glob("pack-*.zip")
        with services.library.current() as election:
            fingerprint = election.key.fingerprint
        for name, verify in VERIFIERS.items():
            if name != "verify.html" or NODE is not None:
                said, code = verify(pack.read_bytes(), fingerprint)
                assert code == 0, (name, said)
        copy_to_stick(organiser)
        see_results(organiser)

        prepare_run_off(organiser, services)
        vote_here(qtbot, window, letters[0], 0)  # who has voted before, by the same code
        vote_by_http(server.address, slips[0], 1)
        assert ask(f"{server.address}/auth/login", {"code": letters[0]})[0] == 409, "once in each"
        organiser.take(Step.CLOSE, Step.COUNT)
        assert shown(see_results(organiser)) == {"가람": 2, "나래": 0}
    with running(qtbot, tmp_path / "third", passwords) as (window, services, _):
        organiser = Organiser(qtbot, window)
        go_on_here(organiser, services)  # from the back-up: it shows what was counted
        assert shown(see_results(organiser)) == {"가람": 19, "나래": 19, "다온": 5}
        save_pack(organiser)
        said, code = VERIFIERS["product"](pack.read_bytes(), fingerprint)
        assert code == 0, said
