"""Rules by name, as clubs know them."""

from collections.abc import Mapping

from election.errors import Message
from election.rules import (
    AT_LEAST_THIRD,
    AT_LEAST_TWO_THIRDS,
    MORE_THAN_HALF,
    Base,
    BelowThreshold,
    Quorum,
    Rule,
    Threshold,
)

# Those who came are those who voted; an organiser who checks people
# in at a desk may ask for those present instead.
PRESETS: Mapping[str, Rule] = {
    # One person stands: more than half must vote, and of yes and no more than half be yes.
    "sole_candidate": Rule(Threshold(MORE_THAN_HALF, Base.VALID), quorum=Quorum(MORE_THAN_HALF)),
    "third_and_majority": Rule(Threshold(MORE_THAN_HALF, Base.CAST), quorum=Quorum(AT_LEAST_THIRD)),
    # A change of the statutes.
    "statutes": Rule(Threshold(AT_LEAST_TWO_THIRDS, Base.CAST), quorum=Quorum(MORE_THAN_HALF)),
    "most_votes": Rule(),
    "majority_or_run_off": Rule(Threshold(MORE_THAN_HALF, Base.VALID), otherwise=BelowThreshold.RUN_OFF),
}


def preset_of(rule: Rule) -> str | None:
    """Return the name of the preset that `rule` is, or None."""
    return next((name for name, preset in PRESETS.items() if preset == rule), None)


def preset_title(name: str) -> Message:
    """Return what a preset is called."""
    return Message(f"rule_preset.{name}")
