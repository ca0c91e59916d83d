"""The skill's own questions, intent chaining, and the directives that Alexa ignores or refuses."""

from __future__ import annotations

from typing import Any

import pytest
from scripted_skill import reply
from trip_skill import RAW, directive, planner, silent, slot, states

from simulator import Echo

FULL = {"fromCity": "seattle", "toCity": "boston", "travelDate": "2026-12-24"}


def ask(kind: str, *args: Any, **more: Any) -> dict[str, Any]:
    """A question in the skill's own words."""
    return reply("Well?", directives=[directive(kind, *args, **more)])


@pytest.mark.parametrize(("answer", "status"), [("yes", "CONFIRMED"), ("no", "DENIED"), ("whatever", "CONFIRMED")])
def test_confirm_slot(answer: str, status: str) -> None:
    """The slot's confirmationStatus is the answer; every slot may be confirmed, required or not."""
    device, skill = planner(ask("ConfirmSlot", slotToConfirm="travelers"))
    device.intend("PlanTripIntent", travelers="2")
    assert device.dialog
    assert (str(device.dialog.question), device.dialog.question and device.dialog.question.by_alexa) == (
        "confirm slot travelers",
        False,
    )
    assert slot(device.say(answer), "travelers")["confirmationStatus"] == status
    assert states(skill)[:2] == ["STARTED", "IN_PROGRESS"]


@pytest.mark.parametrize(("answer", "status"), [("yes", "CONFIRMED"), ("no", "DENIED"), ("whatever", "CONFIRMED")])
def test_confirm_intent(answer: str, status: str) -> None:
    """The intent's confirmationStatus is the answer. Without Dialog.Delegate no dialog is ever COMPLETED."""
    device, skill = planner(ask("ConfirmIntent"), reply())
    device.intend("PlanTripIntent", **FULL)
    assert device.say(answer).request["request"]["intent"]["confirmationStatus"] == status
    assert states(skill) == ["STARTED", "IN_PROGRESS"]


def test_elicit_slot_takes_one_more_answer_and_no_more() -> None:
    """A dialog is open only as long as the skill goes on with it."""
    device, skill = planner(ask("ElicitSlot", slotToElicit="toCity"), reply("Good."))
    device.intend("PlanTripIntent", fromCity="seattle")
    assert slot(device.say("to boston"), "toCity")["value"] == "boston"
    assert device.dialog is None
    device.intend("PlanTripIntent")
    assert states(skill) == ["STARTED", "IN_PROGRESS", "STARTED"]


@pytest.mark.parametrize(
    ("chain", "question", "answer", "intent", "state"),
    [
        (ask("ElicitSlot", "RentCarIntent", {"city": "Boston"}, slotToElicit="car"), "elicit car", "a van please",
         "RentCarIntent", "IN_PROGRESS"),
        (ask("ConfirmIntent", "RentCarIntent", {"car": "van"}), "confirm intent", "yes",
         "RentCarIntent", "IN_PROGRESS"),
        (silent(directive("Delegate", "PlanTripIntent", {"fromCity": "Boston"})), "elicit toCity", "seattle",
         "PlanTripIntent", "IN_PROGRESS"),
    ],
)  # fmt: skip
def test_intent_chaining(chain: dict[str, Any], question: str, answer: str, intent: str, state: str) -> None:
    """An updatedIntent may name another intent: its dialog begins there, and its first request is IN_PROGRESS."""
    device, skill = planner(chain)
    assert device.say("ask trip planner to list my trips").error is None
    assert device.dialog
    assert str(device.dialog.question) == question
    request = device.say(answer).exchanges[0][0]["request"]
    assert (request["intent"]["name"], request["dialogState"]) == (intent, state)
    assert states(skill)[0] is None


def test_chaining_to_an_intent_that_lacks_nothing() -> None:
    """It is complete in the same turn."""
    chain = silent(directive("Delegate", "RentCarIntent", {"car": "van"}))
    device, skill = planner(chain, reply("A van."))
    turn = device.say("ask trip planner to list my trips")
    assert (turn.speech, states(skill)) == ("A van.", [None, "COMPLETED"])
    assert slot(turn, "car")["value"] == "van"


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (
            ask("ElicitSlot", "ListTripsIntent", {}, slotToElicit="x"),
            "names slot 'x', which ListTripsIntent does not have",
        ),
        (ask("ConfirmSlot", "RentCarIntent", {"car": "van"}, slotToConfirm="car"), "it cannot change intents"),
        (reply("Well?", directives=[directive("Delegate")]), "Dialog.Delegate with outputSpeech"),
        (silent(directive("Delegate"), directive("ConfirmIntent")), "more than one of Dialog.Delegate"),
        (silent(directive("Delegate"), shouldEndSession=True), "Dialog.Delegate with shouldEndSession true"),
        (silent(directive("Delegate", "NoIntent")), "names intent 'NoIntent', which the model does not have"),
        (
            silent(directive("Delegate", "PlanTripIntent", {"nose": "x"})),
            "names slot 'nose', which PlanTripIntent does not have",
        ),
    ],
)
def test_directives_that_alexa_refuses(answer: dict[str, Any], why: str) -> None:
    """The session ends with INVALID_RESPONSE; the first line of the error says why."""
    device, skill = planner(answer)
    turn = device.intend("PlanTripIntent")
    assert why in (turn.error or "")
    assert turn.ended
    assert turn.speech.startswith("There was a problem")
    assert skill.requests[-1]["request"]["error"]["type"] == "INVALID_RESPONSE"


