"""Lines of the event log in words."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Protocol

from election.act_kinds import ActGroup, group_of
from election.admin.log_heads import FoundFault
from election.i18n.catalogue import catalogue
from election.store.port import Act, LogLine

_SHOWN = 16  # characters of a digest
_DIGEST = 64
# Of whose values the catalogue has words.
_IN_WORDS = frozenset(
    {"kind", "whose", "before", "form", "document", "log", "language", "text_size", "contrast", "network"}
)
_LANGUAGE = "en"


class Say(Protocol):
    """Returns a text of the catalogue."""

    def __call__(self, key: str, /, **values: object) -> str:
        """Return it with these values."""


def act_words(what: str, say: Say) -> str:
    """Return what was done; of a kind that is not known its name."""
    return _known(f"act.{what}", say) or what


def line_words(act: Act, say: Say) -> str:
    """Return a whole line: what was done, why, and what the line tells besides."""
    told = [f"{label} {value}" for label, value in details(act, say)]
    parts = [act_words(act.what, say), act.why, ", ".join(act.present), " · ".join(told)]
    return " — ".join(part for part in parts if part)


def details(act: Act, say: Say) -> list[tuple[str, str]]:
    """Return what a line tells besides, each with its label."""
    return [(_known(f"log.data.{name}", say) or name, value) for name, value in _values(act.data, say)]


def fault_words(found: FoundFault, say: Say) -> str:
    """Return what is wrong with a log."""
    return say(f"log.fault.{found.fault}", number=found.number)


def found_lines(lines: Iterable[LogLine], group: ActGroup | None, text: str, say: Say) -> Iterator[LogLine]:
    """Yield the lines about `group` (None: anything) that have `text` somewhere, in words or as kept."""
    wanted = text.casefold().strip()
    for line in lines:
        if group is not None and group_of(line.act.what) is not group:
            continue
        if not wanted or wanted in line_words(line.act, say).casefold() or wanted in line.text.casefold():
            yield line


def _values(data: Mapping[str, Any], say: Say) -> Iterator[tuple[str, str]]:
    for name, value in data.items():
        if isinstance(value, Mapping):
            if value and all(isinstance(each, int) for each in value.values()):  # numbers by contest
                yield name, ", ".join(f"{key}: {number:,}" for key, number in value.items())
            else:
                yield from _values(value, say)
        else:
            yield name, _value(name, value, say)


def _value(name: str, value: Any, say: Say) -> str:
    if isinstance(value, bool):
        return say("log.yes" if value else "log.no")
    if value is None:
        return "–"
    if isinstance(value, int):
        return f"{value:,}"
    if name in _IN_WORDS and (known := _known(f"log.{name}.{value.replace('-', '_')}", say)):
        return known
    text = str(value)
    return f"{text[:_SHOWN]}…" if len(text) == _DIGEST and " " not in text else text


def _known(key: str, say: Callable[..., str]) -> str:
    return say(key) if key in catalogue().keys(_LANGUAGE) else ""
