"""What Alexa checks in a skill's response. An error ends the session (INVALID_RESPONSE); a warning is ours.

Sources: Amazon's pages "Request and response JSON reference" and "Include a dialog directive in the response".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simulator.device.directives import APL, check_directives
from simulator.device.limits import MOST_BYTES, MOST_CARD, MOST_SPEECH, MOST_URL, size
from simulator.device.shape import Part, Verdict, kind, shown_value
from simulator.dialog.directives import ASKING
from simulator.model import InteractionModel
from simulator.ssml import read

__all__ = ["Verdict", "check", "listens", "opens"]
_ENVELOPE = ("version", "sessionAttributes", "userAgent", "response")
_BODY = (
    "outputSpeech", "card", "reprompt", "directives", "shouldEndSession", "canFulfillIntent", "apiResponse",
    "experimentation", "type",
)  # fmt: skip
_CARDS = {
    "Simple": ("title", "content"),
    "Standard": ("title", "text", "image"),
    "LinkAccount": (),
    "AskForPermissionsConsent": ("permissions",),
}
_HEARD = ("outputSpeech", "card", "reprompt", "directives")
_QUIET = (
    "SessionEndedRequest", "System.ExceptionEncountered", "AlexaSkillEvent.", "AlexaHouseholdListEvent.", "Reminders.",
    "Messaging.", "Alexa.DataStore.",
)  # fmt: skip
"""Requests of which nobody hears the answer: ends, errors and events."""
_OUTSIDE = ("AudioPlayer.", "PlaybackController.")
"""Requests that may be answered with AudioPlayer's directives only. Source: "AudioPlayer interface reference"."""


def check(
    response: Any,
    model: InteractionModel,
    interfaces: Mapping[str, Any],
    request: Mapping[str, Any] | None = None,
    *,
    speech_with_delegate: bool = False,
) -> Verdict:
    """Errors and warnings of a response, given the model and the device's supportedInterfaces. Never raises.

    `request` is what was answered (an IntentRequest, say): some answers are not allowed to some requests.
    `speech_with_delegate`: see Echo.
    """
    verdict = Verdict()
    if not isinstance(response, dict):
        verdict.errors.append(f'the response is {kind(response)}, no object with a "response" in it - return one')
        return verdict
    whole = Part(response, "", verdict)
    used = size(response)
    if used > MOST_BYTES:
        verdict.errors.append(
            f"the response has {used} bytes, {MOST_BYTES} at most - keep less in sessionAttributes, or say less"
        )
    if whole.one_of("version", ("1.0",), needed=True):
        whole.only(_ENVELOPE)
    whole.part("sessionAttributes")
    asked = str((request or {}).get("type"))
    if asked.startswith(_QUIET) and response.get("response") is None:
        return verdict
    body = whole.part("response", needed=True)
    if body is None:
        return verdict
    body.only(_BODY)
    _speech(body, "outputSpeech")
    reprompt = body.part("reprompt")
    if reprompt is not None:
        _speech(reprompt, "outputSpeech")
        check_directives(reprompt, model, interfaces)
    _card(body)
    directives = check_directives(body, model, interfaces, speech_with_delegate=speech_with_delegate)
    body.flag("shouldEndSession")
    _kind_of_answer(body, asked, [part.value["type"] for part in directives], model, request or {})
    if not verdict.errors:
        _session(body, interfaces, asked)
    return verdict


def opens(body: Mapping[str, Any], interfaces: Mapping[str, Any] | None = None) -> bool:
    """Whether the session stays open after this response.

    Without shouldEndSession it does when a dialog goes on, and, for some 30 seconds, when a screen has got something
    to show (Amazon: "Manage the skill session"). null is read like a missing one: sources disagree.
    """
    end = body.get("shouldEndSession")
    if end is not None:
        return not end
    kinds = _kinds(body)
    return any(name in ASKING for name in kinds) or _shows(kinds, interfaces or {})


def listens(body: Mapping[str, Any]) -> bool:
    """Whether the microphone opens, so that words without the wake word reach the skill."""
    end = body.get("shouldEndSession")
    return not end if end is not None else any(name in ASKING for name in _kinds(body))


def _kinds(body: Mapping[str, Any]) -> list[str]:
    directives = body.get("directives")
    found = directives if isinstance(directives, list) else []
    return [str(part.get("type")) for part in found if isinstance(part, dict)]


def _shows(kinds: list[str], interfaces: Mapping[str, Any]) -> bool:
    on_screen = (f"{APL}.RenderDocument", "Display.RenderTemplate", "Alexa.Presentation.HTML.Start")
    return any(name in on_screen and name.rpartition(".")[0] in interfaces for name in kinds)


