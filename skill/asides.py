"""What is said and does not count: words that belong to a wish, and what is taken back as wrong.

"What is a blood thinner" states nothing. "You put me down as walking fine and i'm not": that walking is fine is taken
back, and "i'm not", which names no topic, says the opposite of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from skill.answering import Bare
from skill.hearing import Hit
from skill.lexicon import INTENT, OPENING, Lexicon
from skill.model import NO, UNKNOWN, YES, Topic, Value
from skill.scope import Scoped
from skill.tokens import Cleaned

IN_DOUBT = "in_doubt"
"""What a frame may mean besides a wish: it counts only where nothing else is understood."""

WITHDRAWN, SETTLED = "withdrawn", "settled"
"""What a frame may mean in a correction: "these words are taken back", and a yes or no that names no topic."""

_UP_TO_LAST = "before"
"""Value of `withdrawn` where the last word of the match begins what is right; else all of its clause is withdrawn."""

_IF_ANEW, _PHRASE = "if_anew", "phrase"
"""Values of `withdrawn`: its clause, or the match alone, but only if what it is about is said once more."""


@dataclass(frozen=True)
class Finding:
    """One value for one topic, where in the utterance it was said, and why."""

    topic: str
    value: Value
    place: int
    why: str


@dataclass(frozen=True)
class Wish:
    """What a person wants of the skill: its name, where it is said (the phrase that counts first), and why."""

    name: str
    hits: tuple[Hit, ...]
    lexicon: Lexicon

    @property
    def in_doubt(self) -> bool:
        """Whether it counts only where nothing else is understood."""
        return all(IN_DOUBT in hit.frame.means for hit in self.hits)

    def does(self, role: str) -> bool:
        """Whether the lexicon gives this wish a role."""
        return self.name in self.lexicon.roles.get(role, ())

    def holds(self, place: int) -> bool:
        """Whether a word stands inside it."""
        return any(hit.match.first <= place <= hit.match.last for hit in self.hits)

    def frays(self, hit: Hit, scoped: Scoped) -> bool:
        """Whether a "not" that is part of its own words is taken for one of something else: "i was not honest"."""
        own = (scoped.held[place] for place in hit.words & scoped.held.keys() if self.holds(place))
        return any(not hit.words <= {*phrase} for phrase in own)

    def drowns(self, bare: Bare) -> bool:
        """Whether an answer that names nothing does not count beside it, or is part of it."""
        return not bare.reply or self.does("wish_without_reply") or self.holds(bare.place)

    def quotes(self, found: Finding, clause: Sequence[int], asking: frozenset[str]) -> bool:
        """Whether words are only part of it: inside it, naming what was asked, or what is asked about after it."""
        if self.does("wish_to_correct"):
            return False
        if self.holds(found.place):
            return True
        near = [hit for hit in self.hits if hit.clause == clause[found.place]]
        after = any(found.place > hit.match.last for hit in near) and self.does("wish_about")
        return after or bool(near and found.topic in asking and self.does("wish_alone"))


def wanted(hits: Iterable[Hit], lexicon: Lexicon) -> Wish | None:
    """The wish in an utterance: the one on most words, one that only asks for time after all others."""
    late = lexicon.roles.get("wish_at_last", frozenset())
    found = [hit for hit in hits if INTENT in hit.means]
    found.sort(key=lambda hit: (IN_DOUBT in hit.frame.means, hit.means[INTENT] in late, -len(hit.match.places)))
    if not found:
        return None
    name = str(found[0].means[INTENT])
    return Wish(name, tuple(hit for hit in found if hit.means[INTENT] == name), lexicon)


def counting(hits: Iterable[Hit], wish: Wish | None) -> list[Hit]:
    """The findings without wishes that were only possible, and without what means something in a correction alone."""
    aside = set() if wish and wish.does("wish_to_correct") else {WITHDRAWN, SETTLED}
    return [hit for hit in hits if IN_DOUBT not in hit.frame.means and hit.means.keys().isdisjoint(aside)]


def taken_back(hits: Iterable[Hit], wish: Wish | None, scoped: Scoped) -> frozenset[int]:
    """Places of the words that a correction takes back."""
    if wish is None or not wish.does("wish_to_correct"):
        return frozenset()
    places: set[int] = set()
    for hit in hits:
        if hit.means.get(WITHDRAWN, _PHRASE) not in {_PHRASE, _IF_ANEW}:
            places |= _reach(hit, scoped, wish.lexicon)
    return frozenset(places)


@dataclass(frozen=True)
class Replaced:
    """What a correction may put something else for: its `words`, those of them that name what it is about, the rest.

    `rests` are the words around it, in the order in which to believe them.
    """

    words: frozenset[int]
    naming: frozenset[int]
    rests: tuple[frozenset[int], ...]


def replaced(hits: Iterable[Hit], wish: Wish, scoped: Scoped) -> Replaced | None:
    """What may be said anew, and where: around "not the neck", else after "i told you my neck", else before it."""
    wrong: set[int] = set()
    told: set[int] = set()
    saying: set[int] = set()
    length = len(scoped.clause)
    for hit in (hit for hit in hits if WITHDRAWN in hit.means):
        reach = _reach(hit, scoped, wish.lexicon)
        if hit.means[WITHDRAWN] == _PHRASE:
            wrong |= reach
        elif hit.means[WITHDRAWN] != _IF_ANEW or max(reach) < length - 1:  # the last that "i said" is what is right
            told |= reach
            saying |= hit.words
    after = frozenset(range(max(told, default=-1) + 1, length)) - wrong
    before = frozenset(range(min(told, default=0))) - wrong
    rests = tuple(rest for rest in (after, before) if rest)
    words = frozenset(wrong | told)
    return Replaced(words, words - (saying - wrong), rests) if rests and words else None


@dataclass(frozen=True)
class Wrong:
    """What was said of a topic and is taken back, and what it would have been without a "not"."""

    value: Value
    affirmed: Value


def about(hits: Sequence[Hit], times: Iterable[str], alone: Scoped, lexicon: Lexicon) -> dict[str, Wrong]:
    """What words are about, and what they say of it, if something else may be put for it.

    What counts whatever is asked is surer than a name, that than a time, and what counts for one question comes last.
    """
    named = lexicon.roles.get("said_anew", frozenset())
    inside = [hit for hit in hits if named & hit.means.keys()]
    said = {name: Wrong(hit.means[name], hit.frame.means.get(name, YES)) for hit in inside for name in hit.means}
    sure = {name for hit in inside if not hit.frame.asked or OPENING in hit.frame.asked for name in hit.means}
    there = frozenset().union(*(alone.said.concepts(place) for place in range(len(alone.clause))))
    called = {name for name, concept in lexicon.called.items() if concept in there}
    alike = {
        name
        for hit in inside
        if all(hit.means.keys() >= named & other.means.keys() for other in inside if hit.words <= other.words)
        for name in hit.means
    }
    untold = Wrong(NO if alone.negators else UNKNOWN, YES)
    about_it = next((names for names in (sure & named, called & named, {*times}, alike & named) if names), set())
    return {name: said.get(name, untold) for name in sorted(about_it)}


def _reach(hit: Hit, scoped: Scoped, lexicon: Lexicon) -> set[int]:
    """The places that a phrase of taking back reaches."""
    match = hit.match
    if hit.means[WITHDRAWN] == _PHRASE:
        return set(range(match.first, match.last + 1))
    end = match.last if hit.means[WITHDRAWN] == _UP_TO_LAST else _end(match.last, scoped, lexicon)
    return set(range(match.first, end))


def words_at(places: Collection[int], cleaned: Cleaned) -> str:
    """What was heard at some places, as something to be heard by itself; where words are left out, a pause."""
    said: list[str] = []
    last: int | None = None
    for place in sorted(places):
        if last is None or cleaned.origins[place] != cleaned.origins[last]:
            gap = last is not None and place > last + 1
            said.append((", " if gap else " " if said else "") + cleaned.heard[cleaned.origins[place]])
        last = place
    return "".join(said)


def _end(last: int, scoped: Scoped, lexicon: Lexicon) -> int:
    """Where what is taken back ends: with its clause, or where one speaks anew ("… about the fever i have one")."""
    anew = lexicon.roles.get("speaks_anew", frozenset())
    told = False
    for place in range(last + 1, len(scoped.clause)):
        subject = bool(anew & scoped.said.concepts(place))
        if (subject and told) or (told and scoped.clause[place] > scoped.clause[last]):
            return place
        told = told or not subject
    return len(scoped.clause)


def put_right(
    withdrawn: Iterable[Finding],
    wrong: Mapping[str, Wrong],
    named: Mapping[str, Finding],
    settled: Sequence[Hit],
    topics: Mapping[str, Topic],
) -> Iterable[Finding]:
    """What is right instead by a yes or no that names nothing, for topics that are not named again.

    "I said i was not diabetic but i am": it is what would have been without the "not".
    """
    for was in withdrawn:
        after = [hit for hit in settled if hit.match.first > was.place]
        topic = topics[was.topic]
        if not after or was.topic in named or not (topic.kind in {"yes_no", "set"} or {YES, NO} <= {*topic.values}):
            continue
        yes: Value = YES
        if topic.kind == "set" and was.topic in wrong:
            yes = (str(wrong[was.topic].affirmed),)
        no = after[0].means[SETTLED] == NO
        if not (no and was.value == UNKNOWN) and not (topic.kind == "set" and yes in (YES, (YES,), (NO,))):
            yield Finding(was.topic, NO if no and was.value != NO else yes, after[0].match.first, after[0].why)


def beyond(anywhere: Iterable[Hit], wish: Wish) -> Iterable[Hit]:
    """What a correction says of a question before it: topics named by words of their own, which no others share."""
    named = wish.lexicon.roles.get("told_unasked", frozenset())
    own = (named | wish.lexicon.roles.get("said_anew", frozenset())) - wish.lexicon.roles.get("first_wins", frozenset())
    told = [hit for hit in anywhere if (named | own) & hit.means.keys() and not wish.holds(hit.match.last)]
    for hit in (hit for hit in told if named & hit.means.keys()):
        if all(hit.means.keys() >= own & other.means.keys() for other in told if hit.words <= other.words):
            yield replace(hit, means={name: hit.means[name] for name in named & hit.means.keys()})


def unprompted(
    story: Iterable[Hit], asked: Callable[[str], Iterable[Hit]], heard: Sequence[Hit], wish: Wish, scoped: Scoped
) -> Iterable[Hit]:
    """What a correction says of anything that can be said anew and is not `heard` otherwise.

    That is what it says as one tells a `story`; then what it says as one answers when `asked`, where it names what was
    asked in words that nothing else stands on.
    """
    named = wish.lexicon.roles.get("said_anew", frozenset())
    told = {name for hit in heard for name in hit.means}
    taken = {place for hit in heard if named & hit.means.keys() for place in hit.words}
    for hit in (hit for hit in story if not wish.frays(hit, scoped)):
        means = {name: hit.means[name] for name in (named & hit.means.keys()) - told}
        if means and not wish.holds(hit.match.first):
            taken |= hit.words
            yield replace(hit, means=means)
    there = frozenset().union(
        *(scoped.said.concepts(place) for place in range(len(scoped.clause)) if place not in taken)
    )
    for name in (name for name, concept in wish.lexicon.called.items() if concept in there and name not in told):
        for hit in (hit for hit in asked(name) if not wish.frays(hit, scoped)):
            if name in hit.means and taken.isdisjoint(hit.words) and not wish.holds(hit.match.last):
                yield replace(hit, means={one: hit.means[one] for one in named & hit.means.keys()})
