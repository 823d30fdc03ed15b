"""What commands print: tables for people, JSON for programs."""

import io
import json
import re
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import click

_WIDEST = 500  # columns, where no terminal says how wide it is: nothing is cut off or wrapped in a file

# Control characters, but for the end of a line, and the marks that turn the direction of writing.
_COMMANDS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]")

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")


def print_json(value: Any) -> None:
    """Print `value` in ASCII, so that no terminal or pipe of whatever encoding can spoil it."""
    print(json.dumps(value, indent=2))


def printable(text: str) -> str:
    """Return `text` with what a terminal would carry out, such as a change of colour, written as an escape.

    >>> printable("a\\x1b[31m")
    'a\\\\x1b[31m'
    """
    return _COMMANDS.sub(lambda found: ascii(found[0])[1:-1], text)


def print_warnings(warnings: Iterable[str]) -> None:
    """Print what is to be known before something is done."""
    for warning in warnings:
        print(f"! {warning}")


def print_file(text: str) -> None:
    """Print `text`, which is to be a file of its own: in UTF-8, whatever encoding the system has for what
    is redirected. A terminal gets its own encoding.
    """
    if isinstance(sys.stdout, io.TextIOWrapper) and not sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    print(text, end="")


def print_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table, as wide as the terminal at most. Texts are printed as they are, whatever is in them."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    console = Console(markup=False, emoji=False, highlight=False)
    if not console.is_terminal:
        console.width = _WIDEST
    table = Table(*headings, box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for row in rows:
        table.add_row(*row)
    console.print(table)
