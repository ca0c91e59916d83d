"""What is said, in every locale, to the person and about them: plain, short, whole, and without a clinician's words."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from safety.reading_grade import GRADE, Said, grade, heard, syllables, words_of
from skill.loader import load_knowledge
from skill.speech import load_speech, locales

KNOWLEDGE = load_knowledge()

WORDS_IN_A_QUESTION = 20
"""The most words of a question (section 4 of the specification)."""

JARGON = (
    "incontinen", "saddle", "anaesthe", "anesthe", "paraesthe", "paresthe", "radicul", "sciatic", "lumbar", "thorac",
    "cervical", "bilateral", "unilateral", "perine", "genital", "rectal", "faec", "fecal", "urinary", "void", "gait",
    "ataxi", "neurolog", "cauda", "equina", "stenosis", "myelo", "myelitis", "anticoagul", "immunosuppress", "syncope",
    "dissection", "haematoma", "hematoma", "abscess", "metasta", "motor deficit", "acute", "chronic", "onset",
    "febrile", "thrombo", "trauma", "triage", "urgency", "symptom", "sensory", "dermatom", "posture", "diagnos",
)  # fmt: skip
"""Beginnings of words that a patient may misunderstand (a woman said no to "incontinence" and was leaking)."""

HEARD = heard()


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "numb legs clothes walked squeezed sure hour"),
        (2, "needed people little breathing urine pressure question lying places because special"),
        (3, "area medical serious department"),
        (4, "emergency diabetes"),
    ],
)
def test_syllables(count: int, words: str) -> None:
    """The count of syllables that the grade rests on."""
    assert {word: syllables(word) for word in words.split()} == dict.fromkeys(words.split(), count)


def problems(wrong: Callable[[Said], object]) -> list[str]:
    """What is wrong with any string of any locale, one line each, without repeating what all locales share."""
    lines: dict[str, str] = {}
    for locale, _, one in HEARD:
        if found := wrong(one):
            lines.setdefault(one.text, f"{locale} {one.path}: {one.text} ({found})")
    return list(lines.values())


def test_reading_grade() -> None:
    """Everything can be followed by somebody who reads as a child of twelve does."""
    assert not problems(lambda one: (found := grade(one.text)) > GRADE and f"grade {found:.1f}")


def test_questions_are_short() -> None:
    """A question is heard at once; its other wording may take two sentences, each as short."""

    def too_long(one: Said) -> str:
        if not one.path.startswith("questions."):
            return ""
        parts = [one.text] if one.path.endswith(".ask") else re.split(r"(?<=[.?!:])\s", one.text)
        longest = max(len(words_of(part)) for part in parts)
        return f"{longest} words" if longest > WORDS_IN_A_QUESTION else ""

    assert not problems(too_long)


def test_every_question_asks() -> None:
    """A question ends as one, or with what is to be told; and each topic asked has one idea, or is a sweep of three."""
    for question in KNOWLEDGE.questions:
        assert len(question.asks) <= 3, question.name
        for part in ("ask", "rephrase"):
            assert "?" in load_speech("en").say(f"questions.{question.name}.{part}"), question.name


def test_yes_is_the_bad_answer() -> None:
    """Polarity is never mixed: a bare yes to a question about an emergency is never good news, a bare no never bad."""
    good_news = re.compile(r"(^|[.?!] )(Can|Could) |\b(as always|as usual|normal|all right|fine)\b")
    for question in KNOWLEDGE.questions:
        if any(KNOWLEDGE.topics[topic].unknown.at_least for topic in question.asks):
            for part in ("ask", "rephrase"):
                words = load_speech("en").say(f"questions.{question.name}.{part}")
                assert not good_news.search(words), words


def test_no_jargon() -> None:
    """No clinician's words."""
    jargon = re.compile(r"\b(" + "|".join(JARGON) + ")", re.IGNORECASE)
    assert not problems(lambda one: jargon.findall(one.text))


def test_every_string_is_whole() -> None:
    """Nothing is left unfilled, nothing breaks off, nothing runs into the next word."""
    assert not problems(lambda one: re.findall(r"[{}|]|\s{2}|\s[.,?!]|[.?!][A-Z]", one.text))
    assert not problems(lambda one: not re.search(r"[.?!]$", one.text))
    assert not problems(lambda one: one.text[0].islower())


def test_nobody_is_addressed_as_you_in_place_of_them() -> None:
    """What is said about the body of somebody else does not say "your leg"."""
    body = re.compile(r"\byour (leg|legs|arm|arms|back|bottom|chest|face|skin|spine|balance|hands)\b", re.IGNORECASE)
    wrong = [one.path for _, third_party, one in HEARD if third_party and body.search(one.text)]
    assert not wrong


def test_cards_name_no_symptom() -> None:
    """A card's title can be read by whoever picks up the phone."""
    for locale in ("en", *locales()):
        title = load_speech(locale).say("advice.card_title").lower()
        topics = {word for name in KNOWLEDGE.topics for word in name.split("_") if len(word) > 3}
        assert not topics & set(words_of(title)), title
        assert not {"numb", "emergency", "urgent", "doctor"} & set(words_of(title)), title


def test_every_level_says_its_time_and_place() -> None:
    """Level, time and place come first (section 4 of the specification)."""
    for locale in locales():
        speech = load_speech(locale)
        assert speech.entries["words"]["emergency_number"] in speech.say("advice.levels.emergency_ambulance")
        for level, word in {
            "emergency_ambulance": " now",
            "emergency_go": " now",
            "urgent_today": " today",
            "see_doctor_soon": "one to three days",
            "routine_appointment": "two weeks",
            "self_care_watch": "right now",
        }.items():
            assert word in speech.say(f"advice.levels.{level}"), (locale, level)


def test_self_care_and_the_last_sentence_say_when_that_changes() -> None:
    """The safety net: three hours, twice in two weeks, and the four signs for which to go at once."""
    for locale in locales():
        speech = load_speech(locale)
        assert all(
            word in speech.say("advice.meanwhile.self_care_watch") for word in ("three hours", "twice in two weeks")
        )
        sentence = speech.say("advice.emergency_sentence")
        words = speech.entries["words"]
        assert all(
            word in sentence
            for word in (words["er"], words["bottom"], words["peeing"], words["pooing"], "legs", "walking")
        )
