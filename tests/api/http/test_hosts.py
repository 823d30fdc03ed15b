"""By which names the server may be asked: a page of a strange site must not read it through its own name."""

import socket
from collections.abc import Callable

import pytest

from api.http.hosts import Hosts, bare
from api.http.server import ApiServer
from tests.api.calling import fetch
from tests.api.sockets import exchange

NAME = socket.gethostname()


def asked(port: int, host: str | None, target: str = "/", version: str = "1.1") -> bytes:
    header = "" if host is None else f"Host: {host}\r\n"
    data = f"GET {target} HTTP/{version}\r\n{header}Connection: close\r\n\r\n"
    return exchange(port, data.encode("latin-1"))


@pytest.mark.parametrize(
    "host",
    [
        "localhost", "LOCALHOST", "localhost.", "localhost:5173", "127.0.0.1", "127.0.0.1:2020", "127.9.9.9",
        "[::1]", "[::1]:2020", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "kiosk.local", "KIOSK.Local.:80",
        NAME, NAME.upper(), f"{NAME}:2020", "vote.example.org", "Vote.Example.org.:443", "192.0.2.77:1",
        "", " ",
    ],
)  # fmt: skip
def test_what_is_ours(serve: Callable[..., ApiServer], host: str) -> None:
    port = serve(names=["vote.example.org", "192.0.2.77"]).port
    assert asked(port, host).endswith(b"hello")


@pytest.mark.parametrize(
    "host",
    [
        "evil.example", "localhost.evil.example", "evil-localhost", "local", "evillocal", "203.0.113.7",
        "203.0.113.7:2020", "[2001:db8::1]", "[", "[]", "[::1", "[::1]x", "[bad]", "localhost:port",
        "user@localhost", "localhost, evil.example", "127.0.0.1.evil.example", f"{NAME}.evil.example",
        "vote.example.org.evil.example", "2130706433", "0x7f.1", "é", ":2020", ".",
    ],
)  # fmt: skip
def test_what_is_not(serve: Callable[..., ApiServer], host: str, caplog: pytest.LogCaptureFixture) -> None:
    port = serve(names=["vote.example.org"]).port
    answer = asked(port, host)
    assert answer.startswith(b"HTTP/1.1 421 ")
    assert answer.endswith(b"\r\n\r\n421")
    assert not caplog.records


def test_the_address_it_was_found_at_is_ours_whatever_the_system_lists() -> None:
    hosts = Hosts(addresses=frozenset)
    assert hosts.include("192.168.0.10:2020", lambda: "192.168.0.10")
    assert not hosts.include("192.168.0.11:2020", lambda: "192.168.0.10")
    assert hosts.include("[fe80::1]:2020", lambda: "fe80::1%eth0")
    assert hosts.include("192.168.0.9", lambda: "::ffff:192.168.0.9")


def test_any_other_address_of_this_machine_is_ours() -> None:
    found = {"192.168.0.10"}
    hosts = Hosts(addresses=lambda: frozenset(found))
    assert hosts.include("192.168.0.10", lambda: "127.0.0.1")
    assert not hosts.include("10.0.0.1", lambda: "127.0.0.1")
    found.add("10.0.0.1")  # another network
    assert hosts.include("10.0.0.1", lambda: "127.0.0.1")


def test_any_number_of_spellings_is_taken() -> None:
    hosts = Hosts(addresses=frozenset)
    assert all(hosts.include(f"{n}.local:{n}", str) for n in range(2000))
    assert len(hosts._known) <= 256


@pytest.mark.parametrize(("target", "status"), [("http://localhost/", 200), ("http://evil.example/", 421)])
def test_a_whole_url_counts_for_more_than_the_header(
    serve: Callable[..., ApiServer], target: str, status: int
) -> None:
    other = "evil.example" if status == 200 else "localhost"
    assert asked(serve().port, other, target).startswith(b"HTTP/1.1 %d " % status)


@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_who_names_no_host_is_answered(serve: Callable[..., ApiServer], version: str) -> None:
    assert asked(serve().port, None, version=version).endswith(b"hello")


def test_the_refusal_has_words_and_a_code(port: int) -> None:
    reply = fetch(port, "GET", "/candidates", Host="evil.example", Accept_Language="en")
    assert (reply.status, reply.code) == (421, "request.wrong_host")
    assert reply.text == "This server does not go by that name. Please use the address that the kiosk shows"


def test_a_refused_body_is_not_waited_for(port: int) -> None:
    head = b"POST /vote HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 60000\r\n"
    assert exchange(port, head + b"Expect: 100-continue\r\n\r\n").startswith(b"HTTP/1.1 421 ")


def test_one_spelling() -> None:
    assert [bare(each) for each in ("A.B.:80", "[::1]:80", "[FE80::1%25eth0]", "x:y", "[::1")] == [
        "a.b", "::1", "fe80::1", "", ""
    ]  # fmt: skip
