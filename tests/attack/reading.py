"""What an attacker can read who holds all bytes of a disk and knows this program: every state of the
election.

Readable are: whole plain files; single rows wherever they stand; and whatever is encrypted under a key that
stands in a header of the journal, in whichever block, old or new. The attacker decrypts without asking
whether the tag fits, so a cut-off or half overwritten file is read as far as it goes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from election.store.json.files.cipher import _CHUNK, _NONCE, _TAG
from election.store.json.files.journal_file import _HEADER, _MAGIC

SECTOR, BLOCK = 512, 4096
_ROW = re.compile(rb'"(\d{1,20})":(\{[^\n]*?\}|null)(?=,?\n)')
_TABLE = re.compile(rb'"(\w+)":\{\n')
_KEY = re.compile(rb'"key":"([0-9a-f]{64})"')


@dataclass
class State:
    """One state that could be read: ids of marks, ballots and receipts."""

    marks: set[int] = field(default_factory=set)
    ballots: set[int] = field(default_factory=set)
    receipts: set[int] = field(default_factory=set)

    def __len__(self) -> int:
        return len(self.marks)


def decrypted(key: bytes, encrypted: bytes) -> bytes:
    """Decrypt all chunks, whole or not."""
    found = []
    for number, start in enumerate(range(0, len(encrypted), _CHUNK + _TAG)):
        chunk = encrypted[start : start + _CHUNK + _TAG]
        counter = _NONCE.pack(0, number) + (2).to_bytes(4, "big")
        found.append(Cipher(algorithms.AES(key), modes.CTR(counter)).decryptor().update(chunk))
    return b"".join(found)


def headers(block: bytes) -> Iterator[tuple[bytes, int]]:
    """Yield the key of each header in these bytes, and the length of its content."""
    at = block.find(_MAGIC)
    while at >= 0:
        packed = block[at : at + _HEADER.size]
        if len(packed) == _HEADER.size:
            _, _, _, length, key, _ = _HEADER.unpack(packed)
            yield key, length
        at = block.find(_MAGIC, at + 1)


def rows(text: bytes, tables: tuple[str, str]) -> State:
    """Return the marks, ballots and receipts in a stretch of text, whole or not; their form tells them apart
    where the name of their table is lost.
    """
    state = State()
    starts = [(match.start(), match[1].decode()) for match in _TABLE.finditer(text)] + [(len(text), "")]
    bounds = [(0, ""), *starts]
    for (start, name), (end, _) in pairwise(bounds):
        for match in _ROW.finditer(text, start, end):
            if match[2] == b"null":
                continue
            if name == tables[0] or (not name and (match[2] == b"{}" or b'"tag"' in match[2])):
                state.marks.add(int(match[1]))
            elif name == tables[1] or (not name and (b"choice" in match[2] or b"marking" in match[2])):
                state.ballots.add(int(match[1]))
            elif name == "receipts" or (not name and b'"receipt"' in match[2]):
                state.receipts.add(int(match[1]))
    return state


def runs(image: bytes) -> list[bytes]:
    """Return the stretches of a whole disk in which rows stand: from the start of a file, or of its remains,
    to where the text ends.
    """
    found: list[list[bytes]] = []
    within = False
    for at in range(0, len(image), BLOCK):
        block = image[at : at + BLOCK]
        if block.startswith(b'{"') or (not within and _ROW.search(block)):
            found.append([])
            within = True
        elif within and not block.strip(b"\0"):
            within = False
        if within:
            found[-1].append(block)
    return [b"".join(each) for each in found]


def states(
    blocks: list[bytes], tables: tuple[str, str] = ("marks", "ballots"), texts: list[bytes] | None = None
) -> list[State]:
    """Return every state that these stretches of a disk give away: one for each readable stretch, and one for
    each header, put together from its content and its snapshot.
    """
    readable = blocks if texts is None else texts
    found = [state for block in readable if len(state := rows(block, tables)) or state.ballots]
    for key, length in {each for block in blocks for each in headers(block)}:
        for content in stretches(key, blocks):
            state = rows(content[:length], tables)
            for part in {bytes.fromhex(each.decode()) for each in _KEY.findall(content)}:
                for snapshot in stretches(part, blocks):
                    more = rows(snapshot, tables)
                    state.marks |= more.marks
                    state.ballots |= more.ballots
                    state.receipts |= more.receipts
            found.append(state)
    return found


def crowds(blocks: list[bytes]) -> list[State]:
    """Return what each header gives away as recent: what stands in its content and not in the snapshot. Rows
    that came last hide among these. What only looks decrypted, by its first bytes, holds no row.
    """
    found = (
        rows(content[:length], ("marks", "ballots"))
        for key, length in {each for block in blocks for each in headers(block)}
        for content in stretches(key, blocks)
    )
    return [each for each in found if each.marks or each.ballots or each.receipts]


def texts(blocks: list[bytes]) -> Iterator[bytes]:
    """Yield everything that these stretches of a disk give away: the stretches themselves, and whatever
    decrypts under a key that stands in one of them or in what decrypts.
    """
    yield from blocks
    for key, length in {each for block in blocks for each in headers(block)}:
        for content in stretches(key, blocks):
            yield content[:length]
            for part in {bytes.fromhex(each.decode()) for each in _KEY.findall(content)}:
                yield from stretches(part, blocks)


def stretches(key: bytes, blocks: list[bytes]) -> Iterator[bytes]:
    """Yield what decrypts to something of ours under this key, wherever it begins."""
    for block in blocks:
        for at in range(0, len(block), BLOCK):
            if decrypted(key, block[at : at + 16]).startswith((b'{"', b"\n},\n")):
                yield decrypted(key, block[at:])


def paired(
    found: list[State], most: int = 1, of: tuple[str, str] = ("marks", "ballots")
) -> list[tuple[int, int]]:
    """Return the pairs of rows (a voter and a ballot, or another two `of` the kinds) by which two readable
    states differ, where they differ by no more than `most` of each.
    """
    pairs = []
    for one in found:
        for other in found:
            firsts, seconds = (getattr(one, kind) - getattr(other, kind) for kind in of)
            is_later = getattr(other, of[0]) <= getattr(one, of[0])
            if 0 < len(firsts) <= most and 0 < len(seconds) <= most and is_later:
                pairs += list(zip(sorted(firsts), sorted(seconds), strict=False))
    return pairs
