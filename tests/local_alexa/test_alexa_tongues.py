"""All 17 locales of Alexa: the same small skill is called, spoken to and broken in each of their languages.

tests/data/models/tongues/<language>.yaml holds the model (invocation, samples, values with synonyms) and what is said:
`launch` what starts the skill, `called` what starts it with a request, `said` what is said to the open skill. `slots`
are the values in the request, `means` the value each resolves to, if any. `numbers`, `durations`, `dates` and `times`
hold what is said, and the value of all of its words.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from scripted_skill import Script, reply

from simulator import Echo, Turn
from simulator.errors import UsageError
from simulator.language.dates import Dates
from simulator.language.quantities import Found, duration, number
from simulator.language.readings import Asked
from simulator.language.step import load_language
from simulator.language.text import key, tokens
from simulator.language.times import Times
from simulator.language.words import load_words

TONGUES = Path(__file__).parents[1] / "data" / "models" / "tongues"
NOW = datetime(2026, 11, 28, 14, tzinfo=UTC)  # a Saturday
LOCALES = (
    *("ar-SA", "de-DE", "en-AU", "en-CA", "en-GB", "en-IN", "en-US", "es-ES", "es-MX", "es-US"),
    *("fr-CA", "fr-FR", "hi-IN", "it-IT", "ja-JP", "nl-NL", "pt-BR"),
)
SLOTS = {
    "AreaIntent": {"area": "Area"},
    "SymptomIntent": {"symptom": "Symptom"},
    "AgeIntent": {"age": "AMAZON.NUMBER"},
    "LongIntent": {"long": "AMAZON.DURATION"},
}
BUILTIN = ("Yes", "No", "Help", "Stop", "Cancel", "Repeat", "Fallback")
EVERYWHERE = {"area", "several", "number", "duration", "filler", "unknown_value"} | {
    *("yes", "no", "help", "stop", "cancel", "repeat", "unknown")
}


@cache
def tongue(locale: str) -> dict[str, Any]:
    """The model and the sayings of a locale's language."""
    path = TONGUES / f"{locale.split('-')[0]}.yaml"
    said: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return said


def model(locale: str) -> dict[str, Any]:
    """The interaction model, as Amazon is given it."""
    spoken = tongue(locale)
    intents: list[dict[str, Any]] = [{"name": f"AMAZON.{name}Intent", "samples": []} for name in BUILTIN]
    for name, samples in spoken["samples"].items():
        slots = [
            {"name": slot, "type": kind, "multipleValues": {"enabled": kind == "Symptom"}}
            for slot, kind in SLOTS[name].items()
        ]
        intents.append({"name": name, "slots": slots, "samples": samples})
    types = [
        {"name": name, "values": [{"name": {"value": v, "synonyms": s}} for v, s in values.items()]}
        for name, values in spoken["types"].items()
    ]
    language = {"invocationName": spoken["invocation"], "intents": intents, "types": types}
    return {"interactionModel": {"languageModel": language}}


def device(locale: str, *answers: Any) -> Echo:
    """A device of that locale with the small skill."""
    return Echo(locale, handler=Script(*answers), model=model(locale), user="somebody")


def values(slot: Mapping[str, Any]) -> Any:
    """The value of a slot in a request; a list of them when it holds several."""
    if slot.get("slotValue", {}).get("type") == "List":
        return [one["value"] for one in slot["slotValue"]["values"]]
    return slot.get("value")


def meaning(slot: Mapping[str, Any]) -> Any:
    """The name of the value that a slot resolves to; None for ER_SUCCESS_NO_MATCH, a list for several values."""
    if "resolutions" not in slot:
        return [meaning(one) for one in slot["slotValue"]["values"]]
    answer = slot["resolutions"]["resolutionsPerAuthority"][0]
    return answer["values"][0]["value"]["name"] if answer["status"]["code"] == "ER_SUCCESS_MATCH" else None


def assert_heard(turn: Turn, wanted: Mapping[str, Any]) -> None:
    """The request has the wanted intent, with the wanted values in its slots, and no others."""
    intent = turn.request["request"]["intent"]
    assert intent["name"] == wanted["intent"], turn.explanation
    slots = {name: slot for name, slot in intent.get("slots", {}).items() if name != "__Conjunction"}
    filled = {name: slot for name, slot in slots.items() if values(slot) is not None}
    assert {name: values(slot) for name, slot in filled.items()} == wanted.get("slots", {}), turn.explanation
    for name, value in wanted.get("means", {}).items():
        assert meaning(filled[name]) == value, turn.explanation


