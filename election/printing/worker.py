"""Typesets one document in a process of its own; started by `typesetting`, as a script.

So a thousand sheets neither fill the memory of the program that takes votes nor leave codes behind in it, and
a failure of the compiler is no failure of the polls. Reads a JSON object, the arguments of `typst.compile`,
from its input; writes each file that comes out, its length in four bytes before it.

The standards asked for are given up where a text cannot keep to them: PDF/UA-1 refuses the whole document
for one character that no font has, and one such name must not keep all others from getting their slips.
"""

import json
import struct
import sys
from typing import Any

import typst

LENGTH = struct.Struct(">L")


def main() -> None:
    """Do what the input asks for."""
    made = compiled(json.load(sys.stdin.buffer))
    for file in made if isinstance(made, list) else [made]:
        sys.stdout.buffer.write(LENGTH.pack(len(file)) + file)


def compiled(arguments: dict[str, Any]) -> Any:
    """Compile, without ``pdf_standards`` where it cannot be done with them."""
    try:
        return typst.compile(**arguments)
    except typst.TypstError:
        if arguments.pop("pdf_standards", None) is None:
            raise
        return typst.compile(**arguments)


if __name__ == "__main__":
    main()
