"""What Qt lacks on this machine: ``python -m tools.system_libraries run`` (or ``test``), in the environment
of the program. As root on Debian or Ubuntu it installs it; otherwise it prints the one line to type.

PySide6 brings Qt along, but not the libraries of the system under it, and a bare machine has none of them.
Exit codes: 0, nothing is missing; 8, something is and has to be installed, or Qt does not start all the same.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from cli.commands import COMMANDS

ALL_THERE, LACKING = 0, 8
_NEED_NO_WINDOW = frozenset(("--headless", *COMMANDS, "-h", "--help"))
_PATIENCE = 60  # seconds for Qt to start
_INSTALL_PATIENCE = 1_200  # seconds; a slow line takes minutes
_ROUNDS = 3  # what was missing may need something itself

# Debian and Ubuntu before the change to 64-bit time, which gave some packages another name.
_BEFORE_T64 = {"bullseye", "bookworm", "focal", "jammy", "kinetic", "lunar", "mantic"}
# Library -> its package in Debian and Ubuntu, in Fedora, and in Arch Linux.
PACKAGES: Mapping[str, tuple[str, str, str]] = {
    "libEGL.so.1": ("libegl1", "libglvnd-egl", "libglvnd"),
    "libGL.so.1": ("libgl1", "libglvnd-glx", "libglvnd"),
    "libGLX.so.0": ("libglx0", "libglvnd-glx", "libglvnd"),
    "libGLdispatch.so.0": ("libglvnd0", "libglvnd", "libglvnd"),
    "libOpenGL.so.0": ("libopengl0", "libglvnd-opengl", "libglvnd"),
    "libX11.so.6": ("libx11-6", "libX11", "libx11"),
    "libX11-xcb.so.1": ("libx11-xcb1", "libX11-xcb", "libx11"),
    "libxcb.so.1": ("libxcb1", "libxcb", "libxcb"),
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    "libxcb-image.so.0": ("libxcb-image0", "xcb-util-image", "xcb-util-image"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"),
    "libxcb-randr.so.0": ("libxcb-randr0", "libxcb", "libxcb"),
    "libxcb-render-util.so.0": ("libxcb-render-util0", "xcb-util-renderutil", "xcb-util-renderutil"),
    "libxcb-render.so.0": ("libxcb-render0", "libxcb", "libxcb"),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb", "libxcb"),
    "libxcb-shm.so.0": ("libxcb-shm0", "libxcb", "libxcb"),
    "libxcb-sync.so.1": ("libxcb-sync1", "libxcb", "libxcb"),
    "libxcb-util.so.1": ("libxcb-util1", "xcb-util", "xcb-util"),
    "libxcb-xfixes.so.0": ("libxcb-xfixes0", "libxcb", "libxcb"),
    "libxcb-xinput.so.0": ("libxcb-xinput0", "libxcb", "libxcb"),
    "libxcb-xkb.so.1": ("libxcb-xkb1", "libxcb", "libxcb"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon", "libxkbcommon"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
    "libwayland-client.so.0": ("libwayland-client0", "libwayland-client", "wayland"),
    "libwayland-cursor.so.0": ("libwayland-cursor0", "libwayland-cursor", "wayland"),
    "libwayland-egl.so.1": ("libwayland-egl1", "libwayland-egl", "wayland"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig", "fontconfig"),
    "libfreetype.so.6": ("libfreetype6", "freetype", "freetype2"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus-libs", "dbus"),
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2", "glib2"),
    "libgthread-2.0.so.0": ("libglib2.0-0", "glib2", "glib2"),
    "libgssapi_krb5.so.2": ("libgssapi-krb5-2", "krb5-libs", "krb5"),
    "libz.so.1": ("zlib1g", "zlib-ng-compat", "zlib"),
    "libzstd.so.1": ("libzstd1", "libzstd", "zstd"),
    "libstdc++.so.6": ("libstdc++6", "libstdc++", "gcc-libs"),
    "libgcc_s.so.1": ("libgcc-s1", "libgcc", "gcc-libs"),
}
_T64 = {"libglib2.0-0": "libglib2.0-0t64"}
_FAMILIES = {"debian": 0, "ubuntu": 0, "fedora": 1, "rhel": 1, "arch": 2}
_COMMANDS = ("apt-get install -y --no-install-recommends", "dnf install -y", "pacman -S --needed")

# What the loader says, in `ldd` and in the ImportError of Python or the warning of Qt.
_NOT_FOUND = re.compile(r"(lib[\w.+-]+\.so[\w.]*)(?: => not found|: cannot open shared object file)")
_PROBE = """
import ctypes, sys
from PySide6 import QtSvg, QtWidgets
for plugin in sys.argv[1:]:
    ctypes.CDLL(plugin)
if not sys.argv[1:]:
    QtWidgets.QApplication(["probe", "-platform", "offscreen"])
