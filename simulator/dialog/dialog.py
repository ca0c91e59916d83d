"""What Alexa remembers of a dialog between two turns: the intent, its slots, and what was asked last.

Source: Amazon's pages "Dialog interface reference" and "Delegate the dialog to Alexa".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from simulator.language.step import Asked

Kind = Literal["elicit", "confirm slot", "confirm intent"]
CONFIRMED, DENIED, NONE = "CONFIRMED", "DENIED", "NONE"


@dataclass(frozen=True)
class Question:
    """What was asked. `slot` is None for a whole intent.

    `by_alexa`: with a prompt of the model (Dialog.Delegate or auto delegation), not in the skill's words.
    """

    kind: Kind
    slot: str | None = None
    by_alexa: bool = False
    prompt: str | None = None

    def __str__(self) -> str:
        return self.kind if self.slot is None else f"{self.kind} {self.slot}"


@dataclass(frozen=True)
class Dialog:
    """An open dialog.

    intent        its name
    slots         its slots as they would be sent again, by name
    confirmation  the confirmationStatus of the intent: NONE, CONFIRMED, DENIED
    question      what the user was asked; None when the skill has yet to be asked how to go on
    spoken        slot -> (value, the words that were heard for it), for prompts that say them back
    """

    intent: str
    slots: Mapping[str, Any] = field(default_factory=dict)
    confirmation: str = NONE
    question: Question | None = None
    spoken: Mapping[str, tuple[Any, str]] = field(default_factory=dict)

    @property
    def asked(self) -> Asked | None:
        """The slot that was elicited, as the language step needs it."""
        if self.question is None or self.question.kind != "elicit" or self.question.slot is None:
            return None
        return Asked(self.intent, self.question.slot)

    def json(self) -> dict[str, Any]:
        """The intent as a request holds it."""
        intent: dict[str, Any] = {"name": self.intent, "confirmationStatus": self.confirmation}
        if self.slots:
            intent["slots"] = {name: dict(slot) for name, slot in self.slots.items()}
        return intent

    def answered(self, yes: bool) -> Dialog:
        """The same dialog when what was to be confirmed is confirmed, or denied."""
        status = CONFIRMED if yes else DENIED
        if self.question is None or self.question.slot is None:
            return replace(self, confirmation=status, question=None)
        slot = {**self.slots[self.question.slot], "confirmationStatus": status}
        return replace(self, slots={**self.slots, self.question.slot: slot}, question=None)

    def emptied(self, name: str) -> Dialog:
        """The same dialog without the value of one slot."""
        return replace(self, slots={**self.slots, name: {"name": name, "confirmationStatus": NONE}})

    def words(self, name: str) -> str:
        """What was said for a slot; its value when the skill filled it in; "" when it is empty."""
        slot = self.slots.get(name) or {}
        value, words = self.spoken.get(name, (None, ""))
        if words and value == content(slot):
            return words
        return ", ".join(str(one.get("value") or "") for one in _several(slot))


def filled(slot: Mapping[str, Any]) -> bool:
    """Whether a slot has a value."""
    return bool(content(slot))


def content(slot: Mapping[str, Any]) -> Any:
    """The value of a slot, whichever way it is written; None when it is empty."""
    if slot.get("value"):
        return slot["value"]
    return [one.get("value") for one in _several(slot) if one.get("value")] or None


def _several(slot: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    inner = slot.get("slotValue") or {}
    return list(inner.get("values") or ([inner] if inner.get("value") else [slot]))
