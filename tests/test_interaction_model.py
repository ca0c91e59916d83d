"""The interaction models: what Amazon's builder would refuse, and whether the words that are said arrive."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from interaction_model import build
from simulator.language.words import load_words
from simulator.model import model_path
from skill.alexa import load_phrasebook
from skill.loader import load_knowledge
from skill.speech import load_speech, locales

LOCALES = locales()
SEARCH = "AMAZON.SearchQuery"
NAME = re.compile(r"[A-Za-z](?:_?[A-Za-z])*_?")
PART = r"(?:[a-z]+(?:['-][a-z]+)*'?|[a-z]\.|\{\w+\})"  # a word, a letter of an abbreviation, a slot
SAMPLE = re.compile(f"{PART}(?: {PART})*")
REQUIRED = {f"AMAZON.{name}Intent" for name in ("Cancel", "Help", "Stop", "NavigateHome", "Fallback")}


@pytest.fixture(scope="module")
def models() -> dict[str, dict[str, Any]]:
    """The model of every locale, as it would be written now."""
    return {locale: build.interaction_model(locale)["interactionModel"] for locale in LOCALES}


@pytest.fixture(scope="module")
def model(models: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """One model: the locales differ in words only, which a test of its own proves."""
    return models["en-US"]


def intents(model: dict[str, Any]) -> list[dict[str, Any]]:
    """The intents of a model."""
    return list(model["languageModel"]["intents"])


def values(type_: dict[str, Any]) -> Iterator[str]:
    """Every value of a slot type, and every synonym."""
    for value in type_["values"]:
        yield value["name"]["value"]
        yield from value["name"]["synonyms"]


def test_the_committed_files_are_up_to_date() -> None:
    """Whoever changes the words runs `make model`."""
    assert build.main(["--check"]) == 0


def test_a_stale_file_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The check names the file and the command that mends it, and mends nothing itself."""
    stale = tmp_path / "skill.json"
    stale.write_text("{}")
    monkeypatch.setattr(build, "PACKAGE", tmp_path)
    monkeypatch.setattr(build, "package", lambda: {stale: "{}\n"})
    assert build.main(["--check"]) == 1
    assert "make model" in capsys.readouterr().err
    assert stale.read_text() == "{}"
    assert build.main([]) == 0
    assert stale.read_text() == "{}\n"


# ---- what Amazon's builder refuses -----------------------------------------------------------------------------------


def test_the_invocation_name_is_allowed(model: dict[str, Any]) -> None:
    """Two words or more, lower case, no launch word, no wake word, no article."""
    words = model["languageModel"]["invocationName"].split()
    assert len(words) >= 2
    assert all(word.isalpha() and word.islower() for word in words)
    forbidden = "alexa amazon echo computer ziggy skill app the a an for to of"
    launching = "launch ask tell load begin enable open start run"
    assert not set(words) & {*forbidden.split(), *launching.split()}


def test_names_are_allowed_and_do_not_overlap(model: dict[str, Any]) -> None:
    """Letters and single underscores; a slot is never named like an intent; every name stands once."""
    names = [intent["name"] for intent in intents(model)]
    slots = [slot["name"] for intent in intents(model) for slot in intent["slots"]]
    types = [type_["name"] for type_ in model["languageModel"]["types"]]
    for name in (*names, *slots, *types):
        assert NAME.fullmatch(name.removeprefix("AMAZON.")), name
    assert not {name.lower() for name in names} & {slot.lower() for slot in slots}
    for several in (names, slots, types):
        assert [name for name, times in Counter(several).items() if times > 1] == []


def test_required_intents_are_there(model: dict[str, Any]) -> None:
    """Certification asks for stop, cancel and help; screens for home; people for a fallback."""
    assert {intent["name"] for intent in intents(model)} >= REQUIRED


