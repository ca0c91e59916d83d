"""What a Dialog directive does: Delegate, ElicitSlot, ConfirmSlot, ConfirmIntent, and what Alexa silently ignores.

Source: Amazon's page "Dialog interface reference".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from simulator.dialog.dialog import NONE, Dialog, Kind, Question
from simulator.model import InteractionModel

DELEGATE = "Dialog.Delegate"
ASKING = ("Dialog.ElicitSlot", "Dialog.ConfirmSlot", "Dialog.ConfirmIntent", DELEGATE)
_KINDS: Mapping[str, Kind] = {
    "Dialog.ElicitSlot": "elicit",
    "Dialog.ConfirmSlot": "confirm slot",
    "Dialog.ConfirmIntent": "confirm intent",
}
_CONVERSATIONS = "Dialog.DelegateRequest"


@dataclass(frozen=True)
class Followed:
    """What a response means for the dialog.

    dialog     the dialog that it leaves open, with the skill's question; None when there is none
    delegated  Alexa is to go on with it by the dialog model
    heeded     a directive asks for an answer, and is not ignored
    """

    dialog: Dialog | None = None
    delegated: bool = False
    warnings: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()

    @property
    def heeded(self) -> bool:
        """Whether a directive goes on with a dialog: the session then stays open."""
        return self.dialog is not None


def follow(
    body: Mapping[str, Any],
    request: Mapping[str, Any],
    current: Dialog | None,
    model: InteractionModel,
    *,
    after_launch: bool,
) -> Followed:
    """What the directives of a checked response mean. `current` is the dialog that the request was about.

    `after_launch`: follow a directive in the reply to a LaunchRequest, too (sources disagree).
    """
    directives = body.get("directives") or ()
    notes = tuple(
        f"{_CONVERSATIONS} is ignored: Alexa Conversations is not emulated"
        for directive in directives
        if directive.get("type") == _CONVERSATIONS
    )
    directive = next((d for d in directives if d.get("type") in ASKING), None)
    if directive is None:
        return Followed(warnings=notes)
    kind, name = directive["type"], _name(directive, current)
    ignored = _ignored(directive, name, request, model, after_launch=after_launch)
    if ignored:
        return Followed(warnings=(*notes, ignored))
    wrong = _wrong(kind, name, request)
    if wrong:
        return Followed(warnings=notes, errors=(wrong,))
    dialog = _updated(directive, name, current, model)
    if kind == DELEGATE:
        return Followed(dialog, delegated=True, warnings=notes)
    slot = directive.get("slotToElicit") or directive.get("slotToConfirm")
    question = Question(_KINDS[kind], None if kind == "Dialog.ConfirmIntent" else slot)
    return Followed(_asked(dialog, question), warnings=notes)


def _name(directive: Mapping[str, Any], current: Dialog | None) -> str:
    updated = directive.get("updatedIntent") or {}
    return str(updated.get("name") or (current.intent if current else ""))


def _ignored(
    directive: Mapping[str, Any],
    name: str,
    request: Mapping[str, Any],
    model: InteractionModel,
    *,
    after_launch: bool,
) -> str | None:
    """Why Alexa takes no notice of a directive; None when she follows it."""
    kind = directive["type"]
    if request["type"] == "LaunchRequest" and not after_launch:
        return f"{kind} in the reply to a LaunchRequest is ignored: not every device follows it"
    if not name:
        return f"{kind} names no intent and is ignored"
    if name not in model.dialog:
        return f"{kind} is ignored: {name} is not in dialog.intents"
    if kind in ("Dialog.ElicitSlot", "Dialog.ConfirmSlot"):
        slot = directive.get("slotToElicit" if kind == "Dialog.ElicitSlot" else "slotToConfirm")
        if slot not in model.intents[name].slots:
            return f"{kind} is ignored: {name} has no slot {slot}"
    return None


def _wrong(kind: str, name: str, request: Mapping[str, Any]) -> str | None:
    """Why Alexa refuses a directive; None when she does not."""
    answered = (request.get("intent") or {}).get("name")
    if kind == "Dialog.ConfirmSlot" and name != answered:
        asked = answered or request["type"]
        return f"Dialog.ConfirmSlot names {name}, but the request was {asked}: it cannot change intents"
    if kind == DELEGATE and name == answered and request.get("dialogState") == "COMPLETED":
        return "Dialog.Delegate, but dialogState is COMPLETED: there is nothing left to delegate"
    return None


def _updated(directive: Mapping[str, Any], name: str, current: Dialog | None, model: InteractionModel) -> Dialog:
    """The dialog as updatedIntent leaves it: all slots and confirmations are replaced, a slot left out is empty."""
    updated = directive.get("updatedIntent")
    kept = current if current and current.intent == name else None
    given: Mapping[str, Any] = (updated.get("slots") or {}) if updated else (kept.slots if kept else {})
    slots = {}
    for slot in model.intents[name].slots:
        filled = dict(given.get(slot) or {}) if isinstance(given.get(slot), Mapping) else {}
        slots[slot] = {**filled, "name": slot, "confirmationStatus": filled.get("confirmationStatus") or NONE}
    confirmation = (updated.get("confirmationStatus") or NONE) if updated else (kept.confirmation if kept else NONE)
    return Dialog(name, slots, confirmation, None, kept.spoken if kept else {})


def _asked(dialog: Dialog, question: Question) -> Dialog:
    return Dialog(dialog.intent, dialog.slots, dialog.confirmation, question, dialog.spoken)
