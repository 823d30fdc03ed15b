"""The rooms of the roll."""
