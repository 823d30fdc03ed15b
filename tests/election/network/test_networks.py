"""What the organiser chose of this machine's networks: kept, found again, and told when it is gone."""

import json
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from election.network.adapters import Adapter
from election.network.networks import Networks
from election.network.outlook import Outlook, Standing, Wish, standing
from election.network.refusals import NoSuchLink, WifiNameWrong, WifiPassphraseWrong
from election.network.wifi import Wifi
from tests.services import MemoryKiosk, opened

WIFI = Adapter("wlp2s0", ("192.168.0.10",))
CABLE = Adapter("enp3s0", ("10.0.0.5",))
CAMPUS = Adapter("eth0", ("147.46.10.20",))


class Lister:
    """Interfaces that come and go."""

    def __init__(self, *found: Adapter) -> None:
        self.found = list(found)

    def __call__(self) -> list[Adapter]:
        return self.found


@pytest.fixture
def lister() -> Lister:
    return Lister(WIFI, CABLE)


@pytest.fixture
def networks(lister: Lister) -> Networks:
    return Networks(MemoryKiosk(), lister)


def test_the_likeliest_is_told_until_one_is_chosen(networks: Networks) -> None:
    assert networks.address() == "192.168.0.10"
    networks.use("enp3s0")
    assert networks.address() == "10.0.0.5"
    networks.use("192.168.0.10")
    assert networks.address() == "192.168.0.10"
    networks.use("10.0.0.5")
    assert networks.use_any().wish is None
    assert networks.address() == "192.168.0.10"


def test_it_follows_the_interface_to_a_new_address(networks: Networks, lister: Lister) -> None:
    networks.use("enp3s0")
    lister.found = [WIFI, replace(CABLE, addresses=("10.0.0.99",))]
    assert networks.address() == "10.0.0.99"
    assert not networks.look().is_wish_gone


def test_it_follows_the_address_to_another_socket(networks: Networks, lister: Lister) -> None:
    networks.use("enp3s0")
    lister.found = [WIFI, replace(CABLE, name="enx0011")]
    assert networks.address() == "10.0.0.5"


def test_of_two_addresses_of_an_interface_it_is_the_chosen_one(networks: Networks, lister: Lister) -> None:
    lister.found = [Adapter("eth0", ("10.0.0.5", "10.0.1.5"))]
    networks.use("10.0.1.5")
    assert networks.address() == "10.0.1.5"


def test_another_is_told_while_the_chosen_one_is_gone(networks: Networks, lister: Lister) -> None:
    networks.use("enp3s0")
    lister.found = [WIFI]
    assert networks.address() == "192.168.0.10"
    assert networks.look().is_wish_gone
    lister.found = []
    assert networks.address() == "127.0.0.1"
    lister.found = [WIFI, CABLE]
    assert networks.address() == "10.0.0.5", "it is back"


def test_what_is_not_there_cannot_be_chosen(networks: Networks) -> None:
    with pytest.raises(NoSuchLink):
        networks.use("wlan7")
    assert networks.look().wish is None


@pytest.mark.parametrize(
    ("address", "for_others", "expected"),
    [
        ("http://127.0.0.1:2020", False, Standing.COMPUTER),
        ("http://localhost:2020", False, Standing.COMPUTER),
        ("http://127.0.0.1:2020", True, Standing.NOWHERE),
        ("http://192.168.0.10:2020", True, Standing.PHONES),
        ("https://192.168.0.10", True, Standing.PHONES),
        ("http://192.168.0.77:2020", True, Standing.GONE),
        ("http://147.46.10.20:2020", True, Standing.PUBLIC),
        ("http://kiosk.local:2020", True, Standing.PHONES),
        ("http://[fd00::2]:2020", True, Standing.PHONES),
        ("http://127.1.2.3:2020", False, Standing.COMPUTER),
        ("http://[::1]:2020", False, Standing.COMPUTER),
        ("http://0.0.0.0:2020", True, Standing.NOWHERE),
    ],
)
def test_whom_an_address_reaches(address: str, for_others: bool, expected: Standing, lister: Lister) -> None:
    lister.found = [WIFI, CABLE, CAMPUS]
    outlook = Networks(MemoryKiosk(), lister).look()
    assert standing(address, outlook, for_others=for_others) is expected


