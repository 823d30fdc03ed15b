"""The OpenAPI 3.1 document of API v1, made from its operations; ``python -m tools.openapi`` writes it."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from api.errors import BodyTooLarge, HeadersTooLarge, MalformedRequest, NotJson, WrongHost
from api.v1.operation import PREFIX, Operation
from api.v1.problems import problem_status
from election.errors import ElectionError

_PLACE = re.compile(r"<(\w+)(?::[^>]*)?>")
_ANYWHERE = (HeadersTooLarge, WrongHost, ElectionError)
_WITH_BODY = (MalformedRequest, NotJson, BodyTooLarge)

PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "For people, in the language of Accept-Language."},
        "code": {"type": "string", "description": "For programs; it does not change."},
        "retryAfter": {"type": "integer", "description": "Seconds."},
    },
}


def document(operations: Iterable[Operation]) -> dict[str, Any]:
    """Return the document of these operations."""
    paths: dict[str, dict[str, Any]] = defaultdict(dict)
    for each in operations:
        paths[PREFIX + _PLACE.sub(r"{\1}", each.path)][each.method.lower()] = _operation(each)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Vote Kiosk",
            "version": "1",
            "description": "An election on one laptop. The API only grows: ignore fields you do not know.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/"}],
        "paths": dict(paths),
        "components": {
            "schemas": {"Problem": PROBLEM},
            "securitySchemes": {"voter": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
        },
    }


def _operation(operation: Operation) -> dict[str, Any]:
    found: dict[str, Any] = {"operationId": operation.name, "summary": operation.summary}
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": schema}
        for name, schema in operation.path_values.items()
    ]
    parameters += [
        {"name": name, "in": "header", "required": True, "schema": schema}
        for name, schema in operation.headers.items()
    ]
    if parameters:
        found["parameters"] = parameters
    if operation.role is not None:
        found["security"] = [{operation.role: []}]
    else:
        found["security"] = []
    if operation.body is not None:
        found["requestBody"] = {"required": True, "content": {"application/json": {"schema": operation.body}}}
    found["responses"] = _responses(operation)
    return found


def _responses(operation: Operation) -> dict[str, Any]:
    responses: dict[str, Any] = {}
    for status, schema in operation.answers.items():
        responses[str(status)] = {"description": operation.summary}
        if schema is not None:
            responses[str(status)]["content"] = {operation.media: {"schema": schema}}
    if operation.is_cached:
        responses["304"] = {"description": "What If-None-Match names is still so."}
    by_status: dict[int, list[type[ElectionError]]] = defaultdict(list)
    for error in (*operation.refusals, *_ANYWHERE, *(_WITH_BODY if operation.body is not None else ())):
        by_status[_status(error)].append(error)
    for status, errors in sorted(by_status.items()):
        said = {each.code: " ".join((each.__doc__ or "").split()) for each in errors}
        codes = sorted(said)
        lines = [f"`{code}`: {said[code]}" for code in codes]
        responses[str(status)] = {
            "description": "\n\n".join(lines),
            "content": {
                "application/problem+json": {
                    "schema": {
                        "allOf": [
                            {"$ref": "#/components/schemas/Problem"},
                            {"properties": {"code": {"enum": codes}, "status": {"const": status}}},
                        ]
                    }
                }
            },
        }
    return responses


def _status(error: type[ElectionError]) -> int:
    return problem_status(error.__new__(error))
