"""The organiser's passphrase, the kiosk's settings and state."""
