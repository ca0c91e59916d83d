"""What is said and does not count: words that belong to a wish. "What is a blood thinner" states nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from skill.answering import Bare
from skill.hits import Hit
from skill.lexicon import INTENT, Lexicon
from skill.model import UNKNOWN, Value
from skill.scope import Scoped

IN_DOUBT = "in_doubt"
"""What a frame may mean besides a wish: it counts only where nothing else is understood."""

WITHDRAWN, SETTLED = "withdrawn", "settled"
"""What a frame may mean in a correction: "these words are taken back", and a yes or no that names no topic."""


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
        """Whether an answer that names nothing does not count beside it, or is part of it; who passes may say why."""
        if self.does("wish_to_pass") and bare.value == UNKNOWN:
            return self.holds(bare.place)
        return not bare.reply or self.does("wish_without_reply") or self.holds(bare.place)

    def quotes(self, found: Finding, scoped: Scoped, asking: frozenset[str]) -> bool:
        """Whether words are only part of it: inside it, naming what was asked, or what is asked about after it.

        Whom it is about is told by a question as well ("should she go to hospital"), and that of which somebody speaks
        anew is an answer ("why do you want to know my age i'm sixty").
        """
        if self.does("wish_to_correct"):
            return False
        if found.value in self.lexicon.roles.get("wish_names", ()) and not self.does("wish_elsewhere"):
            return False
        if self.holds(found.place):
            return True
        near = [hit for hit in self.hits if hit.clause == scoped.clause[found.place]]
        if any(self._anew(hit.match.last, found.place, scoped) for hit in near):
            return False
        after = any(found.place > hit.match.last for hit in near) and self.does("wish_about")
        return after or bool(near and found.topic in asking and self.does("wish_alone"))

    def _anew(self, last: int, place: int, scoped: Scoped) -> bool:
        """Whether somebody speaks anew between its last word and a place, and not of what is asked ("if i am")."""
        anew, leading = (self.lexicon.roles.get(role, frozenset()) for role in ("speaks_anew", "leads_on"))
        return any(
            anew & scoped.said.concepts(at) and not leading & scoped.said.concepts(at - 1)
            for at in range(last + 1, place + 1)
        )


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
