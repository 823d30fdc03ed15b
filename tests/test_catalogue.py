"""The catalogue: both languages whole and alike, every text that code asks for there."""

import ast
import importlib
import itertools
import pkgutil
import re
import string
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import api
import cli
import election
import kiosk
from election.errors import ElectionError, ImportRefused, Message
from election.i18n.catalogue import DEFAULT_LANGUAGE, LANGUAGES, Catalogue, catalogue

ROOT = Path(__file__).resolve().parent.parent
TEXTS = catalogue()
KEYS = sorted(TEXTS.keys(DEFAULT_LANGUAGE))
KEY = re.compile(r"[a-z_]+(\.[a-z0-9_]+)+")
PARTICLES = {"은/는", "이/가", "을/를", "과/와", "으로/로", "이에요/예요", "이라/라"}
SOURCES = [
    *sorted(ROOT.glob("*.py")),
    *sorted(each for room in ("election", "api", "kiosk", "cli") for each in (ROOT / room).rglob("*.py")),
]
TEMPLATES = sorted((ROOT / "resources" / "page").glob("*.html"))


def placeholders(key: str, language: str) -> dict[str, str]:
    """Name -> format spec of every placeholder in a text."""
    parts = string.Formatter().parse(TEXTS.raw(key, language))
    return {name: spec or "" for _, name, spec, _ in parts if name is not None}


# --- the texts -----------------------------------------------------------------------------------------


def test_no_number_stands_beside_its_plural_which_says_it() -> None:
    twice = re.compile(r"\{(\w+)\} \{\1:")
    assert [
        key for key, each in itertools.product(KEYS, LANGUAGES) if twice.search(TEXTS.raw(key, each))
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_keys(language: str) -> None:
    only_one_has = TEXTS.keys(language) ^ TEXTS.keys(DEFAULT_LANGUAGE)
    # A language without a singular form need not write one.
    missing = {key for key in only_one_has if not key.endswith(".one")}
    assert not missing
    assert all(key.removesuffix(".one") in TEXTS.keys(language) for key in TEXTS.keys(language))


def test_every_text_has_the_same_placeholders_in_both_languages() -> None:
    different = [key for key in KEYS if placeholders(key, "ko").keys() != placeholders(key, "en").keys()]
    assert KEYS
    assert not different


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty_or_has_a_placeholder_without_a_name(language: str) -> None:
    for key in TEXTS.keys(language):
        text = TEXTS.raw(key, language)
        assert text.strip() == text != "", key
        assert all(name.isidentifier() for name in placeholders(key, language)), key


def test_particles_stand_only_in_korean_and_only_known_pairs() -> None:
    def specs(language: str) -> set[str]:
        return {spec for key in KEYS for spec in placeholders(key, language).values() if spec}

    assert specs("ko") <= PARTICLES
    assert not [spec for spec in specs("en") if "/" in spec]


def test_english_texts_hold_no_korean() -> None:
    named_in_itself = set(LANGUAGES.values())
    korean = [
        key
        for key in KEYS
        if (text := TEXTS.raw(key, "en")) not in named_in_itself
        and any("가" <= character <= "힣" for character in text)
    ]
    assert not korean


# --- what code asks for --------------------------------------------------------------------------------


def error_types() -> dict[str, type[ElectionError]]:
    """Name -> class of every error that has a code of its own."""
    for room in (election, api, cli, kiosk):
        for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)

    def below(kind: type[ElectionError]) -> Iterator[type[ElectionError]]:
        for each in kind.__subclasses__():
            yield each
            yield from below(each)

    def counts(kind: type[ElectionError]) -> bool:
        made_up = kind.__module__.startswith("tests") or kind.__name__.startswith(
            "_"
        )  # for a test, a picture
        return "code" in vars(kind) and not made_up

    return {each.__name__: each for each in below(ElectionError) if counts(each)}


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call in the program, with "file:line"."""
    for file in SOURCES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield f"{file.relative_to(ROOT)}:{node.lineno}", node


def called(node: ast.Call) -> str:
    """The last name of what is called: ``texts.text(…)`` -> "text"."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def literal(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def test_every_error_has_a_text_and_a_code_of_its_own() -> None:
    errors = error_types()
    codes = [each.code for each in errors.values()]
    assert len(codes) == len(set(codes)) > 10
    assert not [code for code in codes if f"error.{code}" not in KEYS]
    assert "error.internal" in KEYS


