"""The screens a voter walks through, one a file."""
