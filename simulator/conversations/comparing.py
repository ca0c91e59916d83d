"""Is a turn what was expected? Each expectation that does not hold, in words."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from simulator.conversations.nouns import Difference, Step
from simulator.device.turn import Turn

_NOTHING, _ABSENT = "nothing", object()
_NEAR = 0.6
"""From this likeness on, words that were heard are shown beside those that were expected."""


def differences(step: Step, turn: Turn) -> tuple[Difference, ...]:
    """Every expectation of a step that its turn does not meet, in the order of the file; a broken session first."""
    given, found = step.expected.given, list(_error(step.expected.given.get("error"), turn))
    if not found or "error" in given:
        for entry, expected in given.items():
            found += _CHECKS[entry](entry, expected, turn) if entry in _CHECKS else ()
    error_is_told = "error" in given and not turn.error
    end_matters = step.expected.end_known and ("ended" in given or not error_is_told)
    if end_matters and turn.ended != step.expected.ended:
        state = {True: "the session is closed", False: "the session stays open"}
        found.append(Difference("ended", state[step.expected.ended], state[turn.ended]))
    return tuple(found)


def _error(expected: str | None, turn: Turn) -> Iterator[Difference]:
    line = " ".join((turn.error or "").partition("\n")[0].split())
    if expected is None:
        if turn.error:
            yield Difference("error", "no error", line)
    elif expected not in line:
        yield Difference("error", expected, line or "no error")


def _hears(entry: str, expected: Sequence[str], turn: Turn) -> Iterator[Difference]:
    yield from _in_order(entry, expected, turn.speech)


def _in_order(entry: str, expected: Sequence[str], text: str) -> Iterator[Difference]:
    at = 0
    for piece in expected:
        here = text.find(piece, at)
        if here < 0:
            hint = "these words come earlier than they should" if piece in text else _nearest(piece, text)
            yield Difference(entry, piece, text or _NOTHING, hint)
        else:
            at = here


def _shows(entry: str, expected: Sequence[str], turn: Turn) -> Iterator[Difference]:
    seen = " | ".join(item.text for item in turn.screen.items) if turn.screen else ""
    if not expected and seen:
        yield Difference(entry, _NOTHING, seen)
    yield from _in_order(entry, expected, seen)


def _not_hears(entry: str, expected: Sequence[str], turn: Turn) -> Iterator[Difference]:
    for piece in expected:
        if piece in turn.speech:
            yield Difference(entry, f"not: {piece}", turn.speech)


def _reprompt(entry: str, expected: Sequence[str] | None, turn: Turn) -> Iterator[Difference]:
    if expected is None:
        if turn.reprompt:
            yield Difference(entry, _NOTHING, turn.reprompt)
    else:
        yield from _in_order(entry, expected, turn.reprompt or "")


def _asking(entry: str, expected: Sequence[str], turn: Turn) -> Iterator[Difference]:
    if list(expected) != turn.asking:
        yield Difference(entry, ", ".join(expected) or _NOTHING, ", ".join(turn.asking) or _NOTHING)


def _urgency(entry: str, expected: str, turn: Turn) -> Iterator[Difference]:
    found = (turn.outcome or {}).get("urgency")
    if found != expected:
        yield Difference(entry, expected, str(found or "no advice yet"))


def _card(entry: str, expected: Mapping[str, str] | None, turn: Turn) -> Iterator[Difference]:
    card = turn.card
    if expected is None:
        if card:
            yield Difference(entry, "no card", _shown(card))
    elif card is None or any(card.get(key) != value for key, value in expected.items()):
        yield Difference(
            entry, _shown(expected), "no card" if card is None else _shown({k: card.get(k) for k in expected})
        )


def _intent(entry: str, expected: str, turn: Turn) -> Iterator[Difference]:
    found = _sent(turn).get("name") or _request(turn) or "nothing was sent"
    if found != expected:
        yield Difference(entry, expected, str(found), turn.explanation)


def _slots(entry: str, expected: Mapping[str, Any], turn: Turn) -> Iterator[Difference]:
    slots = _sent(turn).get("slots", {})
    found = {name: slot_value(slots.get(name, {})) for name in expected}
    if found != dict(expected):
        yield Difference(entry, _shown(expected), _shown(found))


def slot_value(slot: Mapping[str, Any]) -> Any:
    """What a slot of a request holds: a text, a list of them, or None."""
    several = slot.get("slotValue", {})
    if several.get("type") == "List":
        return [one.get("value") for one in several.get("values", ())]
    return slot.get("value")


def _request_type(entry: str, expected: str | None, turn: Turn) -> Iterator[Difference]:
    if _request(turn) != expected:
        yield Difference(entry, str(expected or _NOTHING), str(_request(turn) or _NOTHING))


def _attributes(entry: str, expected: Mapping[str, Any], turn: Turn) -> Iterator[Difference]:
    there = turn.response.get("sessionAttributes") or {}
    for name, value in expected.items():
        if not _holds(there.get(name, _ABSENT), value):
            found = _shown(there[name]) if name in there else "not there"
            yield Difference(f"{entry}.{name}", _shown(value), found)


def _directives(entry: str, expected: Sequence[Mapping[str, Any]], turn: Turn) -> Iterator[Difference]:
    there = (turn.response.get("response") or {}).get("directives") or []
    if len(there) != len(expected) or not all(_holds(one, part) for one, part in zip(there, expected, strict=True)):
        yield Difference(entry, _shown(list(expected)), _shown(there))


def _warnings(entry: str, expected: Sequence[str], turn: Turn) -> Iterator[Difference]:
    if len(expected) != len(turn.warnings) or any(e not in w for e, w in zip(expected, turn.warnings, strict=True)):
        yield Difference(entry, " | ".join(expected) or _NOTHING, " | ".join(turn.warnings) or _NOTHING)


_CHECKS: dict[str, Callable[[str, Any, Turn], Iterator[Difference]]] = {
    "hears": _hears,
    "not_hears": _not_hears,
    "shows": _shows,
    "reprompt": _reprompt,
    "asking": _asking,
    "urgency": _urgency,
    "card": _card,
    "intent": _intent,
    "slots": _slots,
    "request": _request_type,
    "attributes": _attributes,
    "directives": _directives,
    "warnings": _warnings,
}


def _request(turn: Turn) -> str | None:
    found: str | None = turn.request.get("request", {}).get("type")
    return found


def _sent(turn: Turn) -> Mapping[str, Any]:
    found: Mapping[str, Any] = turn.request.get("request", {}).get("intent", {})
    return found


def _holds(there: Any, part: Any) -> bool:
    """Whether every entry of `part` is there; lists and plain values must be equal."""
    if isinstance(part, dict):
        return isinstance(there, dict) and all(_holds(there.get(key, _ABSENT), value) for key, value in part.items())
    return bool(there == part and isinstance(there, bool) == isinstance(part, bool))


def _shown(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _nearest(piece: str, text: str) -> str:
    """The words of the text that are nearest to a piece, with what differs marked: [-expected-] {+heard+}."""
    wanted, words = piece.split(), text.split()
    if not wanted or not words:
        return ""
    best, likeness = (0, 0), 0.0
    for length in range(max(1, len(wanted) - 2), len(wanted) + 3):
        for start in range(max(1, len(words) - length + 1)):
            alike = difflib.SequenceMatcher(None, piece, " ".join(words[start : start + length]), autojunk=False)
            if alike.real_quick_ratio() > likeness and alike.quick_ratio() > likeness and alike.ratio() > likeness:
                best, likeness = (start, start + length), alike.ratio()
    return f"near: {_marked(wanted, words[best[0] : best[1]])}" if likeness >= _NEAR else ""


def _marked(wanted: Sequence[str], heard: Sequence[str]) -> str:
    parts = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, wanted, heard, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(" ".join(wanted[a:b]))
            continue
        parts += [f"[-{' '.join(wanted[a:b])}-]"] if b > a else []
        parts += [f"{{+{' '.join(heard[c:d])}+}}"] if d > c else []
    return re.sub(r"\s+", " ", " ".join(parts))
