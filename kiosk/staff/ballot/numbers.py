"""What a rule asks for as numbers of people, before anybody has voted."""

from election.models import Contest
from election.rules import Base, Participation, Quorum
from kiosk.style.context import UiContext

_FOR_EXAMPLE = 100  # people, where nobody is on the roll yet


def rule_numbers(ui: UiContext, contest: Contest, people: int, of_election: Quorum | None) -> str:
    """Return what the shares of a contest's rule are for so many people on its roll: "Roll 367: 184 must vote
    · of 184 valid votes 93 elect". Nothing where the rule asks for no share.
    """
    quorum, threshold = contest.rule.quorum or of_election, contest.rule.threshold
    base = people or _FOR_EXAMPLE
    came, said = base, list[str]()
    if quorum is not None:
        came = quorum.share.needed(base)
        key = "editor.numbers.come" if quorum.came is Participation.PRESENT else "editor.numbers.vote"
        said.append(ui.text(key, count=came))
    if threshold is not None:
        of = base if threshold.base is Base.ROLL else came
        key = "roll_votes" if threshold.base is Base.ROLL else threshold.base
        said.append(ui.text(f"editor.numbers.{key}", base=of, count=threshold.share.needed(of)))
    if not said:
        return ""
    begins = "editor.numbers.roll" if people else "editor.numbers.example"
    return ui.text(begins, people=base, numbers=" · ".join(said))
