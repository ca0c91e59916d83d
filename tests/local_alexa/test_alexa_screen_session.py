"""A device with a screen in a conversation: what is shown, what is touched, and the half minute without microphone."""

from __future__ import annotations

from typing import Any

import pytest
from scripted_skill import echo, reply

YES = {
    "type": "TouchWrapper",
    "id": "yes",
    "item": {"type": "Text", "text": "Yes"},
    "onPress": {"type": "SendEvent", "arguments": ["answer", "yes"]},
}
TITLE = {"type": "Text", "text": "${payload.title}"}


def render(*items: Any, **data: Any) -> dict[str, Any]:
    """A directive that shows these components."""
    main = {"parameters": ["payload"], "items": [{"type": "Container", "items": list(items)}]}
    document = {"type": "APL", "version": "2024.3", "mainTemplate": main}
    return {
        "type": "Alexa.Presentation.APL.RenderDocument",
        "token": "advice",
        "document": document,
        "datasources": data,
    }


def quiet(*directives: Any) -> dict[str, Any]:
    """A response without shouldEndSession."""
    answer = reply(directives=list(directives))
    del answer["response"]["shouldEndSession"], answer["response"]["reprompt"]
    return answer


def test_what_the_screen_shows() -> None:
    """It stays over the next turns; requests tell of it; a new session begins with nothing."""
    device, _ = echo(reply(directives=[render(TITLE, YES, title="Call now")]), device="show")
    turn = device.intend("LaunchRequest")
    assert turn.screen is not None
    assert [str(item) for item in turn.screen.items] == ["Call now", "[Yes]"]
    assert "Alexa.Presentation.APL" not in turn.request["context"]
    later = device.intend("WhyIntent")
    assert later.screen == turn.screen
    told = later.request["context"]["Alexa.Presentation.APL"]
    assert told["token"] == "advice"  # noqa: S105 - the name of a document
    assert device.silence().screen == turn.screen
    assert device.intend("LaunchRequest").screen is None


def test_a_touch() -> None:
    """It reaches the skill as a UserEvent, in the same session."""
    device, skill = echo(reply(directives=[render(YES)], attributes={"n": 1}), device="show")
    device.intend("LaunchRequest")
    turn = device.touch("answer", "yes")
    request = skill.requests[-1]
    assert request["request"]["type"] == "Alexa.Presentation.APL.UserEvent"
    assert request["request"]["arguments"] == ["answer", "yes"]
    assert request["request"]["source"]["id"] == "yes"
    assert (request["session"]["new"], request["session"]["attributes"]) == (False, {"n": 1})
    assert turn.speech == "Where is it numb?"
    with pytest.raises(ValueError, match="nothing on the screen sends"):
        device.touch("answer", "no")


def test_a_touch_of_nothing() -> None:
    """Without a document there is nothing to touch; after the end nobody hears of it."""
    device, skill = echo(reply(end=True, directives=[render(YES)]), device="spot")
    with pytest.raises(ValueError, match="the screen shows nothing"):
        device.touch("x")
    device.intend("LaunchRequest")
    count = len(skill.requests)
    assert "reaches no skill" in device.touch("answer", "yes").explanation
    assert len(skill.requests) == count


def test_commands_to_a_document_are_taken() -> None:
    """They change nothing that is told here."""
    command = {"type": "Alexa.Presentation.APL.ExecuteCommands", "token": "advice", "commands": [{"type": "Idle"}]}
    device, _ = echo(reply(directives=[render(YES), command]), device="show")
    turn = device.intend("LaunchRequest")
    assert turn.error is None
    assert turn.screen is not None


def test_half_a_minute_without_microphone() -> None:
    """ShouldEndSession absent, on a screen that shows something: only after the wake word is the skill meant."""
    device, skill = echo(quiet(render(YES)), quiet(render(YES)), device="show")
    turn = device.intend("LaunchRequest")
    assert (turn.ended, turn.listening) == (False, False)
    assert "stays open for 30 seconds without microphone" in turn.warnings[0]
    missed = device.say("why do you ask")
    assert (missed.request, missed.ended) == ({}, False)
    assert "after the wake word" in missed.explanation
    assert device.say("alexa, why do you ask").request["request"]["intent"]["name"] == "WhyIntent"
    count = len(skill.requests)
    over = device.silence()
    assert (over.ended, over.request, over.speech) == (True, {}, "")
    assert len(skill.requests) == count
    assert not device.in_session


def test_a_touch_opens_the_microphone_again() -> None:
    """When the skill answers it with shouldEndSession false."""
    device, _ = echo(quiet(render(YES)), reply("Next?"), device="show")
    device.intend("LaunchRequest")
    assert device.touch("answer", "yes").listening
    assert device.say("why do you ask").request["request"]["type"] == "IntentRequest"


def test_on_a_speaker_the_session_ends() -> None:
    """There is no screen that could keep it open; and a document is refused."""
    device, _ = echo(quiet(), device="speaker")
    assert device.intend("LaunchRequest").ended
    device, _ = echo(quiet(render(YES)), device="speaker")
    assert "does not support Alexa.Presentation.APL" in (device.intend("LaunchRequest").error or "")


@pytest.mark.parametrize(
    ("card", "kind"),
    [
        ({"type": "Simple", "title": "t", "content": "c"}, "Simple"),
        ({"type": "Standard", "title": "t", "text": "c", "image": {"smallImageUrl": "https://a.b/c.png"}}, "Standard"),
        ({"type": "LinkAccount"}, "LinkAccount"),
        (
            {"type": "AskForPermissionsConsent", "permissions": ["alexa::profile:email:read"]},
            "AskForPermissionsConsent",
        ),
    ],
)
def test_cards(card: dict[str, Any], kind: str) -> None:
    """All four kinds come through, without a warning."""
    device, _ = echo(reply(card=card))
    turn = device.intend("LaunchRequest")
    assert turn.card == card
    assert (turn.card or {})["type"] == kind
    assert turn.warnings == ()


def test_a_turn_tells_how_near_each_limit_is() -> None:
    """Bytes, characters, seconds; a silence used nothing."""
    device, _ = echo(reply("x" * 4000))
    turn = device.intend("LaunchRequest")
    used = {limit.name: limit.share for limit in turn.limits}
    assert set(used) == {"answer", "response", "outputSpeech", "reprompt"}
    assert used["outputSpeech"] == 0.5
    assert 0 < used["answer"] < 0.5
    assert device.silence().limits == ()
    slow, _ = echo(time_limit=2)
    assert slow.intend("LaunchRequest").limits[0].most == 2
    endless, _ = echo(time_limit=None)
    assert endless.intend("LaunchRequest").limits[0].name == "response"
