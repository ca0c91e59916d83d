"""The local Alexa as a device: requests as Amazon sends them, sessions, silence, errors."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from simulator import Echo, Turn
from simulator.model import ModelError

MODEL = Path(__file__).parent / "data" / "models" / "numb_back.json"
Skill = Callable[[dict[str, Any], Any], Any]


def reply(text: str = "Where is it numb?", *, end: bool = False, **more: Any) -> dict[str, Any]:
    """A response that says `text`. `more` goes into "response", `attributes` beside it."""
    attributes = more.pop("attributes", {})
    body: dict[str, Any] = {"outputSpeech": {"type": "PlainText", "text": text}, "shouldEndSession": end, **more}
    if not end:
        body.setdefault("reprompt", {"outputSpeech": {"type": "PlainText", "text": "Still there?"}})
    return {"version": "1.0", "sessionAttributes": attributes, "response": body}


def elicit(slot: str, intent: str | None = None, **slots: str) -> dict[str, Any]:
    """A Dialog.ElicitSlot directive, with an updatedIntent when `intent` is named."""
    directive: dict[str, Any] = {"type": "Dialog.ElicitSlot", "slotToElicit": slot}
    if intent:
        filled = {name: {"name": name, "value": value, "confirmationStatus": "NONE"} for name, value in slots.items()}
        directive["updatedIntent"] = {"name": intent, "confirmationStatus": "NONE", "slots": filled}
    return directive


class Script:
    """A skill that gives the answers of a list, and keeps the requests."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.requests: list[dict[str, Any]] = []

    def __call__(self, event: dict[str, Any], _context: object) -> Any:
        """The next answer; an exception in the list is raised."""
        self.requests.append(event)
        if event["request"]["type"] == "SessionEndedRequest":
            return {"version": "1.0", "response": {}}
        answer = self.answers.pop(0) if self.answers else reply()
        if isinstance(answer, Exception):
            raise answer
        return answer


def echo(*answers: Any, **switches: Any) -> tuple[Echo, Script]:
    """A device with a skill that gives these answers."""
    skill = Script(*answers)
    return Echo(handler=skill, model=MODEL, **switches), skill


def intent_of(turn: Turn) -> dict[str, Any]:
    """The intent that was sent."""
    found: dict[str, Any] = turn.request["request"]["intent"]
    return found


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
            "device": {"deviceId": "amzn1.ask.device.x", "supportedInterfaces": {}},
            "apiEndpoint": "https://api.amazonalexa.com",
            "apiAccessToken": "local",
        }
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


def test_a_skill_that_raises() -> None:
    """Alexa apologises, the session ends, the skill is told; the traceback is kept."""
    device, skill = echo(reply(), KeyError("lost"))
    device.say("open numb back")
    turn = device.say("why do you ask")
    assert turn.speech.startswith("There was a problem with the requested skill's response")
    assert turn.ended
    assert turn.error is not None
    assert turn.error.splitlines()[0] == "the skill raised KeyError: 'lost'"
    assert "Traceback" in turn.error
    ended = skill.requests[-1]["request"]
    assert (ended["reason"], ended["error"]["type"]) == ("ERROR", "INVALID_RESPONSE")
    assert turn.request["request"]["type"] == "IntentRequest"
    assert len(turn.exchanges) == 2


@pytest.mark.parametrize("bad", [{"a": {1, 2}}, datetime(2026, 1, 1, tzinfo=UTC), float("nan")])
def test_a_response_that_is_not_json(bad: Any) -> None:
    """Lambda could not send it."""
    device, _ = echo(reply(attributes={"bad": bad}))
    assert "the skill raised" in (device.say("open numb back").error or "")


def test_a_slow_skill() -> None:
    """Alexa does not wait longer than the limit."""

    def slow(_event: dict[str, Any], context: Any) -> dict[str, Any]:
        assert context.get_remaining_time_in_millis() <= 20
        time.sleep(0.03)
        return reply()

    turn = Echo(handler=slow, model=MODEL, time_limit=0.02).say("open numb back")
    assert "0.02 at most" in (turn.error or "")
    assert turn.exchanges[-1][0]["request"]["error"]["type"] == "ENDPOINT_TIMEOUT"


def test_an_answer_to_the_end_of_a_session_is_never_heard() -> None:
    """It is a warning, for Alexa drops it silently."""

    def talker(event: dict[str, Any], _context: Any) -> dict[str, Any]:
        return reply("Bye!", end=event["request"]["type"] == "SessionEndedRequest")

    device = Echo(handler=talker, model=MODEL)
    device.say("open numb back")
    turn = device.say("exit")
    assert turn.speech == ""
    assert "never heard" in turn.warnings[0]


def test_a_handler_cannot_change_what_was_sent() -> None:
    """Nothing is shared between the device and the skill."""

    def meddler(event: dict[str, Any], _context: Any) -> dict[str, Any]:
        event["request"]["locale"] = "xx"
        return reply()

    assert Echo(handler=meddler, model=MODEL).say("open numb back").request["request"]["locale"] == "en-US"


def test_models() -> None:
    """A path, or a dict; what is not there or no model is said clearly."""
    raw = json.loads(MODEL.read_text(encoding="utf-8"))
    assert Echo(handler=Script(), model=raw).invocation == "numb back"
    with pytest.raises(ModelError, match="no interaction model for locale 'xx-XX'"):
        Echo("xx-XX", handler=Script())
    with pytest.raises(ModelError, match="cannot be read"):
        Echo(handler=Script(), model="no/such/model.json")
    with pytest.raises(ModelError, match="is not an interaction model"):
        Echo(handler=Script(), model={"a": 1})
    raw["interactionModel"]["languageModel"]["types"].pop(0)
    with pytest.raises(ModelError, match="type Area, which is not defined"):
        Echo(handler=Script(), model=raw)


def test_devices() -> None:
    """A speaker by default; a device with a screen says so."""
    device, _ = echo(device="show")
    context = device.say("open numb back").request["context"]
    assert "Alexa.Presentation.APL" in context["System"]["device"]["supportedInterfaces"]
    assert context["Viewport"]["shape"] == "RECTANGLE"
