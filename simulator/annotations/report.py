"""The report of an evaluation of annotation sets: for reading, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from simulator.annotations.scores import Scored, Tally, by_intent, confusions, total
from simulator.intervals import interval
from simulator.language.explain import in_words

_HEADS = ("said", "right", "", "slots", "heard", "right", "precision", "recall", "F1")
_WIDTHS = (6, 7, 9, 7, 7, 7, 11, 9, 9)


def in_text(scored: Sequence[Scored]) -> str:
    """The report for reading: figures, what is taken for what, and every utterance that is not as expected."""
    blocks = ["\n".join(_table(scored))]
    confused = confusions(scored)
    if confused:
        lines = [f"  {count:4}  {expected} -> {heard}" for expected, heard, count in confused]
        blocks.append("\n".join(["Intents confused (expected -> heard)", *lines]))
    misses = [one for one in scored if not one.right]
    if misses:
        blocks.append("\n".join([f"Missed: {len(misses)}", *(line for one in misses for line in _miss(one))]))
    right = len(scored) - len(misses)
    blocks.append(f"{right} of {len(scored)} utterances reach their intent with every slot as expected")
    return "\n\n".join(blocks)


def _table(scored: Sequence[Scored]) -> Iterator[str]:
    tallies = by_intent(scored)
    wide = max(map(len, (*tallies, "95 % interval"))) + 2
    yield " " * wide + "".join(f"{head:>{width}}" for head, width in zip(_HEADS, _WIDTHS, strict=True))
    for intent, tally in tallies.items():
        yield f"  {intent:<{wide - 2}}" + _row(tally)
    whole = total(tallies)
    yield f"{'all':<{wide}}" + _row(whole)
    low, high = interval(whole.right, whole.said)
    yield f"{'95 % interval':<{wide}}{f'{100 * low:.1f} - {100 * high:.1f} %':>{sum(_WIDTHS[:3])}}"


def _row(tally: Tally) -> str:
    cells = (
        str(tally.said),
        str(tally.right),
        _percent(tally.accuracy),
        str(tally.expected),
        str(tally.heard),
        str(tally.held),
        *map(_percent, (tally.precision, tally.recall, tally.f1)),
    )
    return "".join(f"{cell:>{width}}" for cell, width in zip(cells, _WIDTHS, strict=True))


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f} %"


def _miss(one: Scored) -> Iterator[str]:
    yield f'  {one.annotation.where}: "{one.annotation.utterance}"'
    if not one.intent_right:
        yield f"      intent: expected {one.expected.intent}, heard {in_words(one.understood).splitlines()[0]}"
    for slot in one.wrong_slots if one.intent_right else ():
        expected, heard = (_values(side.slots.get(slot)) for side in (one.expected, one.heard))
        yield f"      slot {slot}: expected {expected}, heard {heard}"


def _values(values: tuple[str, ...] | None) -> str:
    return " | ".join(values) if values else "-"


def as_json(scored: Sequence[Scored]) -> dict[str, Any]:
    """The same for programs; shares are null where there is nothing to count."""
    tallies = by_intent(scored)
    whole = total(tallies)
    low, high = interval(whole.right, whole.said)
    return {
        "utterances": len(scored),
        "right": sum(one.right for one in scored),
        "total": _figures(whole) | {"accuracyInterval": [round(low, 4), round(high, 4)]},
        "intents": [{"intent": intent} | _figures(tally) for intent, tally in tallies.items()],
        "confusions": [
            {"expected": expected, "heard": heard, "count": count} for expected, heard, count in confusions(scored)
        ],
        "misses": [_missed(one) for one in scored if not one.right],
    }


def _figures(tally: Tally) -> dict[str, Any]:
    shares = {"accuracy": tally.accuracy, "precision": tally.precision, "recall": tally.recall, "f1": tally.f1}
    rounded = {name: None if share is None else round(share, 4) for name, share in shares.items()}
    counts = asdict(tally)
    return {
        "said": counts["said"],
        "right": counts["right"],
        "accuracy": rounded["accuracy"],
        "slots": {
            "expected": counts["expected"],
            "heard": counts["heard"],
            "right": counts["held"],
            "precision": rounded["precision"],
            "recall": rounded["recall"],
            "f1": rounded["f1"],
        },
    }


def _missed(one: Scored) -> dict[str, Any]:
    def side(intent: str, slots: Any) -> dict[str, Any]:
        return {"intent": {"name": intent, "slots": {slot: {"value": _json(values)} for slot, values in slots.items()}}}

    return {
        "where": one.annotation.where,
        "utterance": one.annotation.utterance,
        "expected": side(one.expected.intent, one.expected.slots),
        "actual": side(one.heard.intent, one.heard.slots),
    }


def _json(values: tuple[str, ...]) -> str | list[str]:
    return values[0] if len(values) == 1 else list(values)
