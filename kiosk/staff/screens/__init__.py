"""The pages of the staff panel, one a file."""
