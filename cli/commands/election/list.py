"""``election list``: lists the elections of the data folder."""

from typing import Any

import click

from cli.carry_out import carry_out
from cli.command import Command
from cli.options import Options
from cli.output import json_option, print_json, print_table
from cli.tasks import task
from election.i18n.catalogue import catalogue
from election.models import LocalText
from election.services import Services


@task()
def read_all(services: Services, language: str) -> list[dict[str, Any]]:
    """Return every election as it is listed; with what keeps one from being opened, in a sentence too."""
    texts = catalogue()
    return [
        {
            "id": each.id,
            "current": each.is_current,
            "title": None if each.title is None else dict(each.title.texts),
            "state": each.state,
            "practice": each.practice,
            "personal_data_until": None
            if each.personal_data_until is None
            else each.personal_data_until.isoformat(),
            "problem": None if each.problem is None else each.problem.code,
            "words": texts.of_error(each.problem, language)
            if each.problem is not None
            else texts.text(f"start.polls.{each.state}", language),
        }
        for each in services.library.elections()
    ]


@click.command(cls=Command)
@json_option
@click.pass_obj
def command(options: Options, *, as_json: bool) -> None:
    """List all elections."""
    texts, language = catalogue(), options.language
    elections = carry_out(options, read_all(language))
    words = [each.pop("words") for each in elections]
    if as_json:
        print_json(elections)
    elif not elections:
        print(texts.text("election_list.none", language))
    else:
        names = ("election_list.id", "election_list.title", "election_list.state")
        print_table(
            ["", *(texts.text(name, language) for name in names)],
            [
                (
                    "*" if each["current"] else "",
                    each["id"],
                    _title(each, language),
                    state,
                )
                for each, state in zip(elections, words, strict=True)
            ],
        )


def _title(listed: dict[str, Any], language: str) -> str:
    title = "" if listed["title"] is None else LocalText.of(listed["title"]).in_language(language)
    return catalogue().text("election_list.practice", language, title=title) if listed["practice"] else title
