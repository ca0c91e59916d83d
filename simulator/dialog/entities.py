"""Dynamic entities: values that a skill adds to its slot types for a while (Dialog.UpdateDynamicEntities).

Source: Amazon's page "Use dynamic entities for customized interactions". Its limits are checked with the response.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from simulator.model import Value

DIRECTIVE = "Dialog.UpdateDynamicEntities"
LIFE = timedelta(minutes=30)


@dataclass(frozen=True)
class DynamicEntities:
    """The values that are in force: slot type -> values. `until` is when they expire; None when there are none."""

    values: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    until: datetime | None = None

    def at(self, now: datetime) -> Mapping[str, tuple[Value, ...]]:
        """The values that hold at a moment (aware)."""
        return self.values if self.until and now < self.until else {}

    def updated(self, directives: Sequence[Mapping[str, Any]], now: datetime) -> DynamicEntities:
        """What is in force after the directives of a checked response, from the next turn on."""
        entities = self
        for directive in directives:
            if directive.get("type") == DIRECTIVE:
                cleared = directive.get("updateBehavior") == "CLEAR"
                entities = DynamicEntities() if cleared else DynamicEntities(_values(directive), now + LIFE)
        return entities


def _values(directive: Mapping[str, Any]) -> dict[str, tuple[Value, ...]]:
    """The values by type. One without an id is never matched: it is left out."""
    values: dict[str, tuple[Value, ...]] = {}
    for kind in directive.get("types") or ():
        values[kind["name"]] = (
            *values.get(kind["name"], ()),
            *(
                Value(entry["name"]["value"], entry["id"], tuple(entry["name"].get("synonyms") or ()))
                for entry in kind.get("values") or ()
                if entry.get("id")
            ),
        )
    return values
