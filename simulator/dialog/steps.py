"""The next step of a dialog by the dialog model: which slot to elicit, validate or confirm, and the intent at last.

Slots are taken in the order of the model, each as far as it goes. Source: Amazon's pages "Define the dialog to collect
and confirm required information" and "Validate slot values".
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from simulator.dialog.dialog import CONFIRMED, DENIED, NONE, Dialog, Question, filled
from simulator.dialog.validation import failed
from simulator.model import DialogIntent, DialogSlot, InteractionModel


def next_step(dialog: Dialog, model: InteractionModel, now: datetime) -> Dialog:
    """The dialog with Alexa's next question in it; without a question when all is filled, valid and confirmed.

    What was denied is empty again; what is not valid stays until the answer replaces it, for prompts say it back.
    `now`: the time of the request, aware.
    """
    known = model.dialog[dialog.intent]
    for slot in known.slots:
        dialog, question = _step(dialog, slot, model, now)
        if question:
            return replace(dialog, question=question)
    if known.confirmed and dialog.confirmation == NONE:
        return replace(dialog, question=Question("confirm intent", None, True, known.confirmation))
    return replace(dialog, question=None)


def _step(dialog: Dialog, known: DialogSlot, model: InteractionModel, now: datetime) -> tuple[Dialog, Question | None]:
    slot = dialog.slots.get(known.name) or {}
    status = slot.get("confirmationStatus") or NONE
    if status == DENIED:
        dialog = dialog.emptied(known.name)
        wanted = known.elicited or known.elicitation is not None
        return dialog, Question("elicit", known.name, True, known.elicitation) if wanted else None
    if not filled(slot):
        return dialog, Question("elicit", known.name, True, known.elicitation) if known.elicited else None
    slot_type = model.intents[dialog.intent].slots[known.name].type
    rule = failed(known, slot, slot_type, model.types.get(slot_type, ()), now)
    if rule:
        return dialog, Question("elicit", known.name, True, rule.prompt)
    if known.confirmed and status != CONFIRMED:
        return dialog, Question("confirm slot", known.name, True, known.confirmation)
    return dialog, None


def state(known: DialogIntent | None, *, begun: bool) -> str | None:
    """The dialogState of a request after an answer; None for an intent outside the dialog model.

    `begun`: the dialog was open before. COMPLETED comes of delegation alone, when it leaves nothing to ask: even the
    answer that fills the last slot arrives as IN_PROGRESS (alexa-samples/skill-sample-python-fact#5).
    """
    if known is None:
        return None
    return "IN_PROGRESS" if begun else "STARTED"
