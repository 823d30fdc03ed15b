"""What needs no widget: background work, the API's status, the network switch, photos, announcements."""
