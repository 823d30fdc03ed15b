"""The networks this machine is on: by which address others find it, and what the organiser chose of them."""
