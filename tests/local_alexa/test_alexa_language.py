"""The language step of the local Alexa: words -> intent and slots, by the interaction model alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from simulator.language import step
from simulator.language.match import align
from simulator.language.samples import CANDIDATES
from simulator.language.step import Asked, Candidate, Language, load_language

MODELS = Path(__file__).parents[1] / "data" / "models"
FALLBACK = "AMAZON.FallbackIntent"


@pytest.fixture(scope="module")
def language() -> Language:
    """The language step of a small model made for these tests."""
    return load_language(MODELS / "numb_back.json", "en-US")


def chosen(language: Language, said: str, asked: Asked | None = None, **switches: bool) -> Candidate:
    """The reading that wins; every case here has one."""
    reading = language.understand(said, asked, **switches).chosen
    assert reading is not None
    return reading


@pytest.mark.parametrize(
    ("said", "intent", "slots"),
    [
        ("i think my lower back is numb", "NumbIntent", {"area": ("lower back",)}),
        ("my lower back has gone numb", "NumbIntent", {"area": ("lower back",)}),
        ("there's numbness in my neck", "NumbIntent", {"area": ("neck",)}),
        ("I'm numb.", "NumbIntent", {}),
        ("My LOW back has been numb for two days!", "NumbIntent", {"area": ("low back",), "howLong": ("two days",)}),
    ],
)
def test_generalises(language: Language, said: str, intent: str, slots: dict[str, Any]) -> None:
    """Fillers, other verbs, several values, contractions, hyphens, case: the intent is still found."""
    reading = chosen(language, said)
    assert (reading.intent, dict(reading.slots)) == (intent, slots)


@pytest.mark.parametrize(
    ("said", "asked", "intent", "slots"),
    [
        ("lower back", "NumbIntent.area", "NumbIntent", {"area": ("lower back",)}),
        ("um the lower back please", "NumbIntent.area", "NumbIntent", {"area": ("the lower back",)}),
        ("it's my neck", "NumbIntent.area", "NumbIntent", {"area": ("my neck",)}),
        ("for two days", "NumbIntent.howLong", "NumbIntent", {"howLong": ("two days",)}),
        ("two days i think", "NumbIntent.howLong", "NumbIntent", {"howLong": ("two days",)}),
        ("sixty eight", "NumbIntent.age", "NumbIntent", {"age": ("sixty eight",)}),
        ("i'm sixty eight", "NumbIntent.age", "NumbIntent", {"age": ("sixty eight",)}),
        ("my bottom has gone all funny", "NumbIntent.area", "NumbIntent", {"area": ("my bottom has gone all funny",)}),
        ("i think lower back", "NumbIntent.area", "NumbIntent", {"area": ("lower back",)}),
        ("probably my lower back", "NumbIntent.area", "NumbIntent", {"area": ("probably my lower back",)}),
        ("the lower back i think it is", "NumbIntent.area", "NumbIntent", {"area": ("the lower back",)}),
        ("not the lower back", "NumbIntent.area", "NumbIntent", {"area": ("not the lower back",)}),
        ("i think about two days", "NumbIntent.howLong", "NumbIntent", {"howLong": ("two days",)}),
        ("you know maybe", "AnswerIntent.answer", "AnswerIntent", {"answer": ("you know maybe",)}),
        ("weak legs and fever", "SymptomIntent.symptom", "SymptomIntent", {"symptom": ("weak legs", "fever")}),
        ("a while", "NumbIntent.howLong", FALLBACK, {}),
    ],
)
def test_answers_to_the_elicited_slot(
    language: Language, said: str, asked: str, intent: str, slots: dict[str, Any]
) -> None:
    """After Dialog.ElicitSlot the slot's own samples and its bare value count; a custom type takes all the words."""
    reading = chosen(language, said, Asked(*asked.split(".")))
    assert (reading.intent, dict(reading.slots)) == (intent, slots)


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("stop", "AMAZON.StopIntent"),
        ("no thanks", "AMAZON.NoIntent"),
        ("why do you ask", "WhyIntent"),
        ("i have weak legs", "SymptomIntent"),
    ],
)
def test_an_exact_sample_wins_over_the_elicited_slot(language: Language, said: str, intent: str) -> None:
    """An exact built-in, or an exact sample of another intent, is not taken as the answer."""
    assert chosen(language, said, Asked("NumbIntent", "area")).intent == intent


@pytest.mark.parametrize("said", ["stop it hurts", "yeah i think so", "no pain", "help my lower back is numb"])
def test_built_ins_match_whole_utterances_only(language: Language, said: str) -> None:
    """A word more, and it is not the built-in intent."""
    reading = chosen(language, said)
    assert reading.intent == FALLBACK or not reading.intent.startswith("AMAZON.")


def test_custom_types_are_no_enumerations(language: Language) -> None:
    """Words outside the list come back as the value."""
    reading = chosen(language, "my elbow is numb")
    assert (reading.intent, dict(reading.slots)) == ("NumbIntent", {"area": ("elbow",)})
    assert reading.score < 0.97


def test_multiple_values_are_split_at_pauses_and_joiners(language: Language) -> None:
    """A value that holds "and" stays whole; what the type does not know is a value too."""
    heard = chosen(language, "i have pins and needles, fever and purple toes").slots["symptom"]
    assert heard == ("pins and needles", "fever", "purple toes")


