"""A window over a library of elections, at the page for setting one up."""

from tests.kiosk.staff.library.conftest import services, window

__all__ = ["services", "window"]
