"""What Alexa checks in a skill's response. An error ends the session (INVALID_RESPONSE); a warning is ours.

Sources: Amazon's pages "Request and response JSON reference" and "Include a dialog directive in the response".
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from simulator.device.ssml import SsmlError, heard
from simulator.model import InteractionModel

MOST_BYTES, MOST_SPEECH, MOST_CARD, MOST_URL = 24_000, 8000, 8000, 2000
ASKING = ("Dialog.ElicitSlot", "Dialog.ConfirmSlot", "Dialog.ConfirmIntent", "Dialog.Delegate")
_FAMILIES = (
    "Dialog.", "Alexa.Presentation.", "AudioPlayer.", "Connections.", "Tasks.", "Hint", "VideoApp.", "Display.",
    "GadgetController.", "GameEngine.", "CustomInterfaceController.", "Conversations.", "Navigation.", "Alexa.",
)  # fmt: skip
_SHAPES = {"outputSpeech": dict, "card": dict, "reprompt": dict, "directives": list, "shouldEndSession": bool}
_CARDS = {
    "Simple": {"title", "content"},
    "Standard": {"title", "text", "image"},
    "LinkAccount": set(),
    "AskForPermissionsConsent": {"permissions"},
}


@dataclass
class Verdict:
    """What was found in a response. With an error nothing of it is spoken."""

    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def check(response: Any, model: InteractionModel, interfaces: Mapping[str, Any]) -> Verdict:
    """Errors and warnings of a response, given the model and the device's supportedInterfaces."""
    verdict = Verdict()
    if not isinstance(response, dict) or not isinstance(response.get("response"), dict):
        verdict.errors.append('the response is no object with a "response" in it')
        return verdict
    size = len(json.dumps(response, ensure_ascii=False, separators=(",", ":")).encode())
    if size > MOST_BYTES:
        verdict.errors.append(f"the response has {size} bytes, {MOST_BYTES} at most")
    if response.get("version") != "1.0":
        verdict.errors.append(f'version is {response.get("version")!r}, "1.0" expected')
    if not isinstance(response.get("sessionAttributes") or {}, dict):
        verdict.errors.append("sessionAttributes is no object")
    body = response["response"]
    _shapes(body, verdict)
    if verdict.errors:
        return verdict
    _speech(body.get("outputSpeech"), "outputSpeech", verdict)
    reprompt = body.get("reprompt")
    if reprompt is not None:
        _speech(reprompt.get("outputSpeech"), "reprompt", verdict)
    _card(body.get("card"), verdict)
    asks = _directives(body, model, interfaces, verdict)
    _session(body, asks, verdict)
    return verdict


def opens(body: Mapping[str, Any]) -> bool:
    """Whether the session stays open after this response."""
    end = body.get("shouldEndSession")
    if end is None:
        return any(d.get("type") in ASKING for d in body.get("directives") or ())
    return not end


def _shapes(body: Mapping[str, Any], verdict: Verdict) -> None:
    for part, shape in _SHAPES.items():
        found = body.get(part)
        if found is not None and not isinstance(found, shape):
            verdict.errors.append(f"{part} is a {type(found).__name__}, a {shape.__name__} expected")
    for directive in body.get("directives") or ():
        updated = directive.get("updatedIntent") if isinstance(directive, dict) else ""
        slots = updated.get("slots") if isinstance(updated, dict) else updated
        if slots is not None and not isinstance(slots, dict):
            verdict.errors.append("a directive is no object, or its updatedIntent or slots are none")


def _speech(speech: Any, where: str, verdict: Verdict) -> None:
    if speech is None:
        return
    kind = speech.get("type") if isinstance(speech, dict) else None
    key = {"PlainText": "text", "SSML": "ssml"}.get(str(kind))
    text = speech.get(key) if key else None
    if not isinstance(text, str):
        verdict.errors.append(f"{where} needs type PlainText with text, or SSML with ssml")
        return
    if len(text) > MOST_SPEECH:
        verdict.errors.append(f"{where} has {len(text)} characters, {MOST_SPEECH} at most")
    if key == "ssml":
        try:
            heard(text)
        except SsmlError as error:
            verdict.errors.append(f"{where}: {error}")


