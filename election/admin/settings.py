"""What the organiser sets for the kiosk, kept in the kiosk's store."""

import math
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from election.admin.refusals import SettingsInvalid
from election.i18n.catalogue import DEFAULT_LANGUAGE, LANGUAGES
from election.store.port import KioskStore, NoteKind

# The names of what `kiosk.style.look` has; the election knows no looks.
TEXT_SIZES = ("small", "usual", "large", "largest")
CONTRASTS = ("daylight", "white", "black", "soft")
# Who may reach the API: nobody, this computer, the network. None: as the command line says.
NETWORKS = (None, "off", "computer", "network")
# Seconds without a touch before the kiosk asks, and while it asks (VVSG 2.0, 7.2-O).
IDLE_SECONDS, QUESTION_SECONDS = (120, 300), (20, 45)
# 40 and 500 dots to the inch: a television as large as a wall, and a telephone.
LEAST_DOTS_PER_MM, MOST_DOTS_PER_MM = 1.6, 20.0


@dataclass(frozen=True, slots=True)
class Settings:
    """How the kiosk stands before each voter. `dots_per_mm` is what was measured on its screen (None: believe
    what the screen says), `calm` shows no motion, `keyboard` offers one on the screen. With `print_receipts`
    whoever has cast may print the receipt.
    """

    language: str = DEFAULT_LANGUAGE
    text_size: str = "usual"
    contrast: str = "daylight"
    dots_per_mm: float | None = None
    keyboard: bool = True
    sound: bool = False
    calm: bool = False
    network: str | None = None
    idle_seconds: int = IDLE_SECONDS[0]
    question_seconds: int = 30
    print_receipts: bool = False

    def checked(self) -> "Settings":
        """Return these settings. Raises SettingsInvalid if one has a value there is none of."""
        for name in wrong_fields(asdict(self)):
            raise SettingsInvalid(name=name)
        return self


def wrong_fields(given: Mapping[str, Any]) -> list[str]:
    """Return the names of settings in `given` whose values cannot be."""
    return [name for name, value in given.items() if not _can_be(name, value)]


def _can_be(name: str, value: object) -> bool:
    choices: dict[str, tuple[object, ...]] = {
        "language": tuple(LANGUAGES),
        "text_size": TEXT_SIZES,
        "contrast": CONTRASTS,
        "network": NETWORKS,
    }
    spans = {"idle_seconds": IDLE_SECONDS, "question_seconds": QUESTION_SECONDS}
    if name in choices:
        return value in choices[name]
    if name in spans:
        least, most = spans[name]
        return type(value) is int and least <= value <= most
    if name == "dots_per_mm":
        return value is None or (
            type(value) is float and math.isfinite(value) and LEAST_DOTS_PER_MM <= value <= MOST_DOTS_PER_MM
        )
    return type(value) is bool


class KeptSettings:
    """The settings in the kiosk's store."""

    def __init__(
        self, store: KioskStore, noted: Callable[[Mapping[str, Any]], None] = lambda _changed: None
    ) -> None:
        """`noted` is told of settings that were changed, with their new values."""
        self._store, self._noted = store, noted

    def read(self) -> Settings:
        """Return the settings. What was never set, or cannot be, stands at its default."""
        found = self._store.read(lambda snapshot: snapshot.note(NoteKind.SETTINGS))
        row: Mapping[str, Any] = found or {}
        known = {field.name: row[field.name] for field in fields(Settings) if field.name in row}
        wrong = wrong_fields(known)
        return Settings(**{name: value for name, value in known.items() if name not in wrong})

    def save(self, settings: Settings) -> None:
        """Keep `settings`. Raises SettingsInvalid or StorageFailed, and the ones before stay."""
        row, before = asdict(settings.checked()), asdict(self.read())
        self._store.write(lambda transaction: transaction.put_note(NoteKind.SETTINGS, row))
        self._noted({name: value for name, value in row.items() if value != before[name]})
