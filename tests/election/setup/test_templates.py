"""The templates: each is whole but for names, in both languages, and decides as its kind usually does."""

import pytest

from election.i18n.catalogue import LANGUAGES, catalogue
from election.models import PollsState
from election.setup.life_cycle import read_definition
from election.setup.templates import Template, template_about, template_definition, template_title
from election.voting.deciding.presets import preset_of
from election.voting.deciding.sentences import Sentences
from election.voting.methods import choose, yes_no

PRESETS = {
    Template.ONE_PERSON: (yes_no.KIND, "sole_candidate"),
    Template.OFFICERS: (choose.KIND, "most_votes"),
    Template.MOTION: (yes_no.KIND, None),
    Template.STATUTES: (yes_no.KIND, "statutes"),
    Template.DELEGATES: (choose.KIND, "most_votes"),
    Template.PRIZE: (choose.KIND, "most_votes"),
    Template.EMPTY: None,
}


@pytest.mark.parametrize("template", Template)
def test_each_is_read_and_decides_by_its_rule(template: Template) -> None:
    election = read_definition(template_definition(template), PollsState.DRAFT).election
    assert {(contest.kind, preset_of(contest.rule)) for contest in election.contests} == set(
        filter(None, [PRESETS[template]])
    )
    assert not election.live_results
    assert [candidate for contest in election.contests for candidate in contest.candidates] == []


@pytest.mark.parametrize("template", Template)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_is_worded_in_every_language(template: Template, language: str) -> None:
    election = read_definition(template_definition(template), PollsState.DRAFT).election
    for title in (election.title, *(contest.title for contest in election.contests)):
        assert dict(title.texts)[language]
    for message in (template_title(template), template_about(template)):
        assert catalogue().text(message.key, language)


def test_a_motion_needs_more_than_half_to_vote_and_more_than_half_of_them_to_say_yes() -> None:
    (motion,) = read_definition(template_definition(Template.MOTION), PollsState.DRAFT).election.contests

    def say(key: str, /, **values: object) -> str:
        return catalogue().text(key, "en", **values)

    quorum, winning = Sentences(say).rule(motion)[:2]
    assert "more than half" in quorum
    assert "more than half of all who vote" in winning
