"""Everything that can be pressed."""
