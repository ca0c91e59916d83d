"""Dialogs of the local Alexa: what Dialog.ElicitSlot does to the next turn."""

from __future__ import annotations

from scripted_skill import echo, elicit, intent_of, reply


def test_dialog_state_only_for_intents_of_the_dialog_model() -> None:
    """DURATION arrives as ISO 8601; an intent outside dialog.intents has no dialogState."""
    device, _ = echo()
    numb = device.say("tell numb back i've been numb for three days")
    assert intent_of(numb)["slots"]["howLong"]["value"] == "P3D"
    assert "resolutions" not in intent_of(numb)["slots"]["howLong"]
    assert "dialogState" not in device.say("why do you ask").request["request"]


def test_elicit_slot_keeps_the_other_slots() -> None:
    """The answer belongs to the elicited slot of the same intent; the dialog is in progress."""
    device, _ = echo(reply(directives=[elicit("howLong")]), reply(directives=[elicit("age")]))
    device.say("tell numb back my neck is numb")
    turn = device.say("for two days")
    slots = intent_of(turn)["slots"]
    assert (slots["area"]["value"], slots["howLong"]["value"]) == ("neck", "P2D")
    assert turn.request["request"]["dialogState"] == "IN_PROGRESS"
    assert intent_of(device.say("sixty eight"))["slots"]["age"]["value"] == "68"


def test_intent_chaining() -> None:
    """An updatedIntent may name another intent, and fill its slots."""
    device, _ = echo(reply(), reply(directives=[elicit("area", "NumbIntent", age="40")]))
    device.say("open numb back")
    assert device.say("why do you ask").warnings == ()
    turn = device.say("somewhere round my ribs")
    assert intent_of(turn)["name"] == "NumbIntent"
    assert intent_of(turn)["slots"]["area"]["value"] == "somewhere round my ribs"
    assert intent_of(turn)["slots"]["age"]["value"] == "40"
    after = device.say("somewhere round my ribs")
    assert intent_of(after)["name"] == "AMAZON.FallbackIntent"


def test_elicitation_that_alexa_ignores() -> None:
    """An intent outside dialog.intents, and a reply to a LaunchRequest: ignored, with a warning."""
    device, _ = echo(
        reply(directives=[elicit("answer", "AnswerIntent")]), reply(directives=[elicit("place", "UnlistedIntent")])
    )
    assert "LaunchRequest" in device.say("open numb back").warnings[0]
    assert intent_of(device.say("zig zag"))["name"] == "AMAZON.FallbackIntent"
    device, _ = echo(reply(directives=[elicit("place", "UnlistedIntent")]))
    assert "UnlistedIntent is not in dialog.intents" in device.say("ask numb back for help").warnings[0]
    device, _ = echo(reply(directives=[elicit("answer", "AnswerIntent")]), elicit_after_launch=True)
    assert device.say("open numb back").warnings == ()
    assert intent_of(device.say("zig zag"))["name"] == "AnswerIntent"
