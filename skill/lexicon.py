"""How people say things, read from knowledge/lexicon/<language>/*.yaml once per process.

The files hold, in any split: `endings`, `contractions`, `rewrites` and `fillers` (spelling), `concepts` (name ->
phrases), `roles` (which concept does what in a sentence), `breaks` and `marks` (patterns that shape a sentence),
`settings` (how a part of a sentence changes what it means), `bare` (what yes and no mean where they are not values),
`gives_way` (members of a set that others displace), `times` (which time means what) and `frames` (patterns ->
findings). Raises LexiconError for what cannot be read.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import yaml

from skill.patterns import Element, Pattern, parse, parts
from skill.timewords import TimeWords
from skill.tokens import Rewrites, Spelling, Words

LEXICON = Path(__file__).parent / "knowledge" / "lexicon"
TIME = "time.yaml"
ANY = "any"
"""In `yields` of a frame: every topic that the role "silent" does not name."""

OPENING = "opening"
"""What `asked` of a frame says for an utterance that answers no question."""


class LexiconError(ValueError):
    """A lexicon file cannot be understood: the message names file, place and what to do."""


_BASE: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_BASE):  # type: ignore[misc, valid-type]
    """A safe loader for which yes, no, on and off are words, as people say them."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {
        first: [(tag, test) for tag, test in resolvers if tag != "tag:yaml.org,2002:bool"]
        for first, resolvers in _BASE.yaml_implicit_resolvers.items()
    }


@dataclass(frozen=True)
class Frame:
    """A phrase with a meaning: `means` where it is said, `denied` where it is negated.

    It counts only if one of `asked` is being asked (empty: always) and no `unless` stands in the utterance. A `plain`
    frame is never turned round by a negation before it. A frame gives way to one about the same topics that
    stands on more of the same words; it also `yields` to such frames about the topics named there (or ANY).
    """

    patterns: tuple[Pattern, ...]
    means: Mapping[str, Any]
    denied: Mapping[str, Any]
    asked: frozenset[str] = frozenset()
    unless: tuple[Pattern, ...] = ()
    plain: bool = False
    yields: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Setting:
    """Clauses with one of `cues` mean something else: topics in `keeps` stay, `turns` replaces, the rest is dropped.

    ANY in `turns` replaces whatever else was said; with `reaches_on` the clause after a cue changes too. It does not
    hold where the utterance gives one of `unless_found`.
    """

    name: str
    cues: tuple[Pattern, ...]
    keeps: frozenset[str] = frozenset()
    turns: Mapping[str, Any] = field(default_factory=dict)
    unless_found: Mapping[str, Any] = field(default_factory=dict)
    unless_asked: frozenset[str] = frozenset()
    reaches_on: bool = False


@dataclass(frozen=True)
class Lexicon:
    """One language, ready to use. `phrases` are the phrases of concepts by their first two words (or the only one)."""

    spelling: Spelling
    phrases: Mapping[Words, tuple[tuple[Words, tuple[str, ...]], ...]]
    roles: Mapping[str, frozenset[str]]
    breaks: tuple[Pattern, ...]
    breaks_after: tuple[Pattern, ...]
    marks: tuple[tuple[str, tuple[Pattern, ...]], ...]
    settings: tuple[Setting, ...]
    bare: Mapping[str, Mapping[str, Any]]
    gives_way: Mapping[str, Mapping[str, list[str]]]
    times: Mapping[str, Any]
    time_words: TimeWords
    frames: tuple[Frame, ...]
    starters: Mapping[str, tuple[tuple[int, Pattern], ...]]
    """A key that a pattern needs, the rarest of them -> (number of its frame, pattern)."""


@cache
def load(language: str) -> Lexicon:
    """The lexicon of a language ("en"). Raises LexiconError."""
    folder = LEXICON / language
    files = sorted(path for path in folder.glob("*.yaml") if path.name != TIME)
    if not files:
        msg = f"{folder}: no lexicon - add the folder with its YAML files"
        raise LexiconError(msg)
    merged: dict[str, Any] = {}
    for path in files:
        for key, value in _read(path).items():
            _merge(merged, key, value, path)
    return _build(merged, TimeWords.from_mapping(_read(folder / TIME)))


def _read(path: Path) -> dict[str, Any]:
    read = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a safe loader
    if not isinstance(read, dict):
        msg = f"{path}: not a mapping - write `frames:`, `concepts:` ... at its top"
        raise LexiconError(msg)
    return read


def _merge(merged: dict[str, Any], key: str, value: Any, path: Path) -> None:
    """Lists add up, mappings are joined; a name that stands twice is an error."""
    if isinstance(value, list):
        merged.setdefault(key, []).extend(value)
    elif isinstance(value, dict):
        known = merged.setdefault(key, {})
        twice = sorted(set(known) & set(value))
        if twice:
            msg = f"{path}: {key}: {', '.join(twice)} stands in two files - keep one of them"
            raise LexiconError(msg)
        known.update(value)
    else:
        merged[key] = value


def _build(read: Mapping[str, Any], time_words: TimeWords) -> Lexicon:
    concepts = _concepts(read.get("concepts", {}))
    frames = tuple(itertools.chain.from_iterable(_frames(row, concepts) for row in read.get("frames", ())))
    breaks = read.get("breaks", {})
    return Lexicon(
        spelling=_spelling(read),
        phrases=_index(concepts),
        roles={role: frozenset(names) for role, names in read.get("roles", {}).items()},
        breaks=_patterns(breaks.get("always", ()), concepts),
        breaks_after=_patterns(breaks.get("after_content", ()), concepts),
        marks=tuple((row["mark"], _patterns(row["where"], concepts)) for row in read.get("marks", ())),
        settings=tuple(_setting(name, row, concepts) for name, row in read.get("settings", {}).items()),
        bare=read.get("bare", {}),
        gives_way=read.get("gives_way", {}),
        times=read.get("times", {}),
        time_words=time_words,
        frames=frames,
        starters=_starters(frames),
    )


