"""What Alexa checks in the directives of a response, one rule for each kind.

Sources: Amazon's references of each interface, and the classes of ask-sdk-model for the names of their parts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from simulator.device.limits import MOST_STREAM_URL, MOST_TOKEN
from simulator.device.shape import Part, shown_value
from simulator.dialog.directives import ASKING
from simulator.language.resolution import CONJUNCTION
from simulator.model import InteractionModel

APL = "Alexa.Presentation.APL"
_CONFIRMATIONS = ("NONE", "CONFIRMED", "DENIED")
CAMERAS = "Alexa.Smart"
"""How directives to cameras begin; their parts are not checked."""


@dataclass(frozen=True)
class Setting:
    """What a directive is checked against: the model, the device, and the rest of the response.

    `speech_with_delegate`: Dialog.Delegate may have an outputSpeech beside it (sources disagree).
    """

    model: InteractionModel
    interfaces: Mapping[str, object]
    body: Part
    speech_with_delegate: bool = False


def _anything(_part: Part, _setting: Setting) -> None:
    """Nothing in it is checked."""


@dataclass(frozen=True)
class Kind:
    """A kind of directive: the interface it needs ("" for none), and the check of its parts."""

    interface: str = ""
    check: Callable[[Part, Setting], None] = _anything


def check_directives(
    body: Part, model: InteractionModel, interfaces: Mapping[str, object], *, speech_with_delegate: bool = False
) -> list[Part]:
    """Checks all directives of a response; those that have a known kind."""
    setting = Setting(model, interfaces, body, speech_with_delegate)
    known = []
    for part in body.parts("directives"):
        name = part.text("type", needed=True)
        if name is None:
            continue
        rule = KINDS.get(name) or (Kind() if name.startswith(CAMERAS) else None)
        if rule is None:
            part.wrong(f"directive {shown_value(name)} is not known to Alexa", "check its spelling", "type")
            continue
        if rule.interface and rule.interface not in interfaces:
            part.wrong(
                f"{name}, but the device does not support {rule.interface}",
                "look at context.System.device.supportedInterfaces before sending it",
            )
        rule.check(part, setting)
        known.append(part)
    _together(body, known)
    return known


def _together(body: Part, known: list[Part]) -> None:
    kinds = [part.value["type"] for part in known]
    if sum(kind in ASKING for kind in kinds) > 1:
        body.wrong(
            "more than one of Dialog.Delegate, ElicitSlot, ConfirmSlot, ConfirmIntent", "send one of them", "directives"
        )
    if kinds.count("AudioPlayer.Play") > 1:
        body.wrong("more than one AudioPlayer.Play", "send one, queue the next when it nearly finished", "directives")
    if "VideoApp.Launch" in kinds and body.has("shouldEndSession"):
        body.wrong("is set, with VideoApp.Launch", "leave shouldEndSession out", "shouldEndSession")


# ---- dialogs ---------------------------------------------------------------------------------------------------------


def _asking(part: Part, setting: Setting) -> None:
    name = part.value["type"]
    body = setting.body
    if body.value.get("shouldEndSession") is True:
        part.wrong(f"{name} with shouldEndSession true", "set it to false: the dialog is not over")
    speaks = body.has("outputSpeech") or body.has("reprompt")
    if name == "Dialog.Delegate" and speaks and not setting.speech_with_delegate:
        part.wrong("Dialog.Delegate with outputSpeech or reprompt", "leave them out: the model's prompts are spoken")
    if name != "Dialog.Delegate" and not body.has("outputSpeech"):
        part.odd(f"{name} without outputSpeech: nothing is asked")
    slot = {"Dialog.ElicitSlot": "slotToElicit", "Dialog.ConfirmSlot": "slotToConfirm"}.get(name)
    asked = part.text(slot, needed=True) if slot else None
    updated = part.part("updatedIntent")
    if updated is None:
        return
    intent = setting.model.intents.get(updated.text("name", needed=True) or "")
    if intent is None:
        if updated.has("name"):
            what = f"names intent {shown_value(updated.value['name'])}, which the model does not have"
            updated.wrong(what, "name an intent of the model", "name")
        return
    names = [key for key, _ in updated.members("slots")] + ([asked] if asked else [])
    for key in names:
        if key not in intent.slots and key != CONJUNCTION:
            updated.wrong(
                f"names slot {shown_value(key)}, which {intent.name} does not have", "name a slot of the intent"
            )
    updated.one_of("confirmationStatus", _CONFIRMATIONS)
    for _, given in updated.members("slots"):
        _slot(given)


def _slot(slot: Part) -> None:
    """A slot that the skill fills in, empties or confirms."""
    slot.one_of("confirmationStatus", _CONFIRMATIONS)
    inner = slot.part("slotValue")
    for one in (slot, *([inner, *inner.parts("values")] if inner else [])):
        one.text("value")
        resolutions = one.part("resolutions")
        for answer in resolutions.parts("resolutionsPerAuthority") if resolutions else ():
            answer.part("status")
            for match in answer.parts("values"):
                value = match.part("value", needed=True)
                if value is not None:
                    value.text("name", needed=True)


def _dynamic_entities(part: Part, setting: Setting) -> None:
    behavior = part.one_of("updateBehavior", ("REPLACE", "CLEAR"), needed=True)
    words = 0
    for kind in part.parts("types", needed=behavior == "REPLACE"):
        name = kind.text("name", needed=True)
        if name is not None and name not in setting.model.types and not name.startswith("AMAZON."):
            kind.odd(f"the model has no slot type {shown_value(name)}: its values are never matched", "name")
        for value in kind.parts("values", needed=True):
            if value.text("id") is None:
                value.odd("has no id: a value without one may not be matched")
            spoken = value.part("name", needed=True)
            if spoken is not None:
                spoken.text("value", needed=True)
                synonyms = spoken.items("synonyms")
                words += 1 + len(synonyms)
                if not all(isinstance(synonym, str) for synonym in synonyms):
                    spoken.wrong("holds what is no string", "give strings", "synonyms")
    if words > 100:
        part.wrong(f"{words} values and synonyms, 100 at most", "send the likeliest ones", "types")


# ---- sound -----------------------------------------------------------------------------------------------------------


def _play(part: Part, _: Setting) -> None:
    behavior = part.one_of("playBehavior", ("ENQUEUE", "REPLACE_ALL", "REPLACE_ENQUEUED"), needed=True)
    item = part.part("audioItem", needed=True)
    stream = item.part("stream", needed=True) if item else None
    if stream is None:
        return
    url = stream.text("url", needed=True, most=MOST_STREAM_URL)
    if url is not None and not url.startswith("https://"):
        stream.wrong(f"{shown_value(url)} is not https", "use an https:// address", "url")
    stream.text("token", needed=True, most=MOST_TOKEN)
    stream.whole("offsetInMilliseconds", needed=True)
    expected = stream.text("expectedPreviousToken", needed=behavior == "ENQUEUE")
    if expected is not None and behavior in ("REPLACE_ALL", "REPLACE_ENQUEUED"):
        stream.wrong(f"is given with {behavior}", "give it with ENQUEUE only", "expectedPreviousToken")


def _clear(part: Part, _: Setting) -> None:
    part.one_of("clearBehavior", ("CLEAR_ENQUEUED", "CLEAR_ALL"), needed=True)


def _video(part: Part, _: Setting) -> None:
    item = part.part("videoItem", needed=True)
    url = item.text("source", needed=True) if item else None
    if item is not None and url is not None and not url.startswith("https://"):
        item.wrong(f"{shown_value(url)} is not https", "use an https:// address", "source")


# ---- screen ----------------------------------------------------------------------------------------------------------


def _document(part: Part, _: Setting) -> None:
    part.text("token")
    document = part.part("document", needed=True)
    part.part("datasources")
    part.part("sources")
    if document is None:
        return
    link = document.value.get("type") == "Link"
    if link:
        document.text("src", needed=True)
    elif document.text("type", needed=True) is not None:
        document.one_of("type", ("APL", "APLA", "APLT", "Link"))
        document.text("version", needed=True)
        document.part("mainTemplate", needed=True)


def _commands(part: Part, _: Setting) -> None:
    part.text("token", needed=True)
    for command in part.parts("commands", needed=True):
        command.text("type", needed=True)


def _list_data(part: Part, _: Setting) -> None:
    part.text("listId", needed=True)


# ---- other skills, permissions ---------------------------------------------------------------------------------------


def _send_request(part: Part, _: Setting) -> None:
    name = part.one_of("name", ("AskFor", "Buy", "Upsell", "Cancel", "Setup"), needed=True)
    payload = part.part("payload", needed=True)
    part.text("token", needed=True)
    if name == "AskFor" and payload is not None:
        payload.one_of("@type", ("AskForPermissionsConsentRequest",), needed=True)
        version = payload.one_of("@version", ("1", "2"), needed=True)
        if version == "2":
            _scopes(payload)
        else:
            payload.text("permissionScope", needed=True)


def _scopes(payload: Part) -> None:
    """Version 2 has been documented with one scope, and with a list of scopes and levels."""
    if not payload.has("permissionScopes"):
        payload.text("permissionScope", needed=True)
    for scope in payload.parts("permissionScopes"):
        scope.text("permissionScope", needed=True)
        scope.one_of("consentLevel", ("ACCOUNT", "PERSON"))


def _start(part: Part, _: Setting) -> None:
    uri = part.text("uri", needed=True)
    if uri is not None and not uri.startswith("connection://"):
        part.wrong(f"{shown_value(uri)} is no task", "give connection://<provider>.<task>/<version>", "uri")
    part.one_of("onCompletion", ("RESUME_SESSION", "SEND_ERRORS_ONLY"))
    payload = part.part("input")
    if uri is not None and "AskForPermissionsConsent" in uri and payload is not None:
        _scopes(payload)


def _hint(part: Part, _: Setting) -> None:
    hint = part.part("hint", needed=True)
    if hint is not None:
        hint.text("text", needed=True)


_DIALOG, _DOCUMENT = Kind(check=_asking), Kind(APL, _document)
KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(ASKING, _DIALOG),
    "Dialog.UpdateDynamicEntities": Kind(check=_dynamic_entities),
    "Dialog.DelegateRequest": Kind(),
    "Conversations.ResetContext": Kind(),
    f"{APL}.RenderDocument": _DOCUMENT,
    f"{APL}.ExecuteCommands": Kind(APL, _commands),
    f"{APL}.SendIndexListData": Kind(APL, _list_data),
    f"{APL}.UpdateIndexListData": Kind(APL, _list_data),
    f"{APL}.SendTokenListData": Kind(APL, _list_data),
    "Alexa.Presentation.APLA.RenderDocument": Kind("", _document),  # sound only: every device plays it
    "Alexa.Presentation.APLT.RenderDocument": Kind("Alexa.Presentation.APLT", _document),
    "Alexa.Presentation.APLT.ExecuteCommands": Kind("Alexa.Presentation.APLT", _commands),
    "Alexa.Presentation.HTML.Start": Kind("Alexa.Presentation.HTML"),
    "Alexa.Presentation.HTML.HandleMessage": Kind("Alexa.Presentation.HTML"),
    "Alexa.DataStore.PackageManager.UpdateRequest": Kind(),
    "Alexa.Advertisement.InjectAds": Kind(),
    "AudioPlayer.Play": Kind("AudioPlayer", _play),
    "AudioPlayer.Stop": Kind("AudioPlayer"),
    "AudioPlayer.ClearQueue": Kind("AudioPlayer", _clear),
    "Connections.SendRequest": Kind(check=_send_request),
    "Connections.SendResponse": Kind(),
    "Connections.StartConnection": Kind(check=_start),
    "Tasks.CompleteTask": Kind(),
    "Display.RenderTemplate": Kind("Display"),
    "Hint": Kind("Display", _hint),
    "VideoApp.Launch": Kind("VideoApp", _video),
    "GadgetController.SetLight": Kind(),
    "GameEngine.StartInputHandler": Kind(),
    "GameEngine.StopInputHandler": Kind(),
    "CustomInterfaceController.SendDirective": Kind(),
    "CustomInterfaceController.StartEventHandler": Kind(),
    "CustomInterfaceController.StopEventHandler": Kind(),
    "Navigation.Assistance.AnnounceRoadRegulation": Kind("Navigation"),
    "Navigation.SetDestination": Kind("Navigation"),
}
"""Every directive that a custom skill may send: those of ask-sdk-model, and what Amazon documented since."""
