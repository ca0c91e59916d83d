"""How hard what is said is to follow: the reading grade of a text, and every string that the skill says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from skill.speech import BASE, Speech, load_speech, locales
from skill.strict_yaml import read

GRADE = 7
"""The highest reading grade (school years in the USA) of anything that is said."""


@dataclass(frozen=True)
class Said:
    """One string as it is heard: its path in the locale, and the words."""

    path: str
    text: str


@cache
def _language() -> dict[str, Any]:
    table, problems = read(Path(__file__).with_suffix(".yaml"))
    problems.stop_if_any()
    return table


def words_of(text: str) -> list[str]:
    """The words of a text; a number is one word."""
    return re.findall(r"[A-Za-z0-9']+", text)


def syllables(word: str) -> int:
    """Syllables by groups of vowels, with the silent e's of English taken off: about right, and right on average."""
    word = re.sub(r"[^a-z]", "", word.lower())
    odd: dict[str, int] = _language()["odd_words"]
    if word in odd:
        return odd[word]
    word = re.sub(r"(?<![cgsxz]e)(?<![cs]he)s$", "", word)
    if re.search(r"[^aeiouylr]e$|[^aeiouytd]ed$|[aeiouy][lr]e$|[^aeiouyscxzgh]es$", word) and len(word) > 3:
        word = re.sub(r"e[ds]?$", "", word)
    groups = re.findall(r"[aeiouy]+", word)
    split = len(re.findall(r"i[ao]|eo|ua|uou|ying|iu", word)) - len(re.findall(r"[tcs]io|[tcg]ia|geo|qua|gua", word))
    return max(1, len(groups) + split)


def grade(text: str) -> float:
    """Reading grade by Flesch and Kincaid: 0.39 words/sentence + 11.8 syllables/word - 15.59.

    Source: Kincaid, Fishburne, Rogers, Chissom: Derivation of new readability formulas for Navy enlisted personnel,
    Research Branch Report 8-75, 1975. Raises ZeroDivisionError for a text without words.
    """
    sentences = max(1, len(re.findall(r"[.!?]+(?:\s|$)", text)))
    words = words_of(text)
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def spoken_locales() -> tuple[str, ...]:
    """The base language, which speaks where a locale is unknown, and every locale."""
    return (BASE, *locales())


def heard() -> list[tuple[str, bool, Said]]:
    """(locale, whether it is said about somebody else, string) for everything that the skill can say."""
    return [
        (locale, third_party, one)
        for locale in spoken_locales()
        for third_party in (False, True)
        for one in said(load_speech(locale), third_party)
    ]


def said(speech: Speech, third_party: bool) -> Iterator[Said]:
    """Everything that is said in one locale, to the person or about them, with samples of what is filled in."""
    samples, fragments = _language()["samples"], _language()["fragments"]
    for path in paths(speech.entries):
        text = speech.say(path, third_party=third_party, **samples)
        for fragment, sentence in fragments.items():
            if path.startswith((f"{fragment}.", f"advice.{fragment}.")):
                text = sentence.format(text)
        yield Said(path, text)


def paths(entries: dict[str, Any], above: str = "") -> Iterator[str]:
    """The path of every string that is said."""
    for key, value in entries.items():
        if key in _language()["unspoken"]:
            continue
        path = f"{above}{key}"
        if isinstance(value, dict):
            yield from paths(value, path + ".")
        else:
            yield path
