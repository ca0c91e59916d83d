"""Dialog.Delegate: the skill sees every turn, Alexa asks with the prompts of the model."""

from __future__ import annotations

from typing import Any

import pytest
from scripted_skill import reply
from trip_skill import DELEGATE, DONE, directive, model, planner, silent, slot, states

TRIP = {"fromCity": "seattle", "toCity": "boston", "travelDate": "2026-12-24"}


def test_every_turn_reaches_the_skill_until_the_dialog_is_complete() -> None:
    """STARTED once, IN_PROGRESS for every answer, COMPLETED when a Dialog.Delegate leaves nothing to ask."""
    device, skill = planner()
    said = ["ask trip planner to plan a trip to boston", "from seattle", "yes"]
    heard = [device.say(text).speech for text in said]
    assert heard[1:] == ["You want to go to boston, right?", "When will you leave?"]
    device.intend("PlanTripIntent", travelDate="2026-12-24")
    last = device.say("yes")
    assert (last.speech, last.ended, last.error) == (DONE, False, None)
    assert states(skill) == ["STARTED", *["IN_PROGRESS"] * 4, "COMPLETED"]
    assert [request["request"]["dialogState"] for request, _ in last.exchanges] == ["IN_PROGRESS", "COMPLETED"]
    assert last.request == last.exchanges[-1][0]
    trip = last.request["request"]["intent"]
    assert trip["confirmationStatus"] == "CONFIRMED"
    assert {name: (one.get("value"), one["confirmationStatus"]) for name, one in trip["slots"].items()} == {
        "fromCity": ("seattle", "NONE"),
        "toCity": ("boston", "CONFIRMED"),
        "travelDate": ("2026-12-24", "NONE"),
        "travelers": (None, "NONE"),
    }
    assert device.dialog is None


def test_alexa_asks_in_the_turn_in_which_the_skill_delegates() -> None:
    """What is heard is the prompt; the request and the response are the skill's; the session stays open."""
    device, _ = planner()
    turn = device.intend("PlanTripIntent", fromCity="seattle")
    assert (turn.speech, turn.reprompt, turn.ended) == ("Where are you going?", "Where are you going?", False)
    assert turn.response == DELEGATE
    assert "Alexa asks by the dialog model: elicit toCity" in turn.explanation
    assert turn.warnings == ()
    assert device.dialog
    assert device.dialog.question
    assert (device.dialog.intent, str(device.dialog.question), device.dialog.question.by_alexa) == (
        "PlanTripIntent",
        "elicit toCity",
        True,
    )


def test_a_dialog_that_lacks_nothing_is_started_all_the_same() -> None:
    """The skill is asked first; then it is complete in the same turn."""
    device, skill = planner(raw=_unconfirmed())
    turn = device.intend("PlanTripIntent", **TRIP)
    assert turn.speech == DONE
    assert states(skill) == ["STARTED", "COMPLETED"]


def test_one_answer_fills_several_slots() -> None:
    """A slot's samples may hold other slots: they are not asked for again."""
    device, _ = planner()
    device.say("ask trip planner to plan a trip")
    turn = device.say("i'm going from seattle to boston")
    assert turn.speech == "You want to go to boston, right?"
    assert (slot(turn, "fromCity")["value"], slot(turn, "toCity")["value"]) == ("seattle", "boston")


def test_a_denied_slot_is_asked_again() -> None:
    """The skill sees DENIED with the value; the next answer stands alone, and is to be confirmed in its turn."""
    device, _ = planner()
    device.intend("PlanTripIntent", fromCity="seattle", toCity="boston")
    denied = device.say("no")
    assert (slot(denied, "toCity")["value"], slot(denied, "toCity")["confirmationStatus"]) == ("boston", "DENIED")
    assert denied.speech == "Where are you going?"
    again = device.say("portland")
    assert (slot(again, "toCity")["value"], slot(again, "toCity")["confirmationStatus"]) == ("portland", "NONE")
    assert again.speech == "You want to go to portland, right?"
    assert slot(device.say("yes"), "toCity")["confirmationStatus"] == "CONFIRMED"


def test_a_denied_slot_that_nobody_needs_is_emptied() -> None:
    """It is not required, and the model has no words to ask for it: Alexa goes on without."""
    raw = model(travelers={"confirmationRequired": True, "prompts": {"confirmation": "Elicit.Nights"}})
    device, _ = planner(raw=raw)
    device.intend("PlanTripIntent", **TRIP, travelers="2")
    assert device.say("yes").speech == "For how many nights?"
    assert device.say("no").speech.startswith("From seattle")
    assert "value" not in slot(device.say("yes"), "travelers")


