"""An election's rows and keys in one encrypted file, for a copy that may get lost.

The file is `MAGIC`, a salt of the passphrase, a salt of the file, and AES-256-GCM of what a plain copy holds
(`files.cipher`). The key comes from the passphrase by scrypt; each file has a key of its own, derived from
that one and the second salt, so that no nonce is ever used twice.
"""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from election.errors import DataDamaged, DataNewer, Message
from election.store.json.files.cipher import KEY_BYTES, decrypt, encrypt
from election.store.json.files.disk_io import replace_file
from election.store.json.files.format import Content, CorruptDataError, compose, parse, section
from election.store.json.store import Lines
from election.store.json.versions import of_this_version
from election.store.port import CopyKey
from election.store.port.refusals import CopyLocked

_FAMILY = b"vote-kiosk back-up "
MAGIC = _FAMILY + b"1\n"
_SALT = 16  # bytes
_LARGEST = 1 << 30  # bytes; no election comes near it
_WORK, _BLOCK_SIZE, _LANES = 2**16, 8, 1  # of scrypt: 64 MiB, a fifth of a second


@dataclass(frozen=True, slots=True)
class Sealed:
    """What such a file holds: the rows, and the keys by the names of their files."""

    lines: Lines
    keys: Mapping[str, bytes]


def copy_key(passphrase: str, salt: bytes | None = None) -> CopyKey:
    """Return the key that `passphrase` gives, with a new salt where there is none. Takes a moment."""
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt  # see `files.cipher`

    salt = salt or secrets.token_bytes(_SALT)
    return CopyKey(salt, Scrypt(salt, 32, _WORK, _BLOCK_SIZE, _LANES).derive(passphrase.encode()))


def write_sealed(path: Path, sealed: Sealed, key: CopyKey) -> None:
    """Write the file, in place of the one before. Raises OSError, with that one as it was or the new one."""
    sections = {name: section(rows[each] for each in sorted(rows)) for name, rows in sealed.lines.items()}
    pieces = compose(sections, {"keys": {name: each.hex() for name, each in sealed.keys.items()}})
    salt = secrets.token_bytes(_SALT)
    head = MAGIC + key.salt + salt
    replace_file(path, [head, *encrypt(_file_key(key, salt), pieces, head)])


def read_sealed(path: Path, secret: CopyKey | str | None) -> tuple[Sealed, CopyKey]:
    """Return what is in the file, rows of earlier versions migrated, and the key. `secret` is the passphrase,
    or the key that it gave. Raises CopyLocked where that is wrong or the file was changed, which cannot be
    told apart; DataDamaged, DataNewer; OSError.
    """
    with path.open("rb") as file:
        data = file.read(len(MAGIC))
        if data == MAGIC and path.stat().st_size <= _LARGEST:
            data += file.read()
    if not data.startswith(MAGIC) or len(data) == len(MAGIC):
        raise _not_ours(path, data)
    if secret is None:
        raise CopyLocked
    head = data[: len(MAGIC) + 2 * _SALT]
    salt = head[len(MAGIC) : -_SALT]
    key = copy_key(secret, salt) if isinstance(secret, str) else secret
    try:
        found = parse(decrypt(_file_key(key, head[-_SALT:]), data[len(head) :], head))
    except CorruptDataError as error:
        raise CopyLocked from error
    return _sealed(path, found), key


def _sealed(path: Path, found: Content) -> Sealed:
    try:
        keys = {name: bytes.fromhex(each) for name, each in found.seal["keys"].items()}
        if any(len(each) != KEY_BYTES for each in keys.values()):
            raise ValueError("a key is of another length")
        return Sealed(of_this_version(path, found.tables), keys)
    except (AttributeError, LookupError, TypeError, ValueError) as error:  # another program encrypted it
        raise not_ours(path) from error


def not_ours(path: Path) -> DataDamaged:
    """Return what to raise where `path` holds what this program does not write."""
    reason, good = Message("damage.not_ours"), Message("damage.no_good")
    return DataDamaged(file=str(path), reason=reason, last_good=good)


def _not_ours(path: Path, data: bytes) -> DataDamaged | DataNewer:
    number = data[len(_FAMILY) : len(_FAMILY) + 6].split(b"\n")[0]
    if data.startswith(_FAMILY) and number.isdigit() and int(number) > 1:
        return DataNewer(file=str(path), number=int(number), known=1)
    return not_ours(path)


def _file_key(key: CopyKey, salt: bytes) -> bytes:
    return hmac.digest(key.key, salt, "sha256")
