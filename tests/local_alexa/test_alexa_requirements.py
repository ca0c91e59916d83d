"""The requirements of the language step, a whole turn each: what no other local tool does, or does right."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from scripted_skill import MODEL, Script, echo, elicit, intent_of, reply

from simulator import Echo, Turn
from simulator.language.step import Language, load_language

FALLBACK = "AMAZON.FallbackIntent"
MARCH = datetime(2022, 3, 31, 15, 0, tzinfo=UTC)


def opened(*answers: Any, **switches: Any) -> Echo:
    """A device with an open session."""
    device, _ = echo(reply(), *answers, **switches)
    device.say("open numb back")
    return device


def values(turn: Turn, slot: str) -> list[str]:
    """The values of a slot in the request, one or several."""
    found = intent_of(turn)["slots"][slot]
    if "value" in found:
        assert found["slotValue"]["type"] == "Simple"
        return [found["value"]]
    return [one["value"] for one in found.get("slotValue", {}).get("values", [])]


@pytest.mark.parametrize(
    "said",
    [
        "um my lower back is numb please",
        "i think my lower back is numb",
        "well my lower-back's numb you know",
        "my lower back feels numb",
        "my lower back has gone numb",
        "my lower back went numb",
        "My Lower Back is Numb!",
    ],
)
def test_requirement_1_it_generalises(said: str) -> None:
    """Fillers, contractions, hyphens, other small words."""
    turn = opened().say(said)
    assert (intent_of(turn)["name"], values(turn, "area")) == ("NumbIntent", ["lower back"])


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("i have fever", ["fever"]),
        ("i have fever and tingling", ["fever", "tingling"]),
        ("i have fever, tingling", ["fever", "tingling"]),
        ("i have fever tingling and weak legs", ["fever", "tingling", "weak legs"]),
        ("i have fever, tingling, and weak legs", ["fever", "tingling", "weak legs"]),
        ("i've got pins and needles and fever", ["pins and needles", "fever"]),
        ("i have purple toes and fever", ["purple toes", "fever"]),
        ("i have weak legs and can't pee", ["weak legs", "can't pee"]),
    ],
)
def test_requirement_2_a_slot_takes_several_values(said: str, heard: list[str]) -> None:
    """Joined by a word, by a pause, or standing side by side; one value alone is no list."""
    assert values(opened().say(said), "symptom") == heard


def test_several_dates_are_a_list_of_dates() -> None:
    """Amazon's types take several values, too; a device sent these two for these words on that day."""
    slot = {"name": "day", "type": "AMAZON.DATE", "multipleValues": {"enabled": True}}
    intents = [{"name": "DayIntent", "slots": [slot], "samples": ["what about {day}"]}]
    model = {"interactionModel": {"languageModel": {"invocationName": "green tea", "intents": intents}}}
    device = Echo(handler=Script(), model=model, clock=lambda: MARCH)
    assert values(device.say("ask green tea what about april first and september fifth"), "day") == [
        "2022-04-01",
        "2022-09-05",
    ]


@pytest.mark.parametrize(
    ("slot", "said", "value"),
    [
        ("area", "lower back", "lower back"),
        ("area", "in my neck", "neck"),
        ("howLong", "for two days", "P2D"),
        ("howLong", "about an hour and a half", "PT1H30M"),
        ("age", "i am sixty eight", "68"),
        ("age", "dunno", "?"),
    ],
)
def test_requirement_3_the_answer_to_an_elicited_slot(slot: str, said: str, value: str) -> None:
    """By the slot's samples, or bare; the other slots are kept."""
    device, _ = echo(reply(directives=[elicit(slot)]))
    device.say("tell numb back i'm numb")
    assert values(device.say(said), slot) == [value]


@pytest.mark.parametrize(("said", "intent"), [("why do you ask", "WhyIntent"), ("stop", "AMAZON.StopIntent")])
def test_requirement_3_another_intent_may_win_over_the_elicited_slot(said: str, intent: str) -> None:
    """Its sample was said word for word."""
    device, _ = echo(reply(directives=[elicit("area")]))
    device.say("tell numb back i'm numb")
    assert intent_of(device.say(said))["name"] == intent


def sensitive(level: str) -> Language:
    """The small model at one level of sensitivity."""
    raw = json.loads(MODEL.read_text(encoding="utf-8"))
    raw["interactionModel"]["languageModel"]["modelConfiguration"]["fallbackIntentSensitivity"]["level"] = level
    return load_language(raw, "en-US")


@pytest.mark.parametrize(
    ("said", "low", "medium", "high"),
    [
        ("why do you want", "WhyIntent", "WhyIntent", "WhyIntent"),
        ("why would you want to know my name", "WhyIntent", "WhyIntent", FALLBACK),
        ("numbness everywhere in the house", "NumbIntent", FALLBACK, FALLBACK),
        ("my hand was stung", FALLBACK, FALLBACK, FALLBACK),
    ],
)
def test_requirement_4_the_same_words_fall_on_different_sides(said: str, low: str, medium: str, high: str) -> None:
    """The higher the sensitivity, the more reaches the FallbackIntent."""
    chosen = [sensitive(level).understand(said).chosen for level in ("LOW", "MEDIUM", "HIGH")]
    assert [one.intent for one in chosen if one] == [low, medium, high]


