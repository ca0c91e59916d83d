"""What a reply sounds like, in pieces for the browser's own voice: it reads text, and knows no SSML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

_PREFIX = re.compile(r"(</?)amazon:")
_TIME = re.compile(r"([\d.]+)(ms|s)$")
_STRENGTH = {"none": 0, "medium": 400, "strong": 700, "x-strong": 1000}
_SHORT = 150  # the strengths below medium
_RATE = {"x-slow": 0.6, "slow": 0.8, "medium": 1.0}
_BRISK = 1.25  # the rates above medium
_AFTER = {"p": 600, "s": 250}
_ONE_BY_ONE = {"characters", "spell-out", "digits", "telephone"}


def pieces(speech: str) -> list[dict[str, Any]]:
    """Texts and pauses in order: {"text": words, "rate": 1.0 as usual} or {"pause": milliseconds}.

    `speech` is a text, or SSML; SSML that is broken gives nothing, for it is not heard.
    """
    if not speech.lstrip().startswith("<speak"):
        return [{"text": speech, "rate": 1.0}] if speech.strip() else []
    try:
        root = ElementTree.fromstring(_PREFIX.sub(r"\1amazon-", speech))  # noqa: S314 - the skill's own words
    except ElementTree.ParseError:
        return []
    return _joined(_parts(root, 1.0))


def _joined(parts: Iterator[dict[str, Any]]) -> list[dict[str, Any]]:
    """Neighbouring texts of one rate become one, so that the voice does not stumble between words."""
    found: list[dict[str, Any]] = []
    for part in parts:
        last = found[-1] if found else {}
        if "text" in part and last.get("rate") == part["rate"]:
            last["text"] += part["text"]
        elif "pause" in part and "pause" in last:
            last["pause"] = max(last["pause"], part["pause"])
        else:
            found.append(part)
    for part in found:
        if "text" in part:
            part["text"] = " ".join(part["text"].split())
    return [part for part in found if part.get("text") or part.get("pause")]


def _parts(element: ElementTree.Element, rate: float) -> Iterator[dict[str, Any]]:
    if element.tag == "break":
        yield {"pause": _pause(element)}
        return
    if element.tag == "sub":
        yield {"text": element.get("alias", element.text or ""), "rate": rate}
        return
    if element.tag == "prosody":
        rate *= _rate(element.get("rate", ""))
    text = element.text or ""
    if element.tag == "say-as" and element.get("interpret-as") in _ONE_BY_ONE:
        text = f" {' '.join(text)} "
    if text.strip() or text:
        yield {"text": text, "rate": rate}
    for child in element:
        yield from _parts(child, rate)
        if child.tail:
            yield {"text": child.tail, "rate": rate}
    if element.tag in _AFTER:
        yield {"pause": _AFTER[element.tag]}


def _pause(element: ElementTree.Element) -> int:
    found = _TIME.match(element.get("time", ""))
    if not found:
        return _STRENGTH.get(element.get("strength", "medium"), _SHORT)
    return min(10_000, round(float(found[1]) * (1 if found[2] == "ms" else 1000)))


def _rate(named: str) -> float:
    """SSML's rate as a factor: a name, or per cent of the usual pace, from half to double."""
    if named.endswith("%") and named[:-1].isdigit():
        return min(2.0, max(0.5, int(named[:-1]) / 100))
    return _RATE.get(named, _BRISK) if named else 1.0
