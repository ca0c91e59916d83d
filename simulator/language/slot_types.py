"""The slot types of a model: its own, and Amazon's."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from simulator.language import dates, times
from simulator.language.builtin_types import Converted, Listed, Phrase, Read
from simulator.language.catalogue import Catalogue, Extended
from simulator.language.numerals import alphanumeric, four_digits, number_or_pair, ordinal, phone_number
from simulator.language.quantities import Found, duration
from simulator.language.spans import SEARCH, SlotType
from simulator.language.words import Words
from simulator.model import InteractionModel, Value

_DIGITS = re.compile(r"\d+")
_Plain = Callable[[Sequence[str], Words], Found | None]
_CONVERTED: Mapping[str, tuple[_Plain, re.Pattern[str], bool]] = {  # type -> how it is read, its form, "?" if unread
    "AMAZON.NUMBER": (number_or_pair, re.compile(r"-?\d+|\?"), True),
    "AMAZON.FOUR_DIGIT_NUMBER": (four_digits, re.compile(r"\d{4}|\?"), True),
    "AMAZON.Ordinal": (ordinal, _DIGITS, False),
    "AMAZON.PhoneNumber": (phone_number, _DIGITS, False),
    "AMAZON.AlphaNumeric": (alphanumeric, re.compile(r"(?=.*\d)\w+"), False),
    "AMAZON.DURATION": (duration, re.compile(r"P(?=.)(\d+[YMWD])*(T(\d+[HMS])+)?"), False),
}


def slot_types(model: InteractionModel, words: Words) -> dict[str, SlotType]:
    """Every slot type that the model's intents use, by name."""
    used = {slot.type for intent in model.intents.values() for slot in intent.slots.values()}
    return {name: _slot_type(name, model.types.get(name, ()), words) for name in sorted(used)}


def _slot_type(name: str, values: Sequence[Value], words: Words) -> SlotType:
    """A type by its name; `values` are the model's, for a custom type or for one of Amazon's that it extends."""
    if not name.startswith("AMAZON."):
        return Catalogue(name, values, words)
    built_in = _built_in(name, words)
    if values and built_in.extensible:
        return Extended(built_in, Catalogue(name, values, words), dynamic=False)
    return built_in


def _built_in(name: str, words: Words) -> SlotType:
    if name == SEARCH:
        return Phrase()
    if name == "AMAZON.DATE":
        return Converted(name, dates.Dates(words).read, dates.FORM, words)
    if name == "AMAZON.TIME":
        return Converted(name, times.Times(words).read, times.FORM, words)
    if name in _CONVERTED:
        plain, form, unread = _CONVERTED[name]
        return Converted(name, _without_moment(plain, words), form, words, unread=unread)
    table = words.dates.get("words", {}).get({"AMAZON.DayOfWeek": "weekday", "AMAZON.Month": "month"}.get(name, ""), {})
    return Listed(name, words, [entry for each in table.values() for entry in each])


def _without_moment(plain: _Plain, words: Words) -> Read:
    def read(run: Sequence[str], at: datetime) -> Found | None:  # noqa: ARG001 - the same at any moment
        return plain(run, words)

    return read
