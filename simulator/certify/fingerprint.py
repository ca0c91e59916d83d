"""What a person can tell apart, or when two states of a conversation are the same.

A state is told apart by the question that is open (the last question that was heard, and the reprompt), by the dialog
that Alexa holds, and by the shape of the session attributes: their names, the values of those that are true or false,
and of those that are a short word. Numbers, and words of the person that are said back, make no difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from simulator.device.echo import Echo
from simulator.device.turn import Turn
from simulator.language.words import Words

_SENTENCE = re.compile(r"[^.!?。！？؟।]+[.!?。！？؟।]*")
_ASKS = ("?", "？", "؟")
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_LONGEST_NAME = 40


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [part.strip() for part in _SENTENCE.findall(text) if part.strip()]


def asks(sentence: str) -> bool:
    """Whether a sentence is a question."""
    return sentence.rstrip("\"'”’»）) ").endswith(_ASKS)


def question(text: str) -> str:
    """The last question in a text, or its last sentence when there is none; what follows a question belongs to it."""
    found = sentences(text)
    last = max((place for place, sentence in enumerate(found) if asks(sentence)), default=len(found) - 1)
    return " ".join(found[last:])


def folded(text: str, words: Words, said: Iterable[str] = ()) -> str:
    """A text without what varies: case, marks, numbers in digits and words, and words of the person said back."""
    run = ["#" if part.isdigit() or part in words.numbers else part for part in _WORD.findall(text.lower())]
    flat = " ".join(run)
    for value in sorted({" ".join(_WORD.findall(one.lower())) for one in said}, key=len, reverse=True):
        if value:
            flat = re.sub(rf"\b{re.escape(value)}\b", "_", flat)
    return re.sub(r"#(?: #)*", "#", flat)


@dataclass(frozen=True)
class Fingerprint:
    """What a state is told apart by. `seen` is what shows, `kept` the names of the session attributes."""

    seen: str
    kept: str


def fingerprint(echo: Echo, turn: Turn, words: Words) -> Fingerprint:
    """What the state after a turn is told apart by."""
    said = list(spoken_values(turn))
    dialog = echo.dialog
    asked = f"{dialog.intent}/{dialog.question}" if dialog else ""
    attributes = turn.response.get("sessionAttributes")
    shape = dict(_shape(attributes if isinstance(attributes, Mapping) else {}, said))
    heard = folded(question(turn.speech), words, said)
    telling = ",".join(f"{name}={value}" for name, value in shape.items() if value)
    return Fingerprint(f"{heard}|{folded(turn.reprompt or '', words, said)}|{asked}|{telling}", ",".join(shape))


def spoken_values(turn: Turn) -> Iterator[str]:
    """What the person put into slots in this turn."""
    for request, _ in turn.exchanges:
        intent = request.get("request", {}).get("intent") or {}
        for slot in (intent.get("slots") or {}).values():
            for one in (slot, *((slot.get("slotValue") or {}).get("values") or ())):
                if isinstance(one.get("value"), str):
                    yield one["value"]


def _shape(attributes: Mapping[str, Any], said: list[str]) -> Iterator[tuple[str, str]]:
    """(name with its type, value or "") of every attribute: the value of what is true or false, or a short word."""
    for name in sorted(attributes):
        value = attributes[name]
        telling = isinstance(value, bool) or (isinstance(value, str) and _is_name(value) and value not in said)
        yield f"{name}:{type(value).__name__}", str(value) if telling else ""


def _is_name(value: str) -> bool:
    return 0 < len(value) <= _LONGEST_NAME and not any(letter.isdigit() for letter in value)
