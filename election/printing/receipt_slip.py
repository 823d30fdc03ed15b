"""A receipt on a small slip: the number, the same as a QR code, of which election, and what it shows.

It has no time and no number of its own: the same receipt always gives the same bytes, and nothing on two
slips tells which of them was printed first.
"""

from dataclasses import dataclass, field

from election.i18n.catalogue import Catalogue, catalogue
from election.printing import typesetting
from election.printing.qr import qr_svg
from election.records.receipts import shown
from election.texts import isolated

_TEMPLATE = "receipt"


@dataclass(frozen=True, slots=True)
class ReceiptSlip:
    """What is printed: a `receipt` (16 digits) and the election's `title`. `practice`: it says that it is not
    of a real election.
    """

    title: str
    receipt: str = field(repr=False)
    language: str
    practice: bool = False
    texts: Catalogue = field(default_factory=catalogue)

    def say(self, key: str, **values: object) -> str:
        """Return a text in the slip's language."""
        return self.texts.text(key, self.language, **values)


def receipt_pdf(slip: ReceiptSlip) -> bytes:
    """Return the PDF, a page as large as the slip. Raises NotTypeset."""
    return typesetting.pdf(_TEMPLATE, _data(slip))


def receipt_picture(slip: ReceiptSlip, dots_per_inch: float = 200) -> bytes:
    """Return the slip as PNG; otherwise as `receipt_pdf`."""
    return typesetting.pictures(_TEMPLATE, _data(slip), dots_per_inch)[0]


def _data(slip: ReceiptSlip) -> dict[str, object]:
    return {
        "language": slip.language,
        "document": slip.say("receipt_slip.document", title=slip.title),
        "title": isolated(slip.title),
        "label": slip.say("receipt_slip.label"),
        "receipt": shown(slip.receipt),
        "about": slip.say("receipt_slip.about"),
        "qr": qr_svg(shown(slip.receipt)),
        "picture": slip.say("receipt.picture"),
        "practice": slip.say("slip.practice") if slip.practice else "",
        "watermark": slip.say("slip.watermark") if slip.practice else "",
    }
