"""What judging a skill needs to know of a language, beside what Alexa knows of it: read from the same file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent.parent / "languages"


@dataclass(frozen=True)
class Spoken:
    """A language as a judge of skills knows it. A language that has none of it is judged more mildly.

    name_words     words that an invocation name may not hold
    small_words    articles and prepositions, which an invocation name of two words may not hold
    introductions  what stands before a phrase that a skill tells people to say: "you can say"
    alternatives   what stands between two such phrases: "or"
    nonsense       words that no model knows, and that fit nothing
    """

    name_words: frozenset[str] = frozenset()
    small_words: frozenset[str] = frozenset()
    introductions: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    not_said: tuple[str, ...] = ()
    nonsense: str = "flurb glorp zindle"


@cache
def load_spoken(locale: str) -> Spoken:
    """The words of a locale's language ("en-GB" -> languages/en.yaml, its part `judging`)."""
    path = _FOLDER / f"{locale.split('-')[0]}.yaml"
    if not path.exists():
        return Spoken()
    import yaml  # only when a skill is judged: importing the package stays quick

    raw: Mapping[str, Any] = (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).get("judging") or {}
    return Spoken(
        name_words=frozenset(raw.get("name_words", ())),
        small_words=frozenset(raw.get("small_words", ())),
        introductions=tuple(sorted(raw.get("introductions", ()), key=len, reverse=True)),
        alternatives=tuple(raw.get("alternatives", ())),
        not_said=tuple(raw.get("not_said", ())),
        nonsense=raw.get("nonsense", Spoken.nonsense),
    )