def _starters(frames: Sequence[Frame]) -> dict[str, tuple[tuple[int, Pattern], ...]]:
    """Patterns by the least common of what they need, so that few are tried that cannot stand."""
    rows = [(number, pattern) for number, frame in enumerate(frames) for pattern in frame.patterns]
    common = Counter(key for _, pattern in rows for need in pattern.needs for key in need)
    starters: dict[str, list[tuple[int, Pattern]]] = {}
    for number, pattern in rows:
        for key in min(pattern.needs, key=lambda need: sum(common[key] for key in need)):
            starters.setdefault(key, []).append((number, pattern))
    return {key: tuple(found) for key, found in starters.items()}


def _spelling(read: Mapping[str, Any]) -> Spelling:
    """Fillers go first, so that a slip is found although somebody said "um" in the middle of it."""
    fillers = [(tuple(text.split()), ()) for text in read.get("fillers", ())]
    rewrites = read.get("rewrites", {})
    pairs = [(tuple(str(heard).split()), tuple(str(meant or "").split())) for heard, meant in rewrites.items()]
    endings = sorted(read.get("endings", {}).items(), key=lambda pair: -len(pair[0]))
    opened = [(tuple(heard.split()), tuple(meant.split())) for heard, meant in read.get("contractions", {}).items()]
    return Spelling(
        tuple((ending, tuple(meant.split())) for ending, meant in endings),
        (Rewrites.of(opened), Rewrites.of(fillers), Rewrites.of(pairs)),
    )


def _concepts(read: Mapping[str, Any]) -> dict[str, list[Words]]:
    """Phrases of each concept, with "(a|b)", "x?" and "[other]" written out."""
    done: dict[str, list[Words]] = {}

    def expand(name: str, trail: tuple[str, ...] = ()) -> list[Words]:
        if name in done:
            return done[name]
        if name not in read or name in trail:
            msg = f"concepts: {' > '.join((*trail, name))}: no such concept, or one that holds itself - check the name"
            raise LexiconError(msg)
        phrases: dict[Words, None] = {}
        for text in read[name]:
            options = [_options(part, lambda other: expand(other, (*trail, name))) for part in parts(str(text))]
            for choice in itertools.product(*options):
                words = tuple(itertools.chain.from_iterable(choice))
                if words:
                    phrases[words] = None
        done[name] = list(phrases)
        return done[name]

    for name in read:
        expand(name)
    return done


def _options(part: str, expand: Any) -> list[Words]:
    body = part.removesuffix("?")
    found: list[Words] = [()] if part.endswith("?") else []
    if body.startswith("["):
        for name in body.strip("[]").split("|"):
            found.extend(expand(name))
    else:
        found.extend(tuple(choice.split()) for choice in body.strip("()").split("|"))
    return found


def _index(concepts: Mapping[str, list[Words]]) -> dict[Words, tuple[tuple[Words, tuple[str, ...]], ...]]:
    names: dict[Words, list[str]] = {}
    for name, phrases in concepts.items():
        for words in phrases:
            names.setdefault(words, []).append(name)
    table: dict[Words, list[tuple[Words, tuple[str, ...]]]] = {}
    for words, of in names.items():
        table.setdefault(words[:2], []).append((words, tuple(of)))
    return {start: tuple(rows) for start, rows in table.items()}


def _patterns(texts: Iterable[str], concepts: Mapping[str, Any]) -> tuple[Pattern, ...]:
    patterns = tuple(itertools.chain.from_iterable(parse(str(text)) for text in texts))
    for pattern in patterns:
        for element in pattern.elements:
            _check(element, pattern, concepts)
    return patterns


def _check(element: Element, pattern: Pattern, concepts: Mapping[str, Any]) -> None:
    for key in element.keys:
        if not key.startswith("=") and not key.startswith("@") and key not in concepts:
            msg = f"pattern {pattern.text!r}: there is no concept {key!r} - add it to `concepts:` or correct the name"
            raise LexiconError(msg)


_TURN = {"yes": "no", "no": "yes"}


def _turned(means: Mapping[str, Any]) -> dict[str, Any]:
    """What a negated frame means, unless it says so itself: yes and no change places, the rest falls away."""
    return {topic: _TURN[value] for topic, value in means.items() if isinstance(value, str) and value in _TURN}


def _frames(row: Mapping[str, Any], concepts: Mapping[str, Any]) -> Iterable[Frame]:
    try:
        means = row["means"]
        unless = _patterns(row.get("unless", ()), concepts)
        asked = frozenset(row.get("asked", ()))
        plain = bool(row.get("plain", False))
        denied = row.get("denied", _turned(means))
        yields = frozenset(row.get("yields", ()))
        says = _patterns(row["says"], concepts)
        fine = _patterns(row.get("fine", ()), concepts)
    except (KeyError, TypeError, AttributeError) as error:
        msg = f"frames: {row!r}: {error} - a frame needs `means:` and `says:`"
        raise LexiconError(msg) from error
    yield Frame(says, means, denied, asked, unless, plain, yields)
    if fine:
        yield Frame(fine, denied, means, asked, unless, plain, yields)


def _setting(name: str, row: Mapping[str, Any], concepts: Mapping[str, Any]) -> Setting:
    return Setting(
        name,
        _patterns(row["cues"], concepts),
        frozenset(row.get("keeps", ())),
        row.get("turns", {}),
        row.get("unless_found", {}),
        frozenset(row.get("unless_asked", ())),
        bool(row.get("reaches_on", False)),
    )
