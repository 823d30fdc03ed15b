"""Every kind of act that the services note has words in every language."""

import ast
import re
from pathlib import Path

import pytest

from election.i18n.catalogue import LANGUAGES, catalogue
from election.setup.steps import STEPS
from election.voters.roll_rules import RollAct

ROOT = Path(__file__).resolve().parents[3]
KIND = re.compile(r"[a-z_]+\.[a-z_]+")
PREFIXES = ("program", "clock", "settings", "passphrase", "log_in", "desk", "box", "file", "series")
NOTES = {"Act": 1, "StepLine": 0, "note": 0}  # who is given the kind of an act, and at which place


def constants(module: ast.Module) -> dict[str, str]:
    """The texts that a module's own names stand for."""
    found = {}
    for node in module.body:
        if isinstance(node, ast.Assign):
            names, values = node.targets[0], node.value
            pairs = (
                zip(names.elts, values.elts, strict=True)
                if isinstance(names, ast.Tuple) and isinstance(values, ast.Tuple)
                else [(names, values)]
            )
            for name, value in pairs:
                if isinstance(name, ast.Name) and isinstance(value, ast.Constant):
                    found[name.id] = value.value
    return {name: text for name, text in found.items() if isinstance(text, str)}


def kinds_noted() -> set[str]:
    """Every kind of act that the services note."""
    found = {rule.act for rule in STEPS.values()} | {each.act for each in RollAct}
    for path in (ROOT / "election").rglob("*.py"):
        module = ast.parse(path.read_text(encoding="utf-8"))
        known = constants(module)
        found |= {
            text for text in known.values() if KIND.fullmatch(text) and text.partition(".")[0] in PREFIXES
        }
        for node in ast.walk(module):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in NOTES and len(node.args) > NOTES[name]:
                    given = node.args[NOTES[name]]
                    if isinstance(given, ast.Constant) and isinstance(given.value, str):
                        found.add(given.value)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_that_is_noted_has_words(language: str) -> None:
    kinds = kinds_noted()
    assert {"polls.opened", "program.started", "passphrase.set", "file.made", "tie.lot_entered"} <= kinds
    assert not [kind for kind in kinds if f"act.{kind}" not in catalogue().keys(language)]
