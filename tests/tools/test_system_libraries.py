"""What Qt lacks, by the loader's words, and how it is installed here and elsewhere."""

import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest

from tools import system_libraries
from tools.system_libraries import ALL_THERE, LACKING, PACKAGES, Qt, System, check, missing_in, plugins_for

DEBIAN_12 = 'ID=debian\nVERSION_ID="12"\nVERSION_CODENAME=bookworm\n'
DEBIAN_13 = 'ID=debian\nVERSION_ID="13"\nVERSION_CODENAME=trixie\n'
UBUNTU_22 = 'ID=ubuntu\nID_LIKE=debian\nVERSION_ID="22.04"\nVERSION_CODENAME=jammy\nUBUNTU_CODENAME=jammy\n'
UBUNTU_24 = 'ID=ubuntu\nID_LIKE=debian\nVERSION_ID="24.04"\nVERSION_CODENAME=noble\nUBUNTU_CODENAME=noble\n'
UBUNTU_26 = 'ID=ubuntu\nID_LIKE=debian\nVERSION_ID="26.04"\nVERSION_CODENAME=resolute\n'
MINT = 'ID=linuxmint\nID_LIKE="ubuntu debian"\nVERSION_CODENAME=virginia\nUBUNTU_CODENAME=jammy\n'
SID = 'ID=debian\nPRETTY_NAME="Debian GNU/Linux forky/sid"\n'
FEDORA = "ID=fedora\nVERSION_ID=43\n"
ROCKY = 'ID="rocky"\nID_LIKE="rhel centos fedora"\n'
ARCH = "ID=arch\n"
MANJARO = "ID=manjaro\nID_LIKE=arch\n"
OTHER = 'ID="opensuse-tumbleweed"\nID_LIKE="opensuse suse"\n'

EGL, GLIB, CURSOR = "libEGL.so.1", "libglib-2.0.so.0", "libxcb-cursor.so.0"


@pytest.mark.parametrize(
    ("release", "packages", "command"),
    [
        (DEBIAN_12, ["libegl1", "libglib2.0-0", "libxcb-cursor0"], "apt-get install"),
        (DEBIAN_13, ["libegl1", "libglib2.0-0t64", "libxcb-cursor0"], "apt-get install"),
        (SID, ["libegl1", "libglib2.0-0t64", "libxcb-cursor0"], "apt-get install"),
        (UBUNTU_22, ["libegl1", "libglib2.0-0", "libxcb-cursor0"], "apt-get install"),
        (UBUNTU_24, ["libegl1", "libglib2.0-0t64", "libxcb-cursor0"], "apt-get install"),
        (UBUNTU_26, ["libegl1", "libglib2.0-0t64", "libxcb-cursor0"], "apt-get install"),
        (MINT, ["libegl1", "libglib2.0-0", "libxcb-cursor0"], "apt-get install"),
        (FEDORA, ["glib2", "libglvnd-egl", "xcb-util-cursor"], "dnf install"),
        (ROCKY, ["glib2", "libglvnd-egl", "xcb-util-cursor"], "dnf install"),
        (ARCH, ["glib2", "libglvnd", "xcb-util-cursor"], "pacman -S"),
        (MANJARO, ["glib2", "libglvnd", "xcb-util-cursor"], "pacman -S"),
    ],
)
def test_the_one_line_to_type_names_the_packages_of_that_system(
    release: str, packages: list[str], command: str
) -> None:
    system = System.of(release)
    assert system.packages([CURSOR, EGL, GLIB]) == (packages, [])
    assert system.line(packages).startswith(f"sudo {command} ")
    assert system.line(packages).endswith(f" {' '.join(packages)}")


def test_a_system_or_a_library_that_is_not_in_the_table_is_told_by_the_librarys_name() -> None:
    assert System.of(OTHER).packages([EGL, GLIB]) == ([], [EGL, GLIB])
    assert System.of("").packages([EGL]) == ([], [EGL])
    assert System.of(DEBIAN_12).packages([EGL, "libnew.so.9"]) == (["libegl1"], ["libnew.so.9"])


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("\tlibEGL.so.1 => not found\n\tlibc.so.6 => /lib/libc.so.6 (0x7f)\n", {EGL}),
        (
            "ImportError: libglib-2.0.so.0: cannot open shared object file: No such file or directory",
            {GLIB},
        ),
        (f"OSError: {CURSOR}: cannot open shared object file: No such file", {CURSOR}),
        ("all is well", set()),
    ],
)
def test_the_loaders_words_are_read(words: str, found: set[str]) -> None:
    assert missing_in(words) == found


