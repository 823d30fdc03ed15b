"""Pieces of JSON schemas that several resources share. Those with a title become ``components/schemas`` of
the document, under that name.
"""

from typing import Any

from election.voting.methods import METHODS

ID = {"type": "string", "pattern": "^[0-9]{1,19}$", "title": "Id"}
TEXT = {"type": "string"}
TEXTS = {
    "title": "Texts",
    "type": "object",
    "description": "A text in each language it has.",
    "properties": {"ko": {"type": "string"}, "en": {"type": "string"}},
    "additionalProperties": {"type": "string"},
}
COUNT = {"type": "integer", "minimum": 0}
STATE = {
    "title": "PollsState",
    "type": "string",
    "enum": ["draft", "open", "paused", "closed", "counted", "archived", "annulled"],
}
TIME = {"type": ["string", "null"], "format": "date-time"}
REVISION = {"title": "Revision", "type": "string", "pattern": "^[0-9a-f]{20}$"}
TURNOUT = {
    "title": "Turnout",
    "type": "object",
    "required": ["voters", "voted"],
    "properties": {"voters": COUNT, "voted": COUNT},
}
KIND = {
    "type": "string",
    "description": "How a contest is marked; there may come more than " + ", ".join(METHODS) + ".",
}
VOTER_STATUS = {"title": "VoterStatus", "type": "string", "enum": ["may_vote", "voted"]}


def made_of(
    properties: dict[str, Any], *, optional: tuple[str, ...] = (), title: str | None = None
) -> dict[str, Any]:
    """Return the schema of an object with these fields, all there but the optional ones."""
    required = [name for name in properties if name not in optional]
    named = {} if title is None else {"title": title}
    return {**named, "type": "object", "required": required, "properties": properties}


def list_of(items: Any) -> dict[str, Any]:
    """Return the schema of a list."""
    return {"type": "array", "items": items}


def or_null(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of what is as `schema` says, or null."""
    return {"anyOf": [schema, {"type": "null"}]}
