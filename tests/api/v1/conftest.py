"""Asking API v1."""

from collections.abc import Callable, Mapping
from typing import Any
from wsgiref.types import WSGIApplication

import pytest

from tests.api.calling import Reply, call
from tests.api.v1.document import check

Ask = Callable[..., Reply]


@pytest.fixture
def ask(meeting_app: WSGIApplication) -> Ask:
    """Sends a request to API v1; `body` goes as it is, `headers` with names as HTTP has them. Every answer is
    one of which the document tells.
    """

    def ask(method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Reply:
        extra: dict[str, Any] = {"CONTENT_TYPE": "application/json"} if body else {}
        path = f"/api/v1{path}"
        return check(method, path, call(meeting_app, method, path, body, headers, **extra))

    return ask
