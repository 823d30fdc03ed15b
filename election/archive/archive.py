"""What is done with a whole election: copied, begun from a template, erased."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from election.admin.copies import AllCopies, Copy
from election.admin.log_heads import LogHeads
from election.archive.listing import ListedElection
from election.archive.refusals import TitleDiffers
from election.archive.rules import check_may_be_erased, check_people_may_be_removed
from election.clock import local_now
from election.errors import NoSuchElection
from election.library import Library
from election.models import Contest, Election, LocalText, PollsState, Schedule
from election.setup.names import LONGEST_TITLE
from election.setup.steps import ORGANISER
from election.setup.templates import Template, template_definition
from election.store.port import Act
from election.texts import Unclean, clean_text

_OF_A_COPY = {"ko": "{title} (사본)", "en": "{title} (copy)"}


class Archive:
    """Works on the elections of a library, of which it holds none."""

    def __init__(
        self,
        library: Library,
        copies: AllCopies,
        now: Callable[[], datetime] = local_now,
        logs: LogHeads | None = None,
    ) -> None:
        self._library, self._copies, self._now, self._logs = library, copies, now, logs

    def copy(self, election_id: str, *, with_roll: bool = False, practice: bool | None = None) -> str:
        """Make a draft with the contests, rules and photos of an election, and its roll where that is asked
        for, and return its id. Codes, marks, ballots, votes brought along and acts never come along; nor do
        times. `practice`: whether the copy is for practice; None: as the original. A practice election
        becomes a real one in no other way. Raises
        NoSuchElection, DataDamaged, DataNewer, FolderUnusable or StorageFailed.
        """
        with self._library.held(election_id) as found:
            contents = found.contents.read(with_roll=with_roll)
        draft = _as_draft(contents.election, practice=practice)
        return self._library.add(lambda transaction: contents.put(transaction, draft))

    def from_template(self, template: Template, *, practice: bool = False) -> str:
        """Make a draft from a template, and return its id. Raises FolderUnusable or StorageFailed."""
        return self._library.create({**template_definition(template), "practice": practice})

    def copies_made(self, election_id: str) -> tuple[Copy, ...]:
        """Return which copies were made of an election, also of one that cannot be read."""
        return self._copies.made(election_id)

    def check_may_be_erased(self, election_id: str) -> None:
        """Raises what `erase` would, but for the title."""
        listed = next((each for each in self._library.elections() if each.id == election_id), None)
        if listed is None:
            raise NoSuchElection
        check_may_be_erased(listed, self._copies.made(election_id), self._now())

    def erase(self, election_id: str, title: str) -> tuple[Path, ...]:
        """Remove an election for good, once its title is given in one of its languages; of one that cannot be
        read its id. Drafts and practice elections go at once; any other only when it has been archived or
        annulled, a pack or a back-up was made, and nobody may object to the result any more. Return where in
        the data folder files of others, or copies that somebody put there, are left, to be deleted by hand.

        Raises TitleDiffers, EraseNotArchived, EraseWithoutCopy, EraseTooEarly, NoSuchElection, StorageFailed,
        FolderUnusable or CheckpointFailed. A disk or a stick may still hold what was overwritten.
        """

        def check(found: ListedElection) -> None:
            check_may_be_erased(found, self._copies.made(election_id), self._now())
            _check_title(found, title)

        left = self._library.erase(election_id, check)
        self._copies.forget(election_id)
        if self._logs is not None:
            self._logs.forget(election_id)
        return left

    def check_people_may_be_removed(self, election_id: str) -> None:
        """Raises what `remove_personal_data` would."""
        listed = next((each for each in self._library.elections() if each.id == election_id), None)
        if listed is None:
            raise NoSuchElection
        check_people_may_be_removed(listed, self._now())

    def remove_personal_data(self, election_id: str) -> None:
        """Forget all people of an election that is archived or annulled: names, addresses, numbers, codes and
        marks. Definition, ballots, figures and acts stay. Where that was done it does nothing. What left the
        program (`copies_made`) is to be deleted by hand.

        Raises EraseNotArchived, EraseTooEarly, NoSuchElection, DataDamaged, DataNewer, FolderUnusable or
        StorageFailed; CheckpointFailed where it is done, and the disk does not let its old files go yet.
        """
        self.check_people_may_be_removed(election_id)
        when = self._now().isoformat(timespec="seconds")
        with self._library.held(election_id) as election:
            election.contents.remove_people(Act(ORGANISER, "personal_data.removed", "", when))
        self._library.remove_replaced(election_id)


def _check_title(found: ListedElection, typed: str) -> None:
    titles = {text for _, text in found.title.texts} if found.title is not None else {found.id}
    try:
        given = clean_text(typed)
    except Unclean:
        given = ""
    if given not in titles:
        raise TitleDiffers


def _as_draft(election: Election, *, practice: bool | None) -> Election:
    """A practice election that becomes a real one keeps its title."""
    practice = election.practice if practice is None else practice
    return replace(
        election,
        title=election.title if practice != election.practice else _title_of_copy(election.title),
        state=PollsState.DRAFT,
        contests=tuple(_unmarked(contest) for contest in election.contests),
        practice=practice,
        passwords_over_http=election.passwords_over_http and not election.sample,
        sample=False,
        schedule=Schedule(),
        privacy=None if election.privacy is None else replace(election.privacy, until=None),
    )


def _unmarked(contest: Contest) -> Contest:
    candidates = tuple(replace(each, carried_over=0, withdrawn=False) for each in contest.candidates)
    return replace(contest, candidates=candidates)


def _title_of_copy(title: LocalText) -> LocalText:
    longer = {code: _OF_A_COPY[code].format(title=text) for code, text in title.texts}
    return title if max(map(len, longer.values())) > LONGEST_TITLE else LocalText.of(longer)
