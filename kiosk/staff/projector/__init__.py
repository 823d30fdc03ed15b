"""The page from which staff steer what the hall sees."""
