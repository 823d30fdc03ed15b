"""``election list``: lists the elections of the data folder."""

import click

from cli.command import Command
from cli.opening import open_data
from cli.options import Options
from cli.output import json_option, print_json, print_table
from election.archive.listing import ListedElection
from election.i18n.catalogue import catalogue


@click.command(cls=Command)
@json_option
@click.pass_obj
def command(options: Options, *, as_json: bool) -> None:
    """List all elections."""
    with open_data(options) as services:
        elections = services.library.elections()
    texts, language = catalogue(), options.language
    if as_json:
        print_json(
            [
                {
                    "id": each.id,
                    "current": each.is_current,
                    "title": None if each.title is None else dict(each.title.texts),
                    "state": each.state,
                    "practice": each.practice,
                    "problem": None if each.problem is None else each.problem.code,
                }
                for each in elections
            ]
        )
    elif not elections:
        print(texts.text("election_list.none", language))
    else:
        names = ("election_list.id", "election_list.title", "election_list.state")
        print_table(
            ["", *(texts.text(name, language) for name in names)],
            [
                (
                    "*" if each.is_current else "",
                    each.id,
                    _title(each, language),
                    texts.of_error(each.problem, language)
                    if each.problem is not None
                    else texts.text(f"start.polls.{each.state}", language),
                )
                for each in elections
            ],
        )


def _title(listed: ListedElection, language: str) -> str:
    title = "" if listed.title is None else listed.title.in_language(language)
    return catalogue().text("election_list.practice", language, title=title) if listed.practice else title