def test_a_public_address_is_shown_only_where_it_was_chosen_as_such(lister: Lister) -> None:
    def stands(outlook: Outlook) -> Standing:
        return standing("http://147.46.10.20:2020", outlook, for_others=True)

    lister.found = [CAMPUS]
    networks = Networks(MemoryKiosk(), lister)
    assert stands(networks.look()) is Standing.PUBLIC
    assert stands(networks.use("eth0")) is Standing.PHONES
    lister.found = [Adapter("eth0", ("192.168.0.10",))]
    networks.use("eth0")
    lister.found = [CAMPUS]
    assert stands(networks.look()) is Standing.PUBLIC, "it was private when it was chosen"


def test_the_choice_and_the_wifi_stay_on_this_machine_for_this_user_alone(tmp_path: Path) -> None:
    wifi = Wifi("한빛회관", "correct horse")
    with opened(tmp_path) as services:
        services.networks.found = Lister(WIFI)
        services.networks.use("wlp2s0")
        services.networks.set_wifi(wifi)
    with opened(tmp_path) as services:
        services.networks.found = Lister(WIFI)
        outlook = services.networks.look()
        assert (outlook.wish, outlook.wifi) == (Wish("wlp2s0", "192.168.0.10"), wifi)
    holding = [
        each for each in tmp_path.rglob("*") if each.is_file() and b"correct horse" in each.read_bytes()
    ]
    assert {each.relative_to(tmp_path).parts[0] for each in holding} == {"kiosk"}
    assert {stat.S_IMODE(each.stat().st_mode) for each in holding} == {0o600}
    assert "correct horse" not in repr(outlook)


def test_what_another_version_kept_is_passed_over() -> None:
    store = MemoryKiosk()
    networks = Networks(store, Lister(WIFI))
    networks._put(wish={"interface": "wlp2s0", "mood": 3}, wifi="hall")
    assert networks.look() == Networks(MemoryKiosk(), Lister(WIFI)).look()


@pytest.mark.parametrize(
    ("wifi", "code"),
    [
        (Wifi("Hanbit", "together26"), "WIFI:T:WPA;S:Hanbit;P:together26;;"),
        (Wifi("Hanbit"), "WIFI:T:nopass;S:Hanbit;;"),
        (Wifi('a;b,c:d"e\\f', 'p;,:"\\12'), r"WIFI:T:WPA;S:a\;b\,c\:d\"e\\f;P:p\;\,\:\"\\12;;"),
        (Wifi("한빛 회관", "12345678"), "WIFI:T:WPA;S:한빛 회관;P:12345678;;"),
    ],
)
def test_the_wifi_as_a_code(wifi: Wifi, code: str) -> None:
    assert wifi.checked().code == code


@pytest.mark.parametrize("name", ["", "x" * 33, "한빛마을주민회관와이파이", "a\nb", "a\x00"])
def test_names_that_no_wifi_has(name: str) -> None:
    with pytest.raises(WifiNameWrong):
        Wifi(name, "together26").checked()


@pytest.mark.parametrize("passphrase", ["short12", "x" * 64, "한빛마을회관와이파이", "tab\tinside"])
def test_passphrases_that_no_wifi_has(passphrase: str) -> None:
    with pytest.raises(WifiPassphraseWrong):
        Wifi("Hanbit", passphrase).checked()


def test_a_refused_wifi_leaves_the_one_before(networks: Networks) -> None:
    networks.set_wifi(Wifi("Hanbit", "together26"))
    with pytest.raises(WifiPassphraseWrong):
        networks.set_wifi(Wifi("Hanbit", "short"))
    assert networks.look().wifi == Wifi("Hanbit", "together26")
    networks.set_wifi(None)
    assert networks.look().wifi is None


def test_what_is_kept_is_plain_json(networks: Networks) -> None:
    networks.use("enp3s0")
    networks.set_wifi(Wifi("Hanbit", "together26"))
    json.dumps(networks._row())
