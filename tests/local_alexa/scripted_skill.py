"""A skill that gives the answers it is told to, for the tests of the local Alexa."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from simulator import Echo, Turn

MODEL = Path(__file__).parents[1] / "data" / "models" / "numb_back.json"


def reply(text: str = "Where is it numb?", *, end: bool = False, **more: Any) -> dict[str, Any]:
    """A response that says `text`. `more` goes into "response", `attributes` beside it."""
    attributes = more.pop("attributes", {})
    body: dict[str, Any] = {"outputSpeech": {"type": "PlainText", "text": text}, "shouldEndSession": end, **more}
    if not end:
        body.setdefault("reprompt", {"outputSpeech": {"type": "PlainText", "text": "Still there?"}})
    return {"version": "1.0", "sessionAttributes": attributes, "response": body}


def elicit(slot: str, intent: str | None = None, **slots: str) -> dict[str, Any]:
    """A Dialog.ElicitSlot directive, with an updatedIntent when `intent` is named."""
    directive: dict[str, Any] = {"type": "Dialog.ElicitSlot", "slotToElicit": slot}
    if intent:
        filled = {name: {"name": name, "value": value, "confirmationStatus": "NONE"} for name, value in slots.items()}
        directive["updatedIntent"] = {"name": intent, "confirmationStatus": "NONE", "slots": filled}
    return directive


class Script:
    """A skill that gives the answers of a list, and keeps the requests."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.requests: list[dict[str, Any]] = []

    def __call__(self, event: dict[str, Any], _context: object) -> Any:
        """The next answer; an exception in the list is raised."""
        self.requests.append(event)
        if event["request"]["type"] == "SessionEndedRequest":
            return {"version": "1.0", "response": {}}
        answer = self.answers.pop(0) if self.answers else reply()
        if isinstance(answer, Exception):
            raise answer
        return answer


def echo(*answers: Any, **switches: Any) -> tuple[Echo, Script]:
    """A device with a skill that gives these answers."""
    skill = Script(*answers)
    return Echo(handler=skill, model=MODEL, **switches), skill


def as_the_sdk_reads(request: dict[str, Any]) -> Any:
    """A request envelope as a skill that uses Amazon's SDK gets it; raises when the SDK refuses it."""
    from ask_sdk_core.serialize import DefaultSerializer
    from ask_sdk_model import RequestEnvelope

    return DefaultSerializer().deserialize(json.dumps(request), RequestEnvelope)


def intent_of(turn: Turn) -> dict[str, Any]:
    """The intent that was sent."""
    found: dict[str, Any] = turn.request["request"]["intent"]
    return found
