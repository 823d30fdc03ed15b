"""The stand-alone verifiers, which lie in every pack; their digests stand on the printed sheets."""

from functools import cache

from election.resources import resource

NAMES = ("verify.py", "verify.html")


@cache
def verifiers() -> dict[str, bytes]:
    """Return the files by their names; those that come with the program."""
    files = {name: resource("verify", name) for name in NAMES}
    return {name: file.read_bytes() for name, file in files.items() if file.is_file()}
