"""What governs what in an utterance: concepts at their places, clauses, and how far a negation reaches.

In the manner of NegEx and ConText, without syntax: a negator holds for what follows it in its clause; the words that
end a clause, and those that negate, are data.
"""

from __future__ import annotations

from dataclasses import dataclass

from skill.lexicon import Lexicon
from skill.patterns import Match, Pattern, Tagged, find

CONTENT, LIGHT, NEGATOR, CONCORD = "content", "light", "negator", "concord"
"""Roles of concepts in the lexicon. A `concord` negator after another does not negate again ("never had no pain")."""


@dataclass(frozen=True)
class Scoped:
    """An utterance with its clauses: `clause[i]` is the number of the clause of word i, `negators` their places."""

    said: Tagged
    clause: tuple[int, ...]
    negators: tuple[int, ...]
    concord: frozenset[int]

    def negations(self, match: Match) -> list[int]:
        """Places of the negators that hold for a match: before it in its clause, or between its words."""
        places = set(match.places)
        holding: list[int] = []
        for place in self.negators:
            if place in places or place > match.last or self.clause[place] < self.clause[match.first]:
                continue
            if place in self.concord and holding:
                continue
            holding.append(place)
        return holding


def prepare(words: tuple[str, ...], lexicon: Lexicon) -> Scoped:
    """Tag the words of an utterance, mark what stands in a special place, and split it into clauses."""
    ends = _tag(words, lexicon)
    negating, light = _places(ends, lexicon, NEGATOR), _places(ends, lexicon, LIGHT)
    said = Tagged(words, tuple(ends), light | negating)
    for mark, patterns in lexicon.marks:
        for place, end in _marked(patterns, said):
            ends[place]["@" + mark] = end
        said = Tagged(words, tuple(ends), light | negating)
    negating = _places(ends, lexicon, NEGATOR) - _unmarked(ends, lexicon)
    light = _places(ends, lexicon, LIGHT)
    said = Tagged(words, tuple(ends), light | negating)
    breaks = _breaks(said, lexicon)
    clause, number = [], 0
    for place in range(len(words)):
        number += place in breaks
        clause.append(number)
    said = Tagged(words, tuple(ends), light | negating, breaks)
    concord = _places(ends, lexicon, CONCORD)
    return Scoped(said, tuple(clause), tuple(sorted(negating)), concord)


def _tag(words: tuple[str, ...], lexicon: Lexicon) -> list[dict[str, int]]:
    """Concepts at each place. A phrase inside a longer one does not count: "legs" is not meant in "between my legs"."""
    spans: list[tuple[int, int, tuple[str, ...]]] = []
    for place, word in enumerate(words):
        for phrase, names in lexicon.phrases.get(word, ()):
            if words[place : place + len(phrase)] == phrase:
                spans.append((place, place + len(phrase), names))
    ends: list[dict[str, int]] = [{"=" + word: place + 1} for place, word in enumerate(words)]
    longer = [(start, end) for start, end, _ in spans if end - start > 1]
    for start, end, names in spans:
        if any(a <= start and end <= b and (b - a) > (end - start) for a, b in longer):
            continue
        for name in names:
            ends[start][name] = max(end, ends[start].get(name, 0))
    return ends


def _places(ends: list[dict[str, int]], lexicon: Lexicon, role: str) -> frozenset[int]:
    """Every word that belongs to a concept with this role; of a negating phrase only the first word."""
    names = lexicon.roles.get(role, frozenset())
    found: set[int] = set()
    for place, here in enumerate(ends):
        for name in names & here.keys():
            found.update((place,) if role in {NEGATOR, CONCORD} else range(place, here[name]))
    return frozenset(found)


def _marked(patterns: tuple[Pattern, ...], said: Tagged) -> list[tuple[int, int]]:
    return [(match.first, match.first + 1) for pattern in patterns for match in find(pattern, said)]


def _unmarked(ends: list[dict[str, int]], lexicon: Lexicon) -> frozenset[int]:
    """Places of words that would negate, were they not marked as something else (an answer, a set phrase)."""
    marks = lexicon.roles.get("not_negating", frozenset())
    return frozenset(place for place, here in enumerate(ends) if marks & here.keys())


def _breaks(said: Tagged, lexicon: Lexicon) -> frozenset[int]:
    """Where a new clause begins; some signs of it count only once the clause before has said something."""
    always = {match.first for pattern in lexicon.breaks for match in find(pattern, said)}
    maybe = {match.first for pattern in lexicon.breaks_after for match in find(pattern, said)}
    content = lexicon.roles.get(CONTENT, frozenset())
    breaks: set[int] = set()
    told = False
    for place in range(len(said.words)):
        if place and (place in always or (place in maybe and told)):
            breaks.add(place)
            told = False
        told = told or bool(content & said.concepts(place))
    return frozenset(breaks)
