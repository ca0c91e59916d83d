"""The nouns of one language's way of saying things: frames, settings, and the lexicon that holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from skill.matching import PatternIndex
from skill.model import NO
from skill.patterns import Pattern
from skill.phrases import Phrases
from skill.timewords import TimeWords
from skill.tokens import Spelling

ANY = "any"
"""In `yields` of a frame: every topic that the role "silent" does not name."""

INTENT = "intent"
"""What a frame means that is a wish."""

OPENING = "opening"
"""What `asked` of a frame says for an utterance that answers no question."""

BREAKS = ("always", "after_content", "after_denial")
"""Sorts of breaks between clauses: always, once the clause has said something, or denied something."""

NO_PATTERNS = PatternIndex({})


@dataclass(frozen=True)
class Frame:
    """A phrase with a meaning: `means` where it is said, `denied` where it is negated.

    It counts only if one of `asked` is being asked (empty: always), none of `unless_asked` is ("it is numb", where the
    legs are asked about, says nothing of the back), and no `unless` stands in the utterance; where its
    words are also those of one of `but_not` they mean something else ("fell asleep" is no fall). A `plain`
    frame is never turned round by a negation before it. A frame gives way to one about the same topics that
    stands on more of the same words; it also `yields` to such frames about the topics named there (or ANY).
    """

    patterns: tuple[Pattern, ...]
    means: Mapping[str, Any]
    denied: Mapping[str, Any]
    asked: frozenset[str] = frozenset()
    unless: PatternIndex = NO_PATTERNS
    plain: bool = False
    yields: frozenset[str] = frozenset()
    but_not: PatternIndex = NO_PATTERNS
    unless_asked: frozenset[str] = frozenset()

    @cached_property
    def trouble(self) -> bool:
        """Whether it means that something is there which is denied by a "no"."""
        return NO in self.denied.values()

    @cached_property
    def benign(self) -> bool:
        """Whether it means that something is not there, or fine."""
        return NO in self.means.values()


@dataclass(frozen=True)
class Setting:
    """Clauses with one of `cues` mean something else: topics in `keeps` stay, `turns` replaces, the rest is dropped.

    ANY in `turns` replaces whatever else was said; with `reaches_on` the clause after a cue changes too. It does not
    hold where the utterance gives one of `unless_found`. Where there are `drops`, all but these stay, and these too if
    they are said before the cue: "it fell asleep like a foot that fell asleep". `within`: it holds from the first to
    the last word of a cue, whatever clauses these are, "my son has been sick … but i have not", not in its clauses.
    """

    name: str
    cues: PatternIndex
    keeps: frozenset[str] = frozenset()
    turns: Mapping[str, Any] = field(default_factory=dict)
    unless_found: Mapping[str, Any] = field(default_factory=dict)
    unless_asked: frozenset[str] = frozenset()
    reaches_on: bool = False
    drops: frozenset[str] = frozenset()
    within: bool = False


@dataclass(frozen=True)
class Lexicon:
    """One language, ready to use."""

    spelling: Spelling
    phrases: Phrases
    roles: Mapping[str, frozenset[str]]
    breaks: PatternIndex
    """Where a clause begins, each pattern with the number of its sort in BREAKS."""

    compounds: tuple[str, ...]
    """Concepts that are patterns over others: "walk the dog", "took both dogs for a walk"."""

    compound_index: PatternIndex
    """Their patterns, each with the number of its compound."""

    marks: tuple[tuple[str, PatternIndex], ...]
    settings: tuple[Setting, ...]
    bare: Mapping[str, Mapping[str, Any]]
    gives_way: Mapping[str, Mapping[str, list[str]]]
    called: Mapping[str, str]
    """Topics, and the concepts that are their names: "the toilet" names the bladder and the bowel."""

    troubled: Mapping[str, str]
    """Topics, and the concepts that name them: trouble said of one of these is an answer about it."""

    times: Mapping[str, Any]
    time_words: TimeWords
    frames: tuple[Frame, ...]
    index: PatternIndex
    """The patterns of the frames that always count, each with the number of its frame."""

    asked_index: Mapping[str, PatternIndex]
    """The same for those that count only while something is asked, by what is asked."""

    any_asked: PatternIndex
    """The same for all of these together."""

    def role(self, name: str) -> frozenset[str]:
        """The concepts that do some work in a sentence; none for a role that the lexicon does not know."""
        return self.roles.get(name, frozenset())
