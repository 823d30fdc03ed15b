"""The pack: its form, its content, and that the same content always gives the same bytes."""

import hashlib
import json
import random
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from election.admin.copies import CopyKind
from election.errors import ResultsHidden
from election.records.key import is_signed
from election.records.pack.container import LARGEST_ENTRY, PackTooLarge, zipped
from election.records.pack.contents import PackTooLate, pack_entries
from election.records.program import this_program
from tests.election.records.pack.worlds import CHEAP, definition, held
from tests.services import opened

CHOOSE: dict[str, Any] = {}
TWO_OF = {"options": {"most": 2}}
MOTION = {"kind": "yes_no", "candidates": []}
BALLOTS = [{1: (1,), 2: (4, 5)}, {1: (2,), 2: (4,)}, {1: (1,), 2: ()}, {1: (), 2: (5, 6)}]


def read(content: bytes) -> Any:
    return json.loads(content)


def unzipped(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as pack:
        return {name: pack.read(name) for name in pack.namelist()}


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("stick")
    with held(definition(CHOOSE, TWO_OF), BALLOTS, "pause", "resume") as election:
        return election.packs.make(folder).path, election.key.public_hex


def test_any_program_opens_it_and_it_holds_what_it_should(pack: tuple[Path, str]) -> None:
    entries = unzipped(pack[0])
    assert list(entries) == sorted(entries)
    reports = [
        f"reports/{name}.{language}.{form}"
        for name in ("closing", "pause-1", "zero")
        for language in ("en", "ko")
        for form in ("html", "pdf")
    ]
    assert [name for name in entries if name.startswith("reports/")] == reports
    others = {
        *("definition.json", "definition-counted.json", "commitment.json", "ballots.json", "cvr.json"),
        *("participation.json", "lots.json", "receipts.txt", "log.txt", "results.json", "results.csv"),
        *("manifest.json", "manifest.sig"),
    }
    assert others <= set(entries)


def test_its_header_fields_are_fixed(pack: tuple[Path, str]) -> None:
    with zipfile.ZipFile(pack[0]) as opened:
        for each in opened.infolist():
            assert (each.compress_type, each.flag_bits, each.create_version) == (0, 0, 20)
            assert (each.date_time, each.create_system) == ((1980, 1, 1, 0, 0, 0), 3)
            assert (each.external_attr, each.extra, each.comment) == (0o100644 << 16, b"", b"")
        assert opened.comment == b""


def test_the_manifest_names_every_entry_and_is_signed(pack: tuple[Path, str]) -> None:
    entries = unzipped(pack[0])
    manifest = read(entries["manifest.json"])
    assert manifest["key"] == pack[1]
    named = {
        name: {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in entries.items()
        if name not in ("manifest.json", "manifest.sig")
    }
    assert manifest["files"] == named
    signature = bytes.fromhex(entries["manifest.sig"].decode().removesuffix("\n"))
    signed = b"vote-kiosk pack 1\n" + entries["manifest.json"]
    assert is_signed(bytes.fromhex(pack[1]), signed, signature)


def test_its_json_is_canonical(pack: tuple[Path, str]) -> None:
    for name, content in unzipped(pack[0]).items():
        if name.endswith(".json"):
            again = json.dumps(read(content), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
            assert content == f"{again}\n".encode(), name


def test_one_mark_has_markings_and_several_have_totals(pack: tuple[Path, str]) -> None:
    one, several = read(unzipped(pack[0])["ballots.json"])["contests"]
    assert one == {
        "id": 1,
        "form": "markings",
        "ballots": 4,
        "markings": [
            {"count": 2, "marking": [1]},
            {"count": 1, "marking": [2]},
            {"count": 1, "marking": []},
        ],
    }
    assert several == {
        "id": 2,
        "form": "totals",
        "ballots": 4,
        "blank": 1,
        "abstain": 0,
        "totals": {"votes": {"4": 2, "5": 2, "6": 1}},
    }


def test_who_took_part_is_told_in_numbers_alone(pack: tuple[Path, str]) -> None:
    entries = unzipped(pack[0])
    assert read(entries["participation.json"]) == {
        "format": "vote-kiosk participation 1",
        "roll": {"at_opening": 4, "added": 0},
        "rights": 4,
        "marks": 4,
        "present": None,
        "contests": [
            {"id": each, "roll": 4, "roll_at_opening": 4, "cast": 4, "present": None} for each in (1, 2)
        ],
    }
    assert len(entries["receipts.txt"].splitlines()) == 4
    for name, content in entries.items():
        assert b"@example.org" not in content, name
        assert b"V1" not in content.replace(b"FORM-V1", b"") or name.endswith(".pdf"), name


@pytest.mark.slow
def test_it_is_the_same_whenever_it_is_made(tmp_path: Path) -> None:
    with held(definition(CHOOSE, MOTION), [{1: (1,), 2: {0: "yes"}}, {1: (3,), 2: {0: "no"}}]) as election:
        first = election.packs.make(tmp_path).path.read_bytes()
        election.copies.note(CopyKind.EXPORT, "results.csv")
        again = election.packs.make(tmp_path)
        assert again.path.read_bytes() == first
        assert again.digest == hashlib.sha256(first).hexdigest()
        assert [(each.kind, each.name) for each in election.copies.made() if each.kind is CopyKind.PACK] == [
            (CopyKind.PACK, again.path.name)
        ]
        assert [act.what for act in election.polls.acts()].count("pack.made") == 2
        election.polls.archive()
        assert election.packs.make(tmp_path).path.read_bytes() == first


ORDER = {"ties": {"by": "order", "made": "typed", "order": [1, 2, 3]}}
KINDS = (CHOOSE, TWO_OF, {"kind": "irv", "rule": ORDER}, {"kind": "approval"}, {"kind": "score"}, MOTION)
MARKS = (
    [(), (1,), (2,), (3,)],
    [(), (4,), (4, 5), (5, 6)],
    [(), ((7,), (8,)), ((9,),)],
    [(), (10,), (10, 12)],
    [{}, {13: 5, 14: 0}, {15: 3}],
    [{}, {0: "yes"}, {0: "no"}, {0: "abstain"}],
)


@settings(max_examples=4, deadline=None)
@given(data=st.data(), public=st.booleans())
def test_no_order_of_casting_is_in_it(data: st.DataObject, public: bool) -> None:
    drawn = st.lists(st.tuples(*map(st.sampled_from, MARKS)), min_size=1, max_size=6)
    ballots = [dict(enumerate(marks, start=1)) for marks in data.draw(drawn)]
    shuffled = list(ballots)
    random.Random(1).shuffle(shuffled)
    kept = []
    for order in (ballots, shuffled):
        with held(definition(*KINDS, markings_public=public), order) as election:
            entries = pack_entries(election.packs._contents(), this_program())
            kept.append({name: entries[name] for name in ("ballots.json", "participation.json")})
            kept[-1]["cvr"] = entries.get("cvr.json", b"").split(b'"GeneratedDate"')[0]
            results = read(entries["results.json"])
            kept[-1]["results"] = json.dumps(results["contests"]).encode()
    assert kept[0] == kept[1]


@pytest.mark.slow
def test_before_the_count_and_without_people_there_is_none(tmp_path: Path) -> None:
    with opened(tmp_path / "data", CHEAP) as services:
        election_id = services.library.create(definition(CHOOSE))
        services.library.replace_current(election_id)
        with services.library.current() as election:
            election.polls.open()
            election.polls.close()
            with pytest.raises(ResultsHidden):
                election.packs.make(tmp_path)
            election.polls.count()
            election.packs.make(tmp_path)
            election.polls.archive()
        services.archive.remove_personal_data(election_id)
        with services.library.current() as election, pytest.raises(PackTooLate):
            election.packs.make(tmp_path)
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == [f"pack-{election_id}.zip"]


def test_a_file_that_is_too_large_is_refused() -> None:
    with pytest.raises(PackTooLarge):
        list(zipped({"a.txt": bytes(LARGEST_ENTRY + 1)}))
    with pytest.raises(PackTooLarge):
        list(zipped({f"{at}.txt": b"" for at in range(301)}))
    for name in ("../a", "/a", "A", "a/b/c", "", "a\\b", "가"):
        with pytest.raises(ValueError, match="no entry"):
            list(zipped({name: b""}))


@pytest.mark.slow
def test_nothing_in_it_leads_to_a_row_of_the_box_or_a_person(tmp_path: Path) -> None:
    """Ids of rows are random numbers of 63 bits, so one that stands in a pack would be found."""
    ballots = [{1: (1,), 2: (4, 5)}, {1: (2,), 2: ()}, {1: (3,), 2: (6,)}]
    with held(definition(CHOOSE, TWO_OF, markings_public=True), ballots) as election:
        entries = election.packs.entries()
        lines = election.packs._store.lines()  # type: ignore[attr-defined]
        receipts = set(entries["receipts.txt"].decode().split())
    secret = {
        str(row_id).encode()
        for table in ("voters", "rights", "marks", "ballots", "receipts", "desk")
        for row_id in lines.get(table, {})
    }
    assert len(secret) >= 3 * 3  # rights have the ids of people
    assert len(receipts) == 3
    for name, content in entries.items():
        assert not [row_id for row_id in secret if row_id in content], name
        if name != "receipts.txt":
            assert not [receipt for receipt in receipts if receipt.encode() in content], name
