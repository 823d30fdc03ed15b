"""The key of an election: as RFC 8032 has it, made with the election, and the same ever after."""

from pathlib import Path

from election.records.key import ElectionKey, fingerprint, is_signed
from election.store.json.files.names import ELECTIONS, SIGNING_KEY_FILE
from election.voters.passwords import Passwords
from tests.election.test_library import definition
from tests.services import opened

# RFC 8032, 7.1, test 2
PRIVATE = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
PUBLIC = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
SIGNATURE = (
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)


def test_it_is_the_key_that_others_know() -> None:
    key = ElectionKey(PRIVATE)
    assert key.public_hex == PUBLIC
    assert key.sign(b"\x72").hex() == SIGNATURE
    assert is_signed(key.public, b"\x72", bytes.fromhex(SIGNATURE))


def test_a_changed_content_key_or_signature_is_not_signed() -> None:
    key, other = ElectionKey(PRIVATE), ElectionKey(bytes(32))
    signature = key.sign(b"one")
    assert not is_signed(key.public, b"two", signature)
    assert not is_signed(other.public, b"one", signature)
    assert not is_signed(key.public, b"one", bytes(64))
    assert not is_signed(key.public, b"one", b"short")
    assert not is_signed(b"short", b"one", signature)


def test_its_fingerprint_can_be_read_aloud() -> None:
    assert fingerprint(bytes.fromhex(PUBLIC)) == "82422 67572 84047 45111 45897 11614 96296 53919"
    groups = ElectionKey(PRIVATE).fingerprint.split(" ")
    assert [len(group) for group in groups] == [5] * 8
    assert all(group.isdecimal() for group in groups)


def test_it_keeps_its_private_half_to_itself() -> None:
    assert PRIVATE.hex() not in repr(ElectionKey(PRIVATE))


def test_it_is_made_with_the_election_and_stays(tmp_path: Path, passwords: Passwords) -> None:
    with opened(tmp_path, passwords) as services:
        first, second = (services.library.create(definition(title)) for title in ("One", "Two"))
        files = [tmp_path / ELECTIONS / each / SIGNING_KEY_FILE for each in (first, second)]
        assert [file.stat().st_mode & 0o777 for file in files] == [0o600, 0o600]
        keys = [ElectionKey(file.read_bytes()).public for file in files]
        assert keys[0] != keys[1]
        with services.library.held(first) as election:
            assert election.key.public == keys[0]


def test_an_election_of_an_earlier_version_gets_one(tmp_path: Path, passwords: Passwords) -> None:
    with opened(tmp_path, passwords) as services:
        election_id = services.library.create(definition("Old"))
        file = tmp_path / ELECTIONS / election_id / SIGNING_KEY_FILE
        file.unlink()
        with services.library.held(election_id) as election:
            made = election.key.public
        assert ElectionKey(file.read_bytes()).public == made
        with services.library.held(election_id) as election:
            assert election.key.public == made
