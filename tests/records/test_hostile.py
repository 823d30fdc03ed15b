"""Files that are no packs, or made to do harm: refused with a sentence, soon and in little memory."""

import io
import resource as limits
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from election.resources import resource
from tests.records.mutations import small
from tests.records.pack_factory import Pack
from tests.records.sealing import KEY, signed, zip_of
from tests.records.verifiers import VERIFIERS, outline

SMALL = small()
WHOLE = SMALL.bytes()
MIB = 1024 * 1024


def zipped(
    *entries: tuple[str, bytes], how: int = zipfile.ZIP_STORED, attributes: int | None = None
) -> bytes:
    """As another program packs it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", how) as pack:
        for name, content in entries:
            info = zipfile.ZipInfo(name)
            info.compress_type = how
            info.external_attr = attributes
            pack.writestr(info, content)
    return file.getvalue()


def patched(at: int, *fields: int) -> bytes:
    """The pack with other 16-bit numbers in the header of the first entry and of the directory."""
    changed = bytearray(WHOLE)
    directory = WHOLE.rindex(b"PK\x05\x06")
    start = struct.unpack("<I", WHOLE[directory + 16 : directory + 20])[0]
    for place in (at, start + at + 2):
        changed[place : place + 2 * len(fields)] = struct.pack(f"<{len(fields)}H", *fields)
    return bytes(changed)


def overlapping() -> bytes:
    """A directory of 300 entries that are all the same bytes."""
    content = bytes(MIB)
    one = zip_of([("a", content)])
    start = struct.unpack("<I", one[-6:-2])[0]
    record = one[start:-22]
    directory = b"".join(record[:-1] + bytes([97 + each % 26]) for each in range(300))
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 300, 300, len(directory), start, 0)
    return one[:start] + directory + end


ENTRIES = sorted(SMALL.entries.items())
CONTAINERS: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "text": lambda: b"hello",
    "zeros": lambda: bytes(MIB),
    "an empty zip": lambda: zipped(),
    "cut off": lambda: WHOLE[: len(WHOLE) // 2],
    "cut off in a header": lambda: WHOLE[:20],
    "prepended": lambda: b"MZ" + WHOLE,
    "appended": lambda: WHOLE + b"\n",
    "two packs": lambda: WHOLE + WHOLE,
    "compressed": lambda: zipped(*ENTRIES, how=zipfile.ZIP_DEFLATED),
    "a small bomb": lambda: zipped(("a", bytes(20 * MIB)), how=zipfile.ZIP_DEFLATED),
    "overlapping": overlapping,
    "encrypted": lambda: patched(6, 1),
    "a data descriptor": lambda: patched(6, 8),
    "names in UTF-8": lambda: patched(6, 0x800),
    "another date": lambda: patched(10, 1),
    "links": lambda: zipped(*ENTRIES, attributes=0o120777 << 16),
    "a folder": lambda: zip_of([("a/", b"")]),
    "out of its folder": lambda: zip_of([("../a", b"")]),
    "in the middle": lambda: zip_of([("a/../b", b"")]),
    "from the root": lambda: zip_of([("/etc/passwd", b"")]),
    "a drive": lambda: zip_of([("c:a", b"")]),
    "backslashes": lambda: zip_of([("a\\b", b"")]),
    "a line feed": lambda: zip_of([("a\n", b"")]),
    "no name": lambda: zip_of([("", b"")]),
    "twice": lambda: zip_of([("a", b"1"), ("a", b"2")]),
    "case twins": lambda: zip_of([("A", b"1"), ("a", b"2")]),
    "out of order": lambda: zip_of([("b", b"1"), ("a", b"2")]),
    "too many": lambda: zip_of([(f"a{each:03}", b"") for each in range(301)]),
    "too large": lambda: zip_of([("a", bytes(64 * MIB + 1))]),
    "zip64": lambda: WHOLE[:-22] + b"PK\x06\x06" + bytes(52) + b"PK\x06\x07" + bytes(16) + WHOLE[-22:],
    "a comment": lambda: WHOLE[:-2] + b"\1\0c",
}
DEEP = b"[" * 100_000 + b"]" * 100_000 + b"\n"
JSON: dict[str, bytes] = {
    "nothing": b"",
    "no JSON": b"{\n",
    "spaces": b'{ "a":1}\n',
    "keys out of order": b'{"b":1,"a":1}\n',
    "a key twice": b'{"a":1,"a":1}\n',
    "no line feed": b"{}",
    "two line feeds": b"{}\n\n",
    "NaN": b'{"a":NaN}\n',
    "infinity": b'{"a":Infinity}\n',
    "a fraction": b'{"a":1.5}\n',
    "an exponent": b'{"a":1e3}\n',
    "minus zero": b'{"a":-0}\n',
    "a huge number": b'{"a":%s}\n' % (b"9" * 5000),
    "16 digits": b'{"a":1000000000000000}\n',
    "deep": DEEP,
    "deep objects": b'{"a":' * 50_000 + b"1" + b"}" * 50_000 + b"\n",
    "33 deep": b"[" * 33 + b"]" * 33 + b"\n",
    "not UTF-8": b'{"a":"\xff"}\n',
    "a byte order mark": b"\xef\xbb\xbf{}\n",
    "half a character": b'{"a":"\\ud800"}\n',
    "an escape too many": b'{"a":"\\u0041"}\n',
    "a list": b"[]\n",
    "null": b"null\n",
}


def refused(content: bytes) -> None:
    """All verifiers refuse it at the same check, with a sentence; soon, or the time of the test runs out."""
    said = []
    for name, verify in VERIFIERS.items():
        verdict = verify(content)
        assert verdict[1] == 2, name
        assert verdict[0]["checks"][-1]["words"].startswith("Refused: ")
        said.append(outline(verdict))
    assert said[0] == said[1] == said[2]


@pytest.mark.parametrize("name", CONTAINERS)
def test_containers(name: str) -> None:
    refused(CONTAINERS[name]())


@pytest.mark.parametrize("name", JSON)
@pytest.mark.parametrize("entry", ["manifest.json", "ballots.json"])
def test_json(name: str, entry: str) -> None:
    pack = Pack({**SMALL.entries, entry: JSON[name]}, KEY)
    refused((pack if entry == "manifest.json" else pack.sealed()).bytes())


@pytest.mark.parametrize("version", ["2", "10"])
def test_a_newer_format(version: str) -> None:
    manifest = SMALL.json("manifest.json") | {"format": f"vote-kiosk pack {version}", "more": 1}
    content = Pack({**SMALL.entries, **signed(manifest, KEY)}).bytes()
    refused(content)
    assert "made by a newer program" in VERIFIERS["product"](content)[0]["checks"][-1]["words"]


@pytest.mark.parametrize(
    "name", ["vote-kiosk pack 0", "vote-kiosk pack", "some pack 1", "vote-kiosk pack 1 "]
)
def test_another_format(name: str) -> None:
    manifest = SMALL.json("manifest.json") | {"format": name}
    refused(Pack({**SMALL.entries, **signed(manifest, KEY)}).bytes())


def _set(value: Any, path: tuple[Any, ...], put: Any) -> None:
    for each in path[:-1]:
        value = value[each]
    value[path[-1]] = put


FORMS: list[tuple[str, tuple[Any, ...], Any]] = [
    ("ballots.json", ("contests", 0, "ballots"), 10**9 + 1),
    ("ballots.json", ("contests", 0, "ballots"), -1),
    ("ballots.json", ("contests", 0, "ballots"), True),
    ("ballots.json", ("contests", 0, "ballots"), "6"),
    ("ballots.json", ("contests", 0, "form"), "other"),
    ("ballots.json", ("contests", 0, "more"), 1),
    ("definition.json", ("contests", 0, "kind"), "borda"),
    ("definition.json", ("contests", 0, "options", "most"), 0),
    ("definition.json", ("contests", 0, "rule", "seats"), 0),
    ("definition.json", ("contests", 0, "candidates", 1, "id"), 1),
    ("definition.json", ("contests", 3, "rule", "ties", "order"), [1, 2]),
    ("definition.json", ("contests", 1, "withdrawn_votes"), "void"),
    ("definition.json", ("contests", 3, "withdrawn_votes"), "void"),
    ("definition.json", ("quorum",), {"share": "at least 2/1", "came": "cast", "below": "no_force"}),
    ("definition.json", ("quorum",), {"share": "at least 0/1", "came": "cast", "below": "no_force"}),
    ("definition.json", ("styles",), []),
    ("definition.json", ("contests",), []),
    ("lots.json", ("lots",), [{"contest": 1, "favoured": [1], "witnesses": "Han"}]),
    ("participation.json", ("present",), False),
]


@pytest.mark.parametrize(("entry", "path", "put"), FORMS)
def test_forms(entry: str, path: tuple[Any, ...], put: Any) -> None:
    refused(SMALL.change(entry, lambda value: _set(value, path, put)).sealed().bytes())


ODD: list[tuple[tuple[Any, ...], Any]] = [
    (("roll",), None),
    (("roll", "now"), True),
    (("election", "title"), {"en": "Club", "ko": 0}),
    (("contests",), {}),
    (("contests", 0), []),
    (("contests", 0, "counts"), "abc"),
    (("contests", 0, "counts", 0), 3),
    (("contests", 0, "counts", 0, "votes"), True),
    (("contests", 3, "counts", 0, "votes"), "3"),
    (("contests", 0, "roll"), None),
    (("contests", 0, "title"), None),
    (("contests", 0, "elected"), None),
]


@pytest.mark.parametrize(("path", "put"), ODD)
def test_odd_results_do_not_hold(path: tuple[Any, ...], put: Any) -> None:
    content = SMALL.change("results.json", lambda value: _set(value, path, put)).sealed().bytes()
    said = [outline(verify(content)) for verify in VERIFIERS.values()]
    assert said[0] == said[1] == said[2]
    assert said[0][0] == 1


@pytest.mark.slow
@pytest.mark.parametrize("unit", [b"[],", b'{"a":[]},', b'"",', b"1,"])
def test_a_file_of_64_mib_takes_little_memory(unit: bytes, tmp_path: Path) -> None:
    """Whatever is in it, `verify.py` is done with it in 1.5 GiB and a minute."""
    taken_by(b"[" + unit * ((64 * MIB - 10) // len(unit)) + b"1]\n", tmp_path)


@pytest.mark.slow
def test_a_long_text_of_escapes_takes_little_memory(tmp_path: Path) -> None:
    taken_by(b'["' + b"\\n" * (32 * MIB - 10) + b'"]\n', tmp_path)


def taken_by(content: bytes, tmp_path: Path) -> None:
    """The file is refused by the verifiers in Python, in that memory and time."""
    pack = Pack({**SMALL.entries, "results.json": content}, KEY).sealed()
    (tmp_path / "pack.zip").write_bytes(pack.bytes())

    def little() -> None:
        limits.setrlimit(limits.RLIMIT_AS, (1536 * MIB, 1536 * MIB))

    for command in ([str(resource("verify", "verify.py"))], ["main.py", "verify"]):
        done = subprocess.run(
            [sys.executable, *command, str(tmp_path / "pack.zip")],
            preexec_fn=little,
            capture_output=True,
            timeout=120,
            check=False,
        )
        assert (done.returncode, done.stderr) == (2, b"")
