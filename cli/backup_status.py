"""How the back-up of the current election stands, for commands that tell of it."""

from collections.abc import Mapping
from typing import Any

from election.i18n.catalogue import catalogue
from election.services import Services

_PATIENCE = 20.0  # seconds that a command waits for a slow stick


def backup_status(services: Services) -> dict[str, Any] | None:
    """Return where the current election is backed up; None where it is not."""
    found = services.backups.status()
    if found is None:
        return None
    return {
        "folder": str(found.folder),
        "encrypted": found.is_encrypted,
        "voted": found.voted,
        "pending": found.is_pending,
        "problem": None if found.problem is None else found.problem.code,
    }


def backup_after_step(services: Services, election_id: str) -> dict[str, Any] | None:
    """Wait a while for the back-up that a step of this election asked for, and return how it stands then;
    None where it is not backed up. A command that has the data folder to itself makes it here.
    """
    if services.library.current_id != election_id or services.backups.status() is None:
        return None
    services.backups.wait(_PATIENCE)
    return backup_status(services)


def print_backup(found: Mapping[str, Any] | None, language: str) -> None:
    """Say how the back-up stands after a step, so that nobody takes the stick out too soon."""
    if found is None:
        return
    if found["pending"]:
        key = "backup.pending"
    elif found["problem"] is not None:
        key = "backup.problem"
    elif found["voted"] is not None:
        key = "backup.made"
    else:
        return
    print(catalogue().text(key, language, folder=found["folder"], voted=found["voted"]))
