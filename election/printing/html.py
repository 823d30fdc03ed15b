"""Documents as one plain HTML page, for people without a reader of PDF: no script, nothing from elsewhere."""

import base64
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape as escaped
from typing import Any

from election.printing.documents import BREAK, Document, document_data

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_STYLE = """
body { max-width: 48rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.6 sans-serif; color: #111; }
h1 { margin: 0; font-size: 1.9rem; } h2 { margin-top: 2.2rem; font-size: 1.3rem; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
th, td { padding: .35rem .6rem; border-bottom: 1px solid #999; text-align: left; vertical-align: top; }
thead th { border-bottom: 2px solid #111; } .figure { text-align: right; }
.facts th { font-weight: normal; color: #444; width: 32%; } .facts th, .facts td { border: 0; }
.strong { font-size: 1.15rem; font-weight: bold; } .practice { font-weight: bold; color: #a00; }
.sign td { height: 3rem; vertical-align: bottom; } img { max-width: 100%; }
footer { margin-top: 2rem; border-top: 1px solid #999; color: #444; font-size: .9rem; }
""".strip()


def document_html(document: Document) -> bytes:
    """Return the page."""
    data: dict[str, Any] = document_data(document)
    practice = f'<p class="practice">{_shown(data["practice"])}</p>' if data["practice"] else ""
    lines = [
        "<!doctype html>",
        f'<html lang="{document.language}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escaped(data['title'])}</title>",
        f"<style>\n{_STYLE}\n</style>",
        "</head>",
        "<body>",
        "<main>",
        practice,
        f"<h1>{_shown(data['kind'])}</h1>",
        f'<p class="strong">{_shown(data["election"])}</p>',
        *(line for block in data["blocks"] for line in _block(block, data["sign"])),
        "</main>",
        f"<footer>{_shown(data['printed'])}</footer>",
        "</body>",
        "</html>",
    ]
    return ("\n".join(filter(None, lines)) + "\n").encode()


def _shown(words: str) -> str:
    """Return `words` as HTML; where a long one may break there is nothing that would be copied with it."""
    return escaped(words).replace(BREAK, "<wbr>")


def _block(block: dict[str, Any], sign: str) -> Iterator[str]:
    if block["type"] == "signatures":
        yield '<table class="sign">'
        for who, name in block["lines"]:
            yield f"<tr><td>{_shown(who)}</td><td>{_shown(name)}</td><td>{_shown(sign)}</td></tr>"
        yield "</table>"
    else:
        yield from _WRITTEN[block["type"]](block)


def _text(block: dict[str, Any]) -> Iterator[str]:
    strong = ' class="strong"' if block["strong"] else ""
    yield f"<p{strong}>{_shown(block['words'])}</p>"


def _facts(block: dict[str, Any]) -> Iterator[str]:
    yield '<table class="facts">'
    for name, value in block["pairs"]:
        yield f'<tr><th scope="row">{_shown(name)}</th><td>{_shown(value)}</td></tr>'
    yield "</table>"


def _table(block: dict[str, Any]) -> Iterator[str]:
    yield "<table>"
    yield "<thead>" + _row('th scope="col"', block["titles"], block["figures"]) + "</thead>"
    yield "<tbody>"
    for row in block["rows"]:
        yield _row("td", row, block["figures"])
    yield "</tbody></table>"


def _row(cell: str, texts: Sequence[str], figures: Sequence[int]) -> str:
    right = dict.fromkeys(figures, ' class="figure"')
    cells = (f"<{cell}{right.get(at, '')}>{_shown(text)}</{cell[:2]}>" for at, text in enumerate(texts))
    return f"<tr>{''.join(cells)}</tr>"


def _drawing(block: dict[str, Any]) -> Iterator[str]:
    picture = base64.b64encode(block["svg"].encode()).decode()
    yield f'<p><img src="data:image/svg+xml;base64,{picture}" alt="{escaped(block["about"])}"></p>'


def _heading(block: dict[str, Any]) -> Iterator[str]:
    yield f"<h2>{_shown(block['words'])}</h2>"


_WRITTEN: Mapping[str, Callable[[dict[str, Any]], Iterator[str]]] = {
    "heading": _heading,
    "text": _text,
    "facts": _facts,
    "table": _table,
    "drawing": _drawing,
}