def test_every_text_of_an_error_is_asked_for() -> None:
    asked_for = {f"error.{each.code}" for each in error_types().values()} | {"error.internal"}
    assert not {key for key in KEYS if key.startswith("error.")} - asked_for
    own = {key.replace("said.", "error.", 1) for key in KEYS if key.startswith("said.")}
    assert own
    assert own <= asked_for, "the window's own words are for an error that there is"


def keys_in(node: ast.Call) -> list[str]:
    """The keys written out among a call's arguments, also as ``a if … else b``."""
    either = ((each.body, each.orelse) if isinstance(each, ast.IfExp) else (each,) for each in node.args)
    literals = (literal(each) for each in itertools.chain.from_iterable(either))
    return [text for text in literals if text and KEY.fullmatch(text)]


def test_every_key_written_in_code_exists_and_every_placeholder_is_filled() -> None:
    wrong, seen = [], 0
    for place, node in calls():
        if called(node) not in ("text", "Message", "say"):
            continue
        given = values_given(node)
        for key in keys_in(node):
            seen += 1
            if key not in KEYS:
                wrong.append(f"{place}: there is no text {key!r}")
            elif given is not None and not placeholders(key, "ko").keys() <= given:
                wrong.append(
                    f"{place}: {key!r} wants {sorted(placeholders(key, 'ko'))}, gets {sorted(given)}"
                )
    assert seen
    assert not wrong


def test_every_text_is_asked_for() -> None:
    written, composed = set[str](), list[re.Pattern[str]]()
    for file in SOURCES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):  # f"polls.{state}", f"{form}.{what}"
                parts = [literal(each) for each in node.values]
                if "." in "".join(filter(None, parts)):
                    composed.append(re.compile("".join(re.escape(each or "") or "(.+)" for each in parts)))
            elif isinstance(node, ast.expr) and (text := literal(node)):
                written.add(text)

    for template in TEMPLATES:
        text = template.read_text(encoding="utf-8")
        written.update(re.findall(r"'([\w.]+)'", text))  # say('page.help')
        composed += [re.compile(re.escape(each) + "(.+)") for each in re.findall(r"'([\w.]+)' \+ ", text)]

    with_words = [each for each in composed if re.search("[a-z]", each.pattern)]

    def is_composed(text: str, patterns: list[re.Pattern[str]], is_known: Callable[[str], bool]) -> bool:
        matches = (pattern.fullmatch(text) for pattern in patterns)
        return any(match and all(map(is_known, match.groups())) for match in matches)

    def is_part(text: str) -> bool:  # f"act.{what}" of f"roll.{act}"
        return text in written or is_composed(text, with_words, written.__contains__)

    def is_asked_for(key: str) -> bool:
        return key in written or is_composed(key, composed, is_part)

    assert not [key for key in KEYS if not is_asked_for(key.removesuffix(".one"))]


def values_given(node: ast.Call) -> set[str] | None:
    """The names of the values a call of `text` or `Message` gives; None if that cannot be seen."""
    if called(node) != "Message":
        names = [each.arg for each in node.keywords]
        return None if None in names else {name for name in names if name}
    values = node.args[1] if len(node.args) > 1 else None
    if values is None and not node.keywords:
        return set()
    names_in_dict = [literal(key) for key in values.keys] if isinstance(values, ast.Dict) else [None]
    return None if None in names_in_dict else {name for name in names_in_dict if name}


def test_every_error_raised_fills_its_text() -> None:
    errors, wrong, seen = error_types(), [], 0
    for place, node in calls():
        error = errors.get(called(node))
        if error is None or node.args:
            continue
        seen += 1
        names = {each.arg for each in node.keywords}
        if None not in names and names != placeholders(f"error.{error.code}", "ko").keys():
            wrong.append(f"{place}: {error.__name__} is raised with {sorted(filter(None, names))}")
    assert seen
    assert not wrong


# --- the catalogue object ------------------------------------------------------------------------------

