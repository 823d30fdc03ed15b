"""Files of ballots: what is read, what is refused and in which line, and what is written is read the same."""

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from election.i18n.catalogue import catalogue
from election.voting.ballot_files.ballot_file import BallotFile
from election.voting.ballot_files.blt import read_blt, write_blt
from election.voting.ballot_files.opening import read_ballot_file, write_ballot_file
from election.voting.ballot_files.preflib import TYPES, read_preflib, write_preflib
from election.voting.ballot_files.refusals import BallotFileRefused, Fault
from election.voting.counts.ballots import SAME_RANK, Rankings, unpacked

BLT = """4 2
-2
3 1 3 4 0
4 1 3 2 0
2 4 1=3 0
(a7) 1 4 - 2 0
1 1 1 3 1 0
2 0
0
"Adam"
"바실"
Charlotte
"Don ""D"" Juan"
"제목"
"""
NAMES = '"A"\n"B"\n"C"\n"T"\n'
PREFLIB = """# FILE NAME: 1.toc
# TITLE: Board: 2026
# DATA TYPE: toc
# NUMBER ALTERNATIVES: 3
# NUMBER VOTERS: 7
# NUMBER UNIQUE ORDERS: 2
# ALTERNATIVE NAME 1: Adam
# ALTERNATIVE NAME 2: 바실
# ALTERNATIVE NAME 3: C
4: 1,2,3
3: 2,{1,3}
"""


def blt(text: str | bytes) -> BallotFile:
    return read_blt(io.BytesIO(text.encode() if isinstance(text, str) else text))


def preflib(text: str, kind: str = "toi") -> BallotFile:
    return read_preflib(io.BytesIO(text.encode()), kind)


def ranks(election: BallotFile) -> list[tuple[int, list[list[int]]]]:
    return [(number, unpacked(ranking)) for ranking, number in election.rankings.counts.items()]


@pytest.mark.parametrize(
    "change", [str, lambda text: text.replace("\n", "\r\n"), lambda text: "\ufeff" + text]
)
def test_blt(change) -> None:
    election = blt(change(BLT))
    assert (election.title, election.seats) == ("제목", 2)
    assert election.names == ("Adam", "바실", "Charlotte", 'Don ""D"" Juan')
    assert election.rankings.withdrawn == {1}
    assert ranks(election) == [
        (3, [[0], [2], [3]]),
        (4, [[0], [2], [1]]),
        (2, [[3], [0, 2]]),
        (1, [[3], [1]]),
        (1, [[0], [2]]),
        (2, []),
    ]
    assert election.rankings.valid == 11


def test_blt_with_comments_and_without_a_title() -> None:
    election = blt('# a\n2 1 # two\n1 1 0#x\n0\n"A # 1"\nB # 2\n')
    assert (election.names, election.title) == (("A # 1", "B"), "")


def test_preflib() -> None:
    election = preflib(PREFLIB)
    assert (election.title, election.seats) == ("Board: 2026", None)
    assert election.names == ("Adam", "바실", "C")
    assert ranks(election) == [(4, [[0], [1], [2]]), (3, [[1], [0, 2]])]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("", None, "must begin"),
        ("3\n1 1 0\n0\n" + NAMES, 1, "must begin"),
        ("x 1\n", 1, "“x”"),
        ("0 1\n0\n", 1, "at most 250 candidates"),
        ("251 1\n0\n", 1, "at most 250 candidates"),
        ("3 0\n0\n" + NAMES, 1, "at most 1000 seats"),
        ("3 1\n1 4 0\n0\n" + NAMES, 2, "1 to 3"),
        ("3 1\n1 x 0\n0\n" + NAMES, 2, "“x”"),
        ("3 1\n1 1 0 2 0\n0\n" + NAMES, 2, "end of the line"),
        ("3 1\n1 1 2\n0\n" + NAMES, 2, "end with 0"),
        ("3 1\n0 1 2 0\n0\n" + NAMES, 2, "1 or more"),
        ("3 1\n1.5 1 2 0\n0\n" + NAMES, 2, "“1.5”"),
        ("3 1\n1 -2 0\n0\n" + NAMES, 2, "“-2”"),
        ("3 1\n-4\n1 1 0\n0\n" + NAMES, 2, "“-4”"),
        ("3 1\n1 1 0\n", 2, "cut off"),
        ("3 1\n1 1 0\n" + NAMES, 3, "cut off"),
        ('3 1\n1 1 0\n0\n"A"\n"B"\n', 5, "2 are there"),
        ("3 1\n1 1 0\n0\n" + NAMES + '"X"\n', 8, "more lines"),
        ('3 1\n1 1 0\n0\n"A"\n""\n"C"\n', 5, "empty"),
        ("3 1\n1 1 0\n0\n" + f'"{"A" * 201}"\n', 4, "200"),
        ("3 1\n" + "1 " * 40_000 + "\n", 2, "too long"),
        (b'1 1\n1 1 0\n0\n"\xb0\xa1"\n', 4, "UTF-8"),
        ("3 1\n".encode("utf-16"), 1, "UTF-8"),
        ("3 1\n999999999 1 0\n2 1 0\n0\n" + NAMES, 3, "too many"),
        ("3 1\n9999999999 1 0\n0\n" + NAMES, 2, "“9999999999”"),
    ],
)
def test_a_broken_blt_is_refused_with_its_line(text: str | bytes, line: int | None, says: str) -> None:
    told = refusal(lambda: blt(text))
    assert says in told
    assert told.startswith(f"line {line or 1}:")


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        (": toc", ": cat", 3, "SOC, SOI, TOC, TOI"),
        ("# NUMBER ALTERNATIVES: 3\n", "", 9, "NUMBER ALTERNATIVES"),
        ("ALTERNATIVES: 3", "ALTERNATIVES: 4", 10, "every candidate has a rank"),
        ("VOTERS: 7", "VOTERS: 8", 11, "8 ballots, but 7 are"),
        ("# ALTERNATIVE NAME 2: 바실\n", "", 10, "but 2 are there"),
        (": toc", ": soc", 11, "of the kind SOC"),
        ("{1,3}", "{1", 11, "must look like"),
        ("{1,3}", "9", 11, "“9”"),
        ("4: 1", "0: 1", 10, "1 or more"),
        ("4: 1", "4, 1", 10, "must look like"),
        ("4: 1,2,3", "4: 1,2", 10, "every candidate has a rank"),
    ],
)
def test_a_broken_preflib_file_is_refused_with_its_line(old: str, new: str, line: int, says: str) -> None:
    told = refusal(lambda: preflib(PREFLIB.replace(old, new, 1)))
    assert says in told
    assert told.startswith(f"line {line}:")


