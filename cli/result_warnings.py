"""What the organiser is to know before a result leaves the program, in words."""

from election.election_services import ElectionServices
from election.i18n.catalogue import catalogue


def warnings_of(held: ElectionServices, language: str) -> list[str]:
    """Return it. Raises ResultsHidden before the count."""
    return [catalogue().text(each.key, language, **each.values) for each in held.results.warnings()]
