"""What the local Alexa checks in a response: Alexa's limits, which fail silently on a device."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from simulator.device.response import Verdict, check
from simulator.device.ssml import SsmlError, heard
from simulator.model import load_model

MODEL = load_model(Path(__file__).parents[1] / "data" / "models" / "numb_back.json")


def verdict(response: Any = None, interfaces: dict[str, Any] | None = None, **body: Any) -> Verdict:
    """What is found in a response with this body, or in another response altogether."""
    base = {"outputSpeech": {"type": "PlainText", "text": "Hello."}, "shouldEndSession": True}
    whole = {"version": "1.0", "response": base | body} if response is None else response
    return check(whole, MODEL, interfaces or {})


def ssml(text: str) -> dict[str, str]:
    """An outputSpeech."""
    return {"type": "SSML", "ssml": text}


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ({"outputSpeech": {"type": "PlainText", "text": "x" * 8001}}, "8001 characters, 8000 at most"),
        ({"outputSpeech": {"type": "Other", "text": "x"}}, "needs type PlainText with text"),
        ({"outputSpeech": ssml("<speak>a & b</speak>")}, "not well-formed"),
        ({"outputSpeech": ssml("no root")}, "not well-formed"),
        ({"outputSpeech": ssml("<speak><blink>x</blink></speak>")}, "<blink> is not known"),
        ({"outputSpeech": ssml("<speak><break time='11s'/></speak>")}, "10s at most"),
        ({"outputSpeech": ssml("<speak><say-as interpret-as='shout'>x</say-as></speak>")}, "shout"),
        ({"outputSpeech": ssml("<speak>" + "<audio src='https://a.b/c.mp3'/>" * 6 + "</speak>")}, "6 <audio>"),
        ({"reprompt": {"outputSpeech": ssml("<speak>")}, "shouldEndSession": False}, "reprompt: SSML"),
        ({"card": {"type": "Simple", "title": "t", "content": "x" * 8000}}, "card has 8001 characters"),
        ({"card": {"type": "Fancy"}}, "card type 'Fancy'"),
        ({"card": "a card"}, "card is a str, a dict expected"),
        ({"reprompt": "again?"}, "reprompt is a str"),
        ({"directives": {"type": "Hint"}}, "directives is a dict, a list expected"),
        ({"directives": ["Hint"]}, "a directive is no object"),
        ({"shouldEndSession": "yes"}, "shouldEndSession is a str"),
        ({"directives": [{"type": "Made.Up"}]}, "Made.Up is not known"),
        ({"directives": [{"type": "Alexa.Presentation.APL.RenderDocument"}]}, "does not support"),
        (
            {"directives": [{"type": "Dialog.Delegate"}], "shouldEndSession": False},
            "Dialog.Delegate with outputSpeech",
        ),
        (
            {"directives": [{"type": "Dialog.Delegate"}, {"type": "Dialog.ConfirmIntent"}]},
            "more than one of Dialog.Delegate",
        ),
        ({"directives": [{"type": "Dialog.ConfirmIntent"}]}, "with shouldEndSession true"),
        (
            {"directives": [{"type": "Dialog.Delegate", "updatedIntent": {"name": "Nope"}}]},
            "names intent Nope",
        ),
        (
            {
                "directives": [
                    {"type": "Dialog.ElicitSlot", "slotToElicit": "nose", "updatedIntent": {"name": "NumbIntent"}}
                ]
            },
            "names slot nose",
        ),
    ],
)
def test_errors(body: dict[str, Any], why: str) -> None:
    """On a device the session would end with INVALID_RESPONSE, and nobody would say why."""
    assert why in "; ".join(verdict(**body).errors)


@pytest.mark.parametrize(
    ("response", "why"),
    [
        (None, ""),
        ("hello", 'no object with a "response"'),
        ({"version": "1.0"}, 'no object with a "response"'),
        ({"response": {"shouldEndSession": True}}, "version is None"),
        ({"version": "1.0", "sessionAttributes": [1], "response": {}}, "sessionAttributes is no object"),
        (
            {"version": "1.0", "sessionAttributes": {"a": "ü" * 12_000}, "response": {}},
            "24000 at most",
        ),
    ],
)
def test_the_envelope(response: Any, why: str) -> None:
    """The whole is measured in bytes, with the session attributes."""
    found = verdict(response).errors
    assert why in "; ".join(found)
    assert bool(found) == bool(why)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ({"shouldEndSession": None}, "shouldEndSession is absent"),
        ({"shouldEndSession": False}, "without a reprompt"),
        ({"reprompt": {"outputSpeech": {"type": "PlainText", "text": "?"}}}, "never heard"),
        ({"card": {"type": "Simple", "title": "t", "content": "<b>x</b>"}}, "markup"),
        ({"card": {"type": "Simple", "title": "t", "text": "x"}}, "has no text"),
    ],
)
def test_warnings(body: dict[str, Any], why: str) -> None:
    """What a device would do otherwise, or silently leave out."""
    found = verdict(**body)
    assert not found.errors
    assert why in "; ".join(found.warnings)


def test_apl_on_a_screen() -> None:
    """What the device supports may be sent to it."""
    body = {"directives": [{"type": "Alexa.Presentation.APL.RenderDocument"}]}
    assert not verdict(interfaces={"Alexa.Presentation.APL": {}}, **body).errors


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<speak>Hello</speak>", "Hello"),
        ("<speak><p>One.</p><p>Two.</p></speak>", "One. Two."),
        ("<speak>Go<break time='1s'/>now</speak>", "Go now"),
        ("<speak>An <sub alias='emergency room'>ER</sub>, now</speak>", "An emergency room, now"),
        ("<speak>Call <say-as interpret-as='digits'>911</say-as>.</speak>", "Call 911."),
        ("<speak><amazon:emotion name='excited' intensity='low'>Hi</amazon:emotion> you</speak>", "Hi you"),
        ("<speak>salt &amp; pepper</speak>", "salt & pepper"),
    ],
)
def test_what_is_heard(text: str, words: str) -> None:
    """The words of an SSML text."""
    assert heard(text) == words


def test_speech_needs_its_root() -> None:
    """Another root than <speak> is refused."""
    with pytest.raises(SsmlError, match="must stand in <speak>"):
        heard("<p>x</p>")
