"""The language step in words, and in the shape of Amazon's profile-nlu, so that both can be compared."""

from __future__ import annotations

from typing import Any

from simulator.language.step import Candidate, Understood


def in_words(understood: Understood) -> str:
    """One line for the reading chosen, one for every runner-up."""
    lines = [_line(understood.chosen)] if understood.chosen else ["no intent fits"]
    lines += [f"  rather than {_line(other)}" for other in understood.others]
    return "\n".join(lines)


def _line(candidate: Candidate) -> str:
    if candidate.how == "fallback":
        return f"{candidate.intent}: nothing fits well enough"
    slots = "".join(f", {name} = {' | '.join(heard)}" for name, heard in candidate.slots.items())
    return f'{candidate.intent} {candidate.score:.2f} {candidate.how} by "{candidate.sample}"{slots}'


def profile(understood: Understood, *, session_ended: bool = False) -> dict[str, Any]:
    """The shape of `ask smapi profile-nlu`, with the sample and the score added to every intent."""
    shape: dict[str, Any] = {
        "sessionEnded": session_ended,
        "selectedIntent": _intent(understood.chosen) if understood.chosen else None,
        "consideredIntents": [_intent(other) for other in understood.others],
    }
    if understood.asked:
        act = {"type": "Dialog.ElicitSlot", "targetSlot": understood.asked.slot}
        shape["multiTurn"] = {"dialogAct": act}
    return shape


def _intent(candidate: Candidate) -> dict[str, Any]:
    slots = {
        name: {"name": name, "confirmationStatus": "NONE", **({"value": heard[0]} if len(heard) == 1 else {})}
        | ({"slotValue": {"type": "List", "values": list(heard)}} if len(heard) > 1 else {})
        for name, heard in candidate.slots.items()
    }
    return {
        "name": candidate.intent,
        "confirmationStatus": "NONE",
        "slots": slots,
        "sample": candidate.sample,
        "score": candidate.score,
        "how": candidate.how,
    }
