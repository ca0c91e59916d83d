"""The local Alexa as a device: requests as Amazon sends them, sessions, silence."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from scripted_skill import echo, intent_of, reply

from simulator import Turn


def test_a_launch_and_a_turn() -> None:
    """The session carries its attributes; what is heard has no markup."""
    said = {"type": "SSML", "ssml": "<speak>Call <say-as interpret-as='digits'>911</say-as> &amp; wait.</speak>"}
    outcome = {"urgency": "emergency_now", "criteria": ["RF-01"], "topics": ["numb"]}
    device, skill = echo(
        reply("Hello.", attributes={"asking": ["numb"], 1: (2, 3)}),
        reply(end=True, outputSpeech=said, attributes={"asking": [], "outcome": outcome}),
    )
    first = device.say("alexa open numb back")
    assert (first.speech, first.reprompt, first.asking, first.outcome) == ("Hello.", "Still there?", ["numb"], None)
    assert not first.ended
    last = device.say("my lower back is numb")
    assert (last.speech, last.ssml) == ("Call 911 & wait.", said["ssml"])
    assert (last.ended, last.asking, last.outcome, last.error) == (True, [], outcome, None)
    assert skill.requests[1]["session"]["attributes"] == {"asking": ["numb"], "1": [2, 3]}
    assert [request["session"]["new"] for request in skill.requests] == [True, False]
    assert skill.requests[0]["session"]["sessionId"] == skill.requests[1]["session"]["sessionId"]


def test_the_request_is_amazons() -> None:
    """The envelope of an intent with a match and an empty slot, word for word."""
    clock = datetime(2026, 1, 1, tzinfo=UTC)
    device, _ = echo(user="x", skill_id="amzn1.ask.skill.x", clock=lambda: clock)
    turn = device.say("tell numb back my low back is numb")
    request = turn.request
    assert request["version"] == "1.0"
    assert request["session"] == {
        "new": True,
        "sessionId": request["session"]["sessionId"],
        "application": {"applicationId": "amzn1.ask.skill.x"},
        "attributes": {},
        "user": {"userId": "amzn1.ask.account.x"},
    }
    assert request["session"]["sessionId"].startswith("amzn1.echo-api.session.")
    assert request["context"] == {
        "System": {
            "application": {"applicationId": "amzn1.ask.skill.x"},
            "user": {"userId": "amzn1.ask.account.x"},
            "device": {"deviceId": "amzn1.ask.device.x", "supportedInterfaces": {"AudioPlayer": {}}},
            "apiEndpoint": "https://api.amazonalexa.com",
            "apiAccessToken": "local",
        },
        "AudioPlayer": {"playerActivity": "IDLE"},
    }
    resolutions = {
        "resolutionsPerAuthority": [
            {
                "authority": "amzn1.er-authority.echo-sdk.amzn1.ask.skill.x.Area",
                "status": {"code": "ER_SUCCESS_MATCH"},
                "values": [{"value": {"name": "lower back", "id": "LOWER"}}],
            }
        ]
    }
    assert request["request"] == {
        "requestId": request["request"]["requestId"],
        "timestamp": "2026-01-01T00:00:00Z",
        "locale": "en-US",
        "type": "IntentRequest",
        "intent": {
            "name": "NumbIntent",
            "confirmationStatus": "NONE",
            "slots": {
                "area": {
                    "name": "area",
                    "value": "low back",
                    "resolutions": resolutions,
                    "slotValue": {"type": "Simple", "value": "low back", "resolutions": resolutions},
                    "confirmationStatus": "NONE",
                    "source": "USER",
                },
                "howLong": {"name": "howLong", "confirmationStatus": "NONE"},
                "age": {"name": "age", "confirmationStatus": "NONE"},
            },
        },
        "dialogState": "STARTED",
    }
    again, _ = echo(user="x", skill_id="amzn1.ask.skill.x", clock=lambda: clock)
    assert again.say("tell numb back my low back is numb").request == request


def test_several_values_are_a_list() -> None:
    """No top-level value; each value has its own resolution; an id is made up where the model has none."""
    device, _ = echo()
    slot = intent_of(device.say("tell numb back i have fever and purple toes"))["slots"]["symptom"]
    assert "value" not in slot
    assert slot["slotValue"]["type"] == "List"
    fever, toes = slot["slotValue"]["values"]
    match = fever["resolutions"]["resolutionsPerAuthority"][0]
    assert (match["status"]["code"], match["values"][0]["value"]["name"]) == ("ER_SUCCESS_MATCH", "fever")
    assert len(match["values"][0]["value"]["id"]) == 32
    miss = toes["resolutions"]["resolutionsPerAuthority"][0]
    assert (toes["value"], miss["status"]["code"], "values" in miss) == ("purple toes", "ER_SUCCESS_NO_MATCH", False)


def test_silence() -> None:
    """The reprompt first; then the session ends, and the skill may not speak."""
    device, skill = echo(reply("Hello.", attributes={"asking": ["numb"]}))
    device.say("open numb back")
    first = device.silence()
    assert (first.speech, first.asking, first.ended, first.request) == ("Still there?", ["numb"], False, {})
    second = device.silence()
    assert (second.speech, second.asking, second.ended) == ("", [], True)
    assert skill.requests[-1]["request"]["reason"] == "EXCEEDED_MAX_REPROMPTS"
    assert second.request == skill.requests[-1]
    assert device.silence().request == {}


def test_an_answer_resets_the_silence() -> None:
    """After an answer the next silence is a first one again."""
    device, _ = echo()
    device.say("open numb back")
    device.silence()
    device.say("why do you ask")
    assert not device.silence().ended


@pytest.mark.parametrize("leave", ["exit", "alexa, quit", "Go home."])
def test_leaving(leave: str) -> None:
    """The session ends at once; the skill is told, and not heard."""
    device, skill = echo()
    device.say("open numb back")
    turn = device.say(leave)
    assert (turn.speech, turn.ended) == ("", True)
    assert skill.requests[-1]["request"]["reason"] == "USER_INITIATED"


def test_after_the_end_nothing_reaches_the_skill_but_a_launch() -> None:
    """A bare "yes" is then for somebody else; a launch phrase opens a new session with nothing in it."""
    device, skill = echo(reply("Bye.", end=True, attributes={"asking": ["numb"]}))
    old = device.say("open numb back").request["session"]["sessionId"]
    assert device.say("yes") == Turn("", explanation=device.say("yes").explanation)
    assert "not for the skill" in device.say("yes").explanation
    assert len(skill.requests) == 1
    session = device.say("open numb back").request["session"]
    assert (session["new"], session["attributes"]) == (True, {})
    assert session["sessionId"] != old


def test_a_launch_phrase_in_a_session_starts_a_new_one() -> None:
    """But the bare name, without a wake word, is an answer."""
    device, _ = echo(reply(attributes={"asking": ["numb"]}))
    device.say("open numb back")
    assert device.say("numb back").request["request"]["type"] == "IntentRequest"
    assert device.say("alexa, numb back").request["request"]["type"] == "LaunchRequest"
    assert device.say("open numb back").request["session"]["attributes"] == {}


def test_intend_skips_the_language_step() -> None:
    """Words in slots are resolved; what Alexa could not send is an error."""
    device, _ = echo()
    turn = device.intend("NumbIntent", area="low back", howLong="three days")
    assert turn.request["session"]["new"]
    assert intent_of(turn)["slots"]["howLong"]["value"] == "P3D"
    assert intent_of(turn)["slots"]["area"]["slotValue"]["resolutions"]
    assert device.intend("SymptomIntent", symptom=["fever", "tingling"]).error is None
    assert device.intend("LaunchRequest").request["request"]["type"] == "LaunchRequest"
    with pytest.raises(ValueError, match="no intent NoSuchIntent"):
        device.intend("NoSuchIntent")
    with pytest.raises(ValueError, match="no slot colour"):
        device.intend("NumbIntent", colour="red")


def test_devices() -> None:
    """A speaker by default; a device with a screen says so."""
    device, _ = echo(device="show")
    context = device.say("open numb back").request["context"]
    assert "Alexa.Presentation.APL" in context["System"]["device"]["supportedInterfaces"]
    assert context["Viewport"]["shape"] == "RECTANGLE"


def test_a_fork_goes_its_own_way_from_the_same_state() -> None:
    """So that one state of a conversation can be answered in several ways."""
    device, _ = echo(reply("Where?", attributes={"turn": 1}), reply("Bye.", end=True), reply("Where now?"))
    device.intend("LaunchRequest")
    other = device.fork()
    assert device.say("stop").ended
    assert not device.in_session
    turn = other.say("help")
    assert turn.request["session"]["attributes"] == {"turn": 1}
    assert other.in_session
