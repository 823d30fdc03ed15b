"""Looks for a screen before Qt does: where it finds none, Qt ends the program instead of raising an error.

Needs neither Qt nor PySide6, so it can also say why those cannot be loaded.
"""

import re
import socket
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from election.errors import DisplayUnreachable, SystemLibraryMissing, Unavailable

_NOT_FOUND = re.compile(r"(lib[\w.+-]+): cannot open shared object file")
_PATIENCE = 5.0  # seconds for a window system to answer


def check_display(environment: Mapping[str, str], platform: str = sys.platform) -> None:
    """Raises SystemLibraryMissing or DisplayUnreachable where Qt could draw on none of the screens that
    are named in `environment`. Elsewhere than on Linux there is nothing to look for.
    """
    if not platform.startswith("linux"):
        return
    chosen = environment.get("QT_QPA_PLATFORM", "").split(":")[0]
    ways = {"wayland": environment.get("WAYLAND_DISPLAY", ""), "xcb": environment.get("DISPLAY", "")}
    named = {way: name for way, name in ways.items() if name and chosen in ("", way)}
    problems = [problem for way, name in named.items() if (problem := _problem(way, name, environment))]
    if problems and len(problems) == len(named):  # Qt goes on to the other one, too
        raise problems[-1]


def missing_system_library(error: ImportError) -> SystemLibraryMissing | None:
    """Return what the system lacks where `error` came of importing PySide6; None where that is not there."""
    if find_spec("PySide6") is None:
        return None
    found = _NOT_FOUND.search(str(error))
    return SystemLibraryMissing(library=found[1] if found else str(error))


def _problem(way: str, name: str, environment: Mapping[str, str]) -> Unavailable | None:
    """Return why Qt could not draw by `way` on the screen called `name`, or None."""
    import ctypes

    spec = find_spec("PySide6")
    if spec is None or spec.origin is None:
        return None
    plugin = Path(spec.origin).parent / "Qt" / "plugins" / "platforms" / f"libq{way}.so"
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        found = _NOT_FOUND.search(str(error))
        return SystemLibraryMissing(library=found[1]) if found else None  # a Qt that was built in another way
    answers = _wayland_answers(name, environment) if way == "wayland" else _x_answers(name)
    return None if answers else DisplayUnreachable(display=name)


def _wayland_answers(name: str, environment: Mapping[str, str]) -> bool:
    path = Path(environment.get("XDG_RUNTIME_DIR", "")) / name
    try:
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(_PATIENCE)
            client.connect(str(path))
    except OSError:
        return False
    return True


def _x_answers(name: str) -> bool:
    import ctypes

    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(name.encode(), None))
    try:
        return bool(xcb.xcb_connection_has_error(connection) == 0)
    finally:
        xcb.xcb_disconnect(connection)
