"""What Cerberus lets in is what the schemas of the document allow: no more and no less."""

import json
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.errors import MalformedRequest
from api.v1 import ballot, sessions
from api.v1.body import JsonForm, json_body
from tests.api.calling import environ_of

FORMS = {
    "log in": (sessions.LOG_IN, (sessions.BY_PASSWORD, sessions.BY_CODE)),
    "by code": (sessions.BY_CODE.json_schema, (sessions.BY_CODE,)),
    "by password": (sessions.BY_PASSWORD.json_schema, (sessions.BY_PASSWORD,)),
    "sign up": (sessions.ACCOUNT.json_schema, (sessions.ACCOUNT,)),
    "ballot": (ballot.FORM.json_schema, (ballot.FORM,)),
}
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from([3.0, 0, -0.0, 1000, 1000.5, 1001, 10**20, 10**400, "", "3", "3\n"])
    | st.sampled_from(["0" * 20, "0" * 20 + "\n", "0" * 19, "0" * 21])
    | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


def valid(schema: Any) -> st.SearchStrategy[Any]:
    """Return values that `schema`, in the words that ours use, allows."""
    if alternatives := schema.get("anyOf") or schema.get("oneOf"):
        return st.one_of(*map(valid, alternatives))
    match schema["type"]:
        case "string":
            if "pattern" in schema:
                return st.from_regex(schema["pattern"], fullmatch=True)
            return TEXTS.filter(lambda text: len(text) >= schema.get("minLength", 0))
        case "integer":
            whole = st.integers(schema["minimum"], schema["maximum"])
            return whole | whole.map(float)
        case "array":
            return st.lists(valid(schema["items"]), max_size=4)
        case _:
            fields = {name: valid(each) for name, each in schema.get("properties", {}).items()}
            needed = {name: fields.pop(name) for name in schema.get("required", ())}
            known = st.fixed_dictionaries(needed, optional=fields)
            others = schema.get("additionalProperties")
            if not others:
                return known
            return st.dictionaries(TEXTS, valid(others), max_size=3) | known


@st.composite
def spoiled(draw: st.DrawFn, schema: Any) -> Any:
    """A value that `schema` allows, one part of it changed in a way that may be allowed or not."""
    return _spoil(draw, draw(valid(schema)))


def _spoil(draw: st.DrawFn, value: Any) -> Any:
    if not (isinstance(value, (dict, list)) and value) or draw(st.integers(0, 3)) == 0:
        return draw(ANYTHING)
    if isinstance(value, list):
        at = draw(st.integers(0, len(value) - 1))
        return [*value[:at], _spoil(draw, value[at]), *value[at + 1 :]]
    name = draw(st.sampled_from(sorted(value)))
    match draw(st.sampled_from(["change", "change", "leave out", "add", "rename"])):
        case "change":
            return value | {name: _spoil(draw, value[name])}
        case "add":
            return value | {draw(TEXTS): draw(ANYTHING)}
        case "leave out":
            return {key: each for key, each in value.items() if key != name}
        case _:
            return {draw(TEXTS) if key == name else key: each for key, each in value.items()}


def lets_in(forms: tuple[JsonForm, ...], value: Any) -> bool:
    """Return whether the server takes `value`, sent as JSON."""
    try:
        json_body(environ_of("POST", "/", json.dumps(value).encode()), *forms)
    except MalformedRequest:
        return False
    return True


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMS)
def test_cerberus_and_the_schema_agree(name: str) -> None:
    schema, forms = FORMS[name]
    validator = jsonschema_rs.validator_for(schema)
    verdicts = {True: 0, False: 0}

    @settings(max_examples=1000, database=None, derandomize=True)
    @given(valid(schema) | spoiled(schema) | spoiled(schema))
    def agree(value: Any) -> None:
        allowed = validator.is_valid(value)
        verdicts[allowed] += 1
        assert lets_in(forms, value) is allowed

    agree()
    assert min(verdicts.values()) > 100, "of both kinds there must be many"
