"""The SSML tags that Alexa knows, their attributes and values: tags.json, and the rules that are no list of words.

Source: Amazon's page "SSML reference"; `not_inside` is its table of incompatible tags.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

Check = Callable[[str], bool]
LONGEST_BREAK, MOST_AUDIO, MOST_URL = 10.0, 5, 2000
"""Seconds of a pause; <audio> in one text; characters of an address."""
_FILE = Path(__file__).with_name("tags.json")
_TIME = re.compile(r"(\d+(?:\.\d+)?)(ms|s)")
_PERCENT = re.compile(r"([+-]?)(\d+(?:\.\d+)?)%")
_DECIBEL = re.compile(r"[+-]\d+(\.\d+)?dB")


@dataclass(frozen=True)
class Tag:
    """A tag: attribute -> (test of its value, what is allowed); which are needed; inside what it is not heard."""

    attributes: Mapping[str, tuple[Check, str]] = field(default_factory=dict)
    needed: tuple[str, ...] = ()
    empty: bool = False
    not_inside: tuple[str, ...] = ()


@cache
def tags() -> Mapping[str, Tag]:
    """Every tag that Alexa knows, by its name."""
    raw = json.loads(_FILE.read_text(encoding="utf-8"))
    words = {name: tuple(text.split()) for name, text in raw["words"].items()}
    return {
        name: Tag(
            {attribute: _test(kind, words.get(kind, ())) for attribute, kind in tag.get("attributes", {}).items()},
            tuple(tag.get("needed", ())),
            tag.get("empty", False),
            tuple(tag.get("not_inside", ())),
        )
        for name, tag in raw["tags"].items()
    }


def _test(kind: str, words: tuple[str, ...]) -> tuple[Check, str]:
    """The test of a kind of value, and what it allows in words."""
    listed = ", ".join(words)
    if kind not in _MORE:
        return (lambda value: value in words), f"one of {listed}"
    more, allowed = _MORE[kind]
    return (lambda value: value in words or more(value)), f"{listed}, or {allowed}" if listed else allowed


def _seconds(value: str) -> bool:
    found = _TIME.fullmatch(value)
    return found is not None and float(found[1]) / (1000 if found[2] == "ms" else 1) <= LONGEST_BREAK


def _rate(value: str) -> bool:
    found = _PERCENT.fullmatch(value)
    return bool(found and not found[1] and float(found[2]) >= 20)


def _pitch(value: str) -> bool:
    found = _PERCENT.fullmatch(value)
    return bool(found and found[1] and float(found[2]) <= (50 if found[1] == "+" else 33.3))


def _source(value: str) -> bool:
    return value.startswith(("https://", "soundbank://")) and len(value) <= MOST_URL


_MORE: Mapping[str, tuple[Check, str]] = {
    "time": (_seconds, f"a time like 500ms or 2s, {LONGEST_BREAK:g}s at most"),
    "rate": (_rate, "20% and more"),
    "pitch": (_pitch, "-33.3% to +50% with its sign"),
    "volume": (lambda value: bool(_DECIBEL.fullmatch(value)), "decibels like +2dB"),
    "source": (_source, f"an https:// or soundbank:// address of {MOST_URL} characters at most"),
    "person": (lambda value: value.startswith("amzn1.ask.person."), "a personId"),
    "text": (lambda value: bool(value.strip()), "some text"),
}
