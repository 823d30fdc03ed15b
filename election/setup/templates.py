"""Elections to begin from: each sets contests and what decides them; names are for the organiser to add."""

import json
from enum import StrEnum
from typing import Any

from election.errors import Message
from election.resources import resource


class Template(StrEnum):
    """The templates that come with the program, in the order in which they are offered."""

    ONE_PERSON = "one_person"
    OFFICERS = "officers"
    MOTION = "motion"
    STATUTES = "statutes"
    DELEGATES = "delegates"
    PRIZE = "prize"
    EMPTY = "empty"  # to begin from nothing


def template_definition(template: Template) -> dict[str, Any]:
    """Return what `read_definition` takes."""
    file = resource("elections", "templates", f"{template}.json")
    definition: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return definition


def template_title(template: Template) -> Message:
    """Return what a template is called."""
    return Message(f"template.{template}.title")


def template_about(template: Template) -> Message:
    """Return for what it is, and what decides in it."""
    return Message(f"template.{template}.about")