"""


@dataclass(frozen=True, slots=True)
class System:
    """A Linux distribution: its place in the table (None: not in it), and whether it is of before t64."""

    family: int | None
    old_names: bool

    @classmethod
    def of(cls, os_release: str) -> "System":
        """Read it from the text of ``/etc/os-release``."""
        fields = dict(line.split("=", 1) for line in os_release.splitlines() if "=" in line)
        values = {name: value.strip().strip("\"'") for name, value in fields.items()}
        kinds = [values.get("ID", ""), *values.get("ID_LIKE", "").split()]
        family = next((_FAMILIES[each] for each in kinds if each in _FAMILIES), None)
        codename = values.get("UBUNTU_CODENAME") or values.get("VERSION_CODENAME", "")
        return cls(family, codename in _BEFORE_T64)

    @property
    def is_debian(self) -> bool:
        """Whether it is Debian, Ubuntu, or made from them."""
        return self.family == 0

    def packages(self, libraries: Iterable[str]) -> tuple[list[str], list[str]]:
        """Return the packages that hold `libraries`, and the libraries of which nothing is known here."""
        found, unknown = set[str](), list[str]()
        for library in libraries:
            if self.family is None or library not in PACKAGES:
                unknown.append(library)
                continue
            package = PACKAGES[library][self.family]
            found.add(package if self.old_names or not self.is_debian else _T64.get(package, package))
        return sorted(found), sorted(unknown)

    def line(self, packages: Sequence[str]) -> str:
        """Return what to type to install `packages`."""
        return f"sudo {_COMMANDS[self.family or 0]} {' '.join(packages)}"


def missing_in(words: str) -> set[str]:
    """Return the libraries that the loader did not find, by its own words."""
    return set(_NOT_FOUND.findall(words))


def plugins_for(what: str, environment: Mapping[str, str]) -> list[str]:
    """Return Qt's platform plugins that `what` ("run", "test") can do with, the best first; none where all is
    drawn into memory.
    """
    chosen = environment.get("QT_QPA_PLATFORM", "").split(":")[0].split(";")[0]
    if what == "test" or chosen in ("offscreen", "minimal"):
        return []
    if chosen:
        return [chosen.split("-")[0]]
    return [name for name, at in (("xcb", "DISPLAY"), ("wayland", "WAYLAND_DISPLAY")) if environment.get(at)]


class Qt:
    """The Qt that PySide6 brought along."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def plugin(self, name: str) -> Path:
        """Return where the platform plugin called `name` is."""
        return self._folder / "Qt" / "plugins" / "platforms" / f"libq{name}.so"

    def probe(self, plugins: Sequence[str]) -> tuple[bool, str]:
        """Start Qt in a process of its own, with `plugins` or in memory; return whether it does, and all it
        says.
        """
        files = [str(self.plugin(name)) for name in plugins]
        done = subprocess.run(  # noqa: S603 - our own Python
            [sys.executable, "-c", _PROBE, *files],
            capture_output=True, text=True, errors="replace", timeout=_PATIENCE, check=False,
        )  # fmt: skip
        return done.returncode == 0, done.stdout + done.stderr

    def missing(self, plugins: Sequence[str], words: str) -> set[str]:
        """Return every library that is missing; `words` (of a probe) name only the first."""
        modules = [*self._folder.glob("QtWidgets*.so"), *self._folder.glob("QtSvg*.so")]
        if (ldd := shutil.which("ldd")) is not None:
            files = [str(each) for each in (*modules, *map(self.plugin, plugins))]
            listed = subprocess.run(  # noqa: S603 - the system's
                [ldd, *files],
                capture_output=True,
                text=True,
                errors="replace",
                timeout=_PATIENCE,
                check=False,
            )
            words += listed.stdout
        return missing_in(words)


def install(packages: Sequence[str]) -> bool:
    """Install `packages` by apt; return whether that went well. Its own words go to the terminal."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        done = subprocess.run(  # noqa: S603 - names from our own table
            ["apt-get", *command],  # noqa: S607 - wherever the system has it
            env=environment, stdout=sys.stderr, timeout=_INSTALL_PATIENCE, check=False,
        )  # fmt: skip
        if done.returncode != 0:
            return False
    return True


def check(
    qt: Qt,
    plugins: Sequence[str],
    system: System,
    may_install: bool,  # noqa: FBT001
    say: Callable[[str], None],
    installer: Callable[[Sequence[str]], bool] = install,
) -> int:
    """Return the exit code: whether Qt starts, after installing what it lacks where that may be done."""
    for _ in range(_ROUNDS):
        starts, words = _try(qt, plugins)
        if starts:
            return ALL_THERE
        missing = qt.missing(plugins[:1], words)
        if not missing:
            say(f"Qt does not start on this system. It says:\n{words.strip()}")
            return LACKING
        packages, unknown = system.packages(missing)
        say(f"Qt needs libraries that this system lacks: {', '.join(sorted(missing))}")
        if unknown:
            say(f"Please install the packages of your system that hold: {', '.join(unknown)}")
        if not packages or unknown or not may_install:
            break
        say(f"Installing them: apt-get install {' '.join(packages)}")
        if not installer(packages):
            say("That did not work; the reason is above.")
            break
    if packages:
        say(f"To install them, type:\n\n    {system.line(packages)}\n")
    return LACKING


def _try(qt: Qt, plugins: Sequence[str]) -> tuple[bool, str]:
    """Start Qt with whichever of `plugins` it can; Qt itself goes on to the next one, too."""
    said = []
    for each in [[name] for name in plugins] or [[]]:
        starts, words = qt.probe(each)
        if starts:
            return True, ""
        said.append(words)
    return False, said[0]


def main(arguments: Sequence[str]) -> int:
    """Check for ``run`` or ``test``, with the options of the program after it, and return the exit code."""
    what, *options = arguments or ["run"]
    spec = find_spec("PySide6")
    if not sys.platform.startswith("linux") or not _NEED_NO_WINDOW.isdisjoint(options):
        return ALL_THERE
    if spec is None or spec.origin is None:
        return ALL_THERE
    release = Path("/etc/os-release")
    system = System.of(release.read_text(encoding="utf-8") if release.is_file() else "")
    return check(
        Qt(Path(spec.origin).parent),
        plugins_for(what, os.environ),
        system,
        system.is_debian and os.geteuid() == 0 and shutil.which("apt-get") is not None,
        lambda words: print(words, file=sys.stderr, flush=True),
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
