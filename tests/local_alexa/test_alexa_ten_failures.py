"""What the best of the other local tools gets wrong, each found by running it: the local Alexa gets all of it right."""

from __future__ import annotations

from typing import Any

import pytest
from scripted_skill import echo, elicit, intent_of, reply

Case = tuple[str | None, str, str, dict[str, Any]]

# (slot that was elicited before, what is said, the intent, the slots of the request)
TEN_FAILURES: list[Case] = [
    (None, "um my lower back is numb please", "NumbIntent", {"area": "lower back"}),
    (None, "my lower back feels numb", "NumbIntent", {"area": "lower back"}),
    (None, "i have weak legs and can't pee", "SymptomIntent", {"symptom": ["weak legs", "can't pee"]}),
    ("area", "lower back", "NumbIntent", {"area": "lower back"}),
    ("howLong", "for two days", "NumbIntent", {"howLong": "P2D"}),
    (None, "yeah sure", "AMAZON.YesIntent", {}),
    (None, "florble wibble", "AMAZON.FallbackIntent", {}),
    (None, "I am numb", "NumbIntent", {}),
    (None, "my lower-back is numb", "NumbIntent", {"area": "lower back"}),
    (None, "tell numb back my lower back is numb", "NumbIntent", {"area": "lower back"}),
    # and what it gets wrong without failing
    (None, "ask numb back for help", "AMAZON.HelpIntent", {}),
    (None, "my neck has been numb for two days", "NumbIntent", {"area": "neck", "howLong": "P2D"}),
]


@pytest.mark.parametrize(("asked", "said", "intent", "slots"), TEN_FAILURES, ids=[case[1] for case in TEN_FAILURES])
def test_the_ten_failures_of_the_best_other_tool(
    asked: str | None, said: str, intent: str, slots: dict[str, Any]
) -> None:
    """A whole turn each: from the words to the request that the skill gets."""
    device, skill = echo(reply(directives=[elicit(asked)])) if asked else echo()
    if asked:
        device.say("tell numb back i'm numb")
    elif "numb back" not in said:
        device.say("open numb back")
    turn = device.say(said)
    assert (turn.error, turn.request) == (None, skill.requests[-1])
    sent = intent_of(turn)
    assert sent["name"] == intent
    declared = {name: slot for name, slot in sent.get("slots", {}).items() if name != "__Conjunction"}
    assert {name: heard for name, slot in declared.items() if (heard := _heard(slot))} == slots


def _heard(slot: dict[str, Any]) -> str | list[str] | None:
    if slot.get("slotValue", {}).get("type") == "List":
        return [one["value"] for one in slot["slotValue"]["values"]]
    found: str | None = slot.get("value")
    return found
