"""Signing up says what becomes of what is typed."""

from dataclasses import replace
from datetime import date

from pytestqt.qtbot import QtBot

from election.models import LocalText, Privacy
from kiosk.app.window import KioskWindow
from tests.kiosk.test_whole_vote import click

PRIVACY = Privacy(
    LocalText.of({"ko": "선거인을 확인하는 데 씁니다.", "en": "To know who may vote."}),
    LocalText.of({"ko": "선거관리위원회", "en": "the committee"}),
    date(2027, 1, 31),
)


def test_what_for_who_keeps_it_and_until_when_are_said(qtbot: QtBot, window: KioskWindow) -> None:
    start = window.start
    election = start._election
    assert election is not None
    start.show_election(replace(election, privacy=PRIVACY))
    click(qtbot, start.ways["sign_up"])
    form = window.screens.sign_up
    assert form.about().endswith(
        "쓰는 곳: 선거인을 확인하는 데 씁니다. 보관하는 곳: 선거관리위원회. 보관 기한: 2027-01-31."
    )
    window.set_language("en")
    assert "What it is for: To know who may vote. Kept by: the committee. Until 2027-01-31." in form.about()