def refusal(read) -> str:
    with pytest.raises(Fault) as refused:
        read()
    told = refused.value.reason
    return catalogue().text(told.key, "en", **told.values)


@given(st.binary(max_size=200) | st.text('0123 -=\n"#(a', max_size=80).map(str.encode))
@settings(max_examples=200, deadline=None)
def test_whatever_a_file_holds_it_is_read_or_refused(data: bytes) -> None:
    for read in (read_blt, lambda file: read_preflib(file, "toi")):
        for start in (b"", b"2 1\n", b"# NUMBER ALTERNATIVES: 2\n"):
            try:
                election = read(io.BytesIO(start + data))
            except Fault:
                continue
            assert len(election.names) == election.rankings.candidates


RANKINGS = st.lists(
    st.tuples(
        st.integers(1, 9),
        st.permutations(range(3)).flatmap(
            lambda order: st.sampled_from(
                [[[each] for each in order], [[order[0]]], [[order[1], order[2]], [order[0]]], []]
            )
        ),
    ),
    max_size=6,
)


@given(RANKINGS, st.sets(st.integers(0, 2), max_size=1))
@settings(max_examples=50, deadline=None)
def test_what_is_written_is_read_the_same(ballots, withdrawn) -> None:
    box = Rankings.of(3, ballots, withdrawn)
    election = BallotFile('The "board"', ("Kim #1", "이 몽룡", "C"), box, 2)
    file = io.BytesIO()
    write_blt(election, file)
    file.seek(0)
    assert read_blt(file) == election
    for kind in TYPES:
        file = io.BytesIO()
        try:
            write_preflib(election, file, kind)
        except Fault:
            assert can_not_say(election, kind)
            continue
        assert not can_not_say(election, kind)
        file.seek(0)
        assert read_preflib(file, kind).rankings == box


def can_not_say(election: BallotFile, kind: str) -> bool:
    box = election.rankings
    short = any(len(set(each) - {SAME_RANK}) < 3 for each in box.counts)
    ties = any(SAME_RANK in each for each in box.counts)
    return bool(b"" in box.counts or box.withdrawn or (short and kind[2] == "c") or (ties and kind[0] == "s"))


def test_files_are_known_by_their_names_or_by_how_they_begin(tmp_path: Path) -> None:
    for name, text in (("a.blt", BLT), ("b.txt", BLT), ("c.toc", PREFLIB), ("d", PREFLIB)):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        assert len(read_ballot_file(path).names) in (3, 4)


def test_what_cannot_be_read_or_written_is_refused(tmp_path: Path) -> None:
    election = blt(BLT)
    (tmp_path / "there.blt").write_text("kept")
    for name, code in (
        ("none.blt", "unreadable"),
        ("there.blt", "is_there"),
        ("no/folder.blt", "unwritable"),
        ("a.pdf", "which_kind"),
        ("a.soi", "preflib_withdrawn"),
    ):
        act = read_ballot_file if code == "unreadable" else lambda path: write_ballot_file(election, path)
        with pytest.raises(BallotFileRefused) as refused:
            act(tmp_path / name)
        assert code in str(refused.value.values["reason"])
    assert [each.name for each in tmp_path.iterdir()] == ["there.blt"]
    assert (tmp_path / "there.blt").read_text() == "kept"
