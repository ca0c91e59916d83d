"""What Alexa remembers of a dialog between two turns: the intent, its filled slots, and what was asked for.

Dialog.ElicitSlot is emulated; Dialog.Delegate and the confirmations are not yet, and say so in a warning.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from simulator.device.response import ASKING
from simulator.language.step import Asked
from simulator.model import InteractionModel

_NOT_YET = ("Dialog.UpdateDynamicEntities", "Dialog.DelegateRequest")


@dataclass(frozen=True)
class Dialog:
    """An open dialog. `slots` are the slots of the intent as they would be sent again."""

    intent: str
    slots: Mapping[str, Any] = field(default_factory=dict)
    asked: Asked | None = None


def follow(
    body: Mapping[str, Any], request: Mapping[str, Any], model: InteractionModel, *, elicit_after_launch: bool
) -> tuple[Dialog | None, list[str]]:
    """The dialog that a checked response leaves open, and what of it Alexa silently ignores."""
    directives = body.get("directives") or ()
    unheeded = [f"{d['type']} is not emulated yet and is ignored" for d in directives if d.get("type") in _NOT_YET]
    directive = next((d for d in directives if d.get("type") in ASKING), None)
    if directive is None:
        return None, unheeded
    kind = directive["type"]
    current = request.get("intent") or {}
    intent = directive.get("updatedIntent") or current
    name = intent.get("name")
    if request["type"] == "LaunchRequest" and not elicit_after_launch:
        return None, [f"{kind} in the reply to a LaunchRequest is ignored: not every device follows it"]
    if name is None:
        return None, [f"{kind} names no intent and is ignored"]
    if name not in model.dialog:
        return None, [f"{kind} is ignored: {name} is not in dialog.intents"]
    if kind != "Dialog.ElicitSlot":
        return None, [f"{kind} is not emulated yet and is ignored"]
    slot = directive.get("slotToElicit")
    if slot not in model.intents[name].slots:
        return None, [f"{kind} is ignored: {name} has no slot {slot}"]
    slots = {key: dict(value) for key, value in (intent.get("slots") or {}).items()}
    return Dialog(name, slots, Asked(name, slot)), []


def dialog_state(name: str, dialog: Dialog | None, slots: Mapping[str, Any], model: InteractionModel) -> str | None:
    """STARTED, IN_PROGRESS or COMPLETED for an intent of the dialog model; None for any other."""
    known = model.dialog.get(name)
    if known is None:
        return None
    empty = [slot for slot in known.required if not _filled(slots.get(slot, {}))]
    if known.delegation == "ALWAYS" and not empty:
        return "COMPLETED"
    return "IN_PROGRESS" if dialog and dialog.intent == name else "STARTED"


def _filled(slot: Mapping[str, Any]) -> bool:
    return bool(slot.get("value") or slot.get("slotValue"))
