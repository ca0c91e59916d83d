"""What is said, in every locale, to the person and about them: plain, short, whole, and without a clinician's words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from skill.loader import load_knowledge
from skill.speech import Speech, load_speech, locales

KNOWLEDGE = load_knowledge()

GRADE = 7
"""The highest reading grade (school years in the USA) of anything that is said."""

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

SAMPLES = {"reasons": "it is still there", "topics": "a fever", "level": "book a normal visit.", "count": "3"}
SAMPLES |= {"first": "the balance is off", "then": "there is no trouble with balance"}
"""What the conversation fills in."""

FRAGMENTS = {"reasons": "You told me that {}.", "topics": "We can't rule out {}.", "short_levels": "So far: {}"}
FRAGMENTS |= {"told": "First I heard that {}."}
"""Clauses are judged in the sentence that they are said in."""

UNSPOKEN = ("words", "meaning", "card_title", "joined_by")


@dataclass(frozen=True)
class Said:
    """One string as it is heard: its path in the locale, and the words."""

    path: str
    text: str


def paths(entries: dict[str, Any], above: str = "") -> Iterator[str]:
    """The path of every string that is said."""
    for key, value in entries.items():
        if key in UNSPOKEN:
            continue
        path = f"{above}{key}"
        if isinstance(value, dict):
            yield from paths(value, path + ".")
        else:
            yield path


def said(speech: Speech, third_party: bool) -> Iterator[Said]:
    """Everything that is said in one locale, to the person or about them."""
    for path in paths(speech.entries):
        text = speech.say(path, third_party=third_party, **SAMPLES)
        for fragment, sentence in FRAGMENTS.items():
            if path.startswith((f"{fragment}.", f"advice.{fragment}.")):
                text = sentence.format(text)
        yield Said(path, text)


HEARD: list[tuple[str, bool, Said]] = [
    (locale, third_party, one)
    for locale in ("en", *locales())
    for third_party in (False, True)
    for one in said(load_speech(locale), third_party)
]


def words_of(text: str) -> list[str]:
    """The words of a text; a number is one word."""
    return re.findall(r"[A-Za-z0-9']+", text)


ODD_WORDS = {"diabetes": 4, "people": 2, "area": 3}
"""Words that the count by groups of vowels gets wrong."""


def syllables(word: str) -> int:
    """Syllables by groups of vowels, with the silent e's of English taken off: about right, and right on average."""
    word = re.sub(r"[^a-z]", "", word.lower())
    if word in ODD_WORDS:
        return ODD_WORDS[word]
    word = re.sub(r"(?<![cgsxz]e)(?<![cs]he)s$", "", word)
    if re.search(r"[^aeiouylr]e$|[^aeiouytd]ed$|[aeiouy][lr]e$|[^aeiouyscxzgh]es$", word) and len(word) > 3:
        word = re.sub(r"e[ds]?$", "", word)
    groups = re.findall(r"[aeiouy]+", word)
    split = len(re.findall(r"i[ao]|eo|ua|uou|ying|iu", word)) - len(re.findall(r"[tcs]io|[tcg]ia|geo|qua|gua", word))
    return max(1, len(groups) + split)


def grade(text: str) -> float:
    """Reading grade by Flesch and Kincaid: 0.39 words/sentence + 11.8 syllables/word - 15.59.

    Source: Kincaid, Fishburne, Rogers, Chissom: Derivation of new readability formulas for Navy enlisted personnel,
    Research Branch Report 8-75, 1975.
    """
    sentences = max(1, len(re.findall(r"[.!?]+(?:\s|$)", text)))
    words = words_of(text)
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


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
