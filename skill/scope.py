"""What governs what in an utterance: concepts at their places, clauses, and how far a negation reaches.

In the manner of NegEx and ConText, without syntax: a negator holds for what follows it in its clause; the words that
end a clause, and those that negate, are data.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from skill.clauses import clause_starts
from skill.keys import Keyed
from skill.lexicon import Lexicon
from skill.matching import Match, Tagged, find
from skill.tagging import NAMED, STRUCTURE, phrases, tag
from skill.tokens import Cleaned

LIGHT, NEGATOR, CONCORD = "light", "negator", "concord"
OPEN, UNABLE, NOTICING, REFUSAL = "open", "unable", "noticing", "refusal"
"""Roles of concepts in the lexicon. A `concord` negator after another does not negate again ("never had no pain")."""


@dataclass(frozen=True)
class Scoped:
    """An utterance with its clauses: `clause[i]` is the number of the clause of word i, `negators` their places."""

    said: Tagged
    clause: tuple[int, ...]
    negators: tuple[int, ...]
    concord: frozenset[int]
    held: Mapping[int, range]
    """Negators that belong to a phrase ("no feeling"), and where it stands: they do not reach beyond it."""

    unable: frozenset[int]
    """Negators that deny an ability ("can not"): they do not deny a trouble."""

    refusals: frozenset[int]
    """Negators that are plain answers as well ("no"): they do not deny that something is fine ("no sats are fine")."""

    def places_of(self, clause: int) -> Iterator[int]:
        """The places of the words of a clause."""
        return (place for place, number in enumerate(self.clause) if number == clause)

    def negations(self, match: Match, far: bool, trouble: bool, benign: bool) -> list[int]:
        """Places of the negators that hold for a match: before it in its clause, or between its words if not `far`.

        `trouble` says that the match means one, so that an ability denied before it is no denial of it; `benign` that
        it means that something is fine, which a plain "no" before it does not deny.
        """
        places = set(match.places)
        holding: list[int] = []
        for place in self.negators:
            if place in places or place > (match.first if far else match.last):
                continue
            if self.clause[place] < self.clause[match.first]:
                continue
            if (trouble and place in self.unable) or (benign and place in self.refusals and place < match.first):
                continue
            if place in self.held and places.isdisjoint(self.held[place]):
                continue
            if place in self.concord and holding:
                continue
            holding.append(place)
        if self.concord & places and holding and holding[0] < match.first:
            holding.pop(0)
        return holding


def prepare(cleaned: Cleaned, lexicon: Lexicon) -> Scoped:
    """Tag the words of an utterance, mark what stands in a special place, and split it into clauses."""
    words = cleaned.words
    said, apart = _marked(words, lexicon)
    ends = said.keyed.ends
    negating = _firsts(said.keyed, lexicon, NEGATOR) - apart
    light = _covered(said.keyed, lexicon, LIGHT)
    around = {place for at in apart for place in (at, at + 1) if 0 < place < len(words)}
    starts = clause_starts(said, negating, lexicon) | around | cleaned.pauses
    clause = tuple(itertools.accumulate(int(place in starts) for place in range(len(words))))
    keyed = said.keyed
    said = _compounded(Tagged(words, keyed, light - negating, negating, starts), lexicon)
    able = _firsts(keyed, lexicon, UNABLE) - _firsts(keyed, lexicon, NOTICING)
    refusals = frozenset(  # "no", but not the one of "no longer"
        place
        for place in _firsts(keyed, lexicon, REFUSAL)
        if _reach(ends[place], lexicon, NEGATOR) <= _reach(ends[place], lexicon, REFUSAL)
    )
    return Scoped(
        said,
        clause,
        tuple(sorted(negating)),
        _firsts(keyed, lexicon, CONCORD),
        _held(negating, keyed, lexicon),
        frozenset(place for at in able for place in (at, at + 1)),
        refusals,
    )


def _marked(words: tuple[str, ...], lexicon: Lexicon) -> tuple[Tagged, frozenset[int]]:
    """The words with their concepts and marks, and the marked places: a word there belongs to no phrase."""
    spans = list(phrases(words, lexicon))
    said = Tagged(words, Keyed.of(tag(words, spans, lexicon)))
    marks = [(mark, match.first) for mark, patterns in lexicon.marks for _, match in patterns.matches(said)]
    apart = frozenset(place for _, place in marks)
    if not apart:
        return said, apart
    left = [one for one in spans if one[0] not in apart or one[1] == one[0] + 1]
    keyed = Keyed.of(tag(words, left, lexicon)) if len(left) < len(spans) else said.keyed
    return Tagged(words, keyed.more((place, "@" + mark, place + 1) for mark, place in marks)), apart


def _compounded(said: Tagged, lexicon: Lexicon) -> Tagged:
    """With the compounds, each from its first word to its last; one with a negation in a gap is none."""
    found = [(number, match) for number, one in lexicon.compound_index.candidates(said) for match in find(one, said)]
    longest: dict[tuple[int, str], int] = {}
    for number, match in found:
        at = match.first, lexicon.compounds[number]
        if said.negators.isdisjoint(set(range(match.first, match.last)) - set(match.places)):
            longest[at] = max(match.last + 1, longest.get(at, 0), said.keyed.ends[at[0]].get(at[1], 0))
    return replace(said, keyed=said.keyed.more((*at, end) for at, end in longest.items())) if longest else said


def _held(negating: frozenset[int], keyed: Keyed, lexicon: Lexicon) -> dict[int, range]:
    """Negators inside a phrase of several words, unless the phrase only says that something is fine."""
    if not negating:
        return {}
    loose = frozenset().union(*(lexicon.role(role) for role in (STRUCTURE, NAMED, OPEN)))
    held: dict[int, range] = {}
    for start, end, name in keyed.wide:
        if name not in loose:
            held.update({place: range(start, end) for place in negating if start <= place < end})
    return held


def _firsts(keyed: Keyed, lexicon: Lexicon, role: str) -> frozenset[int]:
    """Where a phrase of a concept with this role begins."""
    names = lexicon.role(role) & keyed.keys
    return frozenset(place for name in names for place, _ in keyed.where[name])


def _covered(keyed: Keyed, lexicon: Lexicon, role: str) -> frozenset[int]:
    """Every word that belongs to a concept with this role."""
    names = lexicon.role(role) & keyed.keys
    return frozenset(at for name in names for place, (end,) in keyed.where[name] for at in range(place, end))


def _reach(here: Mapping[str, int], lexicon: Lexicon, role: str) -> int:
    """Where the longest phrase of a role ends that begins here."""
    return max((here[name] for name in lexicon.role(role) & here.keys()), default=0)
