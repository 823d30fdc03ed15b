"""What the API by itself tells on the terminal."""

import io
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from api.http import headless
from election.i18n.catalogue import catalogue
from election.network.adapters import Adapter
from election.store.json import engine
from tests.election.store.json.disks import no_room_for_checkpoint
from tests.services import Services


class Lines(io.StringIO):
    """A stream whose lines can be waited for."""

    def __init__(self) -> None:
        super().__init__()
        self.written: queue.Queue[str] = queue.Queue()

    def write(self, text: str) -> int:
        if text.strip():
            self.written.put(text)
        return len(text)

    def next(self) -> str:
        return self.written.get(timeout=50)


@contextmanager
def headless_at(
    host: str, services: Services, language: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Lines, Lines]]:
    """Serve at `host`; yields what comes out, and where warnings do."""
    monkeypatch.setattr(headless, "_LOOK", 0.01)
    handlers: dict[int, Callable[..., Any]] = {}
    monkeypatch.setattr(signal, "signal", handlers.__setitem__)
    out, err = Lines(), Lines()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    arguments = (services.library, services.networks, catalogue(), host, 0, (), language)
    thread = threading.Thread(target=headless.serve, args=arguments)
    thread.start()
    try:
        yield out, err
    finally:
        handlers[signal.SIGTERM](signal.SIGTERM, None)
        thread.join(50)
    assert not thread.is_alive()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_checkpoint_that_is_put_off_is_told_once_and_once_more_when_it_works(
    services: Services, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setattr(engine, "CHECKPOINT_RETRY", 0.01)
    with headless_at("127.0.0.1", services, language, monkeypatch) as (out, err):
        assert out.next().startswith("API: ")
        with no_room_for_checkpoint(monkeypatch):
            services.polls.close()
            assert err.next() == catalogue().text("checkpoint.put_off", language)
        assert err.next() == catalogue().text("checkpoint.done", language)
    assert err.written.empty()


def test_the_address_is_told_as_the_networks_change_and_why_phones_do_not_find_it(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    wifi, campus = Adapter("wlan0", ("192.168.0.10",)), Adapter("eth0", ("147.46.10.20",))
    found = [wifi, Adapter("eth1", ("10.0.0.5",))]
    services.networks.found = lambda: list(found)
    services.networks.use("eth1")

    def says(key: str, **values: object) -> str:
        return catalogue().text(key, "en", **values)

    with headless_at("0.0.0.0", services, "en", monkeypatch) as (out, err):
        told = out.next()
        assert told.startswith("API: http://10.0.0.5:")
        port = told.rpartition(":")[2]
        del found[1]
        assert out.next() == f"API: http://192.168.0.10:{port}"
        address = f"http://192.168.0.10:{port}"
        assert err.next() == says("network.wish_gone", interface="eth1", address=address)
        found.clear()
        assert out.next() == f"API: http://127.0.0.1:{port}"
        assert err.next() == says("network.nowhere")
        found.append(campus)
        assert out.next() == f"API: http://147.46.10.20:{port}"
        assert err.next() == says("network.public", address=f"http://147.46.10.20:{port}")
        services.networks.use("eth0")
        found[:] = [wifi, campus]
        services.networks.use("wlan0")
        assert out.next() == f"API: http://192.168.0.10:{port}"
        assert services.networks.served == f"http://192.168.0.10:{port}"
    assert services.networks.served == ""
    assert err.written.empty()


# Serves again and again, and sends itself a signal at the first line of what follows a look, at the second …
SIGNALLED_AT = """
import os, signal, sys, tempfile
from pathlib import Path
from api.http import headless
from election.i18n.catalogue import catalogue
from tests.services import opened

headless._LOOK = 0.01
tell = headless._Teller.tell

def serve(services, at):
    lines = tells = 0

    def count(frame, event, _arg):
        nonlocal lines
        lines += event == "line"
        if event == "line" and lines == at:
            os.kill(os.getpid(), signal.SIGTERM)
        return count

    def told(teller, found):
        nonlocal tells
        tell(teller, found)
        tells += 1
        if tells == 2:  # and the next is to wait
            sys.settrace(count)

    headless._Teller.tell = told
    headless.serve(services.library, services.networks, catalogue(), "127.0.0.1", 0, (), "en")
    sys.settrace(None)

with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as services:
    services.library.use(services.library.create_sample())
    for at in range(1, 31):
        serve(services, at)
"""


def test_a_signal_ends_it_whatever_it_is_about() -> None:
    subprocess.run([sys.executable, "-c", SIGNALLED_AT], check=True, timeout=120, stdout=subprocess.DEVNULL)
