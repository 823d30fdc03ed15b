"""Who may vote and how they prove it: accounts, passwords, tokens, rate limit."""
