"""A pack checked from its bytes to its results: what holds, what does not, in which words."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Any

from election.errors import Message
from election.i18n.catalogue import catalogue
from election.models import LocalText
from election.records.verify.canonical_json import same
from election.records.verify.container import read_container
from election.records.verify.contests import ContestChecks
from election.records.verify.definition import unchanging
from election.records.verify.faults import Fails, Malformed, Refused, as_object, ensure
from election.records.verify.history import CLOSED, COUNTED, OPENED, History, read_history
from election.records.verify.reading import texts
from election.records.verify.records import Manifest, Records, read_manifest, read_records
from election.records.verify.signature import fingerprint_of, is_signed, same_fingerprint, signing_key

FORMAT = "vote-kiosk verdict 1"  # stands in the JSON


@dataclass(frozen=True, slots=True)
class Check:
    """One check. `holds` is None where the pack does not have what it would need."""

    name: str
    holds: bool | None
    words: Message


@dataclass(frozen=True, slots=True)
class Verdict:
    """All checks that were made. `refused`: the file is no pack that can be checked."""

    checks: tuple[Check, ...]
    refused: bool = False

    @property
    def holds(self) -> bool:
        """Whether nothing was found that does not hold."""
        return all(each.holds is not False for each in self.checks)

    def values(self, language: str) -> dict[str, Any]:
        """Return the verdict as plain values, with words in `language`."""
        text = catalogue().text
        checks = [
            {
                "name": each.name,
                "holds": each.holds,
                "words": text(each.words.key, language, **each.words.values),
            }
            for each in self.checks
        ]
        return {"format": FORMAT, "holds": self.holds, "checks": checks}


def verify(pack: bytes, fingerprint: str | None = None) -> Verdict:
    """Check a pack. `fingerprint` is that of the election's key, as it was published before the vote; without
    it nobody knows whose signature it is, which the words say.
    """
    checks: list[Check] = []
    try:
        checks.extend(_checks(pack, fingerprint, checks))
    except Refused as refused:
        words = Message(f"verify.refused.{refused.reason}", {"name": refused.name})
        return Verdict((*checks, Check(refused.check, holds=False, words=words)), refused=True)
    return Verdict(tuple(checks))


def _checks(pack: bytes, fingerprint: str | None, made: list[Check]) -> Iterator[Check]:
    """Yield each check. What was `made` before it is refused stays said."""
    entries = read_container(pack)
    made.append(_check("container", holds=True, count=len(entries), bytes=len(pack)))
    manifest = read_manifest(entries)
    changed = _changed(entries, manifest)
    records = read_records(entries) if not changed else None
    yield _check("manifest", holds=not changed, count=len(manifest.files), where=", ".join(changed))
    yield from _signature(entries, manifest, fingerprint)
    if records is None:
        return  # what else is in it was signed by nobody
    history = read_history(entries["log.txt"], manifest)
    of_all = _Whole(entries, manifest, records, history)
    for name, check in of_all.checks().items():
        yield attempt(name, check)
    for place, contest in enumerate(records.counted.contests):
        for name, check in ContestChecks(place, contest, records, history).checks().items():
            yield attempt(f"{name}:{contest.id}", check, title=LocalText.of(contest.title))


def attempt(name: str, check: Callable[[], Mapping[str, object]], **values: object) -> Check:
    """Make a check, which returns values for its words or raises Fails; with ``holds`` None among them it
    could not be made.
    """
    try:
        found = {**values, **check()}
    except Fails as fails:
        return _check(name, holds=False, **values, where=fails.where)
    except (
        ArithmeticError,
        AttributeError,
        LookupError,
        TypeError,
        ValueError,
    ):  # of no form that one expects
        return _check(name, holds=False, **values, where="results.json")
    key = found.pop("key", "ok")
    kind = name.partition(":")[0]
    return Check(name, True if key == "ok" else None, Message(f"verify.{kind}.{key}", found))


def _check(name: str, *, holds: bool, **values: object) -> Check:
    return Check(name, holds, Message(f"verify.{name.partition(':')[0]}.{'ok' if holds else 'bad'}", values))


def _changed(entries: Mapping[str, bytes], manifest: Manifest) -> list[str]:
    """Return the names of files that are not as the manifest lists them, missing and added ones too."""
    found = {name: (len(content), _sha256(content)) for name, content in entries.items()}
    del found["manifest.json"]
    found.pop("manifest.sig", None)
    names = found.keys() | manifest.files.keys()
    return sorted(name for name in names if found.get(name) != manifest.files.get(name))


def _signature(entries: Mapping[str, bytes], manifest: Manifest, typed: str | None) -> Iterator[Check]:
    key = signing_key(manifest)
    its_own, good = fingerprint_of(key), is_signed(manifest, entries)
    kind = "bad" if not good else "ok" if typed is None else "known"
    yield Check("signature", good, Message(f"verify.signature.{kind}", {"fingerprint": its_own}))
    if typed is not None:
        yield _check("fingerprint", holds=same_fingerprint(typed, key), fingerprint=its_own)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@dataclass(frozen=True, slots=True)
class _Whole:
    """The checks of what belongs to no single contest."""

    entries: Mapping[str, bytes]
    manifest: Manifest
    records: Records
    history: History

    def checks(self) -> dict[str, Callable[[], Mapping[str, object]]]:
        """Return them in order."""
        return {
            "definition": self.definition,
            "log": self.log,
            "participation": self.participation,
            "receipts": self.receipts,
        }

    def definition(self) -> Mapping[str, object]:
        """What was counted is what was published before the polls opened, but for what may change."""
        records, opened = self.records, self.history.data(OPENED)
        before, after, published = records.opened, records.counted, records.commitment
        digest = _sha256(self.entries["definition.json"])
        ensure(published.definition == digest == opened.get("definition"), "definition.json")
        counted = _sha256(self.entries["definition-counted.json"])
        ensure(self.history.data(COUNTED).get("definition") == counted, COUNTED)
        ensure(published.fingerprint == self.manifest.fingerprint == opened.get("key"), "fingerprint")
        ensure(
            same([opened.get("roll"), opened.get("contests")], [published.roll, published.contests]), "roll"
        )
        ensure(published.election == before.election == self.manifest.election, "election")
        ensure(after.title == self.manifest.title, "title")
        ensure(after.practice == self.manifest.practice, "practice")
        ensure(_names(records.results, after.election, after.title, practice=after.practice), "results.json")
        ensure(same(unchanging(before.raw), unchanging(after.raw)), "definition-counted.json")
        came_back = any(old.gone - new.gone for old, new in zip(before.contests, after.contests, strict=True))
        ensure(not came_back, "definition-counted.json")
        pairs = zip(before.contests, after.contests, strict=True)
        withdrew = sum(len(new.gone) - len(old.gone) for old, new in pairs)
        ensure(withdrew == self.history.withdrawn(), "candidate.withdrawn")
        return {"count": withdrew}

    def log(self) -> Mapping[str, object]:
        """No line is missing, and the polls took their steps in order."""
        self.history.check()
        return {"count": len(self.history.lines), "head": self.history.lines[-1].head}

    def participation(self) -> Mapping[str, object]:
        """The numbers of people agree with each other and with the log."""
        whole, rights = self.records.people.whole, self.records.people.rights
        ensure(whole.cast <= min(rights, whole.roll), "marks")
        opened, closed = self.history.data(OPENED), self.history.data(CLOSED)
        roll = as_object(self.records.results.get("roll"), "results.json")
        now = roll.get("now")
        ensure(
            same(roll.get("voted"), whole.cast) and type(now) is int and 0 <= now <= rights, "results.json"
        )
        at_opening = opened.get("roll")
        ensure(roll["at_opening"] is None or same(roll["at_opening"], at_opening), "results.json")
        ensure(same(at_opening, 0) or same(at_opening, whole.at_opening), "roll")
        ensure(same([opened.get(each) for each in ("ballots", "marks", "receipts")], [0, 0, 0]), OPENED)
        ensure(same([closed.get("marks"), closed.get("receipts")], [whole.cast, whole.cast]), CLOSED)
        cast = {str(contest): people.cast for contest, people in self.records.people.contests}
        ensure(same(closed.get("ballots"), cast), CLOSED)
        ensure(same(self.history.data(COUNTED).get("ballots"), cast), COUNTED)
        ids = [contest for contest, _ in self.records.people.contests]
        ensure(ids == [each.id for each in self.records.counted.contests], "participation.json")
        rolls = as_object(opened.get("contests"), OPENED)
        for contest, people in self.records.people.contests:
            self._contest(contest, people.cast, people.roll, people.at_opening, rolls)
        self._check_styles()
        return {"marks": whole.cast, "rights": rights}

    def _contest(self, contest: int, cast: int, roll: int, at_opening: int, rolls: Mapping[str, Any]) -> None:
        whole, styles = self.records.people.whole, self.records.counted.styles
        everybody = all(contest in style for style in styles)
        ensure(cast == whole.cast if everybody else cast <= whole.cast, "cast")
        ensure(roll == whole.roll if everybody else roll <= whole.roll, "roll")
        ensure(max(cast, at_opening) <= roll, "roll")
        noted = rolls.get(str(contest), 0)
        ensure(same(noted, 0) or same(noted, at_opening), "roll_at_opening")

    def _check_styles(self) -> None:
        """The rights used can be those of voters who are each given one style, and use all of it."""
        marks, styles = self.records.people.whole.cast, self.records.counted.styles
        of = [
            (people.cast, frozenset(at for at, style in enumerate(styles) if contest in style))
            for contest, people in self.records.people.contests
        ]
        for (cast, own), (more, other) in product(of, repeat=2):
            ensure(cast <= more or not own <= other, "cast")
            ensure(cast + more <= marks or own & other, "cast")
            ensure(cast + more >= marks or len(own | other) < len(styles), "cast")

    def receipts(self) -> Mapping[str, object]:
        """There is a receipt for everybody who voted, and their order says nothing."""
        *lines, rest = self.entries["receipts.txt"].split(b"\n")
        ensure(not rest and all(len(each) == 16 and each.isdigit() for each in lines), "receipts.txt")
        ensure(_is_sorted(lines), "receipts.txt")
        ensure(len(lines) == self.records.people.whole.cast, str(len(lines)))
        ensure(same(self.history.data(CLOSED).get("receipts"), len(lines)), CLOSED)
        return {"count": len(lines)}


def _is_sorted(lines: Sequence[bytes]) -> bool:
    return all(one <= other for one, other in pairwise(lines))


def _names(results: Mapping[str, Any], election: str, title: Mapping[str, str], *, practice: bool) -> bool:
    """Return whether the results are those of this election."""
    given = results.get("election")
    if not isinstance(given, dict) or not same(
        [given.get("id"), given.get("practice")], [election, practice]
    ):
        return False
    try:
        return texts(given.get("title")) == title
    except Malformed:
        return False