def _speech(part: Part, name: str) -> None:
    speech = part.part(name)
    if speech is None:
        return
    key = {"PlainText": "text", "SSML": "ssml"}.get(speech.one_of("type", ("PlainText", "SSML"), needed=True) or "")
    speech.one_of("playBehavior", ("ENQUEUE", "REPLACE_ALL", "REPLACE_ENQUEUED"))
    text = speech.text(key, needed=True, most=MOST_SPEECH) if key else None
    if text is None:
        return
    if not text.isprintable() and any("\ud800" <= letter <= "\udfff" for letter in text):
        speech.wrong("holds half a character", "cut texts between characters, not between their halves", str(key))
    elif key == "text" and text.lstrip().startswith("<speak"):
        speech.odd("SSML in a PlainText speech: its tags are read out", "text")
    elif key == "ssml":
        spoken = read(text)
        for problem in spoken.problems:
            speech.verdict.errors.append(f"{speech.place}: {problem}")
        for doubt in spoken.doubts:
            speech.odd(doubt)


def _card(body: Part) -> None:
    card = body.part("card")
    name = card.one_of("type", tuple(_CARDS), needed=True) if card else None
    if card is None or name is None:
        return
    card.only(("type", *_CARDS[name]))
    texts = [card.text(part) or "" for part in _CARDS[name] if part in ("title", "content", "text")]
    letters = sum(len(text) for text in texts)
    if letters > MOST_CARD:
        card.wrong(f"{letters} characters in all, {MOST_CARD} at most", f"shorten it by {letters - MOST_CARD}")
    if any("<" in text for text in texts):
        card.odd("its text holds markup, which is shown as it is")
    image = card.part("image") if name == "Standard" else None
    for size_ in ("smallImageUrl", "largeImageUrl") if image else ():
        url = image.text(size_, most=MOST_URL) if image else None
        if image is not None and url is not None and not url.startswith("https://"):
            image.wrong(f"{shown_value(url)} is not https", "use an https:// address", size_)
    if name == "AskForPermissionsConsent":
        wanted = card.items("permissions", needed=True)
        if card.has("permissions") and not wanted:
            card.wrong("is empty", "name the permissions that are asked for", "permissions")
        for number, scope in enumerate(wanted):
            if not isinstance(scope, str):
                card.wrong(f"is {kind(scope)}, a string expected", "name a permission", f"permissions[{number}]")


def _kind_of_answer(
    body: Part, asked: str, directives: list[str], model: InteractionModel, request: Mapping[str, Any]
) -> None:
    """What only some requests may be answered with."""
    if asked.startswith(_QUIET):
        for name in _HEARD:
            if body.value.get(name):
                body.odd(f"in the answer to a {asked}: it is never heard or shown", name)
    elif asked == "CanFulfillIntentRequest":
        _can_fulfill(body, model, request)
    elif asked.startswith(_OUTSIDE):
        for name in ("outputSpeech", "card", "reprompt"):
            if body.has(name):
                body.wrong(f"in the answer to {asked}", "send AudioPlayer directives only", name)
        for name in directives:
            if not name.startswith("AudioPlayer."):
                body.wrong(f"{name} in the answer to {asked}", "send AudioPlayer directives only", "directives")
    elif body.has("canFulfillIntent"):
        body.odd(f"in the answer to a {asked}: it is ignored", "canFulfillIntent")


def _can_fulfill(body: Part, model: InteractionModel, request: Mapping[str, Any]) -> None:
    answer = body.part("canFulfillIntent", needed=True)
    for name in _HEARD:
        if body.value.get(name):
            body.wrong("in the answer to a CanFulfillIntentRequest", "send canFulfillIntent alone", name)
    if answer is None:
        return
    answer.one_of("canFulfill", ("YES", "NO", "MAYBE"), needed=True)
    asked = request.get("intent")
    known = model.intents.get(str(asked.get("name"))) if isinstance(asked, Mapping) else None
    for name, slot in answer.members("slots"):
        slot.one_of("canUnderstand", ("YES", "NO", "MAYBE"), needed=True)
        slot.one_of("canFulfill", ("YES", "NO"))
        if known is not None and name not in known.slots:
            slot.odd(f"{known.name} has no slot {shown_value(name)}")


def _session(body: Part, interfaces: Mapping[str, Any], asked: str) -> None:
    if asked.startswith((*_QUIET, *_OUTSIDE, "CanFulfillIntentRequest")):
        return
    open_, absent = opens(body.value, interfaces), not body.has("shouldEndSession")
    kinds = _kinds(body.value)
    if absent and not any(name in ASKING for name in kinds):
        what = "stays open for 30 seconds without microphone" if open_ else "ends here"
        body.verdict.warnings.append(
            f"shouldEndSession is absent: the session {what}, other devices may do otherwise - set true or false"
        )
    if not listens(body.value) and body.has("reprompt"):
        body.verdict.warnings.append("a reprompt, but nobody is listened to: it is never heard")
    prompted = any(name in ("Dialog.Delegate", "Connections.SendRequest") for name in kinds)
    if listens(body.value) and not body.has("reprompt") and not prompted:
        body.verdict.warnings.append("the session stays open without a reprompt")
