"""Request bodies of API v1: JSON alone, held against one schema that the document shows, too."""

from collections.abc import Mapping
from typing import Any
from wsgiref.types import WSGIEnvironment

from api.errors import NotJson
from api.wsgi.requests import Form, body_as_json


class JsonForm(Form):
    """A form whose Cerberus schema is told as a JSON schema, too. Tests hold the two against each other."""

    def __init__(self, schema: Mapping[str, Any], given: Mapping[str, Any] | None = None) -> None:
        """`given` are JSON schemas of fields of which Cerberus says less than the document shall."""
        super().__init__(schema)
        self._given = given or {}

    @property
    def json_schema(self) -> dict[str, Any]:
        """What this form takes, as JSON Schema has it."""
        return {
            "type": "object",
            "required": [name for name, rules in self._schema.items() if rules.get("required")],
            "additionalProperties": False,
            "properties": {
                name: self._given.get(name) or _text(rules) for name, rules in self._schema.items()
            },
        }


def json_body(environ: WSGIEnvironment, form: Form, *others: Form) -> dict[str, Any]:
    """Return the fields of a JSON body; see `requests.body`. Raises NotJson where it says that it is none."""
    kind = environ.get("CONTENT_TYPE", "").partition(";")[0].strip().lower()
    if kind and kind != "application/json" and not kind.endswith("+json"):
        raise NotJson
    return body_as_json(environ, form, *others)


def _text(rules: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": rules["type"]} | ({"minLength": 1} if rules.get("empty") is False else {})
