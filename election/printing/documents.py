"""Documents of several pages: a title, and below it headings, texts, facts, tables,
drawings and lines to sign on.

What stands in them is said by who makes one (`election.results.sheets`); how it looks by ``document.typ``::

    pdf = document_pdf(Document("개표록", "2026 총학생회 선거", now, "ko", (Heading("회장"), Text("…"))))
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from election.i18n.catalogue import Catalogue, catalogue
from election.printing import typesetting
from election.texts import isolated

_TEMPLATE = "document"
_UNBROKEN = re.compile(
    r"[!-^a-~\u00a1-\u024f]{12}(?=[!-^a-~\u00a1-\u024f])"
)  # of a word without a place to break
BREAK = "\u200b"  # where a long word may break; nothing of it is copied from what is made of it


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a section."""

    words: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. `strong`: it is what the page is for, and is set larger."""

    words: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of what something is called and what it is."""

    pairs: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose head stands on each page that it runs over. `wide` says how many parts of the width each
    column takes; columns in `figures` stand at the right. `tall`: the rows leave room to write in.
    """

    titles: Sequence[str]
    rows: Sequence[Sequence[str]]
    wide: Sequence[int]
    figures: Sequence[int] = ()
    tall: bool = False


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to sign on, each with who is to sign, and a name where it is known."""

    lines: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing as SVG, as wide as the page; `about` is read out in its place."""

    svg: str
    about: str


Block = Heading | Text | Facts | Table | Signatures | Drawing


@dataclass(frozen=True, slots=True)
class Document:
    """What is printed: `kind` is what it is called, such as "개표록", `election` the election's title.
    `practice`: every page says that it is not of a real election. `as_of`: it is of the moment `printed_at`,
    whenever it is printed.

    The same document always gives the same PDF.
    """

    kind: str
    election: str
    printed_at: datetime
    language: str
    blocks: Sequence[Block]
    practice: bool = False
    as_of: bool = False
    texts: Catalogue = field(default_factory=catalogue)


def document_pdf(document: Document, tick: Callable[[], None] = lambda: None) -> bytes:
    """Return the PDF. `tick` is called every now and then, and what it raises ends the work. Raises
    NotTypeset.
    """
    return typesetting.pdf(_TEMPLATE, document_data(document), tick, document.printed_at)


def document_pictures(
    document: Document, dots_per_inch: float = 144, tick: Callable[[], None] = lambda: None
) -> list[bytes]:
    """Return the pages as PNG; otherwise as `document_pdf`."""
    return typesetting.pictures(_TEMPLATE, document_data(document), dots_per_inch, tick)


def document_data(document: Document) -> dict[str, object]:
    """Return what the template is given."""

    def say(key: str, **values: object) -> str:
        return document.texts.text(key, document.language, **values)

    when = document.printed_at.strftime("%Y-%m-%d %H:%M %Z").strip()
    printed = "document.as_of" if document.as_of else "document.printed"
    return {
        "language": document.language,
        "title": say("document.title", kind=document.kind, title=document.election),
        "kind": document.kind,
        "election": shown(document.election),
        "printed": say(printed, time=when),
        "page": say("document.page"),
        "sign": say("document.sign"),
        "practice": say("document.practice") if document.practice else "",
        "watermark": say("document.watermark") if document.practice else "",
        "blocks": [_block(each) for each in document.blocks],
    }


def _block(block: Block) -> dict[str, object]:
    match block:
        case Heading(words):
            return {"type": "heading", "words": shown(words)}
        case Text(words, strong):
            return {"type": "text", "words": shown(words), "strong": strong}
        case Facts(pairs):
            return {"type": "facts", "pairs": [[shown(each) for each in pair] for pair in pairs]}
        case Signatures(lines):
            return {"type": "signatures", "lines": [[shown(each) for each in line] for line in lines]}
        case Drawing(svg, about):
            return {"type": "drawing", "svg": svg, "about": about}
        case Table():
            return {
                "type": "table",
                "titles": [shown(each) for each in block.titles],
                "rows": [[shown(each) for each in row] for row in block.rows],
                "wide": list(block.wide),
                "figures": list(block.figures),
                "tall": block.tall,
            }


def shown(words: str) -> str:
    """Return `words` so that they turn nothing around them, and words longer than a column break."""
    return _UNBROKEN.sub(lambda found: found[0] + BREAK, isolated(words))