@pytest.mark.parametrize(("answer", "status"), [("yes", "CONFIRMED"), ("no", "DENIED")])
def test_the_intent_is_complete_whether_it_is_confirmed_or_denied(answer: str, status: str) -> None:
    """It is for the skill to look which."""
    device, skill = planner()
    device.intend("PlanTripIntent", **TRIP)
    device.say("yes")
    turn = device.say(answer)
    assert states(skill)[-2:] == ["IN_PROGRESS", "COMPLETED"]
    assert turn.request["request"]["intent"]["confirmationStatus"] == status


def test_another_value_while_the_intent_is_confirmed() -> None:
    """Words of the same intent change its slots; what they changed is confirmed anew, and so is the whole."""
    device, _ = planner()
    device.intend("PlanTripIntent", **TRIP)
    assert device.say("yes").speech.startswith("From seattle to boston")
    assert device.say("plan a trip to portland").speech == "You want to go to portland, right?"
    assert device.say("yes").speech.startswith("From seattle to portland")


UNCLEAR = ["the purple one", "hmm what", "no i said portland"]


@pytest.mark.parametrize("words", UNCLEAR)
def test_any_words_but_a_no_confirm(words: str) -> None:
    """Reported of devices (alexa-skills-kit-sdk-for-java#93), and worse for the skill than to ask again."""
    device, _ = planner()
    device.intend("PlanTripIntent", fromCity="seattle", toCity="boston")
    turn = device.say(words)
    assert slot(turn, "toCity")["confirmationStatus"] == "CONFIRMED"
    assert "neither a yes nor a no" in turn.explanation


@pytest.mark.parametrize("words", UNCLEAR)
def test_with_the_switch_only_a_yes_confirms(words: str) -> None:
    """Other words go to the intent that they fit, and leave the dialog."""
    device, _ = planner(confirm_by_yes_only=True)
    device.intend("PlanTripIntent", fromCity="seattle", toCity="boston")
    assert device.say(words).request["request"]["intent"]["name"] == "AMAZON.FallbackIntent"
    assert device.dialog is None


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("yes", "CONFIRMED"),
        ("yes please", "CONFIRMED"),
        ("um, yeah", "CONFIRMED"),
        ("alexa, sure", "CONFIRMED"),
        ("no", "DENIED"),
        ("Nope.", "DENIED"),
        ("no thanks", "DENIED"),
        ("well, no", "DENIED"),
    ],
)
def test_what_is_a_yes_and_what_is_a_no(words: str, status: str) -> None:
    """Alexa's own phrases, with fillers around them; AMAZON.YesIntent does not hear what a dialog waits for."""
    device, _ = planner(confirm_by_yes_only=True)
    device.intend("PlanTripIntent", fromCity="seattle", toCity="boston")
    assert slot(device.say(words), "toCity")["confirmationStatus"] == status


def test_a_yes_needs_no_intent_of_the_model() -> None:
    """A confirmation is understood by Alexa herself."""
    raw = model()
    language = raw["interactionModel"]["languageModel"]
    language["intents"] = [
        one for one in language["intents"] if one["name"] not in ("AMAZON.YesIntent", "AMAZON.NoIntent")
    ]
    device, _ = planner(raw=raw)
    device.intend("PlanTripIntent", fromCity="seattle", toCity="boston")
    assert slot(device.intend("AMAZON.NoIntent"), "toCity")["confirmationStatus"] == "DENIED"
    device.say("portland")
    assert slot(device.say("yes"), "toCity")["confirmationStatus"] == "CONFIRMED"


@pytest.mark.parametrize("question", ["elicit", "confirm"])
@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("help", "AMAZON.HelpIntent"),
        ("stop", "AMAZON.StopIntent"),
        ("cancel", "AMAZON.CancelIntent"),
        ("list my trips", "ListTripsIntent"),
    ],
)
def test_words_for_another_intent_leave_the_dialog(question: str, words: str, intent: str) -> None:
    """The skill gets them, without a dialogState; what was filled is gone when the trip is begun again."""
    device, skill = planner()
    device.intend("PlanTripIntent", fromCity="seattle", **({"toCity": "boston"} if question == "confirm" else {}))
    turn = device.say(words)
    assert turn.request["request"]["intent"]["name"] == intent
    assert "dialogState" not in turn.request["request"]
    assert device.dialog is None
    again = device.intend("PlanTripIntent")
    assert (states(skill)[-1], "value" in slot(again, "fromCity")) == ("STARTED", False)