@pytest.mark.parametrize("locale", LOCALES)
def test_samples_and_values_hold_allowed_characters(models: dict[str, dict[str, Any]], locale: str) -> None:
    """Letters, apostrophes, hyphens and spelled abbreviations; numbers in words."""
    for intent in intents(models[locale]):
        for sample in intent["samples"]:
            assert SAMPLE.fullmatch(sample), sample
    for type_ in models[locale]["languageModel"]["types"]:
        for text in values(type_):
            assert SAMPLE.fullmatch(text), text
            assert "{" not in text
            assert len(text) <= build.LONGEST_VALUE


def test_no_sample_stands_in_two_intents(model: dict[str, Any]) -> None:
    """Neither as it is, nor with a value in place of a slot that stands alone: chance would choose between the two."""
    owner: dict[str, str] = {}
    types = {type_["name"]: type_ for type_ in model["languageModel"]["types"]}
    for intent in intents(model):
        kinds = {f"{{{slot['name']}}}": slot["type"] for slot in intent["slots"]}
        assert len(set(intent["samples"])) == len(intent["samples"]), intent["name"]
        for sample in intent["samples"]:
            for text in values(types[kinds[sample]]) if kinds.get(sample) in types else [sample]:
                assert owner.setdefault(text, intent["name"]) == intent["name"], text


def test_no_sample_repeats_a_built_in_phrase(model: dict[str, Any]) -> None:
    """Amazon's own phrases for a built-in intent stay its own."""
    taken = {phrase for phrases in load_words("en-US").builtins.values() for phrase in phrases}
    for intent in intents(model):
        assert not taken & set(intent["samples"]), intent["name"]


def test_slots_and_types_fit(model: dict[str, Any]) -> None:
    """Every slot in a sample is defined, every slot and type is used, and every type has values."""
    types = {type_["name"]: list(values(type_)) for type_ in model["languageModel"]["types"]}
    used = set()
    for intent in intents(model):
        kinds = {slot["name"]: slot["type"] for slot in intent["slots"]}
        used |= set(kinds.values())
        in_samples = [re.findall(r"\{(\w+)\}", sample) for sample in intent["samples"]]
        assert {name for names in in_samples for name in names} == set(kinds), intent["name"]
        assert all(len(set(names)) == len(names) for names in in_samples)
        for sample, names in zip(intent["samples"], in_samples, strict=True):
            if any(kinds[name] == SEARCH for name in names):
                assert len(names) == 1, f"{sample}: a phrase slot stands with no other"
                assert sample.replace(f"{{{names[0]}}}", "").strip(), f"{sample}: a phrase slot needs a carrier"
        assert intent["samples"] or intent["name"].startswith("AMAZON.")
    assert {name for name in used if not name.startswith("AMAZON.")} == set(types)
    assert all(len(there) >= 2 for there in types.values())


def test_every_value_has_a_synonym_and_every_id_a_meaning(model: dict[str, Any]) -> None:
    """Amazon's schema asks for one synonym at least; ids are topics and values of the clinical file."""
    topics = load_knowledge().topics
    for type_ in model["languageModel"]["types"]:
        for value in type_["values"]:
            assert value["name"]["synonyms"], value
            if "id" in value:
                topic, _, meant = value["id"].partition(":")
                assert topics[topic].gravity(meant) > 0 or len(topics[topic].values) > 2


def test_any_words_may_be_elicited(model: dict[str, Any]) -> None:
    """The elicited slot is of a custom type with many values, short and long; the dialog knows its intent."""
    book = load_phrasebook("en")
    dialog = {intent["name"]: intent for intent in model["dialog"]["intents"]}
    slots = {slot["name"]: slot for slot in dialog[book.elicit["intent"]]["slots"]}
    slot = slots[book.elicit["slot"]]
    assert slot["elicitationRequired"] is False
    assert model["dialog"]["delegationStrategy"] == "SKILL_RESPONSE"
    shapes = {type_["name"]: list(values(type_)) for type_ in model["languageModel"]["types"]}[slot["type"]]
    assert len(shapes) >= 300
    assert {1, 2, 3, 5, 8, 12} <= {len(text.split()) for text in shapes}


