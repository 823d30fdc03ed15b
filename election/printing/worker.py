"""Typesets one document in a process of its own; started by `typesetting`, as a script.

So a thousand sheets neither fill the memory of the program that takes votes nor leave codes behind in it, and
a failure of the compiler is no failure of the polls. Reads a JSON object, the arguments of `typst.compile`,
from its input; writes each file that comes out, its length in four bytes before it.
"""

import json
import struct
import sys

import typst

LENGTH = struct.Struct(">L")


def main() -> None:
    """Do what the input asks for."""
    made = typst.compile(**json.load(sys.stdin.buffer))
    for file in made if isinstance(made, list) else [made]:
        sys.stdout.buffer.write(LENGTH.pack(len(file)) + file)


if __name__ == "__main__":
    main()
