"""Dynamic entities: values that a skill adds to its slot types for a while (Dialog.UpdateDynamicEntities).

Source: Amazon's page "Use dynamic entities for customized interactions".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from simulator.model import InteractionModel, Value

DIRECTIVE = "Dialog.UpdateDynamicEntities"
MOST, LIFE = 100, timedelta(minutes=30)


@dataclass(frozen=True)
class DynamicEntities:
    """The values that are in force: slot type -> values. `until` is when they expire; None when there are none."""

    values: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    until: datetime | None = None

    def at(self, now: datetime) -> Mapping[str, tuple[Value, ...]]:
        """The values that hold at a moment (aware)."""
        return self.values if self.until and now < self.until else {}


@dataclass(frozen=True)
class Update:
    """What a response makes of the dynamic entities. With an error Alexa refuses the response."""

    entities: DynamicEntities
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def update(
    directives: Sequence[Mapping[str, Any]], before: DynamicEntities, model: InteractionModel, now: datetime
) -> Update:
    """The dynamic entities after a response with these directives, from the next turn on."""
    entities, errors, warnings = before, [], []
    found = [directive for directive in directives if directive.get("type") == DIRECTIVE]
    several = sum(_count(directive) for directive in found)
    if several > MOST:
        errors.append(f"{DIRECTIVE} holds {several} values and synonyms, {MOST} at most")
    for directive in found:
        behavior = directive.get("updateBehavior")
        if behavior == "CLEAR":
            entities = DynamicEntities()
        elif behavior == "REPLACE":
            values, doubts = _values(directive, model)
            entities = DynamicEntities(values, now + LIFE)
            warnings += doubts
        else:
            errors.append(f"{DIRECTIVE} has updateBehavior {behavior!r}; it is REPLACE or CLEAR")
    return Update(before if errors else entities, tuple(errors), tuple(warnings))


def _types(directive: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [kind for kind in directive.get("types") or () if isinstance(kind, Mapping)]


def _entries(kind: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [entry for entry in kind.get("values") or () if isinstance(entry, Mapping)]


def _count(directive: Mapping[str, Any]) -> int:
    names = [entry.get("name") or {} for kind in _types(directive) for entry in _entries(kind)]
    return sum(1 + len(name.get("synonyms") or ()) for name in names)


def _values(directive: Mapping[str, Any], model: InteractionModel) -> tuple[dict[str, tuple[Value, ...]], list[str]]:
    values: dict[str, tuple[Value, ...]] = {}
    doubts = []
    used = {slot.type for intent in model.intents.values() for slot in intent.slots.values()}
    for kind in _types(directive):
        name = str(kind.get("name"))
        if name not in used:
            doubts.append(f"{DIRECTIVE} is ignored for {name}: no slot of the model has that type")
            continue
        good = []
        for entry in _entries(kind):
            text = (entry.get("name") or {}).get("value")
            if not entry.get("id") or not text:
                doubts.append(f"{DIRECTIVE}: {text or 'a value'} of {name} never matches: it needs an id and a name")
                continue
            good.append(Value(str(text), str(entry["id"]), tuple((entry.get("name") or {}).get("synonyms") or ())))
        values[name] = (*values.get(name, ()), *good)
    return values, doubts
