"""Whether what is said arrives: Alexa hands on no transcript, so the words must come in slots, by whichever intent."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from ask_sdk_model import Intent, ListSlotValue, SimpleSlotValue, Slot
from understanding_data import items

from interaction_model import build
from simulator.language.step import Asked, Language, load_language
from simulator.language.text import key
from simulator.model import model_path
from skill.alexa import load_phrasebook

DATA = Path(__file__).parent / "data"
NEGATIONS = {"no", "not", "never", "none", "nothing"}


@pytest.fixture(scope="module")
def language() -> Language:
    """The language step of the local Alexa, with our own model."""
    return load_language(model_path("en-US"), "en-US")


def arrives(language: Language, said: str, asked: Asked | None) -> bool:
    """Whether the skill hears every word that matters of what was said, or the wish or answer of a whole sample."""
    chosen = language.understand(said, asked).chosen
    assert chosen is not None
    slots = {name: Slot(name=name, value=" and ".join(words)) for name, words in chosen.slots.items()}
    book = load_phrasebook("en")
    if not slots:
        known = book.intents[chosen.intent]
        return chosen.score > 0.8 and bool(known.get("means") or known.get("wish"))
    return matter(language, book.words(Intent(name=chosen.intent, slots=slots))) == matter(language, said)


def matter(language: Language, said: str) -> set[str]:
    """The words of a text that are neither fillers nor function words, and every no and not."""
    words = language.words
    return {word for word in key(said, words) if words.weight(word) == 1.0 or word in NEGATIONS}


def share(language: Language, texts: list[str], asked: Asked | None) -> tuple[float, list[str]]:
    """How much of what was said arrives, from 0 to 1, and what does not."""
    lost = [text for text in texts if not arrives(language, text, asked)]
    return 1 - len(lost) / len(texts), lost


def labelled(opening: bool) -> list[str]:
    """The labelled utterances that open a conversation, or answer a question; wishes left out."""
    groups = yaml.safe_load((DATA / "utterances.yaml").read_text(encoding="utf-8"))["groups"]
    items = [item for group in groups for item in group["items"] if not item.get("intent")]
    return [item["say"] for item in items if (item.get("context") is None) == opening]


def test_openings_arrive_whole(language: Language) -> None:
    """The first free story cannot be elicited: intent samples alone must bring every word that matters."""
    vignettes = yaml.safe_load((DATA / "vignettes.yaml").read_text(encoding="utf-8"))["vignettes"]
    fresh = (DATA / "openings.txt").read_text(encoding="utf-8").splitlines()
    texts = labelled(opening=True) + [vignette["opening"] for vignette in vignettes] + fresh
    arrived, lost = share(language, texts, None)
    assert arrived == 1.0, lost


def test_answers_arrive_whole(language: Language) -> None:
    """With the answer slot elicited, hardly a word is lost."""
    elicit = load_phrasebook("en").elicit
    arrived, lost = share(language, labelled(opening=False), Asked(elicit["intent"], elicit["slot"]))
    assert arrived >= 0.99, lost


def test_answers_arrive_where_no_slot_is_elicited(language: Language) -> None:
    """A device that ignores the elicitation still brings nearly all."""
    arrived, lost = share(language, labelled(opening=False), None)
    assert arrived >= 0.95, lost


def test_nearly_every_utterance_arrives_as_in_a_conversation(language: Language) -> None:
    """All of them, wishes too: openings with nothing elicited, the others with the answer slot open."""
    elicit = load_phrasebook("en").elicit
    said = [(one.say, Asked(elicit["intent"], elicit["slot"]) if one.asked else None) for one in items("utterances")]
    lost = [say for say, asked in said if not arrives(language, say, asked)]
    assert len(lost) <= 0.01 * len(said), lost


@pytest.mark.parametrize(
    ("value", "words"),
    [("P3D", "for 3 days"), ("PT1H30M", "for 90 minutes"), ("P2W", "for 2 weeks"), ("P5Y", "for 5 years"), ("?", "")],
)
def test_a_length_of_time_is_words_again(value: str, words: str) -> None:
    """Alexa hands on lengths of time in ISO 8601; the skill understands words."""
    slot = Slot(name="for_duration", value=value)
    assert load_phrasebook("en").words(Intent(name="DurationIntent", slots={slot.name: slot})) == words


def test_every_value_of_a_slot_keeps_its_carrier() -> None:
    """No pain and no fever: the no holds for both."""
    several = ListSlotValue(values=[SimpleSlotValue(value="pain"), SimpleSlotValue(value="fever")])
    slot = Slot(name="no_symptoms", slot_value=several)
    assert load_phrasebook("en").words(Intent(name="SymptomIntent", slots={slot.name: slot})) == "no pain and no fever"


def test_the_example_phrases_work(language: Language) -> None:
    """Each is spoken to the skill, and what follows the skill's name arrives by an intent."""
    for phrase in build.manifest()["manifest"]["publishingInformation"]["locales"]["en-US"]["examplePhrases"][1:]:
        said = re.sub(r"^Alexa, (?:tell|ask) back check (?:that|about) |\.$", "", phrase)
        assert said != phrase
        assert arrives(language, said, None), phrase


def test_what_alexa_adds_to_several_values_is_not_taken_for_words() -> None:
    """How they were joined comes in a slot of her own, which no model declares."""
    slots = {"symptoms": Slot(name="symptoms", value="pain"), "__Conjunction": Slot(name="__Conjunction", value="and")}
    assert load_phrasebook("en").words(Intent(name="SymptomIntent", slots=slots)) == "pain"
