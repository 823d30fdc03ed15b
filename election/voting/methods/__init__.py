"""The kinds of contest, one module each. A new kind is a module with a `Method` and a line in `_ALL`.

They know contests and markings, nothing of stores, doors or screens. `method` says what each of them gives.
"""

from collections.abc import Mapping

from election.models import Contest
from election.voting.methods.approval import Approval
from election.voting.methods.choose import Choose
from election.voting.methods.condorcet import Condorcet
from election.voting.methods.irv import InstantRunOff
from election.voting.methods.method import Method
from election.voting.methods.score import Score
from election.voting.methods.star import Star
from election.voting.methods.stv_scottish import ScottishStv
from election.voting.methods.yes_no import YesNo

_ALL: tuple[Method, ...] = (
    Choose(),
    Approval(),
    YesNo(),
    Score(),
    Star(),
    InstantRunOff(),
    ScottishStv(),
    Condorcet(),
)
METHODS: Mapping[str, Method] = {method.kind: method for method in _ALL}


def method_of(contest: Contest) -> Method:
    """Return the method of a contest's kind."""
    return METHODS[contest.kind]
