"""The organiser's choice of a network, and the event's Wi-Fi, kept on this machine and in no election."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict
from typing import Any, TypeVar

from election.network.adapters import THIS_COMPUTER, Adapter, adapters
from election.network.links import links
from election.network.outlook import Outlook, Standing, Wish, standing
from election.network.refusals import NoSuchLink
from election.network.wifi import Wifi
from election.store.port import KioskStore, KioskTransaction, NoteKind

T = TypeVar("T")


class Networks:
    """Looks at this machine's interfaces, and keeps what was chosen of them. Any thread may call it. Saving
    raises StorageFailed where the disk refuses.
    """

    def __init__(self, store: KioskStore, found: Callable[[], list[Adapter]] = adapters) -> None:
        self._store = store
        self.found = found
        # Where the API is found now, and whether others are to find it: whoever turns it on says so.
        self.served, self.for_others = "", False

    def look(self) -> Outlook:
        """Return how it stands now. Takes some milliseconds at most, and sends nothing."""
        row = self._row()
        return Outlook(links(self.found()), _kept(row.get("wish"), Wish), _kept(row.get("wifi"), Wifi))

    def address(self) -> str:
        """Return the address by which others are told to find this machine; the loopback address where it is
        on no network.
        """
        link = self.look().link
        return link.address if link else THIS_COMPUTER

    def for_phones(self) -> str:
        """Return the address at which voters' phones find the API now; empty where they do not."""
        if not self.served:
            return ""
        stands = standing(self.served, self.look(), for_others=self.for_others)
        return self.served if stands is Standing.PHONES else ""

    def use(self, name: str) -> Outlook:
        """Choose the address or interface of this name, and return how it stands then. Raises NoSuchLink."""
        known = self.look().links
        link = next((each for each in known if each.address == name), None) or next(
            (each for each in known if each.interface == name), None
        )
        if link is None:
            raise NoSuchLink(name=name)
        self._put(wish=asdict(Wish(link.interface, link.address, link.is_public)))
        return self.look()

    def use_any(self) -> Outlook:
        """Choose nothing: the likeliest is told. Return how it stands then."""
        self._put(wish=None)
        return self.look()

    def set_wifi(self, wifi: Wifi | None) -> None:
        """Have the event's Wi-Fi shown to voters, or none. Raises WifiNameWrong or WifiPassphraseWrong."""
        self._put(wifi=None if wifi is None else asdict(wifi.checked()))

    def _row(self) -> Mapping[str, Any]:
        return self._store.read(lambda snapshot: snapshot.note(NoteKind.NETWORK)) or {}

    def _put(self, **values: object) -> None:
        def put(transaction: KioskTransaction) -> None:
            row = transaction.note(NoteKind.NETWORK) or {}
            transaction.put_note(NoteKind.NETWORK, {**row, **values})

        self._store.write(put)


def _kept(values: object, kind: type[T]) -> T | None:
    """Return what was kept; None where there is nothing, or nothing that this version knows."""
    if not isinstance(values, Mapping):
        return None
    with suppress(TypeError):
        return kind(**values)
    return None
