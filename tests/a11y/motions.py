"""A whole vote on questions, each answered with yes, no or abstain."""

from tests.a11y.driver import BUTTON, act, has
from tests.a11y.vote import Vote

ANSWERS = ("yes", "no", "abstain")


class MotionsVote(Vote):
    """Signs up and votes in the sample election with a motion, which may not be left blank, a sole candidate,
    three candidates of whom each is answered on, and one of three to choose.
    """

    sample = "motions"

    def run(self) -> None:
        """Go all the way."""
        self.start()
        self.sign_up(self.text("yes_no.left", count=1))
        self.motion()
        self.sole_candidate()
        self.each_candidate()
        self.choice()
        self.review()
        self.cast()

    def answers(self) -> list[str]:
        """The three answers by name."""
        return [self.text(f"yes_no.{answer}") for answer in ANSWERS]

    def motion(self) -> None:
        """The first contest: three answers, each one of three. It stays blank for now."""
        rows, judge = self.rows(), self.judge
        judge.say(
            "the answers are radio buttons", {each.get_role_name() for each in rows} == {"radio button"}
        )
        judge.say("they are called by their words", [each.get_name() for each in rows] == self.answers())
        judge.say("each has its place", "3" in rows[1].get_description(), rows[1].get_description())
        left = self.text("yes_no.left", count=0)
        self.touch(rows[0], "an answer", rows[0].get_name(), left)
        judge.say("an answer is a state", has(rows[0], "CHECKED"))
        self.touch(rows[1], "another in its place", rows[0].get_name(), rows[1].get_name(), left)
        judge.say("the one before is unmarked", not has(rows[0], "CHECKED"))
        self.touch(rows[1], "no answer any more", rows[1].get_name(), self.text("yes_no.left", count=1))
        judge.say("nothing is marked", not any(has(row, "CHECKED") for row in rows))

    def sole_candidate(self) -> None:
        """The second contest."""
        self.judge.page("contest 2", self.press(self.text("ballot.next")))
        rows = self.rows()
        self.judge.say("three answers", [each.get_name() for each in rows] == self.answers())
        self.touch(rows[2], "to abstain", rows[2].get_name(), self.text("yes_no.left", count=0))

    def each_candidate(self) -> None:
        """The third contest: a question on each candidate, who is named with the answer."""
        judge = self.judge
        judge.page("contest 3", self.press(self.text("ballot.next")))
        rows = self.rows()
        judge.say("three answers each", [each.get_name() for each in rows] == self.answers() * 3, len(rows))
        names = [rows[at].get_description().split(",")[0] for at in (0, 3, 6)]
        judge.say("each tells whom it is on", len(set(names)) == 3, names)
        for at, count in ((0, 2), (4, 1)):
            left = self.text("yes_no.left", count=count)
            self.touch(rows[at], "an answer", names[at // 3], rows[at].get_name(), left)
        judge.say("one does not undo another", has(rows[0], "CHECKED") and has(rows[4], "CHECKED"))

    def choice(self) -> None:
        """The fourth contest, of the other kind."""
        self.judge.page("contest 4", self.press(self.text("ballot.next")))
        rows = self.rows()
        self.touch(rows[1], "a mark", rows[1].get_name(), self.text("ballot.left", count=0))

    def review(self) -> None:
        """The whole ballot. It is not cast before the motion has an answer."""
        driver, judge = self.driver, self.judge
        judge.page("review", self.press(self.text("ballot.to_review")))
        change = self.text("review.change_contest", title="").split(":")[1]
        changes = [each for each in driver.found(None, BUTTON) if each.get_name().endswith(change)]
        judge.say("each contest can be changed", len(changes) == 4, len(changes))
        told = [each.get_description() for each in changes]
        why = self.text("error.ballot.blank_not_allowed")
        places = [place for place, each in enumerate(told) if why in each]
        judge.say("what may not be left blank says so", places == [0], told)
        judge.say("the answers are told", self.text("yes_no.abstain") in told[1], told[1])
        for _ in range(2):
            told_now = self.press(self.text("review.cast"))
            judge.one("a cast that is refused", told_now, (self.text("review.not_yet"),))
            here = driver.focused()
            judge.say("the keyboard is led to it", here and here.get_name() == changes[0].get_name())
        judge.page("a change", self.press(changes[0].get_name()))
        act(self.rows()[0])
        driver.hear()
        judge.page("review again", self.press(self.text("ballot.to_review_again")))
