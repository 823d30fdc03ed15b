"""The definition of an election, as a pack has it, and whether two of them are of one election."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from election.records.verify import reading as read
from election.records.verify.faults import Malformed

MARKED = ("choose", "approval")
RANKED = ("irv", "stv_scottish", "condorcet")
SCORED = ("score", "star")
YES_NO = "yes_no"
COUNTED = (*RANKED, "star")  # the count itself decides

_OPTIONS: Mapping[str, Mapping[str, Any]] = {
    "choose": {"blank": read.truth, "most": read.number, "least": read.number},
    "approval": {"blank": read.truth},
    "yes_no": {"blank": read.truth},
    "irv": {"blank": read.truth, "most": read.number},
    "stv_scottish": {"blank": read.truth, "most": read.number},
    "condorcet": {
        "blank": read.truth,
        "most": read.number,
        "equal": read.truth,
        "completion": lambda given: read.word(given, ("schulze", "ranked_pairs", "minimax")),
    },
    "score": {"blank": read.truth, "highest": read.number},
    "star": {"blank": read.truth, "highest": read.number},
}
_MOST_CONTESTS, _MOST_CANDIDATES, _MOST_COUNTED = 100, 2000, 250
_HIGHEST = {"score": (5, 10), "star": (5,)}


@dataclass(frozen=True, slots=True)
class Quorum:
    """The share of a roll that must have come."""

    share: read.Share
    of_present: bool
    closes: bool  # below it the box is not opened


@dataclass(frozen=True, slots=True)
class Candidate:
    """One on the ballot."""

    id: int
    name: str
    label: str
    carried_over: int
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """What decides. `threshold` is a share and of whom."""

    threshold: tuple[read.Share, str] | None
    seats: int | None
    quorum: Quorum | None
    ties: str
    order: tuple[int, ...]
    run_off: bool
    lead_over_blank: bool


@dataclass(frozen=True, slots=True)
class Contest:
    """One question on the ballot."""

    id: int
    title: Mapping[str, str]
    kind: str
    options: Mapping[str, Any]
    void: bool  # votes for those who withdrew are not counted
    rule: Rule
    candidates: tuple[Candidate, ...]

    @property
    def ids(self) -> list[int]:
        """The candidates, or 0 for the motion itself."""
        return [each.id for each in self.candidates] or [0]

    @property
    def gone(self) -> frozenset[int]:
        """Who withdrew."""
        return frozenset(each.id for each in self.candidates if each.withdrawn)

    @property
    def chooses_one(self) -> bool:
        """Whether a ballot marks one candidate at most."""
        return self.kind == "choose" and self.options["most"] == 1

    @property
    def seats(self) -> int:
        """How many are elected at most."""
        if self.rule.seats is not None:
            return self.rule.seats
        if self.kind == YES_NO:
            return max(1, len(self.candidates))
        return int(self.options["most"]) if self.kind == "choose" else 1


@dataclass(frozen=True, slots=True)
class Definition:
    """The whole election; `raw` is what was read."""

    election: str
    title: Mapping[str, str]
    practice: bool
    markings_public: bool
    quorum: Quorum | None
    styles: tuple[frozenset[int], ...]
    contests: tuple[Contest, ...]
    raw: Mapping[str, Any] = field(repr=False)


def read_definition(value: Any) -> Definition:
    """Return the definition. Raises Malformed."""
    given = read.record(
        value, "format", "election", "title", "description", "practice", "ways_in", "live_results",
        "turnout_for", "markings_public", "members_listed", "objection_hours", "grace", "schedule",
        "prolongation", "quorum", "styles", "contests",
    )  # fmt: skip
    read.constant(given["format"], "vote-kiosk definition 1")
    read.texts(given["description"])
    read.items(given["ways_in"], read.text)
    read.text(given["turnout_for"])
    for name in ("live_results", "members_listed"):
        read.truth(given[name])
    for name in ("objection_hours", "grace"):
        read.number(given[name])
    schedule = read.record(given["schedule"], "opens", "closes", "by_itself")
    read.optional(schedule["opens"], read.text)
    read.optional(schedule["closes"], read.text)
    read.truth(schedule["by_itself"])
    read.optional(given["prolongation"], lambda each: read.mapping(each, read.number))
    found = Definition(
        read.text(given["election"]),
        read.texts(given["title"]),
        read.truth(given["practice"]),
        read.truth(given["markings_public"]),
        read.optional(given["quorum"], _quorum),
        read.items(given["styles"], _style),
        read.items(given["contests"], _contest),
        given,
    )
    ids = [each.id for each in found.contests]
    styled = frozenset[int]().union(*found.styles)
    candidates = sum(len(each.candidates) for each in found.contests)
    if not 0 < len(ids) <= _MOST_CONTESTS or len(set(ids)) < len(ids) or styled != set(ids):
        raise Malformed
    if candidates > _MOST_CANDIDATES:
        raise Malformed
    return found


def _style(value: Any) -> frozenset[int]:
    given = read.record(value, "id", "contests")
    read.number(given["id"])
    return frozenset(read.items(given["contests"], read.number))


def _quorum(value: Any) -> Quorum:
    given = read.record(value, "share", "came", "below")
    came, below = (
        read.word(given["came"], ("cast", "present")),
        read.word(given["below"], ("not_opened", "no_force")),
    )
    return Quorum(read.Share(given["share"]), came == "present", below == "not_opened")


def _candidate(value: Any) -> Candidate:
    given = read.record(value, "id", "name", "label", "statement", "carried_over", "withdrawn", "photo")
    read.texts(given["statement"])
    read.optional(given["photo"], read.text)
    return Candidate(
        read.number(given["id"]),
        read.text(given["name"]),
        read.text(given["label"]),
        read.number(given["carried_over"]),
        read.truth(given["withdrawn"]),
    )


def _rule(value: Any) -> Rule:
    given = read.record(value, "threshold", "seats", "quorum", "ties", "otherwise", "lead_over_blank")
    ties = read.record(given["ties"], "by", "order", "made")
    read.optional(ties["made"], read.text)
    return Rule(
        read.optional(given["threshold"], _threshold),
        read.optional(given["seats"], read.number),
        read.optional(given["quorum"], _quorum),
        read.word(ties["by"], ("lot", "run_off", "order")),
        read.items(ties["order"], read.number),
        read.word(given["otherwise"], ("nobody", "run_off")) == "run_off",
        read.truth(given["lead_over_blank"]),
    )


def _threshold(value: Any) -> tuple[read.Share, str]:
    given = read.record(value, "share", "of")
    return read.Share(given["share"]), read.word(given["of"], ("valid", "cast", "present", "roll"))


def _contest(value: Any) -> Contest:
    given = read.record(
        value,
        "id",
        "title",
        "description",
        "kind",
        "order",
        "options",
        "withdrawn_votes",
        "rule",
        "candidates",
    )
    kind = read.word(given["kind"], _OPTIONS)
    read.texts(given["description"])
    read.text(given["order"])
    options = read.record(given["options"], *_OPTIONS[kind])
    found = Contest(
        read.number(given["id"]),
        read.texts(given["title"]),
        kind,
        {name: form(options[name]) for name, form in _OPTIONS[kind].items()},
        read.word(given["withdrawn_votes"], ("stand", "void")) == "void",
        _rule(given["rule"]),
        read.items(given["candidates"], _candidate),
    )
    _check(found)
    return found


def _check(contest: Contest) -> None:
    """Raises Malformed where the contest could not be counted or decided."""
    kind, rule, ids = contest.kind, contest.rule, [each.id for each in contest.candidates]
    wrong = len(set(ids)) < len(ids) or 0 in ids or (not ids and kind != YES_NO) or rule.seats == 0
    wrong = wrong or len(set(rule.order)) < len(rule.order) or set(rule.order) not in (set(), set(ids))
    wrong = wrong or (kind == "choose" and contest.options["most"] == 0)
    wrong = wrong or (kind in SCORED and contest.options["highest"] not in _HIGHEST[kind])
    wrong = wrong or (kind in (*RANKED, *SCORED) and rule.threshold is not None)
    wrong = wrong or (contest.void and kind != YES_NO and not contest.chooses_one)
    if kind in COUNTED:
        wrong = wrong or len(ids) > _MOST_COUNTED or (not rule.order and len(ids) > 1)
    if wrong:
        raise Malformed


def unchanging(definition: Mapping[str, Any]) -> dict[str, Any]:
    """Return a definition without what may change while the polls are open: texts, times, withdrawals."""

    def without(given: Mapping[str, Any], *names: str) -> dict[str, Any]:
        return {name: each for name, each in given.items() if name not in names}

    contests = [
        without(contest, "title", "description")
        | {
            "candidates": [
                without(each, "name", "label", "statement", "withdrawn") for each in contest["candidates"]
            ]
        }
        for contest in definition["contests"]
    ]
    return without(definition, "title", "description", "schedule") | {"contests": contests}
