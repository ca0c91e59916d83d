"""What the local Alexa itself knows of a language, read from languages/<language>.yaml.

Wake words, launch phrases, built-in phrases, fillers, contractions, numbers. A language without a file gets none:
samples then match more literally.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from simulator.language.words_file import read_language

LANGUAGES = Path(__file__).parent.parent / "languages"
_STRANGE = (
    "simulator/languages/{language}.yaml is not there: samples, slot values and the bare invocation name are heard in "
    "{locale}, but no launch phrases, wake words, built-in phrases, numbers or durations - "
    "write the file, or use one of {known}"
)


@dataclass(frozen=True)
class Request:
    """One way to call a skill with a request: "ask <name> about <request>". `closers` may end the request."""

    verbs: tuple[str, ...]
    connectors: tuple[str, ...]
    optional: bool
    closers: tuple[str, ...] = ()


@dataclass(frozen=True)
class NoiseWords:
    """What noise puts between words, what it swallows, and what it writes for a word."""

    fillers: tuple[str, ...] = ()
    swallowed: tuple[str, ...] = ()
    misheard: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)  # one object per language: what is worked out of it is kept by its identity
class Words:
    """One language as the local Alexa knows it. `note`: what does not work, when it does not know the language."""

    wake: frozenset[str]
    polite: tuple[str, ...]
    please: tuple[str, ...]
    articles: frozenset[str]
    launch: tuple[str, ...]
    launch_after: tuple[str, ...]
    requests: tuple[Request, ...]
    requests_after: tuple[Request, ...]
    before_name: frozenset[str]
    leave: tuple[str, ...]
    builtins: Mapping[str, tuple[str, ...]]
    fillers: frozenset[str]
    function: frozenset[str]
    letters: Mapping[int, str]
    prefixes: Mapping[str, tuple[str, ...]]
    suffixes: Mapping[str, str]
    whole: Mapping[str, tuple[str, ...]]
    same: Mapping[str, frozenset[str]]
    endings: tuple[str, ...]
    joiners: tuple[str, ...]
    numbers: Mapping[str, int]
    scales: Mapping[str, int]
    one: frozenset[str]
    half: frozenset[str]
    halves: Mapping[str, float]
    half_before: frozenset[str]
    and_: frozenset[str]
    and_after: int
    ones_first: bool
    units: Mapping[str, str]
    problem: str
    consent: str
    approve: tuple[str, ...]
    permissions: Mapping[str, str]
    note: str = ""
    minus: frozenset[str] = frozenset()
    repeats: Mapping[str, int] = field(default_factory=dict)
    ordinals: Mapping[str, int] = field(default_factory=dict)
    ordinal_endings: frozenset[str] = frozenset()
    dates: Mapping[str, Any] = field(default_factory=dict)
    times: Mapping[str, Any] = field(default_factory=dict)
    noise: NoiseWords = field(default_factory=NoiseWords)

    def weight(self, word: str) -> float:
        """How much of a match hangs on this word: 0.05 for a filler, 0.3 for a function word, else 1."""
        if word in self.fillers:
            return 0.05
        return 0.3 if word in self.function else 1.0

    def folded(self, word: str) -> str:
        """A word as it is compared: letters that may stand for one another are one letter."""
        return word.translate(self.letters) if self.letters else word


def load_words(locale: str) -> Words:
    """The words of a locale's language ("en-GB" -> languages/en.yaml), one object for all of its locales.

    Raises LanguageFileError when the file cannot be used.
    """
    language = locale.split("-")[0]
    path = LANGUAGES / f"{language}.yaml"
    return _known(path) if path.exists() else _unknown(language, locale)


@cache
def _known(path: Path) -> Words:
    return words_of(read_language(path))


@cache
def _unknown(language: str, locale: str) -> Words:
    known = ", ".join(sorted(file.stem for file in LANGUAGES.glob("*.yaml")))
    return words_of({}, _STRANGE.format(language=language, locale=locale, known=known))


def words_of(raw: Mapping[str, Any], note: str = "") -> Words:
    """The words in the entries of a language file. What is left out is not known."""
    letters = str.maketrans({_plain(letter): to for letter, to in raw.get("letters", {}).items()})

    def fold(text: str) -> str:
        return _plain(text).translate(letters)

    def several(key: str) -> tuple[str, ...]:
        return tuple(map(fold, raw.get(key, ())))

    def table(key: str) -> dict[str, Any]:
        return {fold(word): value for word, value in raw.get(key, {}).items()}

    def joined(key: str) -> dict[str, Any]:
        """A table of phrases that is looked up with the spaces taken out."""
        return {word.replace(" ", ""): value for word, value in table(key).items()}

    def folded(texts: Iterable[str]) -> tuple[str, ...]:
        return tuple(map(fold, texts))

    same: dict[str, set[str]] = {}
    for group in raw.get("same", ()):
        for word in folded(group):
            same.setdefault(word, set()).update({*folded(group)} - {word})
    return Words(
        wake=frozenset(several("wake")),
        polite=_longest_first(several("polite")),
        please=_longest_first(several("please")),
        articles=frozenset(several("articles")),
        launch=_longest_first(several("launch")),
        launch_after=_longest_first(several("launch_after")),
        requests=tuple(map(_request, raw.get("requests", ()))),
        requests_after=tuple(map(_request, raw.get("requests_after", ()))),
        before_name=frozenset(several("from")),
        leave=several("leave"),
        builtins={name: tuple(phrases) for name, phrases in raw.get("builtins", {}).items()},
        fillers=frozenset(several("fillers")),
        function=frozenset(several("function")),
        letters=letters,
        prefixes={prefix: folded(table("prefixes")[prefix]) for prefix in _longest_first(table("prefixes"))},
        suffixes=table("suffixes"),
        whole={word: folded(parts) for word, parts in table("whole").items()},
        same={word: frozenset(others) for word, others in same.items()},
        endings=_longest_first(several("endings")),
        joiners=several("joiners"),
        numbers=joined("numbers"),
        scales=joined("scales"),
        one=frozenset(several("one")),
        half=frozenset(several("half")),
        halves=joined("halves"),
        half_before=frozenset(several("half_before")),
        and_=frozenset(several("and")),
        and_after=raw.get("and_after", 100),
        ones_first=raw.get("ones_first", False),
        units=joined("units"),
        problem=raw.get("problem", "There was a problem with the requested skill's response."),
        consent=raw.get("consent", "{skill}: {permission}?"),
        approve=several("approve"),
        permissions=raw.get("permissions", {}),
        note=note,
        minus=frozenset(several("minus")),
        repeats=table("repeats"),
        ordinals=joined("ordinals"),
        ordinal_endings=frozenset(several("ordinal_endings")),
        dates=raw.get("dates", {}),
        times=raw.get("times", {}),
        noise=_noise(raw.get("noise", {})),
    )


def _noise(raw: Mapping[str, Any]) -> NoiseWords:
    misheard = {word: tuple(heard) for word, heard in raw.get("misheard", {}).items()}
    return NoiseWords(tuple(raw.get("fillers", ())), tuple(raw.get("swallowed", ())), misheard)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def _longest_first(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(texts, key=len, reverse=True))


def _request(raw: Mapping[str, Any]) -> Request:
    closers = _longest_first(raw.get("closers", ()))
    return Request(_longest_first(raw["verbs"]), _longest_first(raw["connectors"]), bool(raw["optional"]), closers)
