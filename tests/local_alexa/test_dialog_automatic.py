"""Auto delegation: Alexa completes the dialog, and the skill gets one request."""

from __future__ import annotations

from typing import Any

import pytest
from scripted_skill import reply
from trip_skill import DONE, directive, model, planner, silent, slot, states

ALWAYS = model(automatic=True)
DOCUMENT = {"type": "APL", "version": "2024.3", "mainTemplate": {"items": [{"type": "Text", "text": "Hello."}]}}


def test_the_skill_sees_one_request_when_all_is_there() -> None:
    """Prompts, validations and confirmations never reach it; the request that does is COMPLETED."""
    device, skill = planner(raw=ALWAYS)
    first = device.say("ask trip planner to plan a trip to boston")
    assert first.speech in ("Which city are you leaving from?", "Where do you start?")
    assert (first.request, first.response, first.exchanges, first.ended) == ({}, {}, (), False)
    said = ["zorbistan", "seattle", "no", "portland", "yes"]
    assert [device.say(text).speech for text in said] == [
        "I don't know zorbistan. Which city are you leaving from?",
        "You want to go to boston, right?",
        "Where are you going?",
        "You want to go to portland, right?",
        "When will you leave?",
    ]
    device.intend("PlanTripIntent", travelDate="2026-12-24")
    assert skill.requests == []
    last = device.say("yes")
    assert last.speech == DONE
    assert states(skill) == ["COMPLETED"]
    assert (slot(last, "fromCity")["value"], slot(last, "toCity")["confirmationStatus"]) == ("seattle", "CONFIRMED")
    assert last.request["request"]["intent"]["confirmationStatus"] == "CONFIRMED"


def test_a_denied_intent_is_complete_too() -> None:
    """The one request says so."""
    device, skill = planner(raw=ALWAYS)
    device.intend("PlanTripIntent", fromCity="seattle", toCity="boston", travelDate="2026-12-24")
    device.say("yes")
    assert device.say("no").request["request"]["intent"]["confirmationStatus"] == "DENIED"
    assert states(skill) == ["COMPLETED"]


@pytest.mark.parametrize(("skill_wide", "own", "automatic"), [
    ("ALWAYS", None, True), ("ALWAYS", "SKILL_RESPONSE", False), ("SKILL_RESPONSE", "ALWAYS", True),
    (None, None, False),
])  # fmt: skip
def test_the_strategy_of_an_intent_goes_before_that_of_the_skill(
    skill_wide: str | None, own: str | None, automatic: bool
) -> None:
    """Without any it is SKILL_RESPONSE."""
    raw = model()
    dialog = raw["interactionModel"]["dialog"]
    for holder, strategy in ((dialog, skill_wide), (dialog["intents"][0], own)):
        holder.pop("delegationStrategy", None)
        if strategy:
            holder["delegationStrategy"] = strategy
    device, skill = planner(raw=raw)
    device.intend("PlanTripIntent")
    assert bool(skill.requests) is not automatic


def test_the_first_request_may_come_late_in_a_session() -> None:
    """Then the session is not new any more: what a skill does for new sessions does not happen."""
    device, skill = planner(raw=ALWAYS)
    device.say("ask trip planner to plan a trip")
    device.say("help")
    assert skill.requests[0]["session"]["new"] is False


@pytest.mark.parametrize("words", ["help", "stop", "cancel", "yes", "list my trips"])
def test_words_for_another_intent_leave_the_dialog(words: str) -> None:
    """They are the first that the skill hears of it, and what was filled is lost."""
    device, skill = planner(raw=ALWAYS)
    device.intend("PlanTripIntent", fromCity="seattle")
    device.say(words)
    assert states(skill) == [None]
    assert device.intend("PlanTripIntent").speech in ("Which city are you leaving from?", "Where do you start?")


def test_silence_and_exit() -> None:
    """The prompt again, then the end; the skill, which never heard a word, is told of the end alone."""
    device, skill = planner(raw=ALWAYS)
    device.say("ask trip planner to plan a trip")
    assert device.silence().speech in ("Which city are you leaving from?", "Where do you start?")
    assert device.silence().ended
    device.say("ask trip planner to plan a trip")
    assert device.say("exit").ended
    assert [request["request"].get("reason") for request in skill.requests] == [
        "EXCEEDED_MAX_REPROMPTS",
        "USER_INITIATED",
    ]


def test_the_microphone_opens_when_alexa_asks() -> None:
    """Even where the session was open without it, as after a picture on a screen: the answer needs no wake word."""
    picture = {"type": "Alexa.Presentation.APL.RenderDocument", "token": "t", "document": DOCUMENT}
    device, _ = planner(silent(picture), raw=ALWAYS, device="show")
    assert not device.say("open trip planner").listening
    assert device.say("alexa, plan a trip to boston").listening
    assert device.say("seattle").speech == "You want to go to boston, right?"


def test_chaining_to_an_intent_with_auto_delegation() -> None:
    """From any intent, with the values that the skill knows; it hears of the chained one when that is complete."""
    chain = directive("Delegate", "BookHotelIntent", {"city": "Boston"})
    device, skill = planner(silent(chain))
    assert device.say("ask trip planner to list my trips").speech == "Which hotel?"
    assert device.say("the grand").speech == "For how many nights?"
    last = device.say("two nights")
    assert states(skill) == [None, "COMPLETED"]
    assert (slot(last, "city")["value"], slot(last, "nights")["value"]) == ("Boston", "2")


def test_the_skill_may_ask_once_more_after_it_is_complete() -> None:
    """The answer goes into the same dialog, which Alexa completes again."""
    ask = reply("How many of you?", directives=[directive("ElicitSlot", slotToElicit="travelers")])
    device, skill = planner(ask, raw=_simple())
    device.intend("PlanTripIntent", fromCity="seattle", toCity="boston", travelDate="2026-12-24")
    assert device.say("fifty").speech == "fifty are too many. How many of you travel?"
    assert device.say("five").speech == DONE
    assert states(skill) == ["COMPLETED", "COMPLETED"]


def _simple() -> dict[str, Any]:
    """Auto delegation without confirmations."""
    raw = model(automatic=True, toCity={"confirmationRequired": False})
    raw["interactionModel"]["dialog"]["intents"][0]["confirmationRequired"] = False
    return raw
