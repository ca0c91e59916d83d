"""What governs what in an utterance: concepts at their places, clauses, and how far a negation reaches.

In the manner of NegEx and ConText, without syntax: a negator holds for what follows it in its clause; the words that
end a clause, and those that negate, are data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from skill.lexicon import Lexicon
from skill.matching import Keyed, Match, PatternIndex, Tagged, find
from skill.tokens import Cleaned

CONTENT, LIGHT, NEGATOR, CONCORD, STRUCTURE = "content", "light", "negator", "concord", "structure"
OPEN, UNABLE, NOTICING, REFUSAL = "open", "unable", "noticing", "refusal"
TAKES_CLAUSE, TAKES_SUBJECT = "takes_clause", "takes_subject"
"""Roles of words with a clause of their own, into which a denial before them reaches: anywhere after "think" or "that",
but after "nothing" or "one" only where its subject follows at once ("nothing i can think of")."""

CLOSING, GOES_ON = "closing", "goes_on"
"""Roles of words that end what is denied ("at all"), and of those with which it goes on all the same ("or")."""

NAMED = "named"
"""Role of concepts that only say what a thing is called: like those that shape a sentence they stand in phrases too."""

IDIOM = "idiom"
"""Role of sayings: their words mean nothing apart. "Over my dead body" holds no body, "no picnic" no denial."""

UNKNOWN_WORD = "@unknown"
"""Tag of a word that belongs to no concept of the lexicon."""

"""Roles of concepts in the lexicon. A `concord` negator after another does not negate again ("never had no pain")."""


Span = tuple[int, int, tuple[str, ...]]
"""Where a phrase begins and ends, and its concepts."""


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
    phrases = list(_phrases(words, lexicon))
    ends = _tag(words, phrases, lexicon)
    said = Tagged(words, Keyed(tuple(ends)))
    marks = {mark: _marked(patterns, said) for mark, patterns in lexicon.marks}
    apart = frozenset().union(*marks.values())
    if apart:  # such a word belongs to no phrase
        ends = _tag(words, [one for one in phrases if one[0] not in apart or one[1] == one[0] + 1], lexicon)
        for mark, places in marks.items():
            for place in places:
                ends[place]["@" + mark] = place + 1
        said = Tagged(words, Keyed(tuple(ends)))
    negating = _firsts(said.keyed, lexicon, NEGATOR) - apart
    light = _covered(said.keyed, lexicon, LIGHT)
    breaks, anew = _breaks(said, negating, lexicon)
    breaks = breaks - _inside(ends, lexicon) | anew
    breaks |= _around(apart, len(words)) | cleaned.pauses
    clause, number = [], 0
    for place in range(len(words)):
        number += place in breaks
        clause.append(number)
    keyed = said.keyed
    said = _compounded(Tagged(words, keyed, light - negating, negating, breaks), lexicon)
    concord = _firsts(keyed, lexicon, CONCORD)
    able = _firsts(keyed, lexicon, UNABLE) - _firsts(keyed, lexicon, NOTICING)
    unable = frozenset(place for at in able for place in (at, at + 1))
    held = _held(negating, ends, lexicon)
    refusals = frozenset(  # "no", but not the one of "no longer"
        place
        for place in _firsts(keyed, lexicon, REFUSAL)
        if _reach(ends[place], lexicon, NEGATOR) <= _reach(ends[place], lexicon, REFUSAL)
    )
    return Scoped(said, tuple(clause), tuple(sorted(negating)), concord, held, unable, refusals)


def _compounded(said: Tagged, lexicon: Lexicon) -> Tagged:
    """With the compounds, each from its first word to its last; one with a negation in a gap is none."""
    found = [(number, match) for number, one in lexicon.compound_index.candidates(said) for match in find(one, said)]
    if not found:
        return said
    ends = [dict(here) for here in said.keyed.ends]
    for number, match in found:
        name = lexicon.compounds[number]
        if said.negators.isdisjoint(set(range(match.first, match.last)) - set(match.places)):
            ends[match.first][name] = max(match.last + 1, ends[match.first].get(name, 0))
    return replace(said, keyed=Keyed(tuple(ends)))


def _held(negating: frozenset[int], ends: list[dict[str, int]], lexicon: Lexicon) -> dict[int, range]:
    """Negators inside a phrase of several words, unless the phrase only says that something is fine."""
    loose = frozenset().union(*(lexicon.roles.get(role, frozenset()) for role in (STRUCTURE, NAMED, OPEN)))
    held: dict[int, range] = {}
    for start, here in enumerate(ends):
        for end in (end for name, end in here.items() if end - start > 1 and name not in loose):
            held.update({place: range(start, end) for place in negating if start <= place < end})
    return held


def _inside(ends: list[dict[str, int]], lexicon: Lexicon) -> frozenset[int]:
    """Places inside a phrase of several words: no clause begins in the middle of "as far as i know"."""
    shaping = lexicon.roles.get(STRUCTURE, frozenset()) | lexicon.roles.get(NAMED, frozenset())
    return frozenset(
        place
        for start, here in enumerate(ends)
        for name, end in here.items()
        if name not in shaping
        for place in range(start + 1, end)
    )


def _around(apart: frozenset[int], length: int) -> frozenset[int]:
    return frozenset(place for at in apart for place in (at, at + 1) if 0 < place < length)


def _phrases(words: tuple[str, ...], lexicon: Lexicon) -> Iterator[Span]:
    """The words and phrases that the lexicon knows."""
    single = lexicon.phrases.single
    for place, word in enumerate(words):
        if word in single:
            yield place, place + 1, single[word]
    yield from lexicon.phrases.longer(words)


def _tag(words: tuple[str, ...], spans: list[Span], lexicon: Lexicon) -> list[dict[str, int]]:
    """Concepts at each place, given the phrases that stand there.

    A phrase inside a longer one does not count: "legs" is not meant in "between my legs". What shapes a sentence does.
    """
    always = lexicon.roles.get(STRUCTURE, frozenset()) | lexicon.roles.get(NAMED, frozenset())
    ends: list[dict[str, int]] = [{"=" + word: place + 1} for place, word in enumerate(words)]
    sayings = _sayings(spans, lexicon.roles.get(IDIOM, frozenset()))
    known = {place for start, end, _ in spans for place in range(start, end)}
    if sayings:
        taken = {place for start, (end, _) in sayings.items() for place in range(start, end)}
        for start, (end, names) in sayings.items():
            ends[start : start + 1] = [dict.fromkeys(names, end)]
            ends[start + 1 : end] = [{} for _ in range(start + 1, end)]
        spans = [span for span in spans if taken.isdisjoint(range(*span[:2]))]
    swallowed = _swallowing(spans, always, len(words))
    for start, end, names in spans:
        hidden = swallowed[start] >= end
        here = ends[start]
        for name in names:
            if not hidden or name in always:
                here[name] = max(end, here.get(name, 0))
    for place in range(len(words)):
        if place not in known:
            ends[place][UNKNOWN_WORD] = place + 1
    return ends


def _swallowing(spans: Iterable[Span], always: frozenset[str], length: int) -> list[int]:
    """For each place, up to where a phrase that begins there is inside a longer one that means something."""
    reaches = [0] * length
    for start, end, names in spans:
        if end - start > 1 and not always.issuperset(names):
            reaches[start] = max(reaches[start], end)
    before = 0
    for start, end in enumerate(reaches):
        reaches[start] = max(before, end - 1)  # one that begins here too must be shorter
        before = max(before, end)
    return reaches


def _sayings(spans: Iterable[Span], idioms: frozenset[str]) -> dict[int, tuple[int, tuple[str, ...]]]:
    """The sayings, each with its end and its names: the longest where they overlap."""
    found: dict[int, tuple[int, tuple[str, ...]]] = {}
    taken: set[int] = set()
    told = [span for span in spans if span[1] - span[0] > 1 and not idioms.isdisjoint(span[2])]
    for start, end, names in sorted(told, key=lambda span: span[0] - span[1]):
        if taken.isdisjoint(range(start, end)):
            found[start] = (end, names)
            taken.update(range(start, end))
    return found


def _firsts(keyed: Keyed, lexicon: Lexicon, role: str) -> frozenset[int]:
    """Where a phrase of a concept with this role begins."""
    names = lexicon.roles.get(role, frozenset()) & keyed.keys
    return frozenset(place for name in names for place, _ in keyed.where[name])


def _covered(keyed: Keyed, lexicon: Lexicon, role: str) -> frozenset[int]:
    """Every word that belongs to a concept with this role."""
    names = lexicon.roles.get(role, frozenset()) & keyed.keys
    return frozenset(at for name in names for place, (end,) in keyed.where[name] for at in range(place, end))


def _reach(here: Mapping[str, int], lexicon: Lexicon, role: str) -> int:
    """Where the longest phrase of a role ends that begins here."""
    return max((here[name] for name in lexicon.roles.get(role, frozenset()) & here.keys()), default=0)


def _marked(patterns: PatternIndex, said: Tagged) -> frozenset[int]:
    return frozenset(match.first for _, match in patterns.matches(said))


def _cuts(patterns: PatternIndex, said: Tagged) -> frozenset[int]:
    """Where patterns stand; where their last word stands if they hold a "|" before it."""
    return frozenset(match.last if one.cuts_last else match.first for one, match in patterns.matches(said))


def _breaks(said: Tagged, negating: frozenset[int], lexicon: Lexicon) -> tuple[frozenset[int], frozenset[int]]:
    """Where a new clause begins; some signs of it count only once the clause before has said something.

    Others count once it has denied something, "i was not honest | it is numb", unless a word that takes a clause
    stands between: "i do not think it is numb"; and what closes a denial does, "no mark on it at all | i feel sick".
    These come second: they hold in the middle of a phrase as well.
    """
    always = _cuts(lexicon.breaks, said)
    maybe = _cuts(lexicon.breaks_after, said)
    anew = _cuts(lexicon.breaks_denied, said)
    roles = (CONTENT, TAKES_CLAUSE, TAKES_SUBJECT, CLOSING, GOES_ON)
    content, leading, before, closing, on = (lexicon.roles.get(role, frozenset()) for role in roles)
    breaks: set[int] = set()
    after: set[int] = set()
    told, denied, closed = False, len(said.words), -1
    for place in range(len(said.words)):
        if (place == closed and on.isdisjoint(said.keyed.ends[place])) or (place in anew and denied < place - 1 and before.isdisjoint(said.keyed.ends[place - 1])):
            after.add(place)
        elif place and (place in always or (place in maybe and told)):
            breaks.add(place)
        if place in breaks or place in after:
            told, denied = False, len(said.words)
        here = said.keyed.ends[place]
        if denied < place - 1 and not closing.isdisjoint(here):
            closed = max(here[name] for name in closing & here.keys())
        told = told or not content.isdisjoint(here)
        if not leading.isdisjoint(here):
            denied = len(said.words)
        elif place in negating:
            denied = min(place, denied)
    return frozenset(breaks), frozenset(after)