def _card(card: Any, verdict: Verdict) -> None:
    if card is None:
        return
    if card.get("type") not in _CARDS:
        verdict.errors.append(f"card type {card.get('type')!r} is not known")
        return
    unknown = set(card) - _CARDS[card["type"]] - {"type"}
    if unknown:
        verdict.warnings.append(f"a {card['type']} card has no {', '.join(sorted(unknown))}")
    letters = sum(len(card.get(part) or "") for part in ("title", "content", "text"))
    if letters > MOST_CARD:
        verdict.errors.append(f"card has {letters} characters, {MOST_CARD} at most")
    for name, url in (card.get("image") or {}).items():
        if len(url or "") > MOST_URL:
            verdict.errors.append(f"card {name} has {len(url)} characters, {MOST_URL} at most")
    if any("<" in (card.get(part) or "") for part in ("content", "text")):
        verdict.warnings.append("card text holds markup, which is shown as it is")


def _directives(
    body: Mapping[str, Any], model: InteractionModel, interfaces: Mapping[str, Any], verdict: Verdict
) -> bool:
    """Checks the directives; whether one of them goes on with a dialog."""
    directives = body.get("directives") or []
    asking = [d for d in directives if d.get("type") in ASKING]
    if len(asking) > 1:
        verdict.errors.append("more than one of Dialog.Delegate, ElicitSlot, ConfirmSlot, ConfirmIntent")
    for directive in directives:
        kind = str(directive.get("type"))
        if not kind.startswith(_FAMILIES):
            verdict.errors.append(f"directive {kind} is not known to Alexa")
        for family in ("Alexa.Presentation.APL", "Alexa.Presentation.APLT", "AudioPlayer", "VideoApp", "Display"):
            if kind.startswith(family + ".") and family not in interfaces:
                verdict.errors.append(f"directive {kind}, but the device does not support {family}")
    for directive in asking:
        _dialog(directive, body, model, verdict)
    return bool(asking)


def _dialog(directive: Mapping[str, Any], body: Mapping[str, Any], model: InteractionModel, verdict: Verdict) -> None:
    kind = directive["type"]
    if body.get("shouldEndSession"):
        verdict.errors.append(f"{kind} with shouldEndSession true")
    if kind == "Dialog.Delegate" and (body.get("outputSpeech") or body.get("reprompt")):
        verdict.errors.append("Dialog.Delegate with outputSpeech or reprompt: the model's prompts are spoken instead")
    if kind != "Dialog.Delegate" and not body.get("outputSpeech"):
        verdict.warnings.append(f"{kind} without outputSpeech: nothing is asked")
    updated = directive.get("updatedIntent")
    if not updated:
        return
    intent = model.intents.get(updated.get("name"))
    if intent is None:
        verdict.errors.append(f"{kind} names intent {updated.get('name')}, which the model does not have")
        return
    for name in [*(updated.get("slots") or {}), directive.get("slotToElicit"), directive.get("slotToConfirm")]:
        if name is not None and name not in intent.slots:
            verdict.errors.append(f"{kind} names slot {name}, which {intent.name} does not have")


def _session(body: Mapping[str, Any], asks: bool, verdict: Verdict) -> None:
    reprompt = body.get("reprompt") is not None
    if body.get("shouldEndSession") is None and not asks:
        verdict.warnings.append(
            "shouldEndSession is absent: the session ends here; on a device with a screen it may not"
        )
    if not opens(body) and reprompt:
        verdict.warnings.append("a reprompt, but the session ends: it is never heard")
    if (
        opens(body)
        and not reprompt
        and not any(d.get("type") == "Dialog.Delegate" for d in body.get("directives") or ())
    ):
        verdict.warnings.append("the session stays open without a reprompt")
