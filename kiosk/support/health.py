"""How this laptop is doing on the day: disk, power, clock, network, back-up, second screen."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

from election.admin.copies import CopyKind
from election.clock import local_time
from election.code_models import Batch
from election.library import Library
from election.network.outlook import Standing
from election.services import Services
from kiosk.support.api_status import ApiStatus
from kiosk.support.background import Background, JobGroup
from kiosk.support.network_switch import Network

POWER_SUPPLIES = Path("/sys/class/power_supply")
_EVERY_MS = 5_000
_DISK_LOOK, _DISK_BAD = 1_000_000_000, 200_000_000  # bytes free
_BATTERY_BAD = 20  # percent
_BACKUP_OLD = timedelta(minutes=10)
_BACKUPS = (CopyKind.PACK, CopyKind.TAKE_OVER)


class Level(StrEnum):
    """How serious something is."""

    WELL = "well"
    LOOK = "look"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class HealthLine:
    """One thing that was looked at: its `name`, how it is, and the key and values of the sentence for it,
    which says what to do where that is not well.
    """

    name: str
    level: Level
    key: str
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Power:
    """Whether the laptop is `plugged` in, and how full its battery is."""

    plugged: bool
    percent: int


def read_power(supplies: Path = POWER_SUPPLIES) -> Power | None:
    """Return how the laptop is powered, as Linux tells it; None where there is no battery of its own, or
    where the system does not tell.
    """
    plugged, found = False, list[int]()
    for supply in sorted(supplies.iterdir()) if supplies.is_dir() else ():
        kind, scope = _text(supply / "type"), _text(supply / "scope")
        if kind == "Battery" and scope != "Device":  # of a mouse, say
            capacity = _text(supply / "capacity")
            found += [int(capacity)] if capacity.isdecimal() else []
            plugged = plugged or _text(supply / "status") in ("Charging", "Full", "Not charging")
        elif _text(supply / "online") == "1":
            plugged = True
    return Power(plugged, min(found)) if found else None


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""


def disk_line(free: int) -> HealthLine:
    """Return the line of a disk with so many bytes free."""
    values = {"free": _size(free)}
    if free < _DISK_BAD:
        return HealthLine("disk", Level.BAD, "health.disk.full", values)
    level = Level.LOOK if free < _DISK_LOOK else Level.WELL
    return HealthLine("disk", level, "health.disk.low" if level is Level.LOOK else "health.disk", values)


def power_line(power: Power) -> HealthLine:
    """Return the line of the battery."""
    values = {"percent": power.percent}
    if power.plugged:
        return HealthLine("power", Level.WELL, "health.power", values)
    level = Level.BAD if power.percent < _BATTERY_BAD else Level.LOOK
    return HealthLine("power", level, f"health.power.{level}", values)


def backup_line(last: datetime | None, now: datetime, *, is_pending: bool = False) -> HealthLine:
    """Return the line of the last back-up, or of the one that is being made."""
    if is_pending:
        return HealthLine("backup", Level.LOOK, "health.backup.pending")
    if last is None:
        return HealthLine("backup", Level.LOOK, "health.backup.none")
    values = {"time": last.astimezone().strftime("%H:%M")}
    if now - last > _BACKUP_OLD:
        return HealthLine("backup", Level.LOOK, "health.backup.old", values)
    return HealthLine("backup", Level.WELL, "health.backup", values)


def network_line(first: str, status: ApiStatus) -> HealthLine:
    """Return the line of the address by which phones find the API: `first` is the one that it had at first,
    empty where it had none yet.
    """
    now, outlook = status.for_phones, status.outlook
    values = {"before": first, "address": status.address or ""}
    if status.standing in (Standing.NOWHERE, Standing.GONE, Standing.PUBLIC):
        level = Level.LOOK if status.standing is Standing.PUBLIC else Level.BAD
        return HealthLine("network", level, f"network.{status.standing}", values)
    if status.standing is Standing.COMPUTER:
        return HealthLine("network", Level.WELL, "health.network.computer", values)
    if outlook is not None and outlook.wish is not None and outlook.is_wish_gone:
        values["interface"] = outlook.wish.interface
        return HealthLine("network", Level.BAD, "network.wish_gone", values)
    if first and now != first:
        return HealthLine(
            "network", Level.BAD, "health.network.changed" if now else "health.network.gone", values
        )
    return HealthLine("network", Level.WELL, "health.network" if now else "health.network.off", values)


def slips_line(batches: Sequence[Batch], address: str) -> HealthLine | None:
    """Return the line of slips that say another address than `address`, which is empty where phones find no
    address at all; None where there are none.
    """
    if not batches:
        return None
    values = {
        "batches": ", ".join(str(each.id) for each in batches),
        "before": " · ".join(sorted({each.address for each in batches})),
        "address": address,
    }
    return HealthLine("slips", Level.BAD, "health.slips" if address else "health.slips.nowhere", values)


def read_slips(library: Library, status: ApiStatus) -> HealthLine | None:
    """Return the line of slips of the current election whose address is not that of `status`; None where all
    is well, or nobody knows yet.
    """
    if status.starting or library.current_id is None:
        return None
    with library.current() as election:
        return slips_line(election.codes.printed_with_another(status.for_phones), status.for_phones)


def _size(size: int) -> str:
    return f"{size / 1e9:.1f} GB" if size < 10e9 else f"{size / 1e9:.0f} GB"


class Health(QObject):
    """Looks every five seconds, off the window's thread, as long as somebody `watch`es. `data` is the folder
    whose disk is looked at, None: none. Emits `changed` when `lines` are others.
    """

    changed = Signal()

    def __init__(
        self,
        services: Services,
        network: Network,
        background: Background,
        data: Path | None,
        parent: QObject,
        power: Callable[[], Power | None] = read_power,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__(parent)
        self._services, self._network, self._data = services, network, data
        self._power, self._now = power, now
        self._jobs = JobGroup(background, self)
        self.lines: tuple[HealthLine, ...] = ()
        self._first_address = network.status.for_phones
        self._watching = 0
        self._looking = False
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.look)
        network.changed.connect(self._network_changed)

    def watch(self, *, on: bool) -> None:
        """One more wants to know, or one fewer."""
        self._watching += 1 if on else -1
        if self._watching:
            self._timer.start()
            self.look()
        else:
            self._timer.stop()

    @Slot()
    def look(self) -> None:
        """Look now."""
        if self._looking:
            return
        self._looking = True
        self._jobs.run(self._read, self._show, self._failed)

    def _read(self) -> tuple[HealthLine, ...]:
        lines = list[HealthLine]()
        if self._data is not None:
            lines.append(disk_line(shutil.disk_usage(self._data).free))
        if (power := self._power()) is not None:
            lines.append(power_line(power))
        if jump := self._services.clock.jump():
            values = {"before": local_time(jump.before), "after": local_time(jump.after)}
            lines.append(HealthLine("clock", Level.LOOK, "health.clock.jump", values))
        else:
            lines.append(HealthLine("clock", Level.WELL, "health.clock"))
        is_pending = self._services.backups.is_pending()
        lines.append(backup_line(self._last_backup(), self._now(), is_pending=is_pending))
        if slips := read_slips(self._services.library, self._network.status):
            lines.append(slips)
        return tuple(lines)

    def _last_backup(self) -> datetime | None:
        library = self._services.library
        if library.current_id is None:
            return None
        with library.current() as election:
            return max((each.when for each in election.copies.made() if each.kind in _BACKUPS), default=None)

    def _show(self, lines: tuple[HealthLine, ...]) -> None:
        self._looking = False
        screens = len(QGuiApplication.screens())
        second = HealthLine("screen", Level.WELL, "health.screen" if screens > 1 else "health.screen.none")
        lines = (*lines, network_line(self._first_address, self._network.status), second)
        if lines != self.lines:
            self.lines = lines
            self.changed.emit()

    def _failed(self, _error: Exception) -> None:
        self._looking = False  # the background has logged it; the next look is in five seconds

    @Slot(object)
    def _network_changed(self, _status: object) -> None:
        self._first_address = self._first_address or self._network.status.for_phones
        if self._watching:
            self.look()
