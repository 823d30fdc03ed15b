"""Lines of the event log in words, in every language."""

from collections.abc import Iterator
from dataclasses import asdict

import pytest

from cli.commands.election.print import Kind
from election.admin.copies import CopyKind
from election.admin.settings import Settings
from election.i18n.catalogue import LANGUAGES, catalogue
from election.records.log_words import details, line_words
from kiosk.staff.results.wanted import COMMITMENT, PAUSE, PRINTS, ZERO
from tests.election.records.test_log import begin
from tests.services import Services

# What is kept under these names is one of a few codes, each of which has words.
CODES = ("form", "document", "kind", "whose", "before", "text_size", "contrast", "language", "network")
OTHERS = Settings(
    "en", "small", "soft", 4.5, False, True, True, "computer", 300, 45, True
)  # no value is the usual one


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """An election of which everything was noted that has more to tell."""
    folder = tmp_path_factory.mktemp("words")
    for services in begin(folder / "data"):
        services.organiser.set_first("correct horse battery")
        services.desk_passphrase.make_pin()
        for passphrase in (None, "another horse battery"):
            stick = folder / f"{passphrase}"
            stick.mkdir()
            services.backups.begin(stick, passphrase)
        services.settings.save(OTHERS)
        for kind in (*Kind, *(each.name for each in (*PRINTS, COMMITMENT, ZERO, PAUSE))):
            services.log.note_print(kind)
        for made in CopyKind:
            services.log.note_file(made)
        services.polls.open()
        services.polls.pause(why="a power cut")
        services.polls.resume()
        services.polls.close()
        services.polls.count()
        services.packs.make(folder)
        yield services


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_a_line_tells_has_words(services: Services, language: str) -> None:
    def say(key: str, /, **values: object) -> str:
        return catalogue().text(key, language, **values)

    acts, usual = services.polls.acts(), asdict(Settings())
    names = {name for act in acts for name in act.data}
    assert {"form", "document", "sha256", "digest", *usual} <= names
    for act in acts:
        told = details(act, say)
        assert not [label for label, _ in told if label in act.data]
        codes = {act.data[name] for name in CODES if name in act.data}
        if language != "en":  # there a word may be the code itself
            assert not [value for _, value in told if value in codes]
        assert act.what not in line_words(act, say)
