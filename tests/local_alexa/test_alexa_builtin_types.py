"""Amazon's other slot types in the local Alexa: numbers said in any way, codes, names from lists of Amazon's."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.language.resolution import filled_slot
from simulator.language.step import Asked, Candidate, Language, load_language

_TYPES = {
    "count": "AMAZON.NUMBER",
    "pin": "AMAZON.FOUR_DIGIT_NUMBER",
    "place": "AMAZON.Ordinal",
    "phone": "AMAZON.PhoneNumber",
    "code": "AMAZON.AlphaNumeric",
    "town": "AMAZON.City",
    "friend": "AMAZON.FirstName",
    "film": "AMAZON.Movie",
    "weekday": "AMAZON.DayOfWeek",
}
_SAMPLES = [
    "give me {count} of them",
    "my pin is {pin}",
    "take the {place} one",
    "call {phone} now",
    "flight {code}",
    "fly from {town} to paris on sunday",
    "the weather in {town}",
    "say hello to {friend} from me",
    "play {film} for us",
    "every {weekday} at home",
]


def model(**types: Any) -> dict[str, Any]:
    """A model with a slot of each of these types; `types` are lists of values by type name."""
    slots = [{"name": name, "type": kind} for name, kind in _TYPES.items()]
    intent = {"name": "TestIntent", "slots": slots, "samples": _SAMPLES}
    language = {
        "invocationName": "green tea",
        "intents": [intent, {"name": "AMAZON.FallbackIntent"}],
        "types": [{"name": name, "values": values} for name, values in types.items()],
    }
    return {"interactionModel": {"languageModel": language}}


@pytest.fixture(scope="module")
def language() -> Language:
    """A language step with a slot of each type."""
    return load_language(model(), "en-US")


def chosen(language: Language, said: str, asked: str | None = None) -> Candidate:
    """The reading that wins."""
    reading = language.understand(said, Asked("TestIntent", asked) if asked else None).chosen
    assert reading is not None
    return reading


@pytest.mark.parametrize(
    ("said", "slot", "value"),
    [
        ("give me twenty one of them", "count", "21"),
        ("give me one hundred and five of them", "count", "105"),
        ("give me minus four of them", "count", "-4"),
        ("give me 300 of them", "count", "300"),
        ("my pin is six zero four five", "pin", "6045"),
        ("my pin is nineteen eighty four", "pin", "1984"),
        ("my pin is two thousand and five", "pin", "2005"),
        ("take the third one", "place", "3"),
        ("take the twenty first one", "place", "21"),
        ("take the 2nd one", "place", "2"),
        ("call five five five double two oh one now", "phone", "5552201"),
        ("call eight hundred five five five one two one two now", "phone", "8005551212"),
        ("call nine one one now", "phone", "911"),
        ("flight sixteen a", "code", "16a"),
        ("flight n h five oh nine", "code", "nh509"),
        ("flight g twenty one", "code", "g21"),
        ("flight ba117", "code", "ba117"),
    ],
)
def test_spoken_digits(language: Language, said: str, slot: str, value: str) -> None:
    """Each type turns what was said into the form that Amazon documents, and has no entity resolution."""
    reading = chosen(language, said)
    assert (reading.how, list(reading.slots)) == ("exact", [slot])
    filled = filled_slot(language.types[_TYPES[slot]], "x", slot, reading.slots[slot], None)
    assert (filled["value"], "resolutions" in filled) == (value, False)


@pytest.mark.parametrize(("asked", "value"), [("count", "?"), ("pin", "?")])
def test_a_number_that_is_not_understood_is_a_question_mark(language: Language, asked: str, value: str) -> None:
    """The slot is filled all the same, as Amazon documents for AMAZON.NUMBER."""
    reading = chosen(language, "florble", asked)
    assert language.types[_TYPES[asked]].value(reading.slots[asked][0]) == value


@pytest.mark.parametrize("asked", ["place", "phone", "code"])
def test_other_values_that_are_not_understood_do_not_fill_the_slot(language: Language, asked: str) -> None:
    """The words go where they would have gone without the question."""
    assert chosen(language, "florble wibble", asked).intent == "AMAZON.FallbackIntent"


@pytest.mark.parametrize(
    ("said", "slots"),
    [
        ("fly from london to paris on sunday", {"town": ("london",)}),
        ("fly from new york city to paris on sunday", {"town": ("new york city",)}),
        ("the weather in bath by any chance", {"town": ("bath",)}),
        ("say hello to anil kumar from me", {"friend": ("anil kumar",)}),
        ("play the lord of the rings for us", {"film": ("the lord of the rings",)}),
        ("every friday at home", {"weekday": ("friday",)}),
    ],
)
def test_entries_of_amazons_lists_end_where_the_sentence_goes_on(
    language: Language, said: str, slots: dict[str, tuple[str, ...]]
) -> None:
    """The lists are not public: a name ends at a function word, a title goes on over it, days of the week are known."""
    assert chosen(language, said).slots == slots


@pytest.mark.parametrize(
    ("said", "asked", "slots"),
    [("um new york please", "town", {"town": ("new york",)}), ("sophie", "friend", {"friend": ("sophie",)})],
)
def test_an_entry_of_a_list_answers_the_question_for_it(
    language: Language, said: str, asked: str, slots: dict[str, tuple[str, ...]]
) -> None:
    """After Dialog.ElicitSlot, whatever name it is."""
    reading = chosen(language, said, asked)
    assert (reading.intent, reading.slots) == ("TestIntent", slots)


def test_a_model_may_extend_one_of_amazons_lists() -> None:
    """Its values resolve by the model's authority; any other name is still taken."""
    whinging = {"id": "LW", "name": {"value": "little whinging", "synonyms": ["privet drive"]}}
    language = load_language(model(**{"AMAZON.City": [whinging]}), "en-US")
    kind = language.types["AMAZON.City"]
    assert chosen(language, "the weather in privet drive").score > chosen(language, "the weather in london").score
    found = filled_slot(kind, "x", "town", ["privet drive"], None)["resolutions"]["resolutionsPerAuthority"]
    assert found == [
        {
            "authority": "amzn1.er-authority.echo-sdk.x.AMAZON.City",
            "status": {"code": "ER_SUCCESS_MATCH"},
            "values": [{"value": {"name": "little whinging", "id": "LW"}}],
        }
    ]
