"""The files of a lexicon -> the Lexicon, checked: a name that does not exist is told with its line."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from skill.lexicon import BREAKS, INTENT, Frame, Lexicon, Setting
from skill.lexicon_files import Problem, placed, read_files
from skill.matching import PatternIndex
from skill.naming import written_out
from skill.patterns import Pattern, parse
from skill.phrases import Phrases, read_phrases
from skill.soundalikes import SoundAlikes
from skill.strict_yaml import did_you_mean
from skill.timewords import TimeWords
from skill.tokens import Rewrites, Spelling

FRAME_ENTRIES = ("means", "denied", "asked", "plain", "yields", "says", "fine", "unless", "but_not", "unless_asked")
SETTING_ENTRIES = ("cues", "keeps", "turns", "unless_found", "unless_asked", "reaches_on", "drops", "within")
SHORTEST_NAME = 7
"""Letters of a name that is worth finding again in what was misheard."""

_TRUTHS = ("true", "false")
_TURN = {"yes": "no", "no": "yes"}


@cache
def load(language: str) -> Lexicon:
    """The lexicon of a language ("en"), read once per process. Raises LexiconError with every problem and its line."""
    read, time = read_files(language)
    return build(read, time, language)


def build(read: Mapping[str, Any], time: Mapping[str, Any], language: str) -> Lexicon:
    """A lexicon from what its files hold. Raises LexiconError."""
    problems: list[Problem] = []
    made = _Reader(read, problems).lexicon(_times(time, problems))
    if problems:
        raise placed(language, problems)
    return made


def _times(time: Mapping[str, Any], problems: list[Problem]) -> TimeWords:
    try:
        return TimeWords.from_mapping(time)
    except (ValueError, TypeError, AttributeError) as error:
        named = str(error).split("'")
        problems.append(Problem(str(error), "see the other entries of the file", named[1] if len(named) > 1 else ""))
        return TimeWords.from_mapping({})


class _Reader:
    """Reads the parts of one lexicon; what is wrong is added to `problems`, and reading goes on."""

    def __init__(self, read: Mapping[str, Any], problems: list[Problem]) -> None:
        self.read = read
        self.problems = problems
        self.said = {key: float(count) for key, count in read.get("frequent", {}).items()}
        self.phrases = read_phrases(read.get("concepts", {}), self._no_concept)
        self.names = {*read.get("concepts", {}), *read.get("compounds", {})}

    def lexicon(self, time_words: TimeWords) -> Lexicon:
        read = self.read
        rows = written_out(read.get("frames", ()), read.get("names", {}))
        frames = tuple(itertools.chain.from_iterable(self._frames(row) for row in rows))
        asked = sorted({topic for frame in frames for topic in frame.asked})
        compounds = read.get("compounds", {})
        return Lexicon(
            spelling=_spelling(read, self.phrases),
            phrases=self.phrases,
            roles={role: frozenset(names) for role, names in read.get("roles", {}).items()},
            breaks=self._numbered([read.get("breaks", {}).get(sort, ()) for sort in BREAKS]),
            compounds=tuple(compounds),
            compound_index=self._numbered(compounds.values()),
            marks=tuple((row["mark"], self._index(row["where"])) for row in read.get("marks", ())),
            settings=tuple(self._setting(name, row) for name, row in read.get("settings", {}).items()),
            bare=read.get("bare", {}),
            gives_way=read.get("gives_way", {}),
            called=read.get("names", {}).get("called", {}),
            troubled=read.get("names", {}).get("troubled", {}),
            times=read.get("times", {}),
            time_words=time_words,
            frames=frames,
            index=self._index_of((number, frame) for number, frame in enumerate(frames) if not frame.asked),
            asked_index={
                topic: self._index_of((number, frame) for number, frame in enumerate(frames) if topic in frame.asked)
                for topic in asked
            },
            any_asked=self._index_of((number, frame) for number, frame in enumerate(frames) if frame.asked),
        )

    def _no_concept(self, name: str, trail: str) -> None:
        what = f"'{trail}': no such concept, or one that holds itself"
        self.problems.append(Problem(what, did_you_mean(name, self.read["concepts"]), f"[{name}"))

    def _patterns(self, texts: Iterable[str]) -> tuple[Pattern, ...]:
        made: list[Pattern] = []
        for text in texts:
            try:
                patterns = parse(str(text))
            except ValueError as error:
                self.problems.append(Problem(str(error), "write at least one word that must stand", str(text)))
                continue
            names = {key for one in patterns for element in one.elements for key in element.keys}
            for name in sorted(name for name in names if name[0] not in "=@" and name not in self.names):
                hint = did_you_mean(name, self.names)
                self.problems.append(Problem(f"'{text}': there is no concept '{name}'", hint, str(text)))
            made.extend(patterns)
        return tuple(made)

    def _index(self, texts: Iterable[str]) -> PatternIndex:
        return PatternIndex.plain(self._patterns(texts), self.said)

    def _index_of(self, frames: Iterable[tuple[int, Frame]]) -> PatternIndex:
        rows = ((number, pattern) for number, frame in frames for pattern in frame.patterns)
        return PatternIndex.of(rows, self.said)

    def _numbered(self, rows: Iterable[Iterable[str]]) -> PatternIndex:
        """The patterns of several rows, each with the number of its row."""
        numbered = ((number, one) for number, texts in enumerate(rows) for one in self._patterns(texts))
        return PatternIndex.of(numbered, self.said)

    def _frames(self, row: Any) -> Iterable[Frame]:
        if not isinstance(row, dict) or not isinstance(row.get("means"), dict) or not row.get("says"):
            self.problems.append(Problem(f"{row!r} is no frame", "it needs `means:` and `says:`", _first_text(row)))
            return
        self._entries(row, FRAME_ENTRIES, _first_text(row))
        means = row["means"]
        unless = self._index(row.get("unless", ()))
        asked, yields = frozenset(row.get("asked", ())), frozenset(row.get("yields", ()))
        plain, denied = row.get("plain") == "true", row.get("denied", _turned(means))
        if row.get("plain", "true") not in _TRUTHS:
            self.problems.append(Problem("'plain' is neither true nor false", "write plain: true", _first_text(row)))
        but_not, unless_asked = self._index(row.get("but_not", ())), frozenset(row.get("unless_asked", ()))
        says = self._patterns(row["says"])
        if INTENT in means:  # the clauses of a wish are not those of an answer: "are you / just a machine"
            unless = PatternIndex.plain((one.over_clauses() for one in unless), self.said)
            says = tuple(pattern.over_clauses() for pattern in says)
        yield Frame(says, means, denied, asked, unless, plain, yields, but_not, unless_asked)
        fine = self._patterns(row.get("fine", ()))
        if fine:
            yield Frame(fine, denied, means, asked, unless, plain, yields, but_not, unless_asked)

    def _setting(self, name: str, row: Mapping[str, Any]) -> Setting:
        self._entries(row, SETTING_ENTRIES, f"{name}:")
        return Setting(
            name,
            self._index(row.get("cues", ())),
            frozenset(row.get("keeps", ())),
            row.get("turns", {}),
            row.get("unless_found", {}),
            frozenset(row.get("unless_asked", ())),
            bool(row.get("reaches_on", False)),
            frozenset(row.get("drops", ())),
            bool(row.get("within", False)),
        )

    def _entries(self, row: Mapping[str, Any], known: Sequence[str], near: str) -> None:
        for key in row:
            if key not in known:
                self.problems.append(Problem(f"there is no entry '{key}' here", did_you_mean(str(key), known), near))


def _first_text(row: Any) -> str:
    """Something of a frame that can be found again in its file."""
    said = row.get("says") or row.get("say") if isinstance(row, dict) else row
    return str(said[0] if isinstance(said, list) and said else said or "")


def _turned(means: Mapping[str, Any]) -> dict[str, Any]:
    """What a negated frame means, unless it says so itself: yes and no change places, the rest falls away."""
    return {topic: _TURN[value] for topic, value in means.items() if isinstance(value, str) and value in _TURN}


def _spelling(read: Mapping[str, Any], phrases: Phrases) -> Spelling:
    """Fillers go first, so that a slip is found although somebody said "um" in the middle of it."""
    misheard = read.get("misheard", {})
    of = [words for name in misheard.get("names_of", ()) for words in phrases.by_concept.get(name, ())]
    named = [words[0] for words in of if len(words) == 1 and len(words[0]) >= SHORTEST_NAME]
    names = SoundAlikes.of(named, misheard.get("alike", {}), phrases.vocabulary)
    fillers = [(tuple(text.split()), ()) for text in read.get("fillers", ())]
    rewrites = read.get("rewrites", {})
    pairs = [(tuple(str(heard).split()), tuple(str(meant or "").split())) for heard, meant in rewrites.items()]
    endings = sorted(read.get("endings", {}).items(), key=lambda pair: -len(pair[0]))
    opened = [(tuple(heard.split()), tuple(meant.split())) for heard, meant in read.get("contractions", {}).items()]
    return Spelling(
        tuple((ending, tuple(meant.split())) for ending, meant in endings),
        (Rewrites.of(opened), Rewrites.of(fillers), Rewrites.of(pairs)),
        names,
        frozenset(read.get("doubles", ())),
    )
