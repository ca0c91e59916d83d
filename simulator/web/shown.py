"""A turn as the page takes it: plain JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from simulator.device.turn import Turn
from simulator.language.explain import profile
from simulator.web.aloud import pieces
from simulator.web.served import Inside

_RENDER = "Alexa.Presentation.APL.RenderDocument"


@dataclass(frozen=True)
class Step:
    """One turn of a conversation in the page: what was said ("" for silence), what came of it, how long it took.

    `differences` are None, or what a replayed file expected otherwise ([]: nothing).
    """

    said: str
    turn: Turn
    milliseconds: int
    differences: tuple[str, ...] | None = None

    @property
    def attributes(self) -> dict[str, Any] | None:
        """The session attributes that the skill sent in this turn; None when it sent none."""
        found = self.turn.response.get("sessionAttributes")
        return found if isinstance(found, dict) and found else None


def shown(step: Step, number: int, attributes: dict[str, Any] | None, inside: Inside | None, locale: str) -> Any:
    """The step as JSON. `attributes` are those that stand after it, maybe from an earlier turn."""
    turn = step.turn
    heard = turn.ssml if turn.ssml and turn.exchanges and not turn.error else turn.speech
    return {
        "number": number,
        "said": step.said,
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
        "understood": profile(turn.understood) if turn.understood else None,
        "exchanges": [{"request": request, "response": response} for request, response in turn.exchanges],
        "milliseconds": step.milliseconds,
        "differences": None if step.differences is None else list(step.differences),
        "insight": inside.insight(attributes, locale) if inside and attributes is not None else None,
    }


def _screen(turn: Turn) -> dict[str, Any] | None:
    """The APL document that a device with a screen shows from now on, with its data; None when nothing new is shown."""
    body = turn.response.get("response")
    directives = body.get("directives") if isinstance(body, dict) and not turn.error else None
    for directive in reversed(directives or []):
        if isinstance(directive, dict) and directive.get("type") == _RENDER:
            return {"document": directive.get("document"), "datasources": directive.get("datasources") or {}}
    return None
