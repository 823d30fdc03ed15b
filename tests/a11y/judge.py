"""Judges what assistive technology is told."""

from dataclasses import dataclass, field

from tests.a11y.driver import CHOICE, FIELD, Driver, Told, announced, has

MOST_EVENTS = 100  # at one change of the page
PASSES = ("filler",)  # a page itself


@dataclass
class Judge:
    """Prints a line for each thing that is not as it should be, and counts."""

    driver: Driver
    passed: int = 0
    failed: list[str] = field(default_factory=list)

    def say(self, what: str, good: object, detail: object = "") -> None:
        """Note whether `what` is so; `detail` tells how it is."""
        if good:
            self.passed += 1
        else:
            self.failed.append(what)
            print(f"FAILED  {what}: {detail}", flush=True)

    def page(self, where: str, told: list[Told] | None = None) -> None:
        """What holds on every page, and of the way there, in which this was `told`."""
        everything = list(self.driver.all())
        nameless = [
            each.get_role_name()
            for each in everything
            if has(each, "FOCUSABLE") and not each.get_name().strip() and each.get_role_name() != "frame"
        ]
        self.say(f"{where}: all that takes the keyboard has a name", not nameless, nameless)
        pictures = [
            each for each in everything if each.get_role_name() in ("image", "icon") and not each.get_name()
        ]
        self.say(f"{where}: no picture without a name", not pictures, len(pictures))
        alike = [
            (each.get_name(), each.get_description()) for each in everything if each.get_role_name() in CHOICE
        ]
        self.say(f"{where}: no two choices are told alike", len(set(alike)) == len(alike), alike)
        if told is not None:
            self.way(where, told)

    def way(self, where: str, told: list[Told]) -> None:
        """One announcement, few events, and the keyboard goes nowhere in passing."""
        self.one(where, told)
        focused = [each for each in told if each.kind == "object:state-changed:focused" and each.detail]
        passing = [each.name for each in focused[:-1] if each.role not in PASSES]
        self.say(f"{where}: the keyboard goes nowhere in passing", not passing, passing)
        self.say(f"{where}: fewer than {MOST_EVENTS} events", len(told) < MOST_EVENTS, len(told))
        here = self.driver.focused()
        self.say(f"{where}: something has the keyboard", here is not None)
        if here is not None and here.get_role_name() in PASSES:
            # Screen readers that speak no announcement read this.
            own = f"{here.get_name()}. {here.get_description()}".rstrip(". ")
            self.say(f"{where}: what has the keyboard says the same", announced(told)[:1] == [own], own)

    def field_comes_last(self, where: str, told: list[Told]) -> None:
        """What of a field is told once it has the keyboard would have a screen reader read an empty line in
        place of the field.
        """
        fields = [each for each in told if each.role in FIELD]
        last = (fields[-1].kind, fields[-1].detail) if fields else None
        self.say(
            f"{where}: nothing follows the first field", last == ("object:state-changed:focused", 1), last
        )
        carets = [each.kind for each in fields if "caret" in each.kind]
        self.say(f"{where}: no caret is told of in an empty field", not carets, carets)

    def one(self, where: str, told: list[Told], has_all: tuple[str, ...] = ()) -> str:
        """One announcement, which has all of these words; return it."""
        texts = announced(told)
        self.say(f"{where}: one announcement", len(texts) == 1, texts)
        text = " / ".join(texts)
        for words in has_all:
            self.say(f"{where}: it says {words!r}", words in text, text)
        return text
