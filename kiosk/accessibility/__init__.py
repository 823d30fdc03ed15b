"""What a voter hears: speech, sound, announcements to screen readers."""