SMALL = Catalogue(
    {
        "ko": {
            "hello": "{name:은/는} 왔습니다",
            "left": "{count}표 남음",
            "name": "고은",
            "error.import.refused": "{file}: {reason}",
            "why": "{line}행에서",
        },
        "en": {
            "hello": "{name:>6} is here",
            "left": "{count} votes left",
            "left.one": "{count} vote left",
            "name": "Go Eun",
            "error.import.refused": "{file}: {reason}",
            "why": "in line {line}",
        },
    }
)


def test_korean_is_the_default() -> None:
    assert SMALL.text("name") == "고은"
    assert SMALL.text("name", "en") == "Go Eun"


def test_a_value_takes_its_particle_or_an_ordinary_format() -> None:
    assert SMALL.text("hello", "ko", name="유현우") == "유현우는 왔습니다"
    assert SMALL.text("hello", "en", name="Mia") == "   Mia is here"


def test_a_message_as_a_value_is_written_in_the_same_language_and_takes_its_particle() -> None:
    assert SMALL.text("hello", "ko", name=Message("name")) == "고은은 왔습니다"
    assert SMALL.text("hello", "en", name=Message("name")) == "Go Eun is here"


def test_an_error_is_written_out_with_its_values_and_messages_within() -> None:
    error = ImportRefused(file="old.json", reason=Message("why", {"line": 3}))
    assert SMALL.of_error(error) == "old.json: 3행에서"
    assert SMALL.of_error(error, "en") == "old.json: in line 3"


@pytest.mark.parametrize(
    ("language", "count", "wanted"),
    [("en", 0, "0 votes left"), ("en", 1, "1 vote left"), ("en", 2, "2 votes left"), ("ko", 1, "1표 남음")],
)
def test_one_has_a_form_of_its_own_where_the_language_wants_it(
    language: str, count: int, wanted: str
) -> None:
    assert SMALL.text("left", language, count=count) == wanted


@pytest.mark.parametrize(
    ("language", "values", "wanted"),
    [
        ("en", {"people": 1, "seconds": 0.5}, "1 person, 0.5 seconds"),
        ("en", {"people": 0, "seconds": 1.0}, "0 people, 1.0 second"),
        ("en", {"people": 2, "seconds": 1}, "2 people, 1 second"),
        ("ko", {"people": 1, "seconds": 1}, "1명, 1초"),
    ],
)
def test_a_number_brings_its_noun_along(language: str, values: dict[str, float], wanted: str) -> None:
    texts = {
        "ko": {"both": "{people}명, {seconds}초"},
        "en": {"both": "{people:person|people}, {seconds:second|seconds}"},
    }
    assert Catalogue(texts).text("both", language, **values) == wanted


def test_no_english_text_speaks_of_one_as_of_many() -> None:
    many, wrong = re.compile(r"\b1 (?!is\b|was\b|has\b)[a-z]+s\b|\b1 people\b"), []
    for key in TEXTS.keys("en"):
        names = placeholders(key, "en")
        text = TEXTS.text(key, "en", **dict.fromkeys(names, 1))
        if many.search(text):
            wrong.append((key, text))
    assert not wrong


def test_a_name_written_from_right_to_left_turns_nothing_around_it() -> None:
    assert SMALL.text("hello", "ko", name="דוד") == "\u2068דוד\u2069은(는) 왔습니다"
    assert SMALL.text("why", "en", line="علي 3") == "in line \u2068علي 3\u2069"
    assert SMALL.text("hello", "ko", name="Kim") == "Kim은 왔습니다"
    inner = Message("hello", {"name": "דוד"})
    assert SMALL.text("error.import.refused", "ko", file="a", reason=inner).count("\u2068") == 1


def test_what_a_person_typed_is_never_read_as_a_placeholder() -> None:
    assert SMALL.text("hello", "ko", name="{count}{0.__class__}") == "{count}{0.__class__}는 왔습니다"


def test_a_missing_key_is_a_bug_and_says_so() -> None:
    with pytest.raises(KeyError):
        SMALL.text("no.such.key")


def test_raw_is_the_text_as_written() -> None:
    assert SMALL.raw("hello", "ko") == "{name:은/는} 왔습니다"
