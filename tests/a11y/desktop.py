"""A desktop of its own for one run: X server, D-Bus session, accessibility bus, window manager, the kiosk."""

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NEEDED = {  # a program or a part of Python, and the Debian package that has it
    "Xvfb": "xvfb",
    "dbus-run-session": "dbus",
    "openbox": "openbox",
    "gi": "python3-gi gir1.2-atspi-2.0 at-spi2-core",
}
INSIDE = "VOTE_KIOSK_A11Y"
PATIENCE_S = 20


def what_is_missing() -> list[str]:
    """Return the Debian packages that are needed and not there."""
    missing = [
        package
        for name, package in NEEDED.items()
        if not (importlib.util.find_spec(name) if name == "gi" else shutil.which(name))
    ]
    if not missing:
        import gi

        try:
            gi.require_version("Atspi", "2.0")
        except ValueError:
            missing.append(NEEDED["gi"])
    return missing


def is_inside() -> bool:
    """Return whether this process runs on a desktop of its own."""
    return INSIDE in os.environ


def run_inside(arguments: list[str]) -> int:
    """Run this package again on a desktop of its own, with `arguments`, and return its exit code."""
    with tempfile.TemporaryDirectory(prefix="vote-kiosk-a11y-") as folder, x_server() as display:
        Path(folder).chmod(0o700)
        environment = {
            **{name: value for name, value in os.environ.items() if name != "WAYLAND_DISPLAY"},
            "DISPLAY": display,
            "XDG_RUNTIME_DIR": folder,
            "HOME": folder,
            INSIDE: folder,
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "LANG": "C.UTF-8",
            "QT_QPA_PLATFORM": "xcb",
        }
        command = ["dbus-run-session", "--", sys.executable, "-m", "tests.a11y", *arguments]
        return subprocess.run(command, env=environment, check=False).returncode


@contextmanager
def x_server(size: str = "1366x768") -> Iterator[str]:
    """An X server that draws nowhere, by the name of its display. It picks a number that is free."""
    read_end, write_end = os.pipe()
    command = ["Xvfb", "-displayfd", str(write_end), "-screen", "0", f"{size}x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[write_end], stderr=subprocess.DEVNULL)
    os.close(write_end)
    try:
        with os.fdopen(read_end) as told:
            number = told.readline().strip()
        if not number:
            raise SystemExit("the X server did not start")
        yield f":{number}"
    finally:
        end(server)


@contextmanager
def kiosk(python: str, language: str, sample: str) -> Iterator[None]:
    """The program with its window, over a new sample election, and a window manager."""
    folder = Path(os.environ[INSIDE])
    manager = subprocess.Popen(["openbox"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with (folder / "kiosk.log").open("w") as log:
        data = folder / f"{sample}-{language}"
        options = ["--sample", sample, "--port", "0", "--data", str(data), "--lang", language]
        program = subprocess.Popen([python, "main.py", *options], stdout=log, stderr=log)
        try:
            yield
        finally:
            end(program)
            end(manager)


def end(process: subprocess.Popen[bytes]) -> None:
    """Have `process` end, and wait until it has."""
    process.terminate()
    try:
        process.wait(PATIENCE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
