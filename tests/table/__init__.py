"""Every operation in every state of an election, at every door: what is done, and what is refused how."""