def cases(part: str) -> list[Any]:
    """One case for each saying in each locale."""
    found = []
    for locale in LOCALES:
        entries = tongue(locale)[part]
        named = entries.items() if isinstance(entries, dict) else enumerate(entries)
        found += [pytest.param(locale, entry, id=f"{locale}-{name}") for name, entry in named]
    return found


def by_language(part: str) -> list[Any]:
    """One case for each saying and its value, in each language."""
    languages = sorted(path.stem for path in TONGUES.glob("*.yaml"))
    return [
        pytest.param(name, *pair, id=f"{name}-{pair[0]}") for name in languages for pair in tongue(name)[part].items()
    ]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_language_is_tried_in_everything(locale: str) -> None:
    """No language leaves out one of the things that all must be able to do."""
    assert set(tongue(locale)["said"]) >= EVERYWHERE


@pytest.mark.parametrize(("locale", "said"), cases("launch"))
def test_a_launch(locale: str, said: str) -> None:
    """With a wake word or without, politely, with the verb before the name or after it."""
    turn = device(locale).say(said)
    assert turn.request["request"]["type"] == "LaunchRequest"
    assert turn.request["request"]["locale"] == locale
    assert turn.explanation == "launch"


@pytest.mark.parametrize(("locale", "wanted"), cases("called"))
def test_a_call_with_a_request(locale: str, wanted: dict[str, Any]) -> None:
    """The request arrives without the words that called the skill."""
    assert_heard(device(locale).say(wanted["say"]), wanted)


@pytest.mark.parametrize(("locale", "wanted"), cases("said"))
def test_what_is_said_to_the_open_skill(locale: str, wanted: dict[str, Any]) -> None:
    """Values, several values, numbers, durations, fillers, built-in intents, and what no sample fits."""
    echo = device(locale)
    echo.say(tongue(locale)["invocation"])
    assert_heard(echo.say(wanted["say"]), wanted)


@pytest.mark.parametrize(("language", "said", "value"), by_language("numbers"))
def test_a_number(language: str, said: str, value: str) -> None:
    """AMAZON.NUMBER: written together, ones before tens, fourscore, scales of ten, digits of the script."""
    run = key(said, load_words(language))
    assert number(run, load_words(language)) == Found(value, len(run))


@pytest.mark.parametrize(("language", "said", "value"), by_language("durations"))
def test_a_duration(language: str, said: str, value: str) -> None:
    """AMAZON.DURATION: halves before and after, quarters, words that mean two of a unit."""
    run = key(said, load_words(language))
    assert duration(run, load_words(language)) == Found(value, len(run))


@pytest.mark.parametrize(("language", "said", "value"), by_language("dates"))
def test_a_date(language: str, said: str, value: str) -> None:
    """AMAZON.DATE in every language, counted from one Saturday."""
    run = key(said, load_words(language))
    found = Dates(load_words(language)).read(run, NOW)
    assert found == Found(value, len(run))


@pytest.mark.parametrize(("language", "said", "value"), by_language("times"))
def test_a_time(language: str, said: str, value: str) -> None:
    """AMAZON.TIME in every language, said at two in the afternoon."""
    run = key(said, load_words(language))
    found = Times(load_words(language)).read(run, NOW)
    assert found == Found(value, len(run))


@pytest.mark.parametrize("locale", LOCALES)
def test_a_bare_answer(locale: str) -> None:
    """After Dialog.ElicitSlot the value alone is enough: known or not, a number, a duration."""
    spoken, language = tongue(locale), load_language(model(locale), locale)
    words = [spoken["said"][case]["slots"]["area"] for case in ("area", "unknown_value")]
    answers = [("AreaIntent", "area", said) for said in words]
    answers += [("AgeIntent", "age", said) for said in spoken["numbers"]]
    answers += [("LongIntent", "long", said) for said in spoken["durations"]]
    for intent, slot, said in answers:
        reading = language.understand(said, Asked(intent, slot)).chosen
        assert reading is not None
        assert (reading.intent, key(*reading.slots[slot], language.words)) == (intent, key(said, language.words))


