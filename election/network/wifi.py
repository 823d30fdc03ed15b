"""The Wi-Fi of the event, as a QR code from which a phone's camera joins it."""

import re
import unicodedata
from dataclasses import dataclass, field

from election.network.refusals import WifiNameWrong, WifiPassphraseWrong

MOST_NAME = 32  # bytes, IEEE 802.11
LEAST_PASSPHRASE, MOST_PASSPHRASE = 8, 63  # characters, WPA2 and WPA3
_SPECIAL = re.compile(r'([\\;,:"])')


@dataclass(frozen=True, slots=True)
class Wifi:
    """Its name and passphrase; without a passphrase everybody can join. The passphrase is in no `repr`."""

    name: str
    passphrase: str = field(default="", repr=False)

    def checked(self) -> "Wifi":
        """Return this. Raises WifiNameWrong or WifiPassphraseWrong where no Wi-Fi can have such ones."""
        if not 0 < len(_bytes(self.name)) <= MOST_NAME or _has_control(self.name):
            raise WifiNameWrong(most=MOST_NAME)
        length = len(self.passphrase)
        if length and (
            not LEAST_PASSPHRASE <= length <= MOST_PASSPHRASE or not _is_printable(self.passphrase)
        ):
            raise WifiPassphraseWrong(least=LEAST_PASSPHRASE, most=MOST_PASSPHRASE)
        return self

    @property
    def code(self) -> str:
        r"""What the QR code says.

        >>> Wifi("Hall; 2", "to:gether").code
        'WIFI:T:WPA;S:Hall\\; 2;P:to\\:gether;;'
        """
        kind = f"T:WPA;S:{_escaped(self.name)};P:{_escaped(self.passphrase)}"
        return f"WIFI:{kind if self.passphrase else f'T:nopass;S:{_escaped(self.name)}'};;"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _has_control(text: str) -> bool:
    return any(unicodedata.category(char) in ("Cc", "Cs") for char in text)


def _is_printable(text: str) -> bool:
    """Return whether all of it is printable ASCII, as the standard has it."""
    return all(" " <= char <= "~" for char in text)
