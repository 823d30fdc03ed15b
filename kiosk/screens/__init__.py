"""The screens a voter walks through, one a file; the window moves between them."""
