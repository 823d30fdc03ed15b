"""What helps to work with the source tree; none of it is part of the program."""
