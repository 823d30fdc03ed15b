"""Fixtures for the tools that draw: those of the window."""

from tests.kiosk.conftest import fonts

__all__ = ["fonts"]
