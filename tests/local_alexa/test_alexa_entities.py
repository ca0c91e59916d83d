"""Entity resolution of the local Alexa: the model's own values, and those that a skill adds at run time."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.language.resolution import filled_slot
from simulator.language.step import Asked, Language, load_language
from simulator.model import Value

STATIC = "amzn1.er-authority.echo-sdk.amzn1.ask.skill.x.Drink"
DYNAMIC = "amzn1.er-authority.echo-sdk.dynamic.amzn1.ask.skill.x.Drink"


def model(*values: dict[str, Any]) -> dict[str, Any]:
    """A model with one intent, whose slot is of a type with these values."""
    intent = {
        "name": "OrderIntent",
        "slots": [{"name": "drink", "type": "Drink"}, {"name": "town", "type": "AMAZON.City"}],
        "samples": ["bring me {drink}", "deliver to {town}"],
    }
    language = {
        "invocationName": "green tea",
        "intents": [intent, {"name": "AMAZON.FallbackIntent"}],
        "types": [{"name": "Drink", "values": list(values)}],
    }
    return {"interactionModel": {"languageModel": language}}


def value(name: str, identity: str = "", *synonyms: str) -> dict[str, Any]:
    """A value as it stands in a model."""
    return {"id": identity, "name": {"value": name, "synonyms": list(synonyms)}}


@pytest.fixture(scope="module")
def language() -> Language:
    """A language step with two drinks."""
    return load_language(model(value("coffee", "COFFEE", "a cup of joe"), value("black tea", "TEA")), "en-US")


def resolved(language: Language, words: str) -> dict[str, tuple[str, list[tuple[str, str]]]]:
    """Authority -> (status, [(name, id) of its matches])."""
    slot = filled_slot(language.types["Drink"], "amzn1.ask.skill.x", "drink", [words], None)
    assert slot["resolutions"] == slot["slotValue"]["resolutions"]
    return {
        one["authority"]: (
            one["status"]["code"].removeprefix("ER_SUCCESS_"),
            [(each["value"]["name"], each["value"]["id"]) for each in one.get("values", [])],
        )
        for one in slot["resolutions"]["resolutionsPerAuthority"]
    }


def test_a_synonym_resolves_to_its_value(language: Language) -> None:
    """By the authority of the model's own values, with the id that the model gives."""
    assert resolved(language, "cup of joe") == {STATIC: ("MATCH", [("coffee", "COFFEE")])}


def test_no_match_has_no_values(language: Language) -> None:
    """The status says so; the key is missing."""
    slot = filled_slot(language.types["Drink"], "amzn1.ask.skill.x", "drink", ["mead"], None)
    assert slot["resolutions"]["resolutionsPerAuthority"] == [
        {"authority": STATIC, "status": {"code": "ER_SUCCESS_NO_MATCH"}}
    ]


def test_several_matches_are_listed_best_first_up_to_five() -> None:
    """A value that has the words as its name stands before those that have them as a synonym."""
    names = ["oolong", "assam", "sencha", "darjeeling", "matcha", "rooibos"]
    values = [value(name, name.upper(), "tea") for name in names]
    found = resolved(load_language(model(*values, value("tea", "TEA")), "en-US"), "tea")
    assert found[STATIC][1][0] == ("tea", "TEA")
    assert found[STATIC][1][1:] == [(name, name.upper()) for name in names[:4]]


def test_a_value_without_an_id_gets_one_that_stays_the_same() -> None:
    """As on a device, where it is a hash of some kind."""
    found = [resolved(load_language(model(value("mate")), "en-US"), "mate") for _ in range(2)]
    assert found[0] == found[1]
    assert len(found[0][STATIC][1][0][1]) == 32


def test_values_added_at_run_time_have_an_authority_of_their_own(language: Language) -> None:
    """Both authorities answer, each with its own status: whichever matches, the other says that it does not."""
    more = language.extended({"Drink": (Value("oolong tea", "OOLONG", ("blue tea",)), Value("joe", "JOE"))})
    assert resolved(more, "blue tea") == {DYNAMIC: ("MATCH", [("oolong tea", "OOLONG")]), STATIC: ("NO_MATCH", [])}
    assert resolved(more, "coffee") == {DYNAMIC: ("NO_MATCH", []), STATIC: ("MATCH", [("coffee", "COFFEE")])}
    assert resolved(more, "mead") == {DYNAMIC: ("NO_MATCH", []), STATIC: ("NO_MATCH", [])}
    both = language.extended({"Drink": (Value("joe's own", "OWN", ("coffee",)),)})
    assert resolved(both, "coffee") == {
        DYNAMIC: ("MATCH", [("joe's own", "OWN")]),
        STATIC: ("MATCH", [("coffee", "COFFEE")]),
    }


def test_values_added_at_run_time_are_heard_better(language: Language) -> None:
    """What was a strange word is a known value, in a sample and as a bare answer."""
    said = "bring me lapsang souchong"
    before = language.understand(said).chosen
    more = language.extended({"Drink": (Value("lapsang souchong", "LAPSANG"),)})
    after = more.understand(said).chosen
    assert before is not None
    assert after is not None
    assert before.score < 0.8 < 0.99 < after.score
    answer = more.understand("um lapsang souchong", Asked("OrderIntent", "drink")).chosen
    assert answer is not None
    assert (answer.score, answer.slots) == (1.0, {"drink": ("lapsang souchong",)})


def test_the_language_itself_is_not_changed_by_values_added_at_run_time(language: Language) -> None:
    """The same set of values gives the same step again, without building it; none gives the language itself."""
    values = {"Drink": (Value("oolong", "OOLONG"),)}
    more = language.extended(values)
    assert more is language.extended(dict(values))
    assert more is not language
    assert DYNAMIC not in resolved(language, "oolong")
    assert language.extended({}) is language
    assert DYNAMIC not in resolved(language.extended({"NoSuchType": values["Drink"]}), "coffee")


def test_amazons_list_types_can_be_extended(language: Language) -> None:
    """AMAZON.City has no catalogue here; with run-time values it has one, by the dynamic authority alone."""
    more = language.extended({"AMAZON.City": (Value("Little Whinging", "LW"),)})
    slot = filled_slot(more.types["AMAZON.City"], "amzn1.ask.skill.x", "town", ["little whinging"], None)
    assert [one["authority"] for one in slot["resolutions"]["resolutionsPerAuthority"]] == [
        "amzn1.er-authority.echo-sdk.dynamic.amzn1.ask.skill.x.AMAZON.City"
    ]