def test_the_model_is_small_enough(model: dict[str, Any]) -> None:
    """Amazon takes about a million characters, and 250 intents."""
    assert len(model_path("en-US").read_text(encoding="utf-8")) < 1_000_000
    assert len(intents(model)) < 250


def test_the_locales_differ_in_words_only(models: dict[str, dict[str, Any]]) -> None:
    """The same intents, slots, types and ids everywhere, and at least some words of each locale's own."""

    def frame(model: dict[str, Any]) -> object:
        types = model["languageModel"]["types"]
        ids = {type_["name"]: {value.get("id") for value in type_["values"]} for type_ in types}
        return [(intent["name"], intent["slots"]) for intent in intents(model)], ids, model["dialog"]

    assert all(frame(other) == frame(models["en-US"]) for other in models.values())
    assert models["en-GB"] != models["en-US"] != models["en-IN"]


# ---- whether the words arrive ----------------------------------------------------------------------------------------


def test_no_sample_loses_a_word(model: dict[str, Any]) -> None:
    """Around every slot stand exactly the words that the skill puts back; a sample without one has a meaning."""
    book = load_phrasebook("en")
    for intent in intents(model):
        known = book.intents[intent["name"]]
        says = {text.replace("{}", f"{{{slot}}}") for slot, text in known.get("says", {}).items()}
        plain = [sample for sample in intent["samples"] if sample not in says]
        assert not any("{" in sample for sample in plain), intent["name"]
        assert not plain or known.get("means") or known.get("wish"), intent["name"]


def test_every_intent_of_the_data_is_in_the_model(model: dict[str, Any]) -> None:
    """What the skill can read back and what Amazon is told are the same list."""
    assert [intent["name"] for intent in intents(model)] == list(load_phrasebook("en").intents)


# ---- the skill page --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    """The manifest, as it would be written now."""
    found: dict[str, Any] = build.manifest()["manifest"]
    return found


@pytest.mark.parametrize("locale", LOCALES)
def test_the_page_says_what_amazon_asks_of_a_health_skill(manifest: dict[str, Any], locale: str) -> None:
    """Amazon's disclaimer word for word, with the emergency number of the locale, within Amazon's limits."""
    page = manifest["publishingInformation"]["locales"][locale]
    number = load_speech(locale).say("words.emergency_number")
    disclaimer = "is not a substitute for professional medical advice, treatment or diagnosis"
    assert disclaimer in page["description"]
    assert f"please dial {number}" in page["description"]
    assert "{" not in page["description"]
    assert len(page["description"]) <= 4000
    assert len(page["summary"]) <= 160
    assert len(page["keywords"]) <= 30
    assert len(page["examplePhrases"]) == 3
    assert page["examplePhrases"][0].startswith("Alexa, open back check")
    assert manifest["privacyAndCompliance"]["locales"][locale]["privacyPolicyUrl"].startswith("https://")


def test_the_manifest_is_honest(manifest: dict[str, Any]) -> None:
    """No health records are processed, nothing is sold, and no child is addressed."""
    privacy = manifest["privacyAndCompliance"]
    for claim in ("usesHealthInfo", "isChildDirected", "usesPersonalInfo", "allowsPurchases", "containsAds"):
        assert privacy[claim] is False
    assert len(manifest["publishingInformation"]["testingInstructions"]) <= 4000
    assert set(manifest["publishingInformation"]["locales"]) == set(LOCALES)


@pytest.mark.parametrize(("key", "size"), [("smallIconUri", 108), ("largeIconUri", 512)])
def test_the_icons_are_there(manifest: dict[str, Any], key: str, size: int) -> None:
    """PNG files of the sizes that Amazon asks for, in the skill package."""
    uri = manifest["publishingInformation"]["locales"]["en-US"][key]
    picture = (build.PACKAGE / uri.removeprefix("file://")).read_bytes()
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert [int.from_bytes(picture[at : at + 4], "big") for at in (16, 20)] == [size, size]
