"""The frozen wire contract of existing clients."""
