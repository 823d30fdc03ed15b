"""Templates of `resources/print` and data to PDF or to pictures of pages, by typst.

All values go in as data, never into the source, so that no name can break a template or do anything in it.
"""

import contextlib
import json
import logging
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from election.data_folder import check_outside
from election.errors import Unavailable
from election.resources import resource

_WORKER = Path(__file__).with_name("worker.py")
_LENGTH = struct.Struct(">L")  # as in the worker, which cannot be imported without the compiler
_PRIVATE = 0o600
_TICK = 0.2  # seconds between two looks whether the document is still wanted
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)

_logger = logging.getLogger(__name__)


class NotTypeset(Unavailable):
    """The document could not be made: no memory, or a part of the program is missing."""

    code = "printing.not_typeset"


class NotPrinted(Unavailable):
    """The file could not be written there, and nothing of it is left. `file` is its name."""

    code = "printing.not_written"


def pdf(
    template: str,
    data: Mapping[str, object],
    tick: Callable[[], None] = lambda: None,
    made_at: datetime | None = None,
) -> bytes:
    """Return the PDF (with tags for screen readers, PDF/UA-1) of `template` filled with `data`. `made_at` is
    the time that stands in it as that of its making; without it, now.

    A character that no font has is drawn as a box; the PDF is tagged then, too, but not PDF/UA-1.

    `tick` is called every now and then, and what it raises ends the work. Raises NotTypeset.
    """
    when = {} if made_at is None else {"timestamp": int(made_at.timestamp())}
    return _compile(template, data, tick, pdf_standards=["ua-1"], **when)[0]


def pictures(
    template: str, data: Mapping[str, object], dots_per_inch: float, tick: Callable[[], None] = lambda: None
) -> list[bytes]:
    """Return each page as PNG, for a preview or a printer that takes no PDF; otherwise as `pdf`."""
    return _compile(template, data, tick, format="png", ppi=dots_per_inch)


def write_private(file: Path, content: bytes) -> None:
    """Write `content` there and nowhere else, for nobody but this user to read, in place of what was there.
    Raises NotPrinted, with the file gone; InsideDataFolder.
    """
    check_outside(file.parent)
    try:
        file.unlink(missing_ok=True)  # and not into it: it may be a link, or others may have it open
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), _PRIVATE)
    except (OSError, ValueError):
        raise NotPrinted(file=file.name) from None
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(handle)
    except OSError:
        with contextlib.suppress(OSError):
            file.unlink(missing_ok=True)
        raise NotPrinted(file=file.name) from None


def _compile(
    template: str, data: Mapping[str, object], tick: Callable[[], None], **how: object
) -> list[bytes]:
    arguments = {
        "input": str(resource("print", f"{template}.typ")),
        "root": str(resource("print")),
        "font_paths": [str(resource("fonts"))],
        "sys_inputs": {"data": json.dumps(data, ensure_ascii=False)},
        **how,
    }
    # In ASCII: the encoding of the pipe is then the same everywhere.
    answer = _run(json.dumps(arguments).encode("ascii"), tick)
    files, at = [], 0
    while at < len(answer):
        (length,) = _LENGTH.unpack_from(answer, at)
        files.append(answer[at + _LENGTH.size : at + _LENGTH.size + length])
        at += _LENGTH.size + length
    return files


def _run(request: bytes, tick: Callable[[], None]) -> bytes:
    """Return what the worker answers to `request`."""
    try:
        worker = subprocess.Popen(  # noqa: S603 - a script of ours, and nothing else on its command line
            [sys.executable, "-I", str(_WORKER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=_NO_WINDOW,
        )
    except OSError:
        _logger.exception("The typesetter could not be started")
        raise NotTypeset from None
    with worker:
        answer = _answer(worker, request, tick)
    if worker.returncode:
        # What it says may hold a line with a code, so that is not logged.
        _logger.error("The typesetter ended with status %d", worker.returncode)
        raise NotTypeset
    return answer


def _answer(worker: subprocess.Popen[bytes], request: bytes, tick: Callable[[], None]) -> bytes:
    """Hand over the request and return the answer. On a thread of its own: `communicate` with a time-out
    forgets what was not handed over yet when the time was out.
    """
    answers: list[bytes] = []
    talk = threading.Thread(target=lambda: answers.append(worker.communicate(request)[0]), name="typesetter")
    talk.start()
    try:
        while talk.is_alive():
            tick()
            talk.join(_TICK)
    except BaseException:
        worker.kill()
        talk.join()
        raise
    return answers[0]
