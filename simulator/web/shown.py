"""A turn as the page takes it: plain JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from simulator.conversations import Step
from simulator.device.turn import Turn
from simulator.language.explain import profile
from simulator.language.readings import Understood
from simulator.web.aloud import pieces
from simulator.web.served import Inside


@dataclass(frozen=True)
class Shown:
    """One turn of a conversation in the page: what was done, what came of it, how long it took.

    `differences` are None, or what a replayed file expected otherwise ([]: nothing).
    """

    step: Step
    turn: Turn
    milliseconds: int
    differences: tuple[str, ...] | None = None

    @property
    def attributes(self) -> dict[str, Any] | None:
        """The session attributes that the skill sent in this turn; None when it sent none."""
        found = self.turn.response.get("sessionAttributes")
        return found if isinstance(found, dict) and found else None


def shown(
    one: Shown, number: int, attributes: dict[str, Any] | None, inside: Inside | None, locale: str
) -> dict[str, Any]:
    """The turn as JSON. `attributes` are the session's after it, maybe from an earlier turn."""
    turn = one.turn
    heard = turn.ssml if turn.ssml and turn.exchanges and not turn.error else turn.speech
    return {
        "number": number,
        "said": one.step.words if one.step.say is None else one.step.say,
        "speech": turn.speech,
        "pieces": pieces(heard),
        "reprompt": turn.reprompt,
        "asking": turn.asking,
        "outcome": turn.outcome,
        "ended": turn.ended,
        "card": turn.card,
        "screen": _screen(turn),
        "warnings": list(turn.warnings),
        "error": turn.error,
        "explanation": turn.explanation,
        "understood": _understood(turn.understood) if turn.understood else None,
        "exchanges": [{"request": request, "response": response} for request, response in turn.exchanges],
        "milliseconds": one.milliseconds,
        "differences": None if one.differences is None else list(one.differences),
        "insight": inside.insight(attributes, locale) if inside and attributes is not None else None,
    }


def _understood(understood: Understood) -> dict[str, Any]:
    """The readings as profile-nlu has them, each with its sample and score, and what was asked before."""
    shape = profile(understood)
    local = shape.pop("local")
    readings = [shape["selectedIntent"] or {}, *shape["consideredIntents"]]
    for reading, more in zip(readings, [local["selected"] or {}, *local["considered"]], strict=True):
        reading |= {name: more[name] for name in ("how", "sample", "score") if name in more}
    if understood.asked:
        act = {"type": "Dialog.ElicitSlot", "targetSlot": understood.asked.slot}
        shape["multiTurn"] = {"dialogAct": act}
    return shape


def _screen(turn: Turn) -> list[dict[str, Any]] | None:
    """What is to be seen on the screen, in order; None while it shows no document."""
    if turn.screen is None:
        return None
    return [{"kind": item.kind, "text": item.text, "touch": list(item.touch)} for item in turn.screen.items]
