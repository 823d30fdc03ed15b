"""The three checks of a contest: its ballots add up, count to the same, and decide the same."""

from collections.abc import Callable, Mapping
from typing import Any

from election.errors import Message
from election.records.verify.canonical_json import same
from election.records.verify.definition import YES_NO, Contest
from election.records.verify.faults import Fails, Malformed, as_list, as_object, ensure
from election.records.verify.history import OPENED, History
from election.records.verify.reading import texts
from election.records.verify.records import Records
from election.records.verify.recount.decision import decide, mark, missed
from election.records.verify.recount.tally import Tally, tally

Values = Mapping[str, object]
_RECOUNTED = ("sums", "counts_are", "counts", "count")


class ContestChecks:
    """The contest at a `place` of the ballot. Each check builds on the one before."""

    def __init__(self, place: int, contest: Contest, records: Records, history: History) -> None:
        self._place, self._contest, self._records, self._history = place, contest, records, history
        self._sound = False  # the ballots add up
        self._tally: Tally | None = None

    def checks(self) -> dict[str, Callable[[], Values]]:
        """Return all three by name, to be made in this order."""
        return {"identity": self._identity, "recount": self._recount, "decision": self._decision}

    def _identity(self) -> Values:
        contest, records = self._contest, self._records
        results = as_list(records.results.get("contests"), "results.json")
        ensure(len(results) == len(records.counted.contests), "results.json")
        ensure(
            len(records.boxes) == len(results) and len(records.people.contests) > self._place, "ballots.json"
        )
        self._box = records.boxes[self._place]
        self._given = as_object(results[self._place], "results.json")
        number, self._people = records.people.contests[self._place]
        ensure(contest.id == number == self._box.contest, "id")
        ensure(self._box.ballots == self._people.cast, "cast")
        if self._box.form == "markings":
            ensure(sum(count for count, _ in self._box.markings) == self._box.ballots, "markings")
        ensure(self._box.blank + self._box.abstain <= self._box.ballots, "totals")
        quorums = [(records.counted.quorum, records.people.whole), (contest.rule.quorum, self._people)]
        self._missed = missed(quorums)
        self._closed = any(each.closes for each in self._missed)
        self._lots = [each for each in records.lots if each.contest == contest.id]
        ensure(len(self._lots) <= (0 if self._closed else 1), "lots.json")
        self._check_roll()
        self._sound = True
        return {"ballots": self._box.ballots}

    def _check_roll(self) -> None:
        """Hold the roll that the results name against the log and the participation."""
        roll = as_object(self._given.get("roll"), "roll")
        noted = as_object(self._history.data(OPENED).get("contests"), OPENED)
        at_opening = roll["at_opening"]
        ensure(at_opening is None or same(at_opening, noted.get(str(self._contest.id), 0)), "at_opening")

    def _recount(self) -> Values:
        contest = self._contest
        ensure(self._sound, "identity")
        one_mark = contest.chooses_one or (contest.kind == YES_NO and len(contest.candidates) < 2)
        due = "markings" if one_mark or self._records.counted.markings_public else "totals"
        ensure(self._box.form == ("closed" if self._closed else due), "ballots.json")
        if self._closed:
            return {"key": "closed"}
        self._tally = tally(contest, self._box, self._given)
        values = self._tally.values(contest)
        ensure(same(self._counts(), values["counts"]), "counts")
        for name in ("sums", "counts_are", "count"):
            ensure(same(self._given.get(name, {}), values[name]), name)
        return {"key": "ok" if due == "markings" else "totals"}

    def _counts(self) -> list[Any]:
        """Return the counts of results.json without what each came to."""
        counts = [as_object(each, "counts") for each in as_list(self._given.get("counts"), "counts")]
        return [{name: part for name, part in each.items() if name != "mark"} for each in counts]

    def _decision(self) -> Values:
        contest, given = self._contest, self._given if self._sound else {}
        ensure(self._sound and (self._closed or self._tally), "recount")
        came: dict[str, Any] = {"decision": "not_opened"}
        if self._tally is not None:
            lot = self._lots[0] if self._lots else None
            came = decide(contest, self._tally, self._people, in_force=not self._missed, lot=lot)
            marks = [as_object(each, "counts").get("mark") for each in as_list(given.get("counts"), "counts")]
            ensure(marks == [mark(each, came) for each in contest.ids], "mark")
        left = ("title", "roll", *(() if self._closed else _RECOUNTED))
        said = {name: part for name, part in given.items() if name not in left}
        ensure(same(said, came | {"contest": contest.id, "kind": contest.kind}), "decision")
        try:
            ensure(texts(given.get("title")) == contest.title, "title")
        except Malformed:
            raise Fails("title") from None
        roll = given["roll"]
        now = roll.get("now")
        ensure(
            same(roll.get("voted"), self._people.cast) and type(now) is int and 0 <= now <= self._people.roll,
            "roll",
        )
        names = {each.id: each.name for each in contest.candidates}
        elected = ", ".join(names[each] for each in came.get("elected", []) if each in names)
        return {"decision": Message(f"verify.came.{came['decision']}"), "elected": elected}