@pytest.mark.parametrize(
    ("said", "slots"),
    [
        ("my back went numb when i was digging", {"story": ("went numb when i was digging",)}),
        ("so um my back can't feel anything", {"story": ("can't feel anything",)}),
        ("my mothr has no feeling in it", {"story": ("has no feeling in it",)}),
    ],
)
def test_phrase_slots_are_found_by_their_carrier(language: Language, said: str, slots: dict[str, Any]) -> None:
    """The words after the carrier arrive as they were said; a small slip in the carrier is forgiven."""
    reading = chosen(language, said)
    assert (reading.intent, dict(reading.slots)) == ("StoryIntent", slots)


def test_a_bare_phrase_answer_is_not_taken_unless_switched_on(language: Language) -> None:
    """Sources disagree on bare answers to AMAZON.SearchQuery: off by default."""
    asked = Asked("StoryIntent", "story")
    assert chosen(language, "florble wibble", asked).intent == FALLBACK
    assert chosen(language, "it started when florble wibble", asked).slots == {"story": ("florble wibble",)}
    assert chosen(language, "florble wibble", asked, bare_phrase=True).slots == {"story": ("florble wibble",)}


def test_a_bare_sample_takes_what_looks_like_its_values(language: Language) -> None:
    """Outside elicitation "{answer}" matches its values and words like them, and nothing else."""
    assert chosen(language, "my feet are so cold").slots == {"answer": ("my feet are so cold",)}
    assert chosen(language, "both legs feel heavy").how == "exact"
    assert chosen(language, "purple monkey dishwasher").intent == FALLBACK


def test_a_number_that_cannot_be_read_is_a_question_mark(language: Language) -> None:
    """What Alexa sends for AMAZON.NUMBER when it did not understand the number."""
    reading = chosen(language, "dunno", Asked("NumbIntent", "age"))
    assert reading.intent == "NumbIntent"
    assert language.types["AMAZON.NUMBER"].value(reading.slots["age"][0]) == "?"


def test_without_a_fallback_intent_the_best_bad_fit_wins() -> None:
    """As on Alexa before FallbackIntent: something is always matched, if anything fits at all."""
    raw = json.loads((MODELS / "numb_back.json").read_text(encoding="utf-8"))
    intents = raw["interactionModel"]["languageModel"]["intents"]
    intents[:] = [intent for intent in intents if intent["name"] != FALLBACK]
    language = load_language(raw, "en-US")
    assert chosen(language, "numb wibble wobble wabble").intent == "NumbIntent"
    assert language.understand("florble wibble").chosen is None


@pytest.mark.parametrize(
    ("said", "slots"),
    [
        ("have weak legs", {"symptom": ("weak legs",)}),
        ("well got fever and weak legs", {"symptom": ("fever", "weak legs")}),
    ],
)
def test_a_sample_whose_small_words_are_lost_is_known_by_its_values(
    language: Language, said: str, slots: dict[str, Any]
) -> None:
    """A part of "i have ..." says nothing; the values that follow do."""
    reading = chosen(language, said)
    assert (reading.intent, dict(reading.slots)) == ("SymptomIntent", slots)


def test_of_two_slots_of_a_type_the_one_that_was_asked_for_is_filled() -> None:
    """Where from, where to: the words alone cannot tell."""
    slots = [{"name": name, "type": "AMAZON.City", "samples": [f"{{{name}}}"]} for name in ("here", "there")]
    intents = [{"name": "GoIntent", "slots": slots, "samples": ["{there}", "go from {here} to {there}"]}]
    model = {"interactionModel": {"languageModel": {"invocationName": "travel desk", "intents": intents}}}
    travel = load_language(model, "en-US")
    for said, asked in (("from seattle", "here"), ("um seattle i guess", "here"), ("to seattle", "there")):
        assert dict(chosen(travel, said, Asked("GoIntent", asked)).slots) == {asked: ("seattle",)}, said


def test_the_same_words_give_the_same_answer(language: Language) -> None:
    """Nothing is random, and nothing is remembered between utterances."""
    said = "my feet are so cold"
    assert language.understand(said) == language.understand(said)


def test_few_samples_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 900 samples that share words with what was said, only those that could fit best: the work does not grow."""
    words = [f"{a}{b}" for a in ("mo", "ra", "ti", "ke", "su") for b in ("lan", "per", "dok", "vis", "nal", "gor")]
    intents = [
        {
            "name": f"Intent{chr(65 + n % 26)}{chr(65 + n // 26)}",
            "slots": [{"name": "what", "type": "Thing"}],
            "samples": [f"my {word} is {words[n]} in {{what}} number {k}" for k, word in enumerate(words)],
        }
        for n in range(30)
    ]
    values = [{"name": {"value": f"{a} {b} of the {words[0]}"}} for a in words for b in words][:1100]
    language = load_language(
        {
            "interactionModel": {
                "languageModel": {
                    "invocationName": "big model",
                    "intents": [*intents, {"name": FALLBACK}],
                    "types": [{"name": "Thing", "values": values}],
                }
            }
        },
        "en-US",
    )
    said = "well my molan is still rather radok since i fell in the molan perlan of the molan number 3"
    compared = []
    monkeypatch.setattr(step, "align", lambda *given: compared.append(given[0]) or align(*given))
    language.understand(said)
    assert 0 < len(compared) <= CANDIDATES
