"""What is signed: which entries a pack has, with their digests, and whose pack it is."""

from collections.abc import Mapping

from election.models import Election
from election.records.canonical import canonical, digest
from election.records.definition import texts_of
from election.records.key import ElectionKey
from election.records.program import Program

FORMAT = "vote-kiosk pack 1"
MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"


def with_manifest(
    entries: Mapping[str, bytes], election_id: str, election: Election, key: ElectionKey, program: Program
) -> dict[str, bytes]:
    """Return the entries with the manifest and its signature."""
    manifest = canonical(
        {
            "format": FORMAT,
            "election": election_id,
            "title": texts_of(election.title),
            "practice": election.practice,
            "key": key.public_hex,
            "fingerprint": key.fingerprint,
            "program": {"version": program.version, "digest": program.digest},
            "files": {
                name: {"bytes": len(content), "sha256": digest(content)} for name, content in entries.items()
            },
        }
    )
    signature = key.sign(f"{FORMAT}\n".encode() + manifest)
    return {**entries, MANIFEST: manifest, SIGNATURE: f"{signature.hex()}\n".encode()}