@pytest.mark.parametrize("said", ["tell numb back my neck is numb", "ask numb back whether my neck is numb"])
def test_requirement_5_a_request_in_the_call(said: str) -> None:
    """With and without a word between; all forms: test_alexa_launch_forms."""
    device, _ = echo()
    turn = device.say(said)
    assert (intent_of(turn)["name"], turn.request["session"]["new"]) == ("NumbIntent", True)


@pytest.mark.parametrize(
    ("kind", "said", "value"),
    [
        ("AMAZON.DURATION", "two years three hours ten minutes", "P2YT3H10M"),
        ("AMAZON.NUMBER", "one hundred and five", "105"),
        ("AMAZON.DATE", "next weekend", "2022-W14-WE"),
        ("AMAZON.TIME", "half past nine at night", "21:30"),
    ],
)
def test_requirement_6_durations_numbers_dates_and_times(kind: str, said: str, value: str) -> None:
    """In Amazon's forms, counted from the clock that the device was given."""
    intents = [{"name": "XIntent", "slots": [{"name": "x", "type": kind}], "samples": ["tell me about {x}"]}]
    model = {"interactionModel": {"languageModel": {"invocationName": "green tea", "intents": intents}}}
    device = Echo(handler=Script(), model=model, clock=lambda: MARCH)
    assert values(device.say(f"ask green tea to tell me about {said}"), "x") == [value]


def test_requirement_8_both_authorities_answer() -> None:
    """The values that the skill added, and the model's own: each with its status; all cases: test_alexa_entities."""
    added = {"id": "TOE", "name": {"value": "big toe", "synonyms": []}}
    update = {
        "type": "Dialog.UpdateDynamicEntities",
        "updateBehavior": "REPLACE",
        "types": [{"name": "Area", "values": [added]}],
    }
    device, _ = echo(reply(directives=[update]))
    device.say("open numb back")
    found = intent_of(device.say("my big toe is numb"))["slots"]["area"]["resolutions"]["resolutionsPerAuthority"]
    assert [(one["authority"].split(".")[3], one["status"]["code"]) for one in found] == [
        ("dynamic", "ER_SUCCESS_MATCH"),
        ("amzn1", "ER_SUCCESS_NO_MATCH"),
    ]


def test_requirement_11_a_turn_explains_itself() -> None:
    """The sample, the score and the runners-up; the command: test_alexa_explain."""
    turn = opened().say("my lower back feels numb")
    assert turn.explanation.startswith('NumbIntent 1.00 exact by "my {area} is numb"')
    assert "rather than StoryIntent" in turn.explanation


def test_requirement_17_a_conversation_under_noise_can_be_held_again() -> None:
    """The same seed mishears the same; all cases: test_alexa_noise."""
    held = [[opened(noise=seed).say("my lower back is numb please").explanation for seed in range(20)] for _ in "ab"]
    assert held[0] == held[1]
    assert len(set(held[0])) > 5


def test_a_sample_without_its_slot_sends_the_slot_without_a_value() -> None:
    """All slots that an intent declares are in the request."""
    slots = intent_of(opened().say("i'm numb"))["slots"]
    assert slots == {name: {"name": name, "confirmationStatus": "NONE"} for name in ("area", "howLong", "age")}


@pytest.mark.parametrize("value", ["", " "])
def test_an_empty_value_can_be_sent(value: str) -> None:
    """Devices have been seen to send them; no words lead there, so it is done without the language step."""
    slot = intent_of(opened().intend("NumbIntent", area=value))["slots"]["area"]
    assert slot["value"] == value
    assert slot["resolutions"]["resolutionsPerAuthority"][0]["status"]["code"] == "ER_SUCCESS_NO_MATCH"


def test_a_greedy_sample_takes_what_nothing_else_wants() -> None:
    """A sample of a slot alone takes words like its values, but yields to a sample with words of its own."""
    device = opened()
    assert intent_of(device.say("my feet feel so cold"))["name"] == "AnswerIntent"
    assert intent_of(device.say("my feet feel numb"))["name"] == "NumbIntent"


@pytest.mark.parametrize(
    ("said", "conjunction"),
    [("i have fever and tingling", "and"), ("i have fever", None), ("i've got purple toes", None)],
)
def test_an_intent_that_takes_several_values_has_a_slot_for_their_joiner(said: str, conjunction: str | None) -> None:
    """No document tells of __Conjunction, but devices send it: a skill that goes through all slots must bear it."""
    slot = intent_of(opened().say(said))["slots"]["__Conjunction"]
    filled = {"value": "and", "source": "USER", "slotValue": {"type": "Simple", "value": "and"}} if conjunction else {}
    assert slot == {"name": "__Conjunction", "confirmationStatus": "NONE", **filled}


def test_a_skill_may_send_the_joiner_back() -> None:
    """As it does when it copies the intent of the request into updatedIntent; another unknown slot is an error."""
    device = opened(reply(directives=[{"type": "Dialog.ElicitSlot", "slotToElicit": "symptom"}]))
    sent = intent_of(device.say("i have fever and tingling"))
    again = opened(reply(directives=[{"type": "Dialog.ElicitSlot", "slotToElicit": "symptom", "updatedIntent": sent}]))
    assert again.say("i have fever and tingling").error is None


def test_requirement_19_a_conversation_asks_no_network(socket_disabled: None) -> None:  # noqa: ARG001 - its fixture
    """Not even of this machine: words, request, skill and response stay in one process."""
    device = Echo()
    assert device.say("alexa open back check").speech
    assert device.say("help").error is None
