"""The words of a list that is looked through: as what it was read, the heads of its columns, its rows."""

from collections.abc import Callable, Mapping, Sequence

from election.voters.roll_files.delimited import TextForm
from election.voters.roll_files.entries import Problem
from election.voters.roll_files.table import RESIDENT_NUMBER
from kiosk.staff.roll.reading import ReadList
from kiosk.style.context import UiContext

_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_WIPED = "●●●"  # in place of a resident registration number, which nobody has any more


def read_words(ui: UiContext, found: ReadList) -> str:
    """Return as what the file was read."""
    at = found.columns.titles
    titles = ui.text("roll.import.no_titles") if at is None else ui.text("roll.import.titles", row=at + 1)
    if found.form is None:
        return ui.text("roll.import.read_sheet", sheet=found.sheet or "", titles=titles)
    return ui.text("roll.import.read_text", form=_form(ui, found.form), titles=titles)


def reading_words(ui: UiContext, found: ReadList) -> list[str]:
    """Return the other ways to read it: encodings with the first names in each, or the sheets."""
    words = [
        ui.text("roll.import.reads", form=_form(ui, each.form), names=", ".join(each.first_names))
        for each in found.file.readings
    ]
    return [*words, *found.file.sheets]


def heads(ui: UiContext, found: ReadList) -> list[str]:
    """Return the heads of the table: the row, what is wrong with it, and what each column holds."""
    titles = [] if found.columns.titles is None else found.table.rows[found.columns.titles]
    words = [ui.text("roll.import.row"), ui.text("roll.import.wrong")]
    for column, kind in enumerate(found.columns.kinds):
        title = titles[column] if column < len(titles) else ""
        words.append(ui.text("roll.import.head", kind=ui.text(f"roll.head.{kind}"), title=title))
    return words


def cells_of(
    ui: UiContext, found: ReadList, rows: Sequence[int], problems: Mapping[int, Sequence[Problem]]
) -> Callable[[int], Sequence[str]]:
    """Return what gives the texts of the n-th of `rows`: its number, what is wrong, and what stands in it."""

    def cells(at: int) -> Sequence[str]:
        row = rows[at]
        wrong = problems.get(row, ())
        words = "; ".join(ui.text(each.message.key, **each.message.values) for each in wrong)
        sign = "✕ " if any(each.stops for each in wrong) else "! " if wrong else ""
        texts = (text.replace(RESIDENT_NUMBER, _WIPED) for text in found.table.rows[row - 1])
        return (str(row), sign + words, *texts)

    return cells


def _form(ui: UiContext, form: TextForm) -> str:
    delimiter = _DELIMITERS.get(form.delimiter, "other")
    return ui.text(
        "roll.import.form",
        encoding=ui.text(f"roll.encoding.{form.encoding}"),
        delimiter=ui.text(f"roll.delimiter.{delimiter}"),
    )
