"""Holding answers against the document of API v1."""

import json
import re
from fnmatch import fnmatch
from functools import cache
from typing import Any

import jsonschema_rs

from api.v1.openapi import document
from api.v1.routes import OPERATIONS
from api.wsgi.headers import RECEIPT
from tests.api.calling import Reply

DOCUMENT = document(OPERATIONS)
# Of these the document says in its description that they are everywhere.
EVERYWHERE = {(404, "request.no_such_path"), (405, "request.wrong_method")}

# Headers that some answers have, each of which says so.
NOT_EVERYWHERE = {"ETag", "Idempotency-Replayed", "Retry-After", "X-Error-Code", RECEIPT}


def described(method: str, path: str) -> dict[str, Any] | None:
    """Return what the document says of the operation at `path`, or None where there is none."""
    path = path.partition("?")[0]
    for template, methods in DOCUMENT["paths"].items():
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path):
            return methods.get(("GET" if method == "HEAD" else method).lower())
    return None


def check(method: str, path: str, reply: Reply) -> Reply:
    """Return `reply`; assert before that it is one which the document tells of, in all that it says of it."""
    operation = described(method, path)
    if method == "OPTIONS" or (reply.status, reply.code) in EVERYWHERE:
        return reply
    assert operation is not None, (method, path)
    told = operation["responses"].get(str(reply.status))
    if told is not None and "$ref" in told:
        told = DOCUMENT["components"]["responses"][told["$ref"].rpartition("/")[2]]
    assert told is not None, (method, path, reply.status, reply.text)
    for name in told.get("headers", {}):
        assert name.lower() in reply.headers, name
    assert [
        each for each in NOT_EVERYWHERE - set(told.get("headers", {})) if each.lower() in reply.headers
    ] == []
    if "content" not in told or method == "HEAD":
        assert reply.body == b""
        return reply
    kind = reply.headers["content-type"].partition(";")[0]
    media = next(each for each in told["content"] if fnmatch(kind, each))
    if kind.endswith("json"):
        schema = told["content"][media]["schema"]
        errors = [str(each) for each in validator(json.dumps(schema)).iter_errors(json.loads(reply.body))]
        assert errors == [], errors
    return reply


@cache
def validator(schema: str) -> Any:
    """Return what holds values against a schema of the document (as JSON)."""
    whole = json.loads(schema) | {"components": DOCUMENT["components"]}
    return jsonschema_rs.validator_for(whole, validate_formats=True)


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    """Return each operation's method, path and what is said of it."""
    return [
        (method.upper(), path, operation)
        for path, methods in DOCUMENT["paths"].items()
        for method, operation in methods.items()
    ]
