"""A phone without JavaScript: it follows redirections, keeps its cookie and sends the forms it is shown."""

from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode
from wsgiref.types import WSGIApplication

from tests.api.calling import Reply, call


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, list[tuple[str, str]]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.forms.append((str(given["action"]), []))
        elif tag == "input" and self.forms and given.get("name"):
            is_choice = given.get("type") in ("radio", "checkbox")
            if not is_choice or "checked" in given:
                self.forms[-1][1].append((str(given["name"]), str(given.get("value") or "")))


class Phone:
    """One phone. `page` is what it shows, `at` where it is; `addresses` are all it asked for, as its browser
    would show and keep them.
    """

    def __init__(self, app: WSGIApplication, language: str = "en") -> None:
        self.app = app
        self._language = language
        self.follows = True  # redirections
        self.cookie = ""
        self.at = "/"
        self.addresses: list[str] = []
        self.reply = Reply(0, {}, b"")

    @property
    def page(self) -> str:
        return self.reply.text

    def open(self, path: str) -> "Phone":
        self._ask("GET", path)
        return self

    def send(
        self, action: str, given: Mapping[str, str | Sequence[str]] | None = None, **headers: str
    ) -> "Phone":
        """Send the form with this action as it is shown, with other values for the fields `given`."""
        given = given or {}
        shown = self.form(action)
        fields = [(name, value) for name, value in shown if name not in given]
        for name, value in given.items():
            fields += [(name, each) for each in ([value] if isinstance(value, str) else value)]
        return self.post(action, fields, **headers)

    def post(self, path: str, fields: Sequence[tuple[str, str]], **headers: str) -> "Phone":
        self._ask("POST", path, urlencode(fields).encode(), headers)
        return self

    def form(self, action: str) -> list[tuple[str, str]]:
        """Return the fields of the form with this action, as they are shown."""
        return next(fields for each, fields in self.shown() if each.partition("?")[0] == action)

    def shown(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Return each form that is shown, its action and its fields."""
        parser = _Forms()
        parser.feed(self.page)
        return parser.forms

    def _ask(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> None:
        sent: dict[str, Any] = {"Accept-Language": self._language, "Host": "kiosk.test"} | dict(headers or {})
        if self.cookie and path.startswith("/v"):
            sent["Cookie"] = f"vk={self.cookie}"
        self.addresses.append(path)
        path = path.partition("#")[0]  # the rest stays on the phone
        self.at = path.partition("?")[0]
        self.reply = call(self.app, method, path, body, sent)
        if kept := self.reply.headers.get("set-cookie"):
            self.cookie = kept.partition(";")[0].partition("=")[2]
        if self.reply.status == 303 and self.follows:
            self._ask("GET", self.reply.headers["location"])
