"""The trip planner's model with a skill that does as it is told, for the tests of dialogs."""

from __future__ import annotations

import copy
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scripted_skill import Script, reply

from simulator import Echo, Turn

FOLDER = Path(__file__).parent / "skills"
RAW: dict[str, Any] = json.loads((FOLDER / "trip_planner.json").read_text(encoding="utf-8"))
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
DONE = "All done."


def directive(kind: str, intent: str | None = None, slots: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """A Dialog directive; with `intent` it has an updatedIntent whose slots have these values (None: empty)."""
    found: dict[str, Any] = {"type": f"Dialog.{kind}", **more}
    if intent:
        filled = {name: {"name": name, **({"value": value} if value else {})} for name, value in (slots or {}).items()}
        found["updatedIntent"] = {"name": intent, "slots": filled}
    return found


def silent(*directives: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A response of directives alone, as Dialog.Delegate wants it."""
    return {"version": "1.0", "sessionAttributes": {}, "response": {"directives": list(directives), **more}}


DELEGATE = silent(directive("Delegate"))


class Delegating(Script):
    """A skill that delegates until a dialog is complete, after the answers it was given."""

    def __call__(self, event: dict[str, Any], context: object) -> Any:
        """Its answers first; then Dialog.Delegate, and words when all is complete."""
        if self.answers:
            return super().__call__(event, context)
        self.requests.append(event)
        state = event["request"].get("dialogState")
        return DELEGATE if state in ("STARTED", "IN_PROGRESS") else reply(DONE)


def model(*, automatic: bool | None = None, **changes: Any) -> dict[str, Any]:
    """The trip planner's model; `automatic`: auto delegation of the trip; `changes`: of slots in the dialog model."""
    raw = copy.deepcopy(RAW)
    trip = raw["interactionModel"]["dialog"]["intents"][0]
    if automatic is not None:
        trip["delegationStrategy"] = "ALWAYS" if automatic else "SKILL_RESPONSE"
    for slot in trip["slots"]:
        slot.update(changes.get(slot["name"], {}))
    return raw


def planner(*answers: Any, raw: dict[str, Any] | None = None, **switches: Any) -> tuple[Echo, Delegating]:
    """A device at noon of 28 November 2026, with a skill that gives these answers and then delegates."""
    skill = Delegating(*answers)
    return Echo(handler=skill, model=raw or RAW, clock=lambda: NOW, **switches), skill


def states(skill: Script) -> list[str | None]:
    """The dialogState of every request that the skill got."""
    return [request["request"].get("dialogState") for request in skill.requests]


def slot(turn: Turn, name: str) -> dict[str, Any]:
    """A slot of the last request of a turn."""
    found: dict[str, Any] = turn.request["request"]["intent"]["slots"][name]
    return found
