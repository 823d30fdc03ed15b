"""Lines to type in, fields around them, and the base of screens that are forms."""
