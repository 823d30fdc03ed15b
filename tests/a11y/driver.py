"""Sees and uses the kiosk as a screen reader does: through AT-SPI alone."""

import re
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402 - the version comes first

warnings.simplefilter("ignore", DeprecationWarning)

LISTENED_TO = (
    "object:state-changed",
    "object:announcement",
    "object:text-changed",
    "object:property-change",
    "object:text-caret-moved",
)
BUTTON = ("push button", "button")
CHOICE = ("check box", "radio button")
FIELD = ("text", "entry", "password text")
PATIENCE_S = 15.0
QUIET_S = 0.5  # nothing tells that all of an act was told: this long without anything more is taken for it


@dataclass(frozen=True)
class Told:
    """One event: its kind, its number, its text, and the role and name of what it comes from."""

    kind: str
    detail: int
    text: str
    role: str
    name: str


class Driver:
    """Finds things by name and role, acts on them, and keeps what is told meanwhile."""

    def __init__(self) -> None:
        self._told: list[Told] = []
        Atspi.init()
        self._listener = Atspi.EventListener.new(self._hear)
        for kind in LISTENED_TO:
            self._listener.register(kind)
        self.top: Any = None

    def _hear(self, event: Any) -> None:
        source = event.source
        text = event.any_data if isinstance(event.any_data, str) else ""
        try:
            role, name = source.get_role_name(), source.get_name() or ""
        except GLib.Error:  # gone by now
            return
        self._told.append(Told(event.type, event.detail1, text, role, name))

    def _turn(self) -> None:
        if not GLib.MainContext.default().iteration(False):
            time.sleep(0.005)  # nothing was told: leave the processor to the kiosk before looking again

    def until(self, found: Callable[[], Any], what: str) -> Any:
        """Wait for `found` to return something, and return it."""
        ends = time.monotonic() + PATIENCE_S
        while time.monotonic() < ends:
            if result := found():
                return result
            self._turn()
        raise SystemExit(f"FAILED: waited in vain for {what}")

    def hear(self, *, least: str = "") -> list[Told]:
        """Return what is told until it is quiet for a moment, and if `least` is given not before an
        announcement that has it.
        """
        if least:
            self.until(lambda: any(re.search(least, text) for text in announced(self._told)), least)
        count, since = -1, time.monotonic()
        while time.monotonic() - since < QUIET_S:
            if len(self._told) != count:
                count, since = len(self._told), time.monotonic()
            self._turn()
        told, self._told = self._told, []
        return told

    def meet(self) -> None:
        """Wait for the kiosk to come onto the bus."""
        self.top = self.until(self._application, "the kiosk on the accessibility bus")

    def _application(self) -> Any:
        desktop = Atspi.get_desktop(0)
        for at in range(desktop.get_child_count()):
            each = desktop.get_child_at_index(at)
            try:
                if each and (each.get_toolkit_name() or "").lower() == "qt" and each.get_child_count():
                    return each
            except GLib.Error:  # not there yet
                continue
        return None

    def all(self, node: Any = None, *, showing: bool = True) -> Iterator[Any]:
        """Everything in the tree, from the top or `node` on; hidden things only if asked."""
        node = node or self.top
        yield node
        for at in range(node.get_child_count()):
            child = node.get_child_at_index(at)
            if child is not None and (not showing or has(child, "SHOWING")):
                yield from self.all(child, showing=showing)

    def found(self, name: str | None, roles: tuple[str, ...]) -> list[Any]:
        """What can be seen of these roles, called `name` (None: anything)."""
        return [
            each
            for each in self.all()
            if each.get_role_name() in roles and (name is None or each.get_name() == name)
        ]

    def find(self, name: str | None, roles: tuple[str, ...] = BUTTON, which: int = 0) -> Any:
        """Wait for it and return it; `which` of several, from the end if negative."""

        def wanted() -> Any:
            found = self.found(name, roles)
            return found[which] if len(found) > (which if which >= 0 else -which - 1) else None

        return self.until(wanted, f"{name!r} among {roles}")

    def focused(self) -> Any:
        """What has the keyboard, or None."""
        return next((each for each in self.all() if has(each, "FOCUSED") and has(each, "FOCUSABLE")), None)


def has(node: Any, state: str) -> bool:
    """Return whether `node` is in a state of that name."""
    return bool(node.get_state_set().contains(getattr(Atspi.StateType, state)))


def act(node: Any) -> None:
    """Press it, or switch it."""
    names = [node.get_action_name(at) for at in range(node.get_n_actions())]
    wanted = next((name for name in ("Press", "Toggle") if name in names), None)
    if wanted is None or not node.do_action(names.index(wanted)):
        raise SystemExit(f"FAILED: {node.get_name()} cannot be pressed, only {names}")


def put(node: Any, text: str) -> None:
    """Have `text` stand in a field, and nothing else."""
    Atspi.EditableText.set_text_contents(node.get_editable_text_iface(), text)


def text_of(node: Any) -> str:
    """Return what a screen reader reads in a field."""
    return str(Atspi.Text.get_text(node.get_text_iface(), 0, -1))


def announced(told: list[Told]) -> list[str]:
    """Return what was announced, in order."""
    return [each.text for each in told if each.kind == "object:announcement"]
