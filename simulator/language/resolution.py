"""A filled slot as it stands in a request: its value in Amazon's form, and what entity resolution makes of the words.

Source: Amazon's pages "Request types reference", "Entity resolution" and "Collect multiple values in a slot".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from simulator.language.spans import Authority, SlotType
from simulator.model import Intent

CONJUNCTION = "__Conjunction"
_NAMED = "amzn1.er-authority.echo-sdk.{skill}.{type}"
_DYNAMIC = "amzn1.er-authority.echo-sdk.dynamic.{skill}.{type}"


def intent_shape(
    intent: Intent,
    types: Mapping[str, SlotType],
    skill: str,
    heard: Mapping[str, Sequence[str]],
    kept: Mapping[str, Mapping[str, Any]] | None = None,
    *,
    at: datetime | None = None,
    joiner: str = "",
) -> dict[str, Any]:
    """An intent as it stands in a request: every slot it declares, filled from `heard`, else from `kept`, else empty.

    `skill` is the skill's id, `at` what "tomorrow" counts from: in the speaker's time zone, the present if None.
    An intent with a slot that takes several values has a slot __Conjunction, too, with the `joiner` where values were
    joined. It is not documented, but devices send it (public request captures of 2022).
    """
    slots: dict[str, Any] = {}
    for slot in intent.slots.values():
        if heard.get(slot.name):
            slots[slot.name] = filled_slot(types[slot.type], skill, slot.name, heard[slot.name], at)
        else:
            before = dict((kept or {}).get(slot.name, {}))
            slots[slot.name] = {**before, "name": slot.name}
            slots[slot.name].setdefault("confirmationStatus", "NONE")
    several = [heard.get(slot.name, ()) for slot in intent.slots.values() if slot.several]
    if several:
        slots[CONJUNCTION] = {"name": CONJUNCTION, "confirmationStatus": "NONE"}
        if joiner and any(len(values) > 1 for values in several):
            slots[CONJUNCTION] |= {"value": joiner, "source": "USER", "slotValue": {"type": "Simple", "value": joiner}}
    shape: dict[str, Any] = {"name": intent.name, "confirmationStatus": "NONE"}
    if slots:
        shape["slots"] = slots
    return shape


def filled_slot(kind: SlotType, skill: str, name: str, heard: Sequence[str], at: datetime | None) -> dict[str, Any]:
    """A slot that was filled by a user: `value` and `resolutions` for one value, only a `slotValue` for a list.

    `skill` is the skill's id; `at` is what "tomorrow" counts from.
    """
    slot: dict[str, Any] = {"name": name}
    values = [_simple(kind, skill, text, at) for text in heard]
    if len(values) == 1:
        slot["value"] = values[0]["value"]
        if "resolutions" in values[0]:
            slot["resolutions"] = values[0]["resolutions"]
        slot["slotValue"] = values[0]
    else:
        slot["slotValue"] = {"type": "List", "values": values}
    return {**slot, "confirmationStatus": "NONE", "source": "USER"}


def _simple(kind: SlotType, skill: str, text: str, at: datetime | None) -> dict[str, Any]:
    value: dict[str, Any] = {"type": "Simple", "value": kind.value(text, at)}
    answers = [_authority(kind.name, skill, answer) for answer in kind.authorities(text)]
    if answers:
        value["resolutions"] = {"resolutionsPerAuthority": answers}
    return value


def _authority(type_name: str, skill: str, answer: Authority) -> dict[str, Any]:
    found: dict[str, Any] = {
        "authority": (_DYNAMIC if answer.dynamic else _NAMED).format(skill=skill, type=type_name),
        "status": {"code": "ER_SUCCESS_MATCH" if answer.matches else "ER_SUCCESS_NO_MATCH"},
    }
    if answer.matches:
        found["values"] = [{"value": {"name": value.name, "id": value.id}} for value in answer.matches]
    return found
