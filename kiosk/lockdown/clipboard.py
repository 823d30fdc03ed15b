"""What was copied in this window."""

from PySide6.QtGui import QClipboard, QGuiApplication


def clear_clipboard() -> None:
    """Forget what was copied in this window, not what the laptop's owner copied elsewhere."""
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear(QClipboard.Mode.Clipboard)
    if clipboard.ownsSelection():  # X11 pastes it with the middle button
        clipboard.clear(QClipboard.Mode.Selection)
