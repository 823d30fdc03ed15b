"""Phones over a real network, on which answers may be lost."""

import http.client
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_SENT_ON = ("CONTENT_TYPE", "HTTP_COOKIE", "HTTP_ACCEPT_LANGUAGE", "HTTP_ACCEPT")


class LostAnswer(Exception):
    """Nothing came back, and nobody knows whether the request was carried out."""


def send(
    port: int, method: str, path: str, body: str | bytes, headers: dict[str, str]
) -> tuple[int, list[tuple[str, str]], bytes]:
    """Return the answer over a connection of its own. Raises LostAnswer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=50)
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.getheaders(), answer.read()
    except (OSError, http.client.HTTPException) as error:
        raise LostAnswer from error
    finally:
        connection.close()


def over(port: int) -> WSGIApplication:
    """Return what hands each request on over the network, for a `Phone`."""

    def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        headers = {
            name.removeprefix("HTTP_").replace("_", "-").title(): environ[name]
            for name in _SENT_ON
            if name in environ
        }
        path = environ["PATH_INFO"] + (f"?{query}" if (query := environ.get("QUERY_STRING")) else "")
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        status, given, page = send(port, environ["REQUEST_METHOD"], path, body, headers)
        start_response(f"{status} ?", given)
        return [page]

    return app
