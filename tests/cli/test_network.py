"""``network …``: addresses listed and chosen, the Wi-Fi set, the QR codes printed."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from cli.commands.codes.making import make
from cli.commands.network import told
from cli.commands.network.list import look
from cli.commands.network.qr import codes
from cli.commands.network.use import use
from cli.commands.network.wifi import set_wifi
from election.network.adapters import Adapter
from election.network.outlook import Standing
from election.network.refusals import NothingToScan
from election.network.wifi import Wifi
from election.services import Services
from tests.cli.test_codes import CodesShell
from tests.cli.test_election import Shell
from tests.cli.test_life_cycle import PASSPHRASE, file_of
from tests.services import opened

LAPTOP = [
    Adapter("lo", ("127.0.0.1",)),
    Adapter("docker0", ("172.17.0.1",)),
    Adapter("wlp2s0", ("192.168.0.10",)),
    Adapter("eth0", ("147.46.10.20",)),
]


@pytest.fixture(autouse=True)
def laptop(monkeypatch: pytest.MonkeyPatch) -> list[Adapter]:
    found = list(LAPTOP)
    monkeypatch.setattr("election.network.networks.Networks.__init__.__defaults__", (lambda: found,))
    return found


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path, capsys)


def told_of(shell: Shell, *words: str) -> Any:
    code, out, err = shell.type("network", *words, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


def test_addresses_are_listed_and_the_one_that_is_told_is_marked(shell: Shell) -> None:
    code, out, err = shell.type("network", "list")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert [line.split()[:3] for line in lines if line.startswith("→")] == [["→", "192.168.0.10", "Wi-Fi"]]
    assert "147.46.10.20" in out
    assert "public" in out
    assert "172.17.0.1" not in out
    assert "172.17.0.1" in shell.type("network", "list", "--all")[1]
    assert lines[-1] == "The API is not running"


def test_one_is_chosen_and_the_likeliest_again(shell: Shell) -> None:
    chosen = told_of(shell, "use", "147.46.10.20")
    assert [each["address"] for each in chosen["links"] if each["told"]] == ["147.46.10.20"]
    assert told_of(shell, "list") == chosen
    back = told_of(shell, "use", "auto")
    assert (back["wish"], [each["address"] for each in back["links"] if each["told"]]) == (
        None,
        ["192.168.0.10"],
    )
    code, _, err = shell.type("network", "use", "wlan9")
    assert code == 10
    assert "wlan9" in err


def test_a_chosen_one_that_has_gone_is_told(shell: Shell, laptop: list[Adapter]) -> None:
    shell.type("network", "use", "wlp2s0")
    laptop.remove(LAPTOP[2])
    assert told_of(shell, "list")["wish_gone"]
    assert "wlp2s0, which was chosen, is not there" in shell.type("network", "list")[1]


def test_the_wifi_is_set_and_its_passphrase_is_nowhere_told(shell: Shell, tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text("correct horse\n", encoding="utf-8")
    said = shell.type("network", "wifi", "Hanbit", "--key-file", str(key))
    assert said == (0, "Voters are shown the Wi-Fi Hanbit\n", "")
    told_all = json.dumps(told_of(shell, "list", "--all"))
    assert "Hanbit" in told_all
    assert "correct" not in told_all
    with opened(shell.data) as services:
        assert services.networks.look().wifi == Wifi("Hanbit", "correct horse")
    assert shell.type("network", "wifi", "--none")[0] == 0
    assert told_of(shell, "list")["wifi"] is None


@pytest.mark.parametrize(
    "words", [(), ("Hanbit", "--none"), ("Hanbit",), ("Hanbit", "--key-file", "/none/such")]
)
def test_a_wifi_that_is_half_said_is_not_taken(shell: Shell, words: tuple[str, ...]) -> None:
    assert shell.type("network", "wifi", *words)[0] == 2


def test_what_no_wifi_has_is_refused(shell: Shell, tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text("short", encoding="utf-8")
    code, _, err = shell.type("network", "wifi", "Hanbit", "--key-file", str(key))
    assert code == 10
    assert "8 to 63 characters" in err


@pytest.mark.slow
def test_to_choose_asks_for_the_passphrase_and_to_look_does_not(shell: Shell) -> None:
    with opened(shell.data) as services:
        services.organiser.set_first(PASSPHRASE)
    right = file_of(shell, PASSPHRASE)
    assert shell.type("network", "list")[0] == 0
    assert shell.type("network", "use", "wlp2s0")[0] == 2, "there is no terminal to ask"
    assert shell.type("network", "use", "wlp2s0", "--passphrase-file", right)[0] == 0
    assert shell.type("network", "wifi", "--none")[0] == 2


@contextmanager
def serving(shell: Shell, address: str) -> Iterator[Services]:
    with opened(shell.data) as services:
        services.networks.served, services.networks.for_others = address, True
        yield services


def test_the_codes_to_scan_are_those_of_the_running_api(shell: Shell) -> None:
    with serving(shell, "http://192.168.0.10:2020") as services:
        set_wifi.function(services, "Hall; 2", "together26")
        assert codes.function(services) == {
            "address": "http://192.168.0.10:2020",
            "code": "HTTP://192.168.0.10:2020",
            "wifi": {"name": "Hall; 2", "code": r"WIFI:T:WPA;S:Hall\; 2;P:together26;;"},
        }
        assert look.function(services)["standing"] == Standing.PHONES


def test_a_public_address_is_to_be_scanned_only_where_it_was_chosen(
    shell: Shell, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving(shell, "http://147.46.10.20:2020") as services:
        with pytest.raises(NothingToScan):
            codes.function(services)
        told.show(look.function(services), "en")
        assert "is a public address" in capsys.readouterr().out
        use.function(services, "eth0")
        assert codes.function(services)["address"] == "http://147.46.10.20:2020"


def test_without_an_api_there_is_nothing_to_scan(shell: Shell) -> None:
    code, out, err = shell.type("network", "qr")
    assert (code, out) == (10, "")
    assert "nothing to scan" in err


@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
def test_the_code_is_saved_as_a_picture(
    shell: Shell, tmp_path: Path, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = {"address": "http://192.168.0.10:2020", "code": "HTTP://192.168.0.10:2020", "wifi": None}
    monkeypatch.setattr("cli.commands.network.qr.carry_out", lambda *_: found)
    file = tmp_path / f"code.{ending}"
    code, _, _ = shell.type("network", "qr", "--save", str(file))
    assert (code, file.exists()) == ((2, False) if ending == "pdf" else (0, True))
    if ending == "png":
        with Image.open(file) as picture:
            assert [each.text for each in zxingcpp.read_barcodes(picture)] == ["HTTP://192.168.0.10:2020"]


def test_where_no_file_can_be_that_is_said(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = {"address": "http://192.168.0.10:2020", "code": "HTTP://192.168.0.10:2020", "wifi": None}
    monkeypatch.setattr("cli.commands.network.qr.carry_out", lambda *_: found)
    code, out, err = shell.type("network", "qr", "--save", str(tmp_path / "nowhere" / "code.png"))
    assert (code, out) == (5, "")
    assert "code.png" in err


def test_the_codes_are_printed_in_the_terminal(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    wifi = {"name": "Hanbit", "code": Wifi("Hanbit").code}
    found = {"address": "http://192.168.0.10:2020", "code": "HTTP://192.168.0.10:2020", "wifi": wifi}
    monkeypatch.setattr("cli.commands.network.qr.carry_out", lambda *_: found)
    code, out, _ = shell.type("network", "qr")
    assert code == 0
    assert out.index("Wi-Fi Hanbit") < out.index("http://192.168.0.10:2020")
    assert "▀" in out


@pytest.mark.slow
def test_slips_carry_the_address_at_which_phones_find_the_running_api(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    codes_shell = CodesShell(tmp_path, capsys, "slip")

    def addresses(address: str | None) -> list[str]:
        with serving(codes_shell, "http://192.168.0.10:2020") as services:
            make.function(services, None, None, 1, "ten", "en", address)
            with services.library.current() as election:
                return [each.address for each in election.codes.batches()]

    assert addresses(None) == ["http://192.168.0.10:2020"]
    assert addresses("") == ["http://192.168.0.10:2020", ""]
    assert addresses("http://kiosk.local")[2] == "http://kiosk.local"
    assert codes_shell.values("codes", "issue", str(tmp_path), "--count", "1")["address"] == "", (
        "nothing runs"
    )
    said = codes_shell.run("codes", "issue", str(tmp_path), "--count", "1", "--address", "http://kiosk.local")
    assert "The QR codes on them open http://kiosk.local" in said
