"""What the organiser's passphrase and settings are refused for."""

from election.errors import Conflict, Forbidden, Invalid, Throttled


class PassphraseMalformed(Invalid):
    """The passphrase is longer than anybody types, or holds what no keyboard does."""

    code = "organiser.malformed"


class PassphraseTooShort(Invalid):
    """The new passphrase has fewer than `count` characters."""

    code = "organiser.too_short"


class PassphraseObvious(Invalid):
    """The new passphrase is among the first that a stranger would try."""

    code = "organiser.obvious"


class WrongPassphrase(Forbidden):
    """This is not the organiser's passphrase."""

    code = "organiser.wrong"


class TooManyPassphraseTries(Throttled):
    """Wrong passphrases came too fast."""

    code = "organiser.too_many_tries"


class PassphraseSet(Conflict):
    """There is a passphrase already; it can only be changed by who knows it."""

    code = "organiser.set"


class NoPassphrase(Conflict):
    """No passphrase has been set yet."""

    code = "organiser.not_set"


class WrongDeskPassphrase(WrongPassphrase):
    """This is not the desk's passphrase."""

    code = "desk.wrong"


class NoDeskPassphrase(NoPassphrase):
    """No passphrase for the desk has been set yet."""

    code = "desk.not_set"


class SettingsInvalid(Invalid):
    """The setting `name` has a value there is none of."""

    code = "settings.invalid"
