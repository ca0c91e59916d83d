"""The interaction model and the lexicon agree: what Alexa is taught to hear is what the skill understands by it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from interaction_model import build
from skill.alexa import load_phrasebook
from skill.speech import locales
from skill.understanding import understand

ASKED = {"PATTERN": ("pattern",), "CONDITION": ("conditions",), "INJURY": ("injury",)}
"""Slot type -> what is open when its values come bare; the others come at any time."""

NOT_PUBLIC = {"send_to_phone"}
"""Wishes that only an intent brings: no sentence is understood as one."""

LANGUAGE_MODEL = {locale: build.interaction_model(locale)["interactionModel"]["languageModel"] for locale in locales()}


def values() -> Iterator[tuple[str, str, str]]:
    """(type, id, wording) for every value and synonym that has an id, in any locale."""
    for model in LANGUAGE_MODEL.values():
        for type_ in model["types"]:
            for value in type_["values"]:
                for wording in (value["name"]["value"], *value["name"]["synonyms"]) if "id" in value else ():
                    yield type_["name"], value["id"], wording


@pytest.mark.parametrize(("type_", "id_", "wording"), sorted(set(values())))
def test_a_slot_value_means_what_its_id_says(type_: str, id_: str, wording: str) -> None:
    """Topic and value of the id are among what is understood of the words."""
    topic, _, value = id_.partition(":")
    heard = understand(wording, ASKED.get(type_, ()))
    found = heard.answers.get(topic)
    assert value in (found if isinstance(found, tuple) else (found,)), heard


def samples() -> Iterator[tuple[str, str]]:
    """(intent, sample) for every sample that carries no words in a slot, in any locale."""
    told = {name for name, row in load_phrasebook("en").intents.items() if row.get("wish") not in NOT_PUBLIC}
    for model in LANGUAGE_MODEL.values():
        for intent in (intent for intent in model["intents"] if intent["name"] in told):
            yield from ((intent["name"], sample) for sample in intent["samples"] if "{" not in sample)


@pytest.mark.parametrize(("intent", "sample"), sorted(set(samples())))
def test_a_sample_never_says_something_else_than_its_intent_stands_for(intent: str, sample: str) -> None:
    """Said as plain words it is the same wish or answer, or nothing: it does no harm how Alexa routes it."""
    known: dict[str, Any] = dict(load_phrasebook("en").intents[intent])
    heard = understand(sample, ("pain",))
    if "means" in known:
        assert heard.answers == understand(known["means"], ("pain",)).answers, heard
    else:
        assert heard.intent in (known.get("wish"), None), heard
        assert not heard.answers, heard


def test_most_samples_of_wishes_are_that_wish_in_plain_words_too() -> None:
    """So that a wish is understood although Alexa brought it as an answer."""
    wishes = {intent: row["wish"] for intent, row in load_phrasebook("en").intents.items() if row.get("wish")}
    said = [(wishes[intent], sample) for intent, sample in set(samples()) if intent in wishes]
    right = sum(understand(sample, ("pain",)).intent == wish for wish, sample in said)
    assert right >= 0.9 * len(said), right / len(said)
