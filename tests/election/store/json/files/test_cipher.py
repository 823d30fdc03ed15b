"""What is encrypted reads back whole or not at all."""

import pytest

from election.store.json.files.cipher import decrypt, encrypt, new_key
from election.store.json.files.format import CorruptDataError

SIZES = (0, 1, 256 * 1024 - 1, 256 * 1024, 256 * 1024 + 1, 600_000)


@pytest.mark.parametrize("size", SIZES)
def test_it_reads_back_in_whatever_pieces_it_came(size: int) -> None:
    data = bytes(range(256)) * (size // 256 + 1)
    data, key = data[:size], new_key()
    whole = b"".join(encrypt(key, [data], b"x"))
    assert decrypt(key, whole, b"x") == data
    pieces = [data[at : at + 100_003] for at in range(0, size, 100_003)]
    assert b"".join(encrypt(key, pieces, b"x")) == whole
    assert data[:40] not in whole or size < 40


def test_nothing_can_be_cut_off_put_on_moved_or_taken_for_something_else() -> None:
    key = new_key()
    chunks = list(encrypt(key, [bytes(600_000)], b"x"))
    assert len(chunks) == 3
    whole = b"".join(chunks)
    bad = [b"", chunks[0], chunks[0] + chunks[1], whole[:-1], whole + b"\0", whole + chunks[2]]
    bad += [chunks[1] + chunks[0] + chunks[2], chunks[0] + chunks[2], chunks[0] + chunks[0] + chunks[2]]
    for each in bad:
        with pytest.raises(CorruptDataError):
            decrypt(key, each, b"x")
    for other_key, binding in ((new_key(), b"x"), (key, b"y")):
        with pytest.raises(CorruptDataError):
            decrypt(other_key, whole, binding)