def test_exit_ends_a_dialog_as_it_ends_a_session() -> None:
    """The skill is told, and may not answer."""
    device, skill = planner()
    device.intend("PlanTripIntent")
    assert device.say("exit").ended
    assert skill.requests[-1]["request"]["reason"] == "USER_INITIATED"


def test_silence_while_alexa_asks() -> None:
    """Her prompt is the reprompt; the second silence ends the session."""
    device, skill = planner()
    device.intend("PlanTripIntent", fromCity="seattle")
    first = device.silence()
    assert (first.speech, first.request, first.ended) == ("Where are you going?", {}, False)
    second = device.silence()
    assert (second.speech, second.ended) == ("", True)
    assert skill.requests[-1]["request"]["reason"] == "EXCEEDED_MAX_REPROMPTS"


def test_speech_beside_a_delegation() -> None:
    """Refused by default, for sources disagree; with the switch it is heard before Alexa's prompt."""
    answer = reply("Hello!", directives=[directive("Delegate")])
    device, _ = planner(answer)
    assert "Dialog.Delegate with outputSpeech" in (device.intend("PlanTripIntent", fromCity="seattle").error or "")
    device, _ = planner(answer, speech_with_delegate=True)
    turn = device.intend("PlanTripIntent", fromCity="seattle")
    assert (turn.speech, turn.error) == ("Hello! Where are you going?", None)
    assert device.silence().speech == "Where are you going?"


def test_what_the_skill_updates_goes_into_the_dialog() -> None:
    """Slots that it fills are not asked for, slots that it empties are, and what it confirms is confirmed."""
    filled = directive("Delegate", "PlanTripIntent", {"fromCity": "Seattle", "toCity": "Boston"})
    filled["updatedIntent"]["slots"]["toCity"]["confirmationStatus"] = "CONFIRMED"
    emptied = directive("Delegate", "PlanTripIntent", {"fromCity": None, "toCity": "Boston"})
    device, _ = planner(silent(filled), silent(emptied))
    assert device.intend("PlanTripIntent").speech == "When will you leave?"
    assert device.intend("PlanTripIntent", travelDate="2026-12-24").speech in (
        "Which city are you leaving from?",
        "Where do you start?",
    )


def test_the_skill_may_take_over_and_hand_back() -> None:
    """A question in its own words between two of Alexa's; all of it is one dialog."""
    ask = reply("Boston or Portland?", directives=[directive("ElicitSlot", slotToElicit="toCity")])
    device, skill = planner(ask)
    assert device.intend("PlanTripIntent", fromCity="seattle").speech == "Boston or Portland?"
    assert device.say("boston").speech == "You want to go to boston, right?"
    assert states(skill) == ["STARTED", "IN_PROGRESS"]


def test_session_attributes_survive_the_turns_of_a_dialog() -> None:
    """Those of a response that delegates are there in the next request, in the same turn too."""
    first = {**DELEGATE, "sessionAttributes": {"asking": ["x"], "n": 1}}
    device, skill = planner(first, raw=_unconfirmed())
    device.intend("PlanTripIntent", **TRIP)
    assert skill.requests[-1]["session"]["attributes"] == {"asking": ["x"], "n": 1}


def test_a_fork_of_a_dialog_goes_its_own_way() -> None:
    """Two answers to one question of Alexa's; the wordings that follow are drawn alike in both."""
    device, _ = planner()
    device.intend("PlanTripIntent", fromCity="seattle", toCity="boston")
    other = device.fork()
    assert device.say("no").speech == "Where are you going?"
    assert other.dialog
    assert str(other.dialog.question) == "confirm slot toCity"
    assert other.say("yes").speech == "When will you leave?"
    assert device.dialog
    assert str(device.dialog.question) == "elicit toCity"


def _unconfirmed() -> dict[str, Any]:
    """The model without confirmations."""
    raw = model(toCity={"confirmationRequired": False})
    raw["interactionModel"]["dialog"]["intents"][0]["confirmationRequired"] = False
    return raw