def test_a_dialog_that_is_complete_cannot_be_delegated() -> None:
    """Amazon's page says so: Dialog.Delegate wants STARTED or IN_PROGRESS."""
    device, _ = planner(*[silent(directive("Delegate"))] * 9)
    device.intend("PlanTripIntent", **FULL)
    device.say("yes")
    turn = device.say("yes")
    assert "dialogState is COMPLETED: there is nothing left to delegate" in (turn.error or "")


def test_intents_that_are_chained_in_a_circle() -> None:
    """Somebody must say something in the end; the device does not wait for it for ever."""

    def circle(event: dict[str, Any], _context: object) -> dict[str, Any]:
        name = event["request"].get("intent", {}).get("name")
        other = "RentCarIntent" if name != "RentCarIntent" else "BookHotelIntent"
        return silent(directive("Delegate", other, {"hotel": "the grand", "nights": "2"} if "Hotel" in other else {}))

    turn = Echo(handler=circle, model=RAW).say("ask trip planner to rent a car")
    assert "10 requests in one turn" in (turn.error or "")
    assert len(turn.exchanges) <= 12


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (
            ask("ConfirmIntent", "ListTripsIntent", {}),
            "Dialog.ConfirmIntent is ignored: ListTripsIntent is not in dialog",
        ),
        (silent(directive("Delegate", "ListTripsIntent", {})), "Dialog.Delegate is ignored: ListTripsIntent is not in"),
        (ask("ElicitSlot", slotToElicit="nose"), "Dialog.ElicitSlot is ignored: PlanTripIntent has no slot nose"),
        (ask("ConfirmSlot", slotToConfirm="nose"), "Dialog.ConfirmSlot is ignored: PlanTripIntent has no slot nose"),
        (ask("DelegateRequest"), "Dialog.DelegateRequest is ignored: Alexa Conversations is not emulated"),
    ],
)
def test_directives_that_alexa_ignores(answer: dict[str, Any], why: str) -> None:
    """Silently, on a device; here with a warning. No dialog is open afterwards."""
    device, _ = planner(answer)
    turn = device.intend("PlanTripIntent")
    assert turn.error is None
    assert why in "; ".join(turn.warnings)
    assert device.dialog is None


@pytest.mark.parametrize(("end", "ended"), [(None, True), (False, False)])
def test_an_ignored_directive_does_not_keep_the_session_open(end: bool | None, ended: bool) -> None:
    """Only shouldEndSession false does."""
    answer = ask("ConfirmIntent", "ListTripsIntent", {})
    answer["response"]["shouldEndSession"] = end
    device, _ = planner(answer)
    assert device.intend("PlanTripIntent").ended is ended


@pytest.mark.parametrize("kind", ["Delegate", "ElicitSlot", "ConfirmIntent"])
def test_a_directive_in_the_reply_to_a_launch(kind: str) -> None:
    """Ignored by default, for sources disagree; followed with the switch."""
    more = {"slotToElicit": "car"} if kind == "ElicitSlot" else {}
    chain = directive(kind, "PlanTripIntent" if kind == "Delegate" else "RentCarIntent", {}, **more)
    answer = silent(chain) if kind == "Delegate" else reply("Well?", directives=[chain])
    device, _ = planner(answer)
    assert f"Dialog.{kind} in the reply to a LaunchRequest is ignored" in device.say("open trip planner").warnings[0]
    assert device.dialog is None
    device, _ = planner(answer, elicit_after_launch=True)
    assert device.say("open trip planner").warnings == ()
    assert device.dialog


def test_a_launch_that_speaks_and_delegates() -> None:
    """As Amazon's demo of intent chaining does: refused, ignored or heard, as the switches have it."""
    chain = directive("Delegate", "PlanTripIntent", {"fromCity": "Boston"})
    answer = reply("Let's plan a trip.", directives=[chain])
    device, _ = planner(answer)
    assert "Dialog.Delegate with outputSpeech" in (device.say("open trip planner").error or "")
    device, _ = planner(answer, speech_with_delegate=True)
    assert device.say("open trip planner").speech == "Let's plan a trip."
    assert device.dialog is None
    device, skill = planner(answer, speech_with_delegate=True, elicit_after_launch=True)
    assert device.say("open trip planner").speech == "Let's plan a trip. Where are you going?"
    device.say("seattle")
    assert states(skill) == [None, "IN_PROGRESS"]


def test_a_directive_without_an_intent() -> None:
    """After a launch there is none that it could be about."""
    device, _ = planner(ask("ConfirmIntent"), elicit_after_launch=True)
    assert device.say("open trip planner").warnings == ("Dialog.ConfirmIntent names no intent and is ignored",)
