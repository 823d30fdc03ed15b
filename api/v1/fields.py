"""Pieces of JSON schemas that several resources share. They become ``components/schemas`` of the document."""

from typing import Any

ID = {"type": "string", "pattern": "^[0-9]{1,19}$"}
TEXTS = {
    "type": "object",
    "description": "A text in each language it has.",
    "properties": {"ko": {"type": "string"}, "en": {"type": "string"}},
    "additionalProperties": {"type": "string"},
}
COUNT = {"type": "integer", "minimum": 0}
STATE = {"enum": ["draft", "open", "paused", "closed", "counted", "archived", "annulled"]}
TIME = {"type": ["string", "null"], "format": "date-time"}
REVISION = {"type": "string", "pattern": "^[0-9a-f]{20}$"}
TURNOUT = {
    "type": "object",
    "required": ["voters", "voted"],
    "properties": {"voters": COUNT, "voted": COUNT},
}


def made_of(properties: dict[str, Any], *, optional: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the schema of an object with these fields, all there but the optional ones."""
    required = [name for name in properties if name not in optional]
    return {"type": "object", "required": required, "properties": properties}


def list_of(items: Any) -> dict[str, Any]:
    """Return the schema of a list."""
    return {"type": "array", "items": items}
