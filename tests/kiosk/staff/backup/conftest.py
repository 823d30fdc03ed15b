"""A window over a library of elections, behind whose door tests look."""

from tests.kiosk.staff.library.conftest import services, window

__all__ = ["services", "window"]
