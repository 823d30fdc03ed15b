"""Keys and signatures that not every program takes alike: the verifiers must."""

import hashlib

import pytest

from tests.records.mutations import small
from tests.records.pack_factory import Pack
from tests.records.sealing import KEY, canonical
from tests.records.verifiers import VERIFIERS, module, outline

CURVE = module()
_FLIPPED = CURVE.decoded((CURVE.P - 1).to_bytes(32, "little"))  # of order 2
_SECRET, _NONCE = 12345, 67890


def signed_by_a_mixed_key(*, even: bool) -> Pack:
    """A key that is no multiple of the base point; `even`: the signature is right without a factor of 8."""
    point = CURVE.added(CURVE.times(_SECRET, CURVE.BASE), _FLIPPED)
    key, pack = CURVE.encoded(point), small()
    manifest = pack.json("manifest.json") | {"key": key.hex(), "fingerprint": CURVE.fingerprint_of(key)}
    for nonce in range(_NONCE, _NONCE + 64):
        nonce_point = CURVE.encoded(CURVE.times(nonce, CURVE.BASE))
        message = nonce_point + key + b"vote-kiosk pack 1\n" + canonical(manifest)
        factor = int.from_bytes(hashlib.sha512(message).digest(), "little") % CURVE.L
        if (factor % 2 == 0) is even:
            scalar = (nonce + factor * _SECRET) % CURVE.L
            signature = (nonce_point + scalar.to_bytes(32, "little")).hex().encode() + b"\n"
            parts = {"manifest.json": canonical(manifest), "manifest.sig": signature}
            return Pack({**pack.entries, **parts}, KEY)
    raise AssertionError


@pytest.mark.parametrize("even", [True, False])
def test_a_key_outside_the_group_of_the_base_point(*, even: bool) -> None:
    content = signed_by_a_mixed_key(even=even).bytes()
    said = {name: dict(outline(verify(content))[1])["signature"] for name, verify in VERIFIERS.items()}
    assert said == dict.fromkeys(VERIFIERS, even)
