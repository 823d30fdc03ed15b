"""What people are told of their data, in one sentence or three."""

from collections.abc import Callable

from election.models import Privacy


def privacy_words(privacy: Privacy | None, language: str, say: Callable[..., str]) -> str:
    """Return what for, who keeps it and until when, each where it is set; nothing without `privacy`. `say`
    gives the catalogue's texts.
    """
    if privacy is None:
        return ""
    purpose, keeper = privacy.purpose.in_language(language), privacy.keeper.in_language(language)
    said = (
        say("privacy.purpose", purpose=purpose) if purpose else "",
        say("privacy.keeper", keeper=keeper) if keeper else "",
        say("privacy.until", date=privacy.until.isoformat()) if privacy.until else "",
    )
    return " ".join(filter(None, said))
