"""The voter's window: screens over the services of `election`. Knows Qt, and nothing of HTTP."""
