"""What the choice of a network is refused for."""

from election.errors import Conflict, Invalid, NotFound


class NoSuchLink(NotFound):
    """This machine has no interface or address of this `name`."""

    code = "network.no_such_link"


class NothingToScan(Conflict):
    """Phones do not find the API, so there is no address to scan."""

    code = "network.nothing_to_scan"


class WifiNameWrong(Invalid):
    """No Wi-Fi has this name: it is empty, has more than `most` bytes, or holds what no name does."""

    code = "network.wifi_name"


class WifiPassphraseWrong(Invalid):
    """No Wi-Fi has this passphrase: it has fewer than `least` or more than `most` characters, or others than
    those of an English keyboard.
    """

    code = "network.wifi_passphrase"
