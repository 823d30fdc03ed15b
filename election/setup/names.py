"""Titles and names on a ballot: cleaned, and no longer than can be shown."""

from election.setup.refusals import TextTooLong
from election.texts import clean_text

LONGEST_NAME = 200  # characters of a candidate's name: what a ballot can still show
LONGEST_TITLE = 300  # characters of the title of an election or contest, in one language
_TOLD = 20  # characters by which a text is told from others


def clean_name(text: str) -> str:
    """Return a candidate's name, cleaned. Raises Unclean or TextTooLong."""
    return _within(LONGEST_NAME, clean_text(text))


def clean_title(text: str) -> str:
    """Return the title of an election or contest, cleaned. Raises Unclean or TextTooLong."""
    return _within(LONGEST_TITLE, clean_text(text))


def _within(most: int, text: str) -> str:
    if len(text) > most:
        raise TextTooLong(beginning=text[:_TOLD], count=len(text), most=most)
    return text
