"""The reports as entries of a pack: each in every language, as PDF and as HTML."""

from collections.abc import Callable, Iterator
from contextlib import suppress

from election.i18n.catalogue import LANGUAGES
from election.printing.documents import Document, document_pdf
from election.printing.html import document_html
from election.records.pack.contents import PackContents
from election.records.program import Program
from election.records.reports.reports import (
    NoReport,
    closing_report,
    pause_report,
    pauses_of,
    zero_report,
)

MOST_PAUSES = 30  # that have a report of their own; the log tells of all


def report_entries(contents: PackContents, program: Program, tick: Callable[[], None]) -> dict[str, bytes]:
    """Return the entries by their names. `tick` is called every now and then, and what it raises ends the
    work. Raises NotTypeset.
    """
    entries = dict[str, bytes]()
    for language in LANGUAGES:
        for name, document in _documents(contents, program, language):
            tick()
            entries[f"reports/{name}.{language}.html"] = document_html(document)
            entries[f"reports/{name}.{language}.pdf"] = document_pdf(document, tick)
    return entries


def _documents(contents: PackContents, program: Program, language: str) -> Iterator[tuple[str, Document]]:
    commitment, log = contents.commitment, contents.log
    with suppress(NoReport):  # of an election whose opening an earlier version noted
        yield "zero", zero_report(commitment, log, program, language)
    for pause in pauses_of(log)[:MOST_PAUSES]:
        yield f"pause-{pause.number}", pause_report(commitment, pause, program, language)
    yield "closing", closing_report(contents, program, language)
