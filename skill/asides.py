"""What is said and does not count: words that belong to a wish, and what is taken back as wrong.

"What is a blood thinner" states nothing. "You put me down as walking fine and i'm not": that walking is fine is taken
back, and "i'm not", which names no topic, says the opposite of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from skill.answering import Bare
from skill.hearing import Hit
from skill.lexicon import INTENT, Lexicon
from skill.model import NO, YES, Topic, Value
from skill.scope import Scoped

IN_DOUBT = "in_doubt"
"""What a frame may mean besides a wish: it counts only where nothing else is understood."""

WITHDRAWN, SETTLED = "withdrawn", "settled"
"""What a frame may mean in a correction: "these words are taken back", and a yes or no that names no topic."""

_UP_TO_LAST = "before"
"""Value of `withdrawn` where the last word of the match begins what is right; else all of its clause is withdrawn."""


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
        if hit.means.get(WITHDRAWN) == _UP_TO_LAST:
            places.update(range(hit.match.first, hit.match.last))
        elif WITHDRAWN in hit.means:
            places.update(range(hit.match.first, _end(hit.match.last, scoped, wish.lexicon)))
    return frozenset(places)


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
    withdrawn: Iterable[Finding], named: Mapping[str, Finding], hits: Iterable[Hit], topics: Mapping[str, Topic]
) -> Iterable[Finding]:
    """What is right instead, for topics that are answered by yes or no and not named again."""
    for was in withdrawn:
        after = [hit for hit in hits if SETTLED in hit.means and hit.match.first > was.place]
        if after and was.topic not in named and topics[was.topic].kind == "yes_no":
            turned = after[0].means[SETTLED] == NO and was.value != NO
            yield Finding(was.topic, NO if turned else YES, after[0].match.first, after[0].why)


def beyond(anywhere: Iterable[Hit], wish: Wish) -> Iterable[Hit]:
    """What a correction says of a question before it: topics named by words of their own, which no others share."""
    named = wish.lexicon.roles.get("told_unasked", frozenset())
    own = named - wish.lexicon.roles.get("first_wins", frozenset())
    told = [hit for hit in anywhere if named & hit.means.keys() and not wish.holds(hit.match.last)]
    for hit in told:
        if all(hit.means.keys() >= own & other.means.keys() for other in told if hit.words <= other.words):
            yield replace(hit, means={name: hit.means[name] for name in named & hit.means.keys()})
