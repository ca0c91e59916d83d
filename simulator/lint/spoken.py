"""What judging a skill needs to know of a language, beside what Alexa knows of it: read from the same file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from simulator.language.words import LANGUAGES
from simulator.language.words_file import read_language


@dataclass(frozen=True)
class Spoken:
    """A language as a judge of skills knows it. A language that has none of it is judged more mildly.

    name_words     words that an invocation name may not hold
    small_words    articles and prepositions, which an invocation name of two words may not hold
    introductions  what stands before a phrase that a skill tells people to say: "you can say"
    alternatives   what stands between two such phrases: "or"
    not_said       what such a phrase does not begin with: "that" is talk about what was said
    purposes       what may follow such a phrase and not belong to it: "yes to go on"
    question_words what a question begins with, whatever mark ends it
    invitations    words by which a sentence that is no question asks somebody to speak
    launch         how a skill is opened
    nonsense       words that no model knows, and that fit nothing
    """

    name_words: frozenset[str] = frozenset()
    small_words: frozenset[str] = frozenset()
    introductions: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    not_said: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    question_words: tuple[str, ...] = ()
    invitations: tuple[str, ...] = ()
    launch: tuple[str, ...] = ()
    nonsense: tuple[str, ...] = ("zindle quorb flamp",)


@cache
def load_spoken(locale: str) -> Spoken:
    """The words of a locale's language ("en-GB" -> languages/en.yaml, its part `judging`)."""
    path = LANGUAGES / f"{locale.split('-')[0]}.yaml"
    raw: Mapping[str, Sequence[str]] = read_language(path).get("judging", {}) if path.exists() else {}
    return Spoken(
        name_words=frozenset(raw.get("name_words", ())),
        small_words=frozenset(raw.get("small_words", ())),
        introductions=tuple(sorted(raw.get("introductions", ()), key=len, reverse=True)),
        alternatives=tuple(raw.get("alternatives", ())),
        not_said=tuple(raw.get("not_said", ())),
        purposes=tuple(raw.get("purposes", ())),
        question_words=tuple(raw.get("question_words", ())),
        invitations=tuple(raw.get("invitations", ())),
        launch=tuple(raw.get("launch", ())),
        nonsense=tuple(raw.get("nonsense", Spoken.nonsense)),
    )
