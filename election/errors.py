"""Every refusal a person may meet, typed once.

`code` names the refusal for programs and never changes; the catalogue (`election.i18n.catalogue`) holds its
text under ``error.<code>``, filled with `values`. The kinds say what sort of refusal it is; a door maps
kinds, never single errors, to its own terms. Whatever is not an `ElectionError` is a bug.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Message:
    """A text by its key, to be written out in the reader's language; may be a value of an error."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)


class ElectionError(Exception):
    """The base of everything a service refuses on purpose."""

    code: ClassVar[str] = "internal"
    contest: int | None = None  # the id of the contest in which it lies, where it is one of a ballot's

    def __init__(self, **values: object) -> None:
        super().__init__(self.code, values)
        self.values = values


# --- kinds ---------------------------------------------------------------------------------------------


class Invalid(ElectionError):
    """The request makes no sense as it stands."""


class Unauthenticated(ElectionError):
    """We do not know who is asking."""


class Forbidden(ElectionError):
    """We know who is asking, and the answer is no."""


class NotFound(ElectionError):
    """It speaks of something that is not here."""


class Conflict(ElectionError):
    """The request makes sense, but not in the state that things are in now."""


class Throttled(ElectionError):
    """Too many tries; `retry_after` is in whole seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(seconds=retry_after)
        self.retry_after = retry_after


class Unavailable(ElectionError):
    """Nothing wrong with the request; the program cannot do it now."""


# --- the election -------------------------------------------------------------------------------------


class NoElection(NotFound):
    """No election has been set up, or the one that is to be current cannot be opened."""

    code = "election.none"


class NoSuchElection(NotFound):
    """There is no election with this id."""

    code = "election.unknown"


class ElectionChanged(Conflict):
    """Another election has become current since, or what stands on the ballot was changed; nothing was
    recorded.
    """

    code = "election.changed"


class OptionsRefused(Invalid):
    """The option `name` of a contest has a value there is none of, or is none of its kind's."""

    code = "contest.options_refused"


class RuleRefused(Invalid):
    """What is to decide a contest cannot: its part `name` is wrong, as the message `reason` says."""

    code = "contest.rule_refused"


class SettingRefused(Invalid):
    """What is set under `name` cannot be, as the message `reason` says."""

    code = "election.setting_refused"


class LotRefused(Invalid):
    """The lot decides nothing; the message `reason` says why."""

    code = "tie.lot_refused"


class LotEntered(Conflict):
    """The lot of this contest was entered before, and cannot be changed."""

    code = "tie.lot_entered"


class PresentUnknown(Conflict):
    """The rule asks for those present, and nobody was checked in at a desk."""

    code = "figures.present_unknown"


class FiguresDisagree(Conflict):
    """The number of ballots, of people who voted and of people on the roll cannot all be right."""

    code = "figures.disagree"


# --- ballots and results -------------------------------------------------------------------------------


class PollsNotOpen(Forbidden):
    """Ballots are taken only while the polls are open."""

    code = "polls.not_open"


class PollsPaused(PollsNotOpen):
    """The polls are paused: ballots will be taken again."""

    code = "polls.paused"


class PollsClosed(PollsNotOpen):
    """The polls closed at the time `at`, which the window tells. Its code is that of PollsNotOpen."""

    def __init__(self, at: datetime) -> None:
        super().__init__()
        self.at = at


class CandidateWithdrawn(Conflict):
    """The candidate `name`, who is marked, has withdrawn."""

    code = "ballot.candidate_withdrawn"


class RuleIncomplete(Conflict):
    """The polls cannot open while the rule of contest `contest` lacks what the message `reason` says."""

    code = "polls.rule_incomplete"


class EmailTaken(Forbidden):
    """Someone on the roll already has this e-mail address."""

    code = "account.email_taken"


class NumberTaken(Conflict):
    """Someone on the roll already has this number."""

    code = "roll.number_taken"


class NotOnRoll(Unauthenticated):
    """There is no such voter."""

    code = "voter.not_on_roll"


class BoothTaken(Conflict):
    """Somebody is at the booth, so that it cannot be turned to another's ballot."""

    code = "desk.booth_taken"


class AlreadyVoted(Conflict):
    """This voter's ballot is in the box."""

    code = "ballot.already_voted"


class NoSuchContest(NotFound):
    """A choice names a contest that is not on the ballot."""

    code = "ballot.no_such_contest"


class NoSuchCandidate(NotFound):
    """A choice names a candidate who does not stand in that contest."""

    code = "ballot.no_such_candidate"


class TooManyChoices(Invalid):
    """More candidates were chosen than the contest allows, or one of them twice."""

    code = "ballot.too_many_choices"


class TooFewChoices(Invalid):
    """Fewer candidates were chosen than the contest asks for: `least`."""

    code = "ballot.too_few_choices"


class BlankNotAllowed(Invalid):
    """The contest was left blank, and may not be."""

    code = "ballot.blank_not_allowed"


class MarkingMalformed(Invalid):
    """What was marked is not of the form that the contest's kind takes."""

    code = "ballot.marking_malformed"


class NotOneChoice(Conflict):
    """One mark is not a whole ballot for this voter: there are more contests, or one of another kind."""

    code = "vote.not_by_this_api"


class ResultsHidden(Forbidden):
    """Counts are not shown before they have been made."""

    code = "results.hidden"


# --- storage -------------------------------------------------------------------------------------------


class StorageFailed(Unavailable):
    """The disk refused; nothing of the request was kept."""

    code = "storage.failed"


class CheckpointFailed(StorageFailed):
    """A checkpoint did not work (see `port.Store.checkpoint`). Nothing is lost, and it can be tried again."""

    code = "storage.checkpoint_failed"


class StorageUnsettled(Unavailable):
    """The disk failed at the last step, so it cannot be told whether the request was kept."""

    code = "storage.unsettled"


class FolderInUse(Unavailable):
    """Another running program owns the data folder."""

    code = "storage.folder_in_use"


class FolderUnusable(Unavailable):
    """The data folder cannot be made, read or written."""

    code = "storage.folder_unusable"


class DataDamaged(Unavailable):
    """A data file is there but cannot be trusted; it was left as it is."""

    code = "storage.damaged"


class DataNewer(Unavailable):
    """A data file was written by a newer program; it was left as it is."""

    code = "storage.newer"


# --- the machine ---------------------------------------------------------------------------------------


class SystemLibraryMissing(Unavailable):
    """PySide6 is installed, but the system lacks `library`, which Qt needs."""

    code = "display.lacks_library"


class DisplayUnreachable(Unavailable):
    """The environment names the screen `display`, but no window system answers there."""

    code = "display.unreachable"


# --- what is brought along -----------------------------------------------------------------------------


class ImportRefused(Invalid):
    """The file to bring along is not one we know, or the folder is not new."""

    code = "import.refused"


class DefinitionRefused(Invalid):
    """The file describes no election; the message `reason` says what is wrong and where."""

    code = "definition.refused"
