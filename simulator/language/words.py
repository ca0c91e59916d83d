"""What the local Alexa itself knows of a language, read from languages/<language>.yaml.

Wake words, launch phrases, built-in phrases, fillers, contractions, numbers. A language without a file gets none:
samples then match more literally.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent.parent / "languages"


@dataclass(frozen=True)
class Request:
    """One way to call a skill with a request: "ask <name> about <request>"."""

    verbs: tuple[str, ...]
    connectors: tuple[str, ...]
    optional: bool


@dataclass(frozen=True)
class Words:
    """One language as the local Alexa knows it."""

    wake: frozenset[str]
    polite: tuple[str, ...]
    please: frozenset[str]
    articles: frozenset[str]
    launch: tuple[str, ...]
    requests: tuple[Request, ...]
    before_name: frozenset[str]
    leave: tuple[str, ...]
    builtins: Mapping[str, tuple[str, ...]]
    fillers: frozenset[str]
    function: frozenset[str]
    suffixes: Mapping[str, str]
    whole: Mapping[str, tuple[str, ...]]
    same: Mapping[str, frozenset[str]]
    endings: tuple[str, ...]
    joiners: tuple[str, ...]
    numbers: Mapping[str, int]
    scales: Mapping[str, int]
    one: frozenset[str]
    half: frozenset[str]
    and_: frozenset[str]
    units: Mapping[str, str]
    problem: str

    def weight(self, word: str) -> float:
        """How much of a match hangs on this word: 0.05 for a filler, 0.3 for a function word, else 1."""
        if word in self.fillers:
            return 0.05
        return 0.3 if word in self.function else 1.0


@cache
def load_words(locale: str) -> Words:
    """The words of a locale's language ("en-GB" -> languages/en.yaml)."""
    path = _FOLDER / f"{locale.split('-')[0]}.yaml"
    raw: dict[str, Any] = {}
    if path.exists():
        import yaml  # only when a language is needed: importing the package stays quick

        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        raw = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - safe, and quick where C is there
    return _words(raw)


def _words(raw: Mapping[str, Any]) -> Words:
    def several(key: str) -> tuple[str, ...]:
        return tuple(raw.get(key, ()))

    same: dict[str, set[str]] = {}
    for group in raw.get("same", ()):
        for word in group:
            same.setdefault(word, set()).update(set(group) - {word})
    return Words(
        wake=frozenset(several("wake")),
        polite=tuple(sorted(several("polite"), key=len, reverse=True)),
        please=frozenset(several("please")),
        articles=frozenset(several("articles")),
        launch=tuple(sorted(several("launch"), key=len, reverse=True)),
        requests=tuple(
            Request(tuple(r["verbs"]), tuple(r["connectors"]), bool(r["optional"])) for r in raw.get("requests", ())
        ),
        before_name=frozenset(several("from")),
        leave=several("leave"),
        builtins={name: tuple(phrases) for name, phrases in raw.get("builtins", {}).items()},
        fillers=frozenset(several("fillers")),
        function=frozenset(several("function")),
        suffixes=raw.get("suffixes", {}),
        whole={word: tuple(parts) for word, parts in raw.get("whole", {}).items()},
        same={word: frozenset(others) for word, others in same.items()},
        endings=several("endings"),
        joiners=several("joiners"),
        numbers=raw.get("numbers", {}),
        scales=raw.get("scales", {}),
        one=frozenset(several("one")),
        half=frozenset(several("half")),
        and_=frozenset(several("and")),
        units=raw.get("units", {}),
        problem=raw.get("problem", "There was a problem with the requested skill's response."),
    )
