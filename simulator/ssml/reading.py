"""SSML: whether Alexa accepts it, and the words that are heard."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from xml.etree import ElementTree

from simulator.ssml.tags import MOST_AUDIO, tags

_PREFIX = re.compile(r"(</?\s*)(amazon|alexa):")
_BARE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)")
_ENTITY = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NEAR = 12
"""Characters shown on either side of a place that is wrong."""


class SsmlError(ValueError):
    """SSML that Alexa refuses; the message says why."""


@dataclass(frozen=True)
class Spoken:
    """What an SSML text comes to: the words, all that Alexa would refuse, and what she would not say as marked."""

    words: str
    problems: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    audio: int = 0


def heard(ssml: str) -> str:
    """The words of an SSML text, tags removed, a `sub` by its alias. Raises SsmlError when Alexa would refuse it."""
    spoken = read(ssml)
    if spoken.problems:
        raise SsmlError(spoken.problems[0])
    return spoken.words


@lru_cache(maxsize=256)
def read(ssml: str) -> Spoken:
    """The words of an SSML text, and all that is wrong with it, each in a line that says what to do."""
    if _ENTITY.search(ssml):
        return Spoken("", ("SSML may not declare a document type or entities - leave the declaration out",))
    try:
        root = ElementTree.fromstring(_PREFIX.sub(r"\1\2-", ssml))  # noqa: S314 - entities are refused above
    except (ElementTree.ParseError, ValueError) as error:
        return Spoken("", (_line(_not_well_formed(ssml, error)),))
    problems: list[str] = []
    doubts: list[str] = []
    if root.tag != "speak":
        problems.append(f"SSML must stand in <speak>, not in <{_name(root)}> - put <speak> and </speak> around it")
    audio = sum(1 for _ in root.iter("audio"))
    if audio > MOST_AUDIO:
        problems.append(f"{audio} <audio> in one response, {MOST_AUDIO} at most - leave some out")
    try:
        _check(root, (), problems, doubts)
        words = " ".join(_words(root).split())
    except RecursionError:
        return Spoken("", ("SSML tags stand too deep in each other - use fewer",))
    return Spoken(words, tuple(_line(text) for text in dict.fromkeys(problems)), tuple(dict.fromkeys(doubts)), audio)


def _not_well_formed(ssml: str, error: Exception) -> str:
    bare = _BARE.search(ssml)
    if bare:
        return f'an unescaped "&" near "{_near(ssml, bare.start())}" - write &amp; or "and"'
    if not ssml.strip().startswith("<"):
        return "SSML is not well-formed, it does not begin with <speak> - put <speak> and </speak> around it"
    line, column = getattr(error, "position", (1, 0))
    lines = ssml.splitlines() or [""]
    there = lines[min(line, len(lines)) - 1]
    return f'SSML is not well-formed near "{_near(there, column)}" ({error}) - close every tag, escape < as &lt;'


def _near(text: str, at: int) -> str:
    return " ".join(text[max(0, at - _NEAR) : at + _NEAR].split())


def _line(text: str) -> str:
    """The text with nothing in it that a terminal could not print."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)


def _name(element: ElementTree.Element) -> str:
    """The tag as it is written: names with a colon were read with a hyphen."""
    for prefix in ("amazon", "alexa"):
        if element.tag.startswith(f"{prefix}-"):
            return element.tag.replace("-", ":", 1)
    return element.tag


def _check(element: ElementTree.Element, around: tuple[str, ...], problems: list[str], doubts: list[str]) -> None:
    name = _name(element)
    tag = tags().get(name)
    if tag is None:
        problems.append(f"SSML tag <{name}> is not known to Alexa - leave it out")
    else:
        if name == "speak" and around:
            problems.append("<speak> stands inside <speak> - keep the outermost only")
        for attribute, value in element.attrib.items():
            written = "xml:lang" if attribute == _XML_LANG else attribute
            test, allowed = tag.attributes.get(written, (None, ""))
            if test is None:
                problems.append(f"<{name}> has no attribute {written} - leave it out")
            elif not test(value):
                problems.append(f'<{name} {written}="{value[:40]}"> is not known to Alexa - give {allowed}')
        problems += [
            f"<{name}> needs the attribute {needed} - give {tag.attributes[needed][1]}"
            for needed in tag.needed
            if (_XML_LANG if needed == "xml:lang" else needed) not in element.attrib
        ]
        doubts += [
            f"<{name}> inside <{outer}>: Alexa does not do both on the same words"
            for outer in around
            if outer in tag.not_inside
        ]
        if tag.empty and (len(element) or (element.text or "").strip()):
            problems.append(f"<{name}> holds something - it must be empty, like <{name} .../>")
    for child in element:
        _check(child, (*around, name), problems, doubts)


def _words(element: ElementTree.Element) -> str:
    if element.tag == "sub":
        return element.attrib.get("alias", element.text or "")
    inside = (element.text or "") + "".join(_words(child) + (child.tail or "") for child in element)
    return f" {inside} " if element.tag in ("p", "s", "break", "audio") else inside
