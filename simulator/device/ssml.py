"""SSML: whether Alexa accepts it, and the words that are heard."""

from __future__ import annotations

import re
from xml.etree import ElementTree

_TAGS = frozenset(
    {"speak", "audio", "break", "emphasis", "lang", "p", "phoneme", "prosody", "s", "say-as", "sub", "voice", "w"}
    | {"amazon-domain", "amazon-effect", "amazon-emotion"}
)
_PREFIX = re.compile(r"(</?)amazon:")
_TIME = re.compile(r"(\d+(?:\.\d+)?)(ms|s)$")
_SAY_AS = frozenset(
    {"characters", "spell-out", "cardinal", "number", "ordinal", "digits", "fraction", "unit", "date", "time"}
    | {"telephone", "address", "interjection", "expletive"}
)
MOST_AUDIO, LONGEST_BREAK = 5, 10.0


class SsmlError(ValueError):
    """SSML that Alexa refuses; the message says why."""


def heard(ssml: str) -> str:
    """The words of an SSML text, tags removed, a `sub` by its alias. Raises SsmlError when Alexa would refuse it."""
    try:
        root = ElementTree.fromstring(_PREFIX.sub(r"\1amazon-", ssml))  # noqa: S314 - the skill's own words
    except ElementTree.ParseError as error:
        raise SsmlError(f"SSML is not well-formed ({error})") from error
    if root.tag != "speak":
        raise SsmlError(f"SSML must stand in <speak>, not in <{root.tag}>")
    audio = sum(1 for _ in root.iter("audio"))
    if audio > MOST_AUDIO:
        raise SsmlError(f"{audio} <audio> in one response, {MOST_AUDIO} at most")
    for element in root.iter():
        _check(element)
    return " ".join(_words(root).split())


def _check(element: ElementTree.Element) -> None:
    if element.tag not in _TAGS:
        raise SsmlError(f"SSML tag <{element.tag}> is not known to Alexa")
    if element.tag == "break" and "time" in element.attrib:
        found = _TIME.match(element.attrib["time"])
        if not found or float(found[1]) / (1000 if found[2] == "ms" else 1) > LONGEST_BREAK:
            raise SsmlError(f'<break time="{element.attrib["time"]}"> must be a time of 10s at most')
    if element.tag == "say-as" and element.attrib.get("interpret-as") not in _SAY_AS:
        raise SsmlError(f'<say-as interpret-as="{element.attrib.get("interpret-as")}"> is not known to Alexa')


def _words(element: ElementTree.Element) -> str:
    if element.tag == "sub":
        return element.attrib.get("alias", element.text or "")
    inside = (element.text or "") + "".join(_words(child) + (child.tail or "") for child in element)
    return f" {inside} " if element.tag in ("p", "s", "break", "audio") else inside
