"""The tables under an open store, for tests that look at their rows, or put some that no service would."""

from election.store.json.engine import Engine
from election.store.json.store import JsonKioskStore, JsonStore
from election.store.port import KioskStore, Store


def engine_of(store: Store | KioskStore) -> Engine:
    """Return the embedded engine that a store works on."""
    assert isinstance(store, JsonStore | JsonKioskStore)
    return store._engine
