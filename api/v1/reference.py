"""`GET /api/v1/docs`: the document as a page to read, with no script and nothing from elsewhere."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from wsgiref.types import WSGIEnvironment

from bottle import SimpleTemplate

from api.pages.static import address_of
from api.v1.caching import ASK_AGAIN, tagged
from api.v1.index import DOCUMENT
from api.v1.operation import PREFIX, Operation
from api.wsgi.responses import Answer
from api.wsgi.route import Context
from election.i18n.catalogue import LANGUAGES, catalogue
from election.resources import resource

HTML = "text/html; charset=utf-8"
_POLICY = "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'"
_SHORT_LIST = re.compile(r"\[[^][{}]*\]")  # of texts and numbers: one line will do
_VALUE = re.compile(r"\{[^}]*\}")
_WORDS = {"string": "text", "integer": "whole number", "boolean": "true or false", "object": "map"}

Parts = list[tuple[str, str]]  # of a line: each a text, and where it leads or ""


@dataclass(frozen=True, slots=True)
class Named:
    """A field of an object, or a parameter: what it may be, and what is said of it."""

    name: str
    kind: Parts
    needed: bool
    about: str


def reference(_context: Context, environ: WSGIEnvironment) -> Answer:
    """Give the page."""
    answer = tagged(environ, _page(), HTML, ASK_AGAIN)
    policy = f"{_POLICY}; frame-ancestors 'none'"
    return Answer(
        answer.status,
        answer.body,
        answer.content_type,
        (*answer.headers, ("Content-Security-Policy", policy), ("Content-Language", "en")),
    )


@cache
def _page() -> bytes:
    document = json.loads(resource(*DOCUMENT).read_text(encoding="utf-8"))
    operations = [
        _operation(method, path, told, document)
        for path, methods in document["paths"].items()
        for method, told in methods.items()
    ]
    template = SimpleTemplate(name="reference.html", lookup=[str(resource("page"))])
    page = template.render(
        document=document,
        prefix=PREFIX,
        operations=operations,
        schemas=[_schema(name, each) for name, each in document["components"]["schemas"].items()],
        refusals=_refusals(document),
        languages=LANGUAGES,
        style=address_of("reference.css"),
    )
    return str(page).encode()


def _operation(method: str, path: str, told: Mapping[str, Any], document: Any) -> dict[str, Any]:
    body = told.get("requestBody", {}).get("content", {}).get("application/json")
    answers, refused = [], []
    for status, answer in told["responses"].items():
        answer = _resolved(answer, document)
        if "application/problem+json" in answer.get("content", {}):
            refused += [(status, code) for code in answer["headers"]["X-Error-Code"]["schema"]["enum"]]
        else:
            answers.append((status, _answer(answer)))
    return {
        "id": told["operationId"],
        "method": method.upper(),
        "path": path,
        "summary": told["summary"],
        "needs_token": bool(told["security"]),
        "parameters": [
            (each["in"], Named(each["name"], _kind(each["schema"]), each["required"], _about(each["schema"])))
            for each in told.get("parameters", ())
        ],
        "body": body and {"kind": _kind(body["schema"]), "example": _pretty(body.get("example"))},
        "answers": answers,
        "refused": refused,
    }


def _answer(answer: Mapping[str, Any]) -> dict[str, Any]:
    for media, content in answer.get("content", {}).items():
        kind = _kind(content["schema"]) if media == "application/json" else [(media, "")]
        return {"kind": kind, "example": _pretty(content.get("example")), "about": answer["description"]}
    return {"kind": [], "example": "", "about": answer["description"]}


def _resolved(value: Mapping[str, Any], document: Any) -> Any:
    if "$ref" not in value:
        return value
    found = document
    for name in value["$ref"].removeprefix("#/").split("/"):
        found = found[name]
    return found


def _schema(name: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    needed = schema.get("required", ())
    fields = [
        Named(field, _kind(each), field in needed, _about(each))
        for field, each in schema.get("properties", {}).items()
    ]
    return {"name": name, "about": _about(schema), "kind": [] if fields else _kind(schema), "fields": fields}


def _about(schema: Mapping[str, Any]) -> str:
    return str(schema.get("description", ""))


def _kind(schema: Mapping[str, Any]) -> Parts:
    """Return in words what a schema allows."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return [(name, f"#schema-{name}")]
    if "const" in schema:
        return [(json.dumps(schema["const"]), "")]
    if "enum" in schema:
        return [("one of " + ", ".join(map(str, schema["enum"])), "")]
    if alternatives := schema.get("anyOf") or schema.get("oneOf"):
        return [part for at, each in enumerate(alternatives) for part in [*_or(at), *_kind(each)]]
    if "items" in schema:
        return [("list of ", ""), *_kind(schema["items"])]
    others = schema.get("additionalProperties")
    if isinstance(others, Mapping):
        return [("map to ", ""), *_kind(others)]
    return [(_simple(schema), "")]


def _or(at: int) -> Parts:
    return [(" or ", "")] if at else []


def _simple(schema: Mapping[str, Any]) -> str:
    kinds = schema.get("type", "anything")
    words = [_WORDS.get(each, each) for each in ([kinds] if isinstance(kinds, str) else kinds)]
    return " or ".join(words) + "".join(_limits(schema))


def _limits(schema: Mapping[str, Any]) -> Iterator[str]:
    if "pattern" in schema:
        yield f", {schema['pattern']}"
    if "format" in schema:
        yield f", {schema['format']}"
    if "maximum" in schema:
        yield f", {schema['minimum']} to {schema['maximum']}"
    elif "minimum" in schema:
        yield f", from {schema['minimum']}"


def _pretty(value: Any) -> str:
    text = "" if value is None else json.dumps(value, ensure_ascii=False, indent=2)
    return _SHORT_LIST.sub(lambda found: " ".join(found[0].split()), text)


def _refusals(document: Any) -> list[dict[str, Any]]:
    """Return each code that stands in the document with its statuses and its sentences."""
    found: dict[str, set[str]] = {"request.no_such_path": {"404"}, "request.wrong_method": {"405"}}
    for methods in document["paths"].values():
        for told in methods.values():
            for status, answer in told["responses"].items():
                headers = _resolved(answer, document).get("headers", {})
                for code in headers.get("X-Error-Code", {}).get("schema", {}).get("enum", ()):
                    found.setdefault(code, set()).add(status)
    words = catalogue()
    return [
        {
            "code": code,
            "statuses": sorted(statuses),
            "words": {
                each: _VALUE.sub("…", words.raw(f"error.{code}", each)) for each in reversed([*LANGUAGES])
            },
        }
        for code, statuses in sorted(found.items())
    ]


OPERATIONS = (
    Operation(
        "reference", "GET", "/docs", reference, "This document as a page to read", {200: {}}, is_cached=True,
        media="text/html",
    ),
)  # fmt: skip