@pytest.mark.parametrize(
    ("what", "environment", "plugins"),
    [
        ("test", {"DISPLAY": ":0"}, []),
        ("run", {}, []),
        ("run", {"DISPLAY": ":0"}, ["xcb"]),
        ("run", {"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, ["xcb", "wayland"]),
        ("run", {"WAYLAND_DISPLAY": "wayland-0"}, ["wayland"]),
        ("run", {"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, []),
        ("run", {"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen:size=1"}, []),
        ("run", {"WAYLAND_DISPLAY": "w", "QT_QPA_PLATFORM": "wayland-egl"}, ["wayland"]),
        ("run", {"QT_QPA_PLATFORM": "xcb;wayland"}, ["xcb"]),
    ],
)
def test_what_draws_the_window_is_looked_at(
    what: str, environment: dict[str, str], plugins: list[str]
) -> None:
    assert plugins_for(what, environment) == plugins


@pytest.mark.parametrize("options", [["--headless"], ["--data", "x", "import-db", "old.json"], ["--help"]])
def test_nothing_is_asked_of_a_system_that_need_not_draw(
    monkeypatch: pytest.MonkeyPatch, options: list[str]
) -> None:
    monkeypatch.setattr(system_libraries, "check", lambda *_: LACKING)
    assert system_libraries.main(["run", *options]) == ALL_THERE


class BareQt(Qt):
    """A Qt on a system that lacks `libraries`."""

    def __init__(self, *libraries: str) -> None:
        super().__init__(Path("nowhere"))
        self.lacking = set(libraries)
        self.broken = ""

    def probe(self, plugins: Sequence[str]) -> tuple[bool, str]:
        first = "".join(f"{each}: cannot open shared object file\n" for each in sorted(self.lacking)[:1])
        return not (first or self.broken), first + self.broken

    def missing(self, plugins: Sequence[str], words: str) -> set[str]:
        return self.lacking | missing_in(words)


def run(qt: BareQt, release: str, *, is_root: bool, works: bool = True) -> tuple[int, str, list[list[str]]]:
    said: list[str] = []
    installed: list[list[str]] = []

    def install(packages: Sequence[str]) -> bool:
        installed.append(list(packages))
        if works:
            qt.lacking.clear()
        return works

    code = check(qt, [], System.of(release), may_install=is_root, say=said.append, installer=install)
    return code, "\n".join(said), installed


def test_as_root_it_is_installed_and_said() -> None:
    code, said, installed = run(BareQt(EGL, GLIB), DEBIAN_12, is_root=True)
    assert code == ALL_THERE
    assert installed == [["libegl1", "libglib2.0-0"]]
    assert EGL in said
    assert "Installing them: apt-get install libegl1 libglib2.0-0" in said


def test_otherwise_the_line_to_type_is_printed() -> None:
    code, said, installed = run(BareQt(EGL, GLIB), UBUNTU_24, is_root=False)
    assert (code, installed) == (LACKING, [])
    assert "sudo apt-get install -y --no-install-recommends libegl1 libglib2.0-0t64" in said


def test_what_could_not_be_installed_is_left_to_a_person() -> None:
    code, said, installed = run(BareQt(EGL), DEBIAN_12, is_root=True, works=False)
    assert (code, installed) == (LACKING, [["libegl1"]])
    assert "That did not work" in said
    assert "sudo apt-get install" in said


def test_a_system_that_is_not_known_is_told_the_libraries() -> None:
    code, said, _ = run(BareQt(EGL), OTHER, is_root=True)
    assert code == LACKING
    assert said.endswith(EGL)


def test_a_qt_that_does_not_start_all_the_same_is_quoted() -> None:
    qt = BareQt()
    qt.broken = "Illegal instruction"
    code, said, _ = run(qt, DEBIAN_12, is_root=True)
    assert code == LACKING
    assert "Illegal instruction" in said


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="ldd and xcb are of Linux")
def test_every_library_of_the_system_that_this_qt_asks_for_is_in_the_table() -> None:
    spec = find_spec("PySide6")
    assert spec is not None
    assert spec.origin is not None
    qt = Qt(Path(spec.origin).parent)
    asked = set[str]()
    for file in (qt.plugin("xcb"), qt.plugin("wayland"), qt.plugin("offscreen")):
        asked |= needed(file)
    for module in ("Core", "Gui", "Widgets", "Svg", "DBus", "XcbQpa", "WaylandClient", "OpenGL"):
        asked |= needed(Path(spec.origin).parent / "Qt" / "lib" / f"libQt6{module}.so.6")
    own = {each for each in asked if each.startswith(("libQt6", "libicu"))}
    of_libc = {"libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libresolv.so.2"}
    loader = {each for each in asked if each.startswith("ld-linux")}
    assert {EGL, GLIB, CURSOR, "libX11.so.6", "libwayland-client.so.0"} <= asked
    assert asked - own - of_libc - loader <= PACKAGES.keys()


def needed(file: Path) -> set[str]:
    """The libraries that an ELF file names: its dynamic string table holds each as a text of its own."""
    texts = file.read_bytes().split(b"\0")
    return {each.decode() for each in texts if each.startswith((b"lib", b"ld-")) and is_library(each)}


def is_library(text: bytes) -> bool:
    name, dot_so, version = text.partition(b".so.")
    return bool(dot_so) and version.replace(b".", b"").isdigit() and b"/" not in name and len(text) < 40
