"""The nine rules by which Alexa checks a slot's value, in the order of the model; the first that fails is prompted.

Source: Amazon's page "Validate slot values". What a rule cannot read (a "?" for a number) does not pass it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from simulator.model import DialogSlot, Validation, Value
from simulator.moments import days, in_days, in_hours, minutes, within_days, within_hours

_COMPARED: Mapping[str, Callable[[Any, Any], bool]] = {
    "isGreaterThan": lambda value, limit: value > limit,
    "isGreaterThanOrEqualTo": lambda value, limit: value >= limit,
    "isLessThan": lambda value, limit: value < limit,
    "isLessThanOrEqualTo": lambda value, limit: value <= limit,
}
_MATCH = "ER_SUCCESS_MATCH"


def failed(
    known: DialogSlot, slot: Mapping[str, Any], slot_type: str, values: tuple[Value, ...], now: datetime
) -> Validation | None:
    """The first rule of a slot that its value does not pass; None when all hold.

    `slot` is the filled slot of a request, `values` those of its custom type, `now` the time of the request (aware).
    Of several values each must pass.
    """
    several = (slot.get("slotValue") or {}).get("values") or [slot]
    for rule in known.validations:
        if not all(_passes(rule, one, slot_type, values, now) for one in several):
            return rule
    return None


def _passes(rule: Validation, one: Mapping[str, Any], slot_type: str, values: tuple[Value, ...], now: datetime) -> bool:
    text = str(one.get("value") or "")
    if rule.type == "hasEntityResolutionMatch":
        return _matches(one, text, values)
    if rule.type in ("isInSet", "isNotInSet"):
        named = {wanted.casefold() for wanted in rule.values} & {name.casefold() for name in _names(one, text)}
        return bool(named) == (rule.type == "isInSet")
    if rule.type in _COMPARED:
        return _compares(rule, text, slot_type)
    inside = _inside(rule, text, slot_type, now)
    return inside is not None and inside == (rule.type == "isInDuration")


def _answers(one: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return list((one.get("resolutions") or {}).get("resolutionsPerAuthority") or ())


def _matches(one: Mapping[str, Any], text: str, values: tuple[Value, ...]) -> bool:
    """Whether entity resolution found a value. One that the skill filled in has no resolutions: it is looked up."""
    answers = _answers(one)
    if answers:
        return any(answer.get("status", {}).get("code") == _MATCH for answer in answers)
    return any(text.casefold() in (name.casefold() for name in (value.name, *value.synonyms)) for value in values)


def _names(one: Mapping[str, Any], text: str) -> set[str]:
    """The words that were said, and the names of the values that they resolve to."""
    found = {entry["value"]["name"] for answer in _answers(one) for entry in answer.get("values") or ()}
    return {text, *found}


def _compares(rule: Validation, text: str, slot_type: str) -> bool:
    """Numbers by size, dates and times in their order; a span of days must lie beyond the limit as a whole."""
    limit = str(rule.value or "")
    compare = _COMPARED[rule.type]
    if slot_type == "AMAZON.DATE":
        span, wanted = days(text), days(limit)
        if span is None or wanted is None:
            return False
        return compare(span[0], wanted[1]) and compare(span[1], wanted[0])
    if slot_type == "AMAZON.TIME":
        moment, line = minutes(text), minutes(limit)
        return moment is not None and line is not None and compare(moment, line)
    try:
        return compare(float(text), float(limit))
    except ValueError:
        return False


def _inside(rule: Validation, text: str, slot_type: str, now: datetime) -> bool | None:
    """Whether a date or time lies in the rule's span; None when that cannot be told, or of only a part of it."""
    if slot_type == "AMAZON.TIME":
        moment = minutes(text)
        return None if moment is None else within_hours(moment, in_hours(rule.start, now), in_hours(rule.end, now))
    span = days(text)
    return None if span is None else within_days(span, in_days(rule.start, now), in_days(rule.end, now))
