"""What people are told of their data."""

from datetime import date

import pytest

from election.i18n.catalogue import catalogue
from election.models import NO_TEXT, LocalText, Privacy
from election.setup.privacy import privacy_words

PURPOSE, KEEPER = LocalText.of({"en": "To vote."}), LocalText.of({"en": "The board"})


@pytest.mark.parametrize(
    ("privacy", "words"),
    [
        (None, ""),
        (Privacy(PURPOSE, KEEPER), "What it is for: To vote. Kept by: The board."),
        (Privacy(PURPOSE, NO_TEXT), "What it is for: To vote."),
        (Privacy(NO_TEXT, KEEPER, date(2027, 1, 31)), "Kept by: The board. Until 2027-01-31."),
    ],
)
def test_only_what_is_set_is_told(privacy: Privacy | None, words: str) -> None:
    def say(key: str, **values: object) -> str:
        return catalogue().text(key, "en", **values)

    assert privacy_words(privacy, "en", say) == words
