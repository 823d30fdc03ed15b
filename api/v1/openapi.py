"""The OpenAPI 3.1 document of API v1, made from its operations; ``python -m tools.openapi`` writes it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from api.errors import (
    BodyTooLarge,
    HeadersTooLarge,
    MalformedRequest,
    NoSuchPath,
    NotAcceptable,
    NotJson,
    NotUnderstood,
    WrongHost,
)
from api.v1.fields import list_of, made_of
from api.v1.operation import PREFIX, Operation
from api.v1.problems import problem_status
from election.errors import ElectionError

_PLACE = re.compile(r"<(\w+)(?::[^>]*)?>")
_ANYWHERE = (
    MalformedRequest, NotAcceptable, BodyTooLarge, WrongHost, HeadersTooLarge, ElectionError, NotUnderstood,
)  # fmt: skip
_WITH_BODY = (NotJson,)

DESCRIPTION = """\
An election on one laptop, for those who vote in it and those who look on.

The API only grows: ignore fields you do not know. Ids are strings. Every refusal is a problem (RFC 9457) \
whose `code` does not change, in Korean or in English as `Accept-Language` asks. Beside those of each \
operation there are `request.no_such_path` (404) and `request.wrong_method` (405, with `Allow`). What may be \
kept has an `ETag`: ask again with `If-None-Match`. After a 429 or 503 wait as many seconds as `Retry-After` \
says."""

PROBLEM = made_of(
    {
        "type": {"type": "string", "description": "The address of a page about the code."},
        "title": {
            "type": "string",
            "description": "The code once more, so that it is the same whoever asks: words for people are in "
            "`detail` and on the page of `type`.",
        },
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "For people, in the language of Accept-Language."},
        "code": {"type": "string", "description": "For programs; it does not change."},
        "retryAfter": {"type": "integer", "description": "Seconds."},
        "errors": list_of(
            made_of(
                {
                    "pointer": {"type": "string", "description": "A JSON pointer into what was sent."},
                    "code": {"type": "string"},
                    "detail": {"type": "string"},
                }
            )
        ),
    },
    optional=("retryAfter", "errors"),
    title="Problem",
)
_TEXT = {"type": "string"}
_SECONDS = {"type": "integer", "minimum": 1}


def document(operations: Iterable[Operation]) -> dict[str, Any]:
    """Return the document of these operations."""
    schemas: dict[str, Any] = {}
    paths: dict[str, dict[str, Any]] = defaultdict(dict)
    for each in operations:
        path = PREFIX + _PLACE.sub(r"{\1}", each.path)
        paths[path][each.method.lower()] = _named(_operation(each), schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Vote Kiosk",
            "version": "1",
            "description": DESCRIPTION,
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/"}],
        "paths": dict(paths),
        "components": {
            "schemas": dict(sorted(schemas.items())),
            "responses": {name: _named(each, schemas) for name, each in _refusals_anywhere().items()},
            "securitySchemes": {"voter": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
        },
    }


def _named(value: Any, schemas: dict[str, Any]) -> Any:
    """Return `value` with a reference for each schema that has a title, and put those into `schemas`."""
    if isinstance(value, list):
        return [_named(each, schemas) for each in value]
    if not isinstance(value, Mapping):
        return value
    found = {name: each if name == "example" else _named(each, schemas) for name, each in value.items()}
    title = found.get("title")
    if not isinstance(title, str) or not {"type", "anyOf", "oneOf"} & found.keys():
        return found
    del found["title"]
    if schemas.setdefault(title, found) != found:
        raise ValueError(f"two schemas are called {title}")
    return {"$ref": f"#/components/schemas/{title}"}


def _operation(operation: Operation) -> dict[str, Any]:
    found: dict[str, Any] = {"operationId": operation.name, "summary": operation.summary}
    if parameters := _parameters(operation):
        found["parameters"] = parameters
    found["security"] = [{operation.role: []}] if operation.role is not None else []
    if operation.body is not None:
        content = {"schema": operation.body} | _example(operation.sent)
        found["requestBody"] = {"required": True, "content": {"application/json": content}}
    found["responses"] = _responses(operation)
    return found


def _parameters(operation: Operation) -> list[dict[str, Any]]:
    places = {"path": operation.path_values, "query": operation.query, "header": operation.headers}
    found: list[dict[str, Any]] = [
        {"name": name, "in": place, "required": place != "query", "schema": schema}
        for place, schemas in places.items()
        for name, schema in schemas.items()
    ]
    if operation.is_cached:
        tags = {"type": "string", "description": "What one has: the `ETag` of an answer before."}
        found.append({"name": "If-None-Match", "in": "header", "required": False, "schema": tags})
    return found


def _example(value: Any) -> dict[str, Any]:
    return {} if value is None else {"example": value}


def _headers(**schemas: Any) -> dict[str, Any]:
    """Return headers that are always there, as the document has them; ``_`` stands for ``-``."""
    return {name.replace("_", "-"): {"required": True, "schema": schema} for name, schema in schemas.items()}


def _responses(operation: Operation) -> dict[str, Any]:
    responses: dict[str, Any] = {}
    kept = _headers(**operation.answered)
    kept |= _headers(ETag=_TEXT, Cache_Control=_TEXT) if operation.is_cached else {}
    for at, (status, schema) in enumerate(operation.answers.items()):
        found: dict[str, Any] = {"description": operation.summary}
        if kept:
            found["headers"] = kept
        if schema is not None:
            example = _example(operation.got) if at == 0 else {}
            found["content"] = {operation.media: {"schema": schema} | example}
        responses[str(status)] = found
    if "200" in responses and "201" in responses:
        responses["200"] |= {"headers": kept | _headers(Idempotency_Replayed={"const": "true"})}
        responses["200"]["description"] = "The same again: it was done before."
    if operation.is_cached:
        responses["304"] = {"description": "What If-None-Match names is still so.", "headers": kept}
    return responses | _refusals(operation)


def _refusals(operation: Operation) -> dict[str, Any]:
    errors = [*operation.refusals, *_ANYWHERE]
    errors += _WITH_BODY if operation.body is not None else ()
    errors += (NoSuchPath,) if operation.path_values else ()
    by_status, anywhere = _by_status(errors), _by_status(_ANYWHERE)
    return {
        str(status): {"$ref": f"#/components/responses/Refusal{status}"}
        if each == anywhere.get(status)
        else _refusal(status, each)
        for status, each in sorted(by_status.items())
    }


def _refusals_anywhere() -> dict[str, Any]:
    """Return what every operation may be refused for, by the names under which they refer to it."""
    return {f"Refusal{status}": _refusal(status, each) for status, each in _by_status(_ANYWHERE).items()}


def _by_status(errors: Iterable[type[ElectionError]]) -> dict[int, list[type[ElectionError]]]:
    found: dict[int, list[type[ElectionError]]] = defaultdict(list)
    for error in errors:
        found[_status(error)].append(error)
    return found


def _refusal(status: int, errors: Iterable[type[ElectionError]]) -> dict[str, Any]:
    said: dict[str, str] = {}
    for each in errors:
        said.setdefault(each.code, " ".join((each.__doc__ or "").split()))
    codes = sorted(said)
    headers = _headers(X_Error_Code={"type": "string", "enum": codes}, Content_Language=_TEXT)
    if status in (429, 503):
        headers |= _headers(Retry_After=_SECONDS)
    if status == 401:
        headers |= _headers(WWW_Authenticate=_TEXT)
    schema = {"allOf": [PROBLEM, {"properties": {"code": {"enum": codes}, "status": {"const": status}}}]}
    return {
        "description": "\n\n".join(f"`{code}`: {said[code]}" for code in codes),
        "headers": headers,
        "content": {"application/problem+json": {"schema": schema}},
    }


def _status(error: type[ElectionError]) -> int:
    return problem_status(error.__new__(error))
