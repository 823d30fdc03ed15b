"""What an election is refused for, and the steps of its life."""

from election.errors import Conflict, ElectionChanged, Forbidden, Invalid, NotFound


class PollsTransition(Conflict):
    """The step cannot be taken from where the election is: `state` says that in a word."""

    code = "polls.transition"


class AlreadyCounted(PollsTransition):
    """Polls whose count has been seen are not opened again: a late vote could be told from the difference."""

    code = "polls.already_counted"


class StepOfAnotherElection(ElectionChanged):
    """The step was asked for in an election that is not the current one any more; none was taken."""

    code = "polls.another_election"


class ContinuedElsewhere(Conflict):
    """The election went on from a copy, on another computer or in a later epoch: these data take nothing."""

    code = "copy.continued_elsewhere"


class NotReady(Conflict):
    """The polls cannot open before something is put right; `reason` is the first of `count` messages."""

    code = "polls.not_ready"


class BoxNotEmpty(Conflict):
    """There are ballots, or marks of people who voted, before the polls ever opened."""

    code = "polls.box_not_empty"


class SmallGroupUnknown(Conflict):
    """Only `count` people vote in the contest `title`, so that their votes could be guessed; whoever opens
    the polls has to show that they know.
    """

    code = "polls.small_group"


class ReasonMissing(Invalid):
    """This step needs a reason, of `most` characters at most."""

    code = "polls.reason_missing"


class PresentRefused(Invalid):
    """The names of who was present are too many, or one is too long or none."""

    code = "polls.present_refused"


class TextTooLong(Invalid):
    """A title or name, which begins with `beginning`, is of `count` characters and may be of `most`."""

    code = "contest.text_too_long"


class LastCall(Forbidden):
    """The closing time, `time`, has passed: whoever was let in before may still cast, and nobody else."""

    code = "polls.last_call"


class ProlongationRefused(Conflict):
    """The closing time cannot be changed like this; the message `reason` says why."""

    code = "polls.prolongation_refused"


class NotOnBallot(NotFound):
    """It speaks of a contest or candidate who is not on the ballot."""

    code = "editing.not_on_ballot"


class NotADraft(Conflict):
    """The ballot can be changed only while the election is a draft; `state` says what it is now."""

    code = "editing.not_a_draft"


class NotUnderWay(Conflict):
    """Texts are corrected, and candidates withdrawn, while the polls are open or paused; `state` says what
    they are now.
    """

    code = "editing.not_under_way"


class NotAText(Invalid):
    """While the polls are open only texts can be corrected, and `name` is none."""

    code = "editing.not_a_text"


class AlreadyWithdrawn(Conflict):
    """The candidate `name` has withdrawn before."""

    code = "editing.already_withdrawn"


class TooFewLeft(Conflict):
    """Without the candidate `name` no ballot that is asked for could be given in this contest."""

    code = "editing.too_few_left"


class NothingToUndo(Conflict):
    """There is no step to undo, or something else was changed since."""

    code = "editing.nothing_to_undo"


class LogBroken(Conflict):
    """The event log is not what was written: polls are opened on it only for a reason, which is noted."""

    code = "log.broken"


class StepForbidden(Forbidden):
    """Only the organiser takes this step."""

    code = "polls.step_forbidden"
