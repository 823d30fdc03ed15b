"""The staff's part of the window, behind the passphrase: flow, registry of pages, screens."""
