"""What the API by itself tells on the terminal."""

import io
import queue
import signal
import sys
import threading
from collections.abc import Callable
from typing import Any

import pytest

from api.http import headless
from election.i18n.catalogue import catalogue
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


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_checkpoint_that_is_put_off_is_told_once_and_once_more_when_it_works(
    services: Services, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setattr(engine, "CHECKPOINT_RETRY", 0.01)
    monkeypatch.setattr(headless, "_LOOK", 0.01)
    handlers: dict[int, Callable[..., Any]] = {}
    monkeypatch.setattr(signal, "signal", handlers.__setitem__)
    out, err = Lines(), Lines()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    arguments = (services.library, catalogue(), "127.0.0.1", 0, (), language)
    thread = threading.Thread(target=headless.serve, args=arguments)
    thread.start()
    try:
        assert out.next().startswith("API: ")
        with no_room_for_checkpoint(monkeypatch):
            services.polls.close()
            assert err.next() == catalogue().text("checkpoint.put_off", language)
        assert err.next() == catalogue().text("checkpoint.done", language)
    finally:
        handlers[signal.SIGTERM](signal.SIGTERM, None)
        thread.join(50)
    assert not thread.is_alive()
    assert err.written.empty()
