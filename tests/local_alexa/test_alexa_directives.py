"""What the local Alexa checks in directives: their parts, and whether the device could follow them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ask_sdk_model.directive import Directive

from simulator.device.devices import DEVICES
from simulator.device.directives import CAMERAS, KINDS
from simulator.device.response import Verdict, check
from simulator.model import load_model

MODEL = load_model(Path(__file__).parents[1] / "data" / "models" / "numb_back.json")
APL = "Alexa.Presentation.APL"
DOCUMENT = {"type": "APL", "version": "2024.3", "mainTemplate": {"items": []}}
STREAM = {"url": "https://a.b/c.mp3", "token": "t", "offsetInMilliseconds": 0}
EVERYTHING = {name: {} for name in ("AudioPlayer", "VideoApp", "Display", APL, "Alexa.Presentation.HTML")}


def verdict(*directives: Any, interfaces: dict[str, Any] = EVERYTHING, **body: Any) -> Verdict:
    """What is found in a response with these directives."""
    base = {"outputSpeech": {"type": "PlainText", "text": "Hello."}, "shouldEndSession": False, "reprompt": {}}
    return check({"version": "1.0", "response": base | {"directives": list(directives)} | body}, MODEL, interfaces)


def play(behavior: str = "REPLACE_ALL", **stream: Any) -> dict[str, Any]:
    """An AudioPlayer.Play directive."""
    return {"type": "AudioPlayer.Play", "playBehavior": behavior, "audioItem": {"stream": STREAM | stream}}


def ask(version: str = "1", **payload: Any) -> dict[str, Any]:
    """A request for a permission, by voice."""
    body = {"@type": "AskForPermissionsConsentRequest", "@version": version, **payload}
    return {"type": "Connections.SendRequest", "name": "AskFor", "payload": body, "token": ""}


def elicit(slot: Any, intent: Any = "NumbIntent") -> dict[str, Any]:
    """A Dialog.ElicitSlot directive."""
    return {"type": "Dialog.ElicitSlot", "slotToElicit": slot, "updatedIntent": {"name": intent}}


@pytest.mark.parametrize(
    ("directive", "why"),
    [
        ({"type": "Made.Up"}, "response.directives[0].type: directive 'Made.Up' is not known to Alexa"),
        ({}, "response.directives[0].type: is missing"),
        ({"type": 4}, "response.directives[0].type: is a number, a string expected"),
        (play(url="http://a.b/c.mp3"), "stream.url: 'http://a.b/c.mp3' is not https - use an https:// address"),
        (play(url="https://" + "x" * 7993), "stream.url: 8001 characters, 8000 at most"),
        (play(token="x" * 1025), "stream.token: 1025 characters, 1024 at most"),
        (play(offsetInMilliseconds=-1), "stream.offsetInMilliseconds: is -1 - give 0 or more"),
        (play("LOUDER"), "playBehavior: 'LOUDER' is not known"),
        (play("ENQUEUE"), "stream.expectedPreviousToken: is missing"),
        (play(expectedPreviousToken="s"), "expectedPreviousToken: is given with REPLACE_ALL - give it with ENQUEUE"),
        ({"type": "AudioPlayer.Play", "playBehavior": "ENQUEUE"}, "response.directives[0].audioItem: is missing"),
        ({"type": "AudioPlayer.ClearQueue"}, "directives[0].clearBehavior: is missing"),
        ({"type": f"{APL}.RenderDocument", "token": "t"}, "response.directives[0].document: is missing"),
        ({"type": f"{APL}.RenderDocument", "document": {"type": "APL"}}, "document.mainTemplate: is missing"),
        ({"type": f"{APL}.RenderDocument", "document": DOCUMENT | {"type": "PDF"}}, "document.type: 'PDF'"),
        ({"type": f"{APL}.RenderDocument", "document": {"type": "Link"}}, "document.src: is missing"),
        ({"type": f"{APL}.ExecuteCommands", "commands": []}, "directives[0].token: is missing"),
        ({"type": f"{APL}.ExecuteCommands", "token": "t", "commands": [{}]}, "commands[0].type: is missing"),
        ({"type": "VideoApp.Launch", "videoItem": {"source": "ftp://x"}}, "videoItem.source: 'ftp://x' is not https"),
        ({"type": "Hint", "hint": {}}, "hint.text: is missing"),
        ({"type": "Dialog.UpdateDynamicEntities"}, "updateBehavior: is missing"),
        (
            {
                "type": "Dialog.UpdateDynamicEntities",
                "updateBehavior": "REPLACE",
                "types": [{"name": "Area", "values": [{"id": "a", "name": {"value": "x", "synonyms": ["y"] * 100}}]}],
            },
            "types: 101 values and synonyms, 100 at most",
        ),
        (ask(), "payload.permissionScope: is missing"),
        (ask("2", permissionScopes=[{}]), "payload.permissionScopes[0].permissionScope: is missing"),
        (ask("3", permissionScope="s"), "@version: '3' is not known"),
        ({"type": "Connections.StartConnection", "uri": "skill"}, "uri: 'skill' is no task"),
        (elicit("nose"), "updatedIntent: names slot 'nose', which NumbIntent does not have"),
        (elicit("area", "Nope"), "updatedIntent.name: names intent 'Nope', which the model does not have"),
        (elicit("area", None), "updatedIntent.name: is missing"),
        (elicit(None), "slotToElicit: is missing"),
        (elicit("area") | {"updatedIntent": {"name": "NumbIntent", "slots": {"area": 1}}}, "slots.area: is a number"),
        ({"type": "Dialog.Delegate"}, "Dialog.Delegate with outputSpeech or reprompt - leave them out"),
    ],
)
def test_errors(directive: dict[str, Any], why: str) -> None:
    """Each part that is missing, or that Alexa would refuse, by its place."""
    assert why in "\n".join(verdict(directive).errors)


@pytest.mark.parametrize(
    "directive",
    [
        play(),
        play("ENQUEUE", expectedPreviousToken="s"),
        {"type": f"{APL}.RenderDocument", "token": "t", "document": DOCUMENT, "datasources": {}},
        {"type": f"{APL}.RenderDocument", "token": "t", "document": {"type": "Link", "src": "doc://alexa/apl/x"}},
        {"type": f"{APL}.ExecuteCommands", "token": "t", "commands": [{"type": "Idle"}]},
        {"type": "Alexa.Presentation.APLA.RenderDocument", "token": "t", "document": DOCUMENT | {"type": "APLA"}},
        ask(permissionScope="alexa::alerts:reminders:skill:readwrite"),
        ask("2", permissionScopes=[{"permissionScope": "alexa::profile:name:read", "consentLevel": "ACCOUNT"}]),
        {"type": "Connections.StartConnection", "uri": "connection://AMAZON.PrintPDF/1", "input": {}},
        elicit("area"),
    ],
)
def test_what_is_right_passes(directive: dict[str, Any]) -> None:
    """No error, and no warning."""
    assert verdict(directive) == Verdict()


@pytest.mark.parametrize(
    ("directives", "why"),
    [
        ([elicit("area"), {"type": "Dialog.ConfirmIntent"}], "more than one of Dialog.Delegate, ElicitSlot"),
        ([play(), play()], "more than one AudioPlayer.Play"),
        ([{"type": "VideoApp.Launch", "videoItem": {"source": "https://x"}}], "leave shouldEndSession out"),
    ],
)
def test_what_does_not_go_together(directives: list[dict[str, Any]], why: str) -> None:
    """Directives that exclude each other, or the rest of the response."""
    assert why in "\n".join(verdict(*directives).errors)


def test_a_dialog_goes_on() -> None:
    """So the session may not end with it, and something must be asked."""
    assert "with shouldEndSession true" in "\n".join(verdict(elicit("area"), shouldEndSession=True).errors)
    assert "nothing is asked" in "\n".join(verdict(elicit("area"), outputSpeech=None).warnings)


@pytest.mark.parametrize(
    ("device", "directive", "needed"),
    [
        ("speaker", {"type": f"{APL}.RenderDocument", "document": DOCUMENT}, APL),
        ("speaker", {"type": f"{APL}.ExecuteCommands", "token": "t", "commands": []}, APL),
        ("speaker", {"type": "Display.RenderTemplate"}, "Display"),
        ("show", {"type": "Alexa.Presentation.HTML.Start"}, "Alexa.Presentation.HTML"),
        ("speaker", {"type": "VideoApp.Launch", "videoItem": {"source": "https://x"}}, "VideoApp"),
        ("spot", {"type": "VideoApp.Launch", "videoItem": {"source": "https://x"}}, "VideoApp"),
        ("show", {"type": f"{APL}.RenderDocument", "document": DOCUMENT}, ""),
        ("spot", {"type": f"{APL}.RenderDocument", "document": DOCUMENT}, ""),
        ("tv", {"type": "VideoApp.Launch", "videoItem": {"source": "https://x"}}, ""),
        ("speaker", play(), ""),
    ],
)
def test_a_device_follows_what_it_supports(device: str, directive: dict[str, Any], needed: str) -> None:
    """A skill must look at supportedInterfaces: on a device the response would be refused, silently."""
    interfaces = dict(DEVICES[device]["supportedInterfaces"])
    errors = verdict(directive, interfaces=interfaces, shouldEndSession=None).errors
    named = [line for line in errors if f"the device does not support {needed} " in line] if needed else errors
    assert bool(named) == bool(needed)


def test_every_directive_of_the_sdk_is_known() -> None:
    """So a skill written with it is never told that a directive of its own SDK does not exist."""
    others = set(Directive.discriminator_value_class_map) - set(KINDS)
    assert {name for name in others if not name.startswith(CAMERAS)} == set()
    assert others
