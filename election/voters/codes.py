"""Voter codes: drawn, shown, read back from what people type or scan, and hashed to be kept.

A code is eleven random characters of Crockford's 32 and a check character of the same 32, shown as
``XXXX-XXXX-XXXX``. The check makes the sum of all characters, each times its own weight in the field GF(32),
nothing. The weights differ and none is zero, so every single wrong character and every swap of two
characters, neighbours or not, is noticed.

Codes are kept only as hashes by a key that comes of the election's folder (`key_for_codes`, `hashed`).
"""

import hmac
import re
import secrets
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import xor
from urllib.parse import unquote

from election.errors import Conflict, Forbidden, Invalid, NotFound

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: without I, L, O and U
LENGTH = 12
KEY_BYTES = 32

_LONGEST = 1000  # of what is typed; the address of a slip is far shorter

_VALUES = {char: value for value, char in enumerate(ALPHABET)}
_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1: the powers of x are all 31 elements but zero
_FORGIVEN = str.maketrans("OIL", "011")
_CODE_IN_QUERY = re.compile(r"(?:^|&)code=([^&]*)", re.I)
_LEFT_OUT = ("Pd", "Zs", "Cf")  # hyphens, spaces, what cannot be seen

# What the keys of Latin letters give while the Hangul keyboard is on, as its parts come out of NFKD: the
# consonants that begin a syllable, the vowels, and the consonants that end one.
_HANGUL_KEYS: tuple[tuple[int, str], ...] = (
    (0x1100, "r R s e E f a q Q t T d w W c z x v g"),
    (0x1161, "k o i O j p u P h hk ho hl y n nj np nl b m ml l"),
    (0x11A8, "r R rt s sw sg e f fr fa fq ft fx fv fg a q qt t T d w c z x v g"),
)
_LATIN = {first + at: keys for first, row in _HANGUL_KEYS for at, keys in enumerate(row.split())}


class CodeMalformed(Invalid):
    """This is no code: too short, too long, or with signs that no code has."""

    code = "code.malformed"


class CodeMistyped(Invalid):
    """The check character does not fit the others: at least one character is wrong."""

    code = "code.mistyped"


class CodeUnknown(NotFound):
    """A code by its form, but none of this election."""

    code = "code.unknown"


class CodeUsed(Conflict):
    """A ballot was cast with this code already."""

    code = "code.used"


class CodeVoid(Forbidden):
    """The code was voided: its slip was spoiled, came back or was replaced."""

    code = "code.void"


@dataclass(frozen=True, slots=True)
class VoterCode:
    """One code in clear. Neither `repr` nor `str` shows it, so that no log and no traceback does."""

    characters: str = field(repr=False)

    def __str__(self) -> str:
        return repr(self)

    @property
    def shown(self) -> str:
        """The code as people read it: ``XXXX-XXXX-XXXX``."""
        return "-".join(self.characters[at : at + 4] for at in range(0, LENGTH, 4))


def draw(count: int) -> list[VoterCode]:
    """Return `count` new random codes, no two alike."""
    drawn: dict[VoterCode, None] = {}
    while len(drawn) < count:
        bits = secrets.randbits(5 * (LENGTH - 1))
        values = [bits >> 5 * at & 31 for at in range(LENGTH - 1)]
        drawn[VoterCode("".join(ALPHABET[each] for each in (*values, _check(values))))] = None
    return list(drawn)


def read(text: str) -> VoterCode:
    """Return the code in what somebody typed or a scanner read from a slip.

    Forgiven are case, hyphens and spaces; ``O`` for ``0``, ``I`` and ``L`` for ``1``; letters in full width
    or typed while the Hangul keyboard was on; and the address of a slip, with the code in its path, in its
    fragment or as ``code=``. Raises CodeMalformed and CodeMistyped.

    >>> read("http://192.168.0.10:2020/c/oooo-ooooiiIc").shown == read("00000000111C").shown
    True
    """
    text = _latin(text[:_LONGEST])
    if "://" in text:
        text = _of_address(text)
    kept = (char for char in text if unicodedata.category(char) not in _LEFT_OUT and not char.isspace())
    characters = "".join(kept).upper().translate(_FORGIVEN)
    values = [_VALUES.get(char) for char in characters]
    known = [value for value in values if value is not None]
    if len(known) != len(values) or len(values) != LENGTH:
        raise CodeMalformed
    if _check(known[:-1]) != known[-1]:
        raise CodeMistyped
    return VoterCode(characters)


def key_for_codes(key: bytes) -> bytes:
    """Return the key to hash an election's codes with, from the key that its folder has for tokens, unless
    its codes came from another folder (`port.OpenedElection`).

    It is derived (HMAC-SHA-256 of a label) and not kept: so there is no second file that could be lost,
    damaged or left behind in a copy, and a data file without the folder's key says nothing of any code.
    """
    return hmac.digest(key, b"vote-kiosk: voter codes", "sha256")


def hashed(code: VoterCode, key: bytes) -> str:
    """Return what is kept of `code` and looked up: HMAC-SHA-256 by `key`, in hexadecimal.

    A code has 55 random bits, so no slow hash is needed; without `key` the hashes say nothing. Raises
    ValueError for a key that is not `KEY_BYTES` long.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("the key for codes has the wrong length")
    return hmac.digest(key, code.characters.encode("ascii"), "sha256").hex()


def code_id(code: VoterCode, key: bytes) -> int:
    """Return the number that `code` is kept under: the first 63 bits of its hash, or 1 for all zero.

    No two of a million codes have the same, but for one time in ten million. Raises what `hashed` does.
    """
    return int(hashed(code, key)[:16], 16) >> 1 or 1


def slip_address(base: str, code: VoterCode) -> str:
    """Return the address that a slip's QR code holds, in the capitals that make a small QR code.

    >>> slip_address("http://192.168.0.10:2020/", read("000000000000"))
    'HTTP://192.168.0.10:2020/C/000000000000'
    """
    return f"{base.rstrip('/')}/c/{code.characters}".upper()


def _times(one: int, other: int) -> int:
    """Multiply in GF(32)."""
    product = 0
    for bit in range(5):
        product ^= (other >> bit & 1) * (one << bit)
    for bit in range(8, 4, -1):
        product ^= (product >> bit & 1) * (_POLYNOMIAL << bit - 5)
    return product


def _powers(count: int) -> Iterable[int]:
    power = 1
    for _ in range(count):
        power = _times(power, 2)
        yield power


# products[place][value]: what a character of that value adds to the sum; the check character's weight is 1.
_PRODUCTS = [[_times(weight, value) for value in range(32)] for weight in _powers(LENGTH - 1)]


def _check(values: Sequence[int]) -> int:
    """Return the value of the check character that goes with these eleven."""
    return reduce(xor, (row[value] for row, value in zip(_PRODUCTS, values, strict=True)))


def _latin(text: str) -> str:
    return unicodedata.normalize("NFKD", text).translate(_LATIN)


def _of_address(address: str) -> str:
    """Return what stands in an address where a code would: ``?code=…``, ``#…`` or the last of the path."""
    before, _, fragment = address.partition("#")
    path, _, query = before.partition("?")
    if given := _CODE_IN_QUERY.search(query):
        return unquote(given[1])
    return unquote(fragment or path.rpartition("/")[2])
