"""Bodies that many threads read at once: each is judged by itself, and nothing of it stays."""

import gc
import io
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from types import FunctionType, ModuleType
from typing import Any

import pytest

from api.errors import MalformedRequest
from api.simple.log_in import FORM
from api.wsgi import requests


def read(text: str, form: requests.Form = FORM) -> dict[str, object]:
    data = text.encode()
    return requests.body({"CONTENT_LENGTH": str(len(data)), "wsgi.input": io.BytesIO(data)}, form)


@pytest.mark.parametrize("text", ["{%s}", '{"email": "a@example.org", "password": "x", %s}'])
def test_names_that_no_form_has_are_not_looked_at_one_by_one(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cerberus takes a minute for as many as a body holds, and nobody votes meanwhile."""
    seen: list[int] = []

    class Counting(requests.Validator):  # type: ignore[misc]
        def validate(self, document: dict[str, Any], **how: Any) -> bool:
            seen.append(len(document))
            return bool(super().validate(document, **how))

    monkeypatch.setattr(requests, "Validator", Counting)
    form = requests.Form({"email": requests.TEXT, "password": requests.TEXT})
    names = ", ".join(f'"name {at}": 0' for at in range(4_000))
    with pytest.raises(MalformedRequest) as refusal:
        read(text % names, form)
    assert max(seen) <= 2
    assert refusal.value.fields == (() if "email" in text else ("email", "password"))


def test_many_threads_read_bodies_and_each_gets_its_own() -> None:
    together = threading.Barrier(8)

    def reads(thread: int) -> None:
        together.wait(50)
        for number in range(50):
            fields = {"email": f"{thread}-{number}", "password": "p"}
            assert read(f"email={fields['email']}&password=p") == fields
            for wrong in ("email=a", "email=a&password=", "email=a&password=p&name=n", '{"email": 1}', "{}"):
                with pytest.raises(MalformedRequest):
                    read(wrong)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(reads, range(8)))


@pytest.mark.parametrize(
    "text",
    [
        "email=only@here&password=p",
        "email=only@here&password=p&extra=1",
        '{"email": ["only@here"], "password": "p"}',
        '{"password": "p", "only@here": "email"}',
    ],
)
def test_nothing_of_a_body_stays(text: str) -> None:
    with suppress(MalformedRequest):
        read(text)
    held: set[int] = set()
    ahead: list[Any] = [vars(FORM)]
    while ahead:
        each = ahead.pop()
        assert each != "only@here"
        if id(each) not in held and not isinstance(each, type | ModuleType | FunctionType):
            held.add(id(each))
            ahead += gc.get_referents(each)
    assert len(held) > 100
