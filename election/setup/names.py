"""Texts on a ballot: cleaned, and no longer than can be shown."""

from election.setup.refusals import TextTooLong
from election.texts import clean_text

LONGEST_NAME = 200  # characters of a candidate's name: what a ballot can still show
LONGEST_TITLE = 300  # characters of the title of an election or contest, in one language
LONGEST_DESCRIPTION = 1000  # characters of what is said of an election or contest, in one language
LONGEST_STATEMENT = 300  # characters of a candidate's own words, in one language
LONGEST_LABEL = 60  # characters of a list or group
_TOLD = 20  # characters by which a text is told from others


def clean_name(text: str) -> str:
    """Return a candidate's name, cleaned. Raises Unclean or TextTooLong."""
    return _within(LONGEST_NAME, clean_text(text))


def clean_title(text: str) -> str:
    """Return the title of an election or contest, cleaned. Raises Unclean or TextTooLong."""
    return _within(LONGEST_TITLE, clean_text(text))


def clean_description(text: str) -> str:
    """Return what is said of an election or contest, cleaned. Raises Unclean or TextTooLong."""
    return _within(LONGEST_DESCRIPTION, clean_text(text))


def clean_statement(text: str) -> str:
    """Return a candidate's own words, cleaned. Raises Unclean or TextTooLong."""
    return _within(LONGEST_STATEMENT, clean_text(text))


def clean_label(text: str) -> str:
    """Return the name of a list or group, cleaned. Raises Unclean or TextTooLong."""
    return _within(LONGEST_LABEL, clean_text(text))


def _within(most: int, text: str) -> str:
    if len(text) > most:
        raise TextTooLong(beginning=text[:_TOLD], count=len(text), most=most)
    return text
