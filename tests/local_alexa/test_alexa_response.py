"""What the local Alexa checks in a response: Alexa's limits, which fail silently on a device."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.device.limits import account
from simulator.device.response import Verdict, check, listens, opens
from simulator.model import load_model

MODEL = load_model(Path(__file__).parents[1] / "data" / "models" / "numb_back.json")
SCREEN = {"Alexa.Presentation.APL": {}}
DOCUMENT = {"type": "APL", "version": "2024.3", "mainTemplate": {"items": []}}
RENDER = {"type": "Alexa.Presentation.APL.RenderDocument", "token": "t", "document": DOCUMENT}


def verdict(
    response: Any = None, interfaces: dict[str, Any] | None = None, asked: str = "IntentRequest", **body: Any
) -> Verdict:
    """What is found in a response with this body, or in another response altogether, to a request of this type."""
    base = {"outputSpeech": {"type": "PlainText", "text": "Hello."}, "shouldEndSession": True}
    whole = {"version": "1.0", "response": base | body} if response is None else response
    request = {"type": asked, "intent": {"name": "NumbIntent", "slots": {}}}
    return check(whole, MODEL, interfaces or {}, request)


def ssml(text: str) -> dict[str, str]:
    """An outputSpeech."""
    return {"type": "SSML", "ssml": text}


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (
            {"outputSpeech": {"type": "PlainText", "text": "x" * 8001}},
            "response.outputSpeech.text: 8001 characters, 8000 at most - shorten it by 1",
        ),
        ({"outputSpeech": ssml("<speak>" + "x" * 8000)}, "response.outputSpeech.ssml: 8007 characters"),
        (
            {"outputSpeech": {"type": "Other", "text": "x"}},
            "response.outputSpeech.type: 'Other' is not known - give one of PlainText, SSML",
        ),
        ({"outputSpeech": {"type": "SSML", "text": "x"}}, "response.outputSpeech.ssml: is missing - give a string"),
        ({"outputSpeech": {"type": "PlainText", "text": 3}}, "outputSpeech.text: is a number, a string expected"),
        ({"outputSpeech": {"type": "PlainText", "text": "\ud83d!"}}, "holds half a character"),
        ({"outputSpeech": "Hello"}, "response.outputSpeech: is a string, an object expected - give an object"),
        ({"outputSpeech": ssml("<speak>a & b</speak>")}, 'response.outputSpeech: an unescaped "&"'),
        (
            {"outputSpeech": {"type": "PlainText", "text": "x", "playBehavior": "NOW"}},
            "response.outputSpeech.playBehavior: 'NOW' is not known - give one of ENQUEUE, REPLACE_ALL",
        ),
        ({"reprompt": {"outputSpeech": ssml("<speak>")}}, "response.reprompt.outputSpeech: SSML is not well-formed"),
        ({"reprompt": {"outputSpeech": {"type": "PlainText", "text": "x" * 8001}}}, "reprompt.outputSpeech.text: 8001"),
        ({"reprompt": {"directives": [{"type": "Made.Up"}]}}, "response.reprompt.directives[0].type: directive"),
        ({"reprompt": "again?"}, "response.reprompt: is a string, an object expected"),
        (
            {"card": {"type": "Simple", "title": "t", "content": "x" * 8000}},
            "response.card: 8001 characters in all, 8000 at most - shorten it by 1",
        ),
        ({"card": {"type": "Fancy"}}, "card.type: 'Fancy' is not known - give one of Simple, Standard, LinkAccount"),
        ({"card": {"title": "t"}}, "response.card.type: is missing"),
        ({"card": "a card"}, "response.card: is a string, an object expected"),
        ({"card": {"type": "Simple", "title": ["t"]}}, "response.card.title: is a list, a string expected"),
        (
            {"card": {"type": "Standard", "image": {"smallImageUrl": "http://a.b/c.png"}}},
            "response.card.image.smallImageUrl: 'http://a.b/c.png' is not https - use an https:// address",
        ),
        (
            {"card": {"type": "Standard", "image": {"largeImageUrl": "https://" + "x" * 1993}}},
            "response.card.image.largeImageUrl: 2001 characters, 2000 at most",
        ),
        ({"card": {"type": "AskForPermissionsConsent"}}, "response.card.permissions: is missing - give a list"),
        ({"card": {"type": "AskForPermissionsConsent", "permissions": []}}, "response.card.permissions: is empty"),
        ({"card": {"type": "AskForPermissionsConsent", "permissions": [1]}}, "card.permissions[0]: is a number"),
        ({"directives": {"type": "Hint"}}, "response.directives: is an object, a list expected"),
        ({"directives": ["Hint"]}, "response.directives[0]: is a string, an object expected"),
        ({"shouldEndSession": "yes"}, "response.shouldEndSession: is a string, true or false expected"),
        ({"shouldEndSession": 0}, "response.shouldEndSession: is a number, true or false expected"),
    ],
)
def test_errors(body: dict[str, Any], why: str) -> None:
    """On a device the session would end with INVALID_RESPONSE, and nobody would say why: place, fault, what to do."""
    assert why in "\n".join(verdict(**body).errors)


@pytest.mark.parametrize(
    ("response", "why"),
    [
        (None, ""),
        ("hello", 'the response is a string, no object with a "response" in it'),
        ({"version": "1.0"}, "response: is missing - give an object"),
        ({"version": "1.0", "response": []}, "response: is a list, an object expected"),
        ({"response": {"shouldEndSession": True}}, "version: is missing"),
        ({"version": 1.0, "response": {}}, "version: is a number, a string expected"),
        (
            {"version": "1.0", "sessionAttributes": [1], "response": {}},
            "sessionAttributes: is a list, an object expected",
        ),
        (
            {"version": "1.0", "sessionAttributes": {"a": "ü" * 12_000}, "response": {}},
            "the response has 24060 bytes, 24000 at most - keep less in sessionAttributes, or say less",
        ),
    ],
)
def test_the_envelope(response: Any, why: str) -> None:
    """The whole is measured in bytes, with the session attributes."""
    found = verdict(response).errors
    assert why in "\n".join(found)
    assert bool(found) == bool(why)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ({"shouldEndSession": None}, "shouldEndSession is absent: the session ends here"),
        ({"shouldEndSession": False}, "without a reprompt"),
        ({"reprompt": {"outputSpeech": {"type": "PlainText", "text": "?"}}}, "never heard"),
        ({"card": {"type": "Simple", "title": "t", "content": "<b>x</b>"}}, "response.card: its text holds markup"),
        ({"card": {"type": "Simple", "title": "t", "text": "x"}}, "response.card: 'text' is not known here"),
        ({"shouldEndsession": False}, "response: 'shouldEndsession' is not known here and is ignored"),
        ({"outputSpeech": {"type": "PlainText", "text": "<speak>x</speak>"}}, "SSML in a PlainText speech"),
        ({"canFulfillIntent": {"canFulfill": "YES"}}, "canFulfillIntent: in the answer to a IntentRequest"),
    ],
)
def test_warnings(body: dict[str, Any], why: str) -> None:
    """What a device would do otherwise, or silently leave out."""
    found = verdict(**body)
    assert not found.errors
    assert why in "\n".join(found.warnings)


@pytest.mark.parametrize("asked", ["SessionEndedRequest", "System.ExceptionEncountered"])
def test_what_nobody_hears(asked: str) -> None:
    """The answer to the end of a session, or to an error, is dropped; to say nothing at all is right."""
    assert "never heard or shown" in "\n".join(verdict(asked=asked).warnings)
    assert verdict({"version": "1.0"}, asked=asked) == Verdict()
    assert verdict({"version": "1.0", "response": {}}, asked=asked) == Verdict()


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ({}, "response.canFulfillIntent: is missing"),
        ({"canFulfillIntent": {"canFulfill": "PERHAPS"}}, "canFulfill: 'PERHAPS' is not known - give one of YES, NO"),
        ({"canFulfillIntent": {"canFulfill": "YES", "slots": {"area": {}}}}, "slots.area.canUnderstand: is missing"),
        (
            {"canFulfillIntent": {"canFulfill": "YES"}, "outputSpeech": {"type": "PlainText", "text": "x"}},
            "response.outputSpeech: in the answer to a CanFulfillIntentRequest - send canFulfillIntent alone",
        ),
    ],
)
def test_can_fulfill(body: dict[str, Any], why: str) -> None:
    """Whether the skill could, and nothing said or shown."""
    whole = {"version": "1.0", "response": body}
    assert why in "\n".join(verdict(whole, asked="CanFulfillIntentRequest").errors)


def test_can_fulfill_as_it_should_be() -> None:
    """With each slot of the intent."""
    slots = {"area": {"canUnderstand": "YES", "canFulfill": "NO"}, "nose": {"canUnderstand": "NO"}}
    whole = {"version": "1.0", "response": {"canFulfillIntent": {"canFulfill": "MAYBE", "slots": slots}}}
    found = verdict(whole, asked="CanFulfillIntentRequest")
    assert found.errors == []
    assert found.warnings == ["response.canFulfillIntent.slots.nose: NumbIntent has no slot 'nose'"]


def test_requests_of_the_player_are_answered_with_its_directives_only() -> None:
    """Amazon: the answer to an AudioPlayer request may not speak, and may not show."""
    found = verdict(asked="AudioPlayer.PlaybackFinished", interfaces=SCREEN | {"AudioPlayer": {}}, directives=[RENDER])
    assert "outputSpeech: in the answer to AudioPlayer.PlaybackFinished" in found.errors[0]
    assert "RenderDocument in the answer to AudioPlayer.PlaybackFinished" in found.errors[1]


@pytest.mark.parametrize(
    ("body", "interfaces", "stays", "listening"),
    [
        ({"shouldEndSession": True}, SCREEN, False, False),
        ({"shouldEndSession": False}, {}, True, True),
        ({}, {}, False, False),
        ({"shouldEndSession": None}, SCREEN, False, False),
        ({"directives": [RENDER]}, SCREEN, True, False),
        ({"directives": [RENDER]}, {}, False, False),
        ({"directives": [{"type": "Dialog.Delegate"}]}, {}, True, True),
        ({"directives": "no list", "shouldEndSession": None}, SCREEN, False, False),
    ],
)
def test_whether_the_session_stays_open(
    body: dict[str, Any], interfaces: dict[str, Any], stays: bool, listening: bool
) -> None:
    """Absent means the end, but on a screen that shows something: then half a minute, without the microphone."""
    assert (opens(body, interfaces), listens(body)) == (stays, listening)


def test_the_account_of_what_was_used() -> None:
    """In bytes, characters and seconds; what a response does not have is left out."""
    body = {"outputSpeech": {"type": "PlainText", "text": "x" * 800}, "card": {"type": "Simple", "title": "abc"}}
    limits = account({"version": "1.0", "response": body}, 0.5)
    assert [limit.name for limit in limits] == ["answer", "response", "outputSpeech", "card"]
    assert [str(limit) for limit in limits[::2]] == [
        "answer: 0.500 of 8 seconds",
        "outputSpeech: 800 of 8,000 characters",
    ]
    assert limits[2].share == 0.1
    assert account(None, None)[0].name == "response"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
NAMES = (
    "type text ssml title content image smallImageUrl permissions outputSpeech reprompt card directives name slots "
    "shouldEndSession updatedIntent slotToElicit document datasources payload audioItem stream url token types values "
    "canFulfillIntent canFulfill input uri permissionScopes commands hint playBehavior updateBehavior"
)
KINDS = (
    "Simple Standard AskForPermissionsConsent PlainText SSML Dialog.ElicitSlot Dialog.Delegate AudioPlayer.Play "
    "Dialog.UpdateDynamicEntities Alexa.Presentation.APL.RenderDocument Connections.SendRequest AskFor VideoApp.Launch "
    "Connections.StartConnection Alexa.Presentation.APL.ExecuteCommands Hint <speak>a&b</speak> NumbIntent area"
)
LIKELY = st.recursive(
    st.sampled_from(KINDS.split()) | JSON,
    lambda inner: st.dictionaries(st.sampled_from(NAMES.split()), inner, max_size=5) | st.lists(inner, max_size=2),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(
    body=st.dictionaries(st.sampled_from(NAMES.split()), LIKELY, max_size=5),
    asked=st.sampled_from(["IntentRequest", "SessionEndedRequest", "CanFulfillIntentRequest", "AudioPlayer.X"]),
)
def test_nothing_that_comes_back_makes_the_check_fail(body: dict[str, Any], asked: str) -> None:
    """Whatever a skill sends, it is told in lines; what passes can be read as what it is."""
    response = {"version": "1.0", "response": body}
    found = verdict(response, {**SCREEN, "AudioPlayer": {}, "Display": {}}, asked)
    assert all(isinstance(line, str) and "\n" not in line for line in found.errors + found.warnings)
    assert account(response, 0.1)
    if not found.errors:
        assert isinstance(opens(body, SCREEN), bool)
        assert body.get("outputSpeech") is None or isinstance(body["outputSpeech"], dict)


@settings(max_examples=100, deadline=None)
@given(response=JSON)
def test_no_kind_of_response_makes_the_check_fail(response: Any) -> None:
    """Not even one that is no object."""
    assert verdict(response if response is not None else 0).errors
