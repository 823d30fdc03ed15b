"""What `bench.window` measures, each in a process of its own that prints its figures as JSON.

Nothing is shown (Qt draws offscreen) and nothing leaves this machine.
"""

import json
import os
import resource
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from struct import Struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # what is imported counts, so each process imports what it needs and no more
    from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

    from bench.library import Measured
    from kiosk.app.window import KioskWindow

SIZE = (1280, 720)
CLIENTS = 16
STAMP = Struct("d")  # the time on the clock that all processes of a machine share
_BETWEEN = 0.03  # seconds, and up to as much again: presses must not fall into step with anything
_SETTLING = 1_000  # ms after the first paint, when memory is read


def memory() -> float:
    """Return what this process has in memory in MiB; its peak where the system tells no more."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


# --- from a press to the end of painting -----------------------------------------------------------------


def click(port: int, presses: int) -> None:
    """Be whoever presses: send so many times of the clock, each after the answer to the one before."""
    with socket.create_connection(("127.0.0.1", port)) as wire:
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for _ in range(presses):
            time.sleep(_BETWEEN * (1 + secrets.randbelow(1_000) / 1_000))
            wire.sendall(STAMP.pack(time.monotonic()))
            wire.recv(1)


def latencies(
    application: "QApplication", target: "Callable[[], QAbstractButton]", presses: int
) -> list[float]:
    """Return, for each press, the seconds from when another process sent it until its button is painted and
    the event loop is free again. It comes in as the system's own events do: a descriptor becomes readable.
    """
    from PySide6.QtCore import QEvent, QObject, QSocketNotifier, Qt, QTimer
    from PySide6.QtTest import QTest

    took: list[float] = []

    class Meter(QObject):
        def press(self) -> None:
            (self.sent,) = STAMP.unpack(wire.recv(STAMP.size))
            self.button = target()
            self.button.installEventFilter(self)
            QTest.mouseClick(self.button, Qt.MouseButton.LeftButton)

        def eventFilter(self, button: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's
            if event.type() is QEvent.Type.Paint:
                button.removeEventFilter(self)
                QTimer.singleShot(0, self.painted)
            return False

        def painted(self) -> None:
            took.append(time.monotonic() - self.sent)
            if len(took) == presses:
                application.quit()
            wire.sendall(b".")

    with socket.create_server(("127.0.0.1", 0)) as door:
        command = [sys.executable, "-m", "bench.in_window", "click"]
        with subprocess.Popen([*command, str(presses), str(door.getsockname()[1])]):
            wire, _ = door.accept()
            with wire:
                meter = Meter()
                notifier = QSocketNotifier(wire.fileno(), QSocketNotifier.Type.Read)
                notifier.activated.connect(meter.press)
                application.exec()
                notifier.setEnabled(False)
    return took


def latency_bare(presses: int) -> dict[str, object]:
    """Measure a window with nothing in it but a button."""
    from PySide6.QtWidgets import QApplication, QMainWindow, QPushButton

    application = QApplication([])
    window, button = QMainWindow(), QPushButton("ballot")
    button.setCheckable(True)
    window.setCentralWidget(button)
    window.resize(*SIZE)
    window.show()
    return {"took": latencies(application, lambda: button, presses), "requests": 0.0}


def latency(presses: int, *, busy: bool = False) -> dict[str, object]:
    """Measure marking a candidate with a photo; with `busy`, while clients ask the API as fast as they can,
    for a vote and for the candidates by turns. `requests` are those answered in a second.
    """
    with kiosk(presses * 150 if busy else 0) as (application, window, measured, port):
        from kiosk.voter.service_calls import Admission
        from tools.sample_elections import VOTER, sample_election, sample_photos

        window.service_calls.admitted.emit(
            Admission(VOTER, sample_election("club"), None, sample_photos("club"))
        )
        tally = measured.election.tally
        with load(measured, port) as begun:
            while not begun():
                time.sleep(0.01)
            start, voted = time.monotonic(), tally.turnout().voted
            took = latencies(application, lambda: window.screens.ballot.rows[secrets.randbelow(4)], presses)
            voted = tally.turnout().voted - voted
            seconds = time.monotonic() - start
            if busy and begun() is None:
                raise RuntimeError("the clients had finished before the measuring was over")
    return {"took": took, "requests": 2 * voted / seconds}


@contextmanager
def load(measured: "Measured", port: int) -> Iterator[Callable[[], bool | None]]:
    """Have the voters keep the API busy; yields what tells whether it is (None: not any more)."""
    from bench.load import REQUEST
    from election.models import Voter

    if not measured.voters:
        yield lambda: True
        return
    election = measured.election
    tokens = [election.accounts.issue_token(Voter(each, "", "")) for each in measured.voters]
    paths = ("/vote?id=1", "/candidates")
    requests = [[REQUEST.format(path=path, token=token) for path in paths] for token in tokens]
    shares = [[each for pair in requests[client::CLIENTS] for each in pair] for client in range(CLIENTS)]
    command = [sys.executable, "-m", "bench.load"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as clients:
        assert clients.stdin is not None
        json.dump({"port": port, "shares": shares}, clients.stdin)
        clients.stdin.close()
        yield lambda: None if clients.poll() is not None else election.tally.turnout().voted > CLIENTS * 20
        clients.kill()


@contextmanager
def kiosk(
    voters: int = 0, sample: str = "club", codes: int = 0
) -> "Iterator[tuple[QApplication, KioskWindow, Measured, int]]":
    """A whole kiosk over the sample election with photos, or another, and so many voters or codes, its API
    served.
    """
    from api.http.server import ApiServer
    from api.wsgi.app import build_app
    from bench.library import new_library
    from election.i18n.catalogue import catalogue
    from election.voters.passwords import Passwords
    from kiosk.app.application import build_application
    from kiosk.app.window import KioskWindow
    from kiosk.lockdown.idle import IdleTimer
    from kiosk.support.api_status import ApiStatus
    from kiosk.voter.outcomes import Countdown

    with (
        tempfile.TemporaryDirectory() as scratch,
        new_library(
            Path(scratch) / "data",
            sample,
            voters,
            passwords=Passwords(memory_kib=8, passes=1),
            codes=codes,
        ) as measured,
    ):
        application = build_application(catalogue(), "ko")
        server = ApiServer(build_app(measured.services.library, catalogue()), port=0)
        server.start()
        countdown = Countdown(ticks=1_000_000)
        window = KioskWindow(
            measured.services,
            catalogue(),
            ApiStatus(server.address),
            fonts=application.fonts,
            countdown=countdown,
            fade_ms=0,
            idle=IdleTimer(60, 30, clock=lambda: 0.0),  # nobody here ever touches the screen
        )
        window.resize(*SIZE)
        window.show()
        yield application, window, measured, server.port
        server.stop()
        window.shut_down()
        application.guard.remove()


# --- from the start of a process to its first paint ------------------------------------------------------


def _tell_first_paint(window: "QWidget") -> None:
    """Once `window` is painted print when that was, and a little later what memory it takes; then quit."""
    from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer

    class FirstPaint(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's
            if event.type() is QEvent.Type.Paint:
                watched.removeEventFilter(self)
                QTimer.singleShot(0, self.painted)
            return False

        def painted(self) -> None:
            self.at = time.monotonic()
            QTimer.singleShot(_SETTLING, self.settled)

        def settled(self) -> None:
            print(json.dumps({"at": self.at, "memory": memory()}), flush=True)
            QCoreApplication.quit()

    window.installEventFilter(FirstPaint(window))


def start_bare() -> None:
    """Open a window with nothing but a button in it."""
    from PySide6.QtWidgets import QApplication, QMainWindow, QPushButton

    application = QApplication([])
    window = QMainWindow()
    window.setCentralWidget(QPushButton("ballot"))
    window.showMaximized()
    _tell_first_paint(window)
    application.exec()


def start(folder: str) -> None:
    """Open the program as a user does."""
    import main
    from kiosk.app.window import KioskWindow

    opened = KioskWindow.open

    def open_and_tell(window: KioskWindow) -> None:
        _tell_first_paint(window)
        opened(window)

    KioskWindow.open = open_and_tell  # type: ignore[method-assign, assignment]
    main.main(["--data", folder, "--port", "0"])


WHATS: dict[str, Callable[[int], dict[str, object]]] = {
    "latency-bare": latency_bare,
    "latency": latency,
    "latency-busy": lambda presses: latency(presses, busy=True),
}

if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    match sys.argv[1:]:
        case ["click", presses, port]:
            click(int(port), int(presses))
        case ["start-bare"]:
            start_bare()
        case ["start", folder]:
            start(folder)
        case [what, number]:
            print(json.dumps(WHATS[what](int(number))))
