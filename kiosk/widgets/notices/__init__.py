"""What tells of errors, of waiting and of the time that is left. Begin reading at `notice.py`."""
