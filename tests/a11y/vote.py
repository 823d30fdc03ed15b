"""A whole vote by the actions of assistive technology alone."""

from typing import Any, ClassVar

from election.i18n.catalogue import LANGUAGES, catalogue
from tests.a11y.driver import BUTTON, CHOICE, FIELD, Driver, Told, act, announced, has, put, text_of
from tests.a11y.judge import Judge

PASSWORD = "correct horse 9"


class Vote:
    """What every vote is made of: coming in, marking, casting."""

    sample: ClassVar[str]

    def __init__(self, driver: Driver, judge: Judge, language: str) -> None:
        self.driver, self.judge, self.language = driver, judge, language

    def text(self, key: str, **values: object) -> str:
        """Return what the kiosk says under `key`."""
        return catalogue().text(key, self.language, **values)

    def start(self) -> None:
        """Wait for the kiosk, and look at its first page."""
        self.driver.meet()
        self.driver.find(self.text("start.sign_up.title"))
        told = [(each.kind, each.name) for each in self.driver.hear() if each.role in FIELD]
        self.judge.say("fields that were never shown tell nothing", not told, told)
        self.judge.page("start")

    def press(
        self, name: str, roles: tuple[str, ...] = BUTTON, which: int = 0, least: str = ""
    ) -> list[Told]:
        """Press it and return what is told."""
        self.driver.hear()
        act(self.driver.find(name, roles, which))
        return self.driver.hear(least=least)

    def sign_up(self, left: str) -> None:
        """Signing up, with a wrong address first. The first contest says what is `left` to be done."""
        driver, judge = self.driver, self.judge
        told = self.press(self.text("start.sign_up.title"))
        judge.page("sign-up", told)
        judge.field_comes_last("sign-up", told)
        here = driver.focused()
        judge.say("the first field lies in the form", here and here.get_index_in_parent() >= 0)
        judge.say("the first field has the keyboard", here and here.get_name() == self.text("field.name"))
        name, email, password = driver.found(None, FIELD)
        for node, words in ((name, "Kim"), (email, "kim@x"), (password, PASSWORD)):
            put(node, words)
        given_away = [
            each for each in driver.hear() if each.role == "password text" and set(each.text) & set(PASSWORD)
        ]
        judge.say("a password is in no event", not given_away, len(given_away))
        judge.say("a password is masked", not set(text_of(password)) & set(PASSWORD), text_of(password))
        told = self.press(self.text("sign_up.submit"), which=-1)
        judge.one("a wrong address", told, (self.text("field.email_implausible"),))
        here = driver.focused()
        judge.say("what is wrong has the keyboard", here and here.get_name() == self.text("field.email"))
        judge.say("it describes why", here and self.text("field.email_implausible") in here.get_description())
        put(email, "kim@example.org")
        told = self.press(self.text("sign_up.submit"), which=-1, least=left)
        judge.page("contest 1", told)

    def rows(self) -> list[Any]:
        """The candidates that can be seen."""
        self.driver.find(None, CHOICE, len(LANGUAGES))
        return [each for each in self.driver.found(None, CHOICE) if each.get_name() not in LANGUAGES.values()]

    def touch(self, row: Any, where: str, *has_all: str) -> None:
        """Press a row. One announcement says all of these words, and so does the row itself."""
        self.driver.hear()
        act(row)
        text = self.judge.one(where, self.driver.hear(), has_all)
        described = row.get_description()
        self.judge.say(f"{where}: the row describes it", text and described.startswith(text), described)

    def cast(self) -> None:
        """Casting, and what is left of it."""
        driver, judge = self.driver, self.judge
        told = self.press(self.text("review.cast"), least=self.text("outcome.cast.title"))
        judge.page("outcome", told)
        judge.page("start again", self.press(self.text("outcome.done")))
        everything = list(driver.all(showing=False))
        left = [each for each in everything if each.get_name() in ("Kim", "kim@example.org")]
        left += [each for each in everything if each.get_role_name() in FIELD and text_of(each)]
        judge.say("nothing of the voter is left, seen or not", not left, len(left))