@pytest.mark.parametrize("locale", LOCALES)
def test_leaving(locale: str) -> None:
    """The word that leaves every skill: it is told that the session is over, and may not answer."""
    echo = device(locale)
    echo.say(tongue(locale)["invocation"])
    turn = echo.say(tongue(locale)["leave"])
    assert turn.request["request"]["type"] == "SessionEndedRequest"
    assert turn.request["request"]["reason"] == "USER_INITIATED"
    assert turn.ended


@pytest.mark.parametrize("locale", LOCALES)
def test_a_broken_answer_is_told_in_the_language(locale: str) -> None:
    """What Alexa says when the skill fails."""
    turn = device(locale, RuntimeError("broken")).say(tongue(locale)["invocation"])
    assert turn.error
    assert turn.speech == tongue(locale)["problem"]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_same_words_give_the_same_answer(locale: str) -> None:
    """Nothing is random, in any language."""
    said = tongue(locale)["said"]["several"]["say"]
    first, second = (device(locale, reply(), reply()) for _ in range(2))
    for echo in (first, second):
        echo.say(tongue(locale)["invocation"])
    assert first.say(said).request["request"]["intent"] == second.say(said).request["request"]["intent"]


def unknown_language() -> Echo:
    """A device in a locale whose language has no file, with the English model."""
    return Echo("sv-SE", handler=Script(), model=model("en-US"), user="somebody")


def test_a_locale_of_no_known_language_says_what_does_not_work() -> None:
    """One line at every call, and at words that call nothing; what was heard is answered as ever."""
    for said in ("back friend", "alexa, open back friend"):
        turn = unknown_language().say(said)
        (told,) = [warning for warning in turn.warnings if "sv.yaml" in warning]
        assert "are heard in sv-SE, but no launch phrases, wake words" in told
        assert "use one of ar, de, en, es, fr, hi, it, ja, nl, pt" in told
    assert not unknown_language().say("back friend").error


def test_an_unknown_language_is_matched_more_literally() -> None:
    """Samples and values are heard; fillers, numbers and built-in phrases are not."""
    echo = unknown_language()
    echo.say("back friend")
    assert_heard(
        echo.say("my spine hurts"), {"intent": "AreaIntent", "slots": {"area": "spine"}, "means": {"area": "back"}}
    )
    assert echo.say("yes").request["request"]["intent"]["name"] == "AMAZON.FallbackIntent"
    assert not echo.say("my knee hurts").warnings


def test_a_known_language_needs_no_such_line() -> None:
    """Nothing is noted in the 17 locales."""
    assert not [locale for locale in LOCALES if load_words(locale).note]


def test_a_broken_language_file_stops_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The terminal prints the line, and nothing of a traceback; exit status 2."""
    (tmp_path / "xq.yaml").write_text("wake: alexa\n", encoding="utf-8")
    monkeypatch.setattr("simulator.language.words.LANGUAGES", tmp_path)
    with pytest.raises(UsageError, match=r"xq\.yaml:1: wake is of the wrong kind - it must be a list of words"):
        Echo("xq-XQ", handler=Script(), model=model("en-US"))


@pytest.mark.parametrize(
    ("said", "raw"),
    [
        ("เจ็บหลังมาก", ["เจ็บหลังมาก"]),  # Thai: marks stay on their letters, and nothing is taken apart
        ("мой спина 123", ["мой", "спина", "123"]),
        ("🙂 … ?!", []),
        ("l'", ["l"]),
        ("ー", ["ー"]),
    ],
)
def test_words_of_any_script_are_words(said: str, raw: list[str]) -> None:
    """What is typed in a script of no known language does no harm."""
    assert [token.raw for token in tokens(said, load_words("sv-SE"))] == raw


@pytest.mark.parametrize("locale", LOCALES)
def test_strange_words_do_no_harm(locale: str) -> None:
    """Scripts that the language does not use, lone marks and apostrophes: to Fallback, or silence."""
    echo = device(locale)
    for said in (
        "เจ็บหลัง",
        "привет",
        "🙂",
        "'",
        "l'",
        "وال",
        "ー",
        "ا" * 900,
        "1" * 9000,
        "tre" * 900,
        "\u0301",
        "百" * 90,
    ):
        echo.say(tongue(locale)["invocation"])
        assert not echo.say(said).error