class ClubVote(Vote):
    """Signs up and votes in the sample election with three contests: one of 4, 3 of 9, 5 of 40."""

    sample = "club"

    def run(self) -> None:
        """Go all the way."""
        self.start()
        self.settings()
        self.sign_up(self.text("ballot.left", count=1))
        self.one_of_several()
        self.some_of_several()
        self.many()
        self.review()
        self.cast()
        self.results()

    def settings(self) -> None:
        """The language, and the display settings."""
        for name in (*(each for each in LANGUAGES if each != self.language), self.language):
            button = self.driver.find(LANGUAGES[name], CHOICE)
            self.judge.say("a language is one of several", button.get_role_name() == "radio button")
            own = button.get_object_locale()
            self.judge.say("the name of a language says that it is in it", own.startswith(name), own)
            self.press(LANGUAGES[name], CHOICE)
            if name == self.language:
                continue  # AT-SPI asks only once
            told = self.driver.top.get_object_locale()
            self.judge.say("the locale follows the language", told.startswith(name), told)
        told = self.press(self.text("header.display"))
        self.judge.page("display settings", told)
        self.press(self.text("display.done"))

    def one_of_several(self) -> None:
        """The first contest."""
        rows, judge = self.rows(), self.judge
        judge.say(
            "one of several is a radio button", {each.get_role_name() for each in rows} == {"radio button"}
        )
        judge.say("it has its place", "4" in rows[0].get_description(), rows[0].get_description())
        judge.say("what is drawn in it is not told apart", rows[0].get_child_count() == 0)
        left = self.text("ballot.left", count=0)
        self.touch(rows[0], "a mark", rows[0].get_name(), left)
        judge.say("a mark is a state", has(rows[0], "CHECKED"))
        self.touch(rows[1], "another in its place", rows[0].get_name(), rows[1].get_name(), left)
        judge.say("the one before is unmarked", not has(rows[0], "CHECKED"))

    def some_of_several(self) -> None:
        """The second contest: one too many is refused, each time."""
        judge = self.judge
        judge.page("contest 2", self.press(self.text("ballot.next")))
        rows = self.rows()
        judge.say("some of several are check boxes", {each.get_role_name() for each in rows} == {"check box"})
        for count, row in enumerate(rows[:3], 1):
            self.touch(row, f"mark {count}", row.get_name(), self.text("ballot.left", count=3 - count))
        for row in (rows[3], rows[3], rows[4]):
            refused = self.text("ballot.refused", count=3)
            self.touch(row, "one too many", refused, self.text("ballot.left", count=0))
            judge.say("one too many is not marked", not has(row, "CHECKED"))

    def many(self) -> None:
        """The third contest: forty rows."""
        self.judge.page("contest 3", self.press(self.text("ballot.next")))
        rows = self.rows()
        self.judge.say("all rows are there", len(rows) == 40, len(rows))
        self.touch(rows[39], "the last row", rows[39].get_name())

    def review(self) -> None:
        """The whole ballot, changed once."""
        driver, judge = self.driver, self.judge
        told = self.press(self.text("ballot.to_review"))
        judge.page("review", told)
        changes = [each for each in driver.found(None, BUTTON) if ":" in each.get_name()]
        judge.say("each contest can be changed and tells who is chosen", len(changes) == 3)
        judge.say("pauses between names", changes[1].get_description().count(", ") >= 2)
        changed = changes[1].get_name()
        judge.page("a change", self.press(changed))
        told = self.press(self.text("ballot.to_review_again"))
        here = driver.focused()
        judge.say(
            "after a change its row has the keyboard",
            here and here.get_name() == changed,
            here and here.get_name(),
        )
        judge.page("review again", told)

    def results(self) -> None:
        """The count, which is not due yet: the gist of it describes the page, and is told."""
        driver, judge = self.driver, self.judge
        turnout = self.text("results.turnout", voted=1, count=1)
        told = self.press(self.text("start.results"), least=turnout)
        page = driver.focused()
        judge.say("the results have the keyboard", page and page.get_name() == self.text("results.title"))
        gist = page.get_description()
        why = self.text("error.results.hidden")
        judge.say("the gist describes the results", gist.startswith(f"{turnout}. {why}. "), gist)
        judge.say("the gist is told", announced(told)[-1].endswith(gist), announced(told))
        judge.page("results")
