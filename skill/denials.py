"""How far a "no" goes, and whose "fine" it is: what is denied beside something else stands all the same.

"No fever or vomiting" denies both; "nothing on the skin at all i am a bit wheezy" says nothing against wheezing, and
"pain in my chest and my hand is fine" nothing for the chest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from skill.clauses import CONTINUING, TAKES_CLAUSE
from skill.hits import Hit
from skill.lexicon import Lexicon
from skill.matching import Match
from skill.model import NO
from skill.scope import Scoped

LISTING, JOINING, BREAKS_LIST = "listing", "joining", "breaks_list"
"""Roles of words that may stand between the things of a list, that join them, and that begin something new."""

VERB, SUBJECT, DETERMINING, TAKEN_UP = "verdict_verb", "verdict_subject", "determining", "taken_up"
"""Roles of the verbs and subjects of a "fine", of words that only determine these, and of "so" in "i think so"."""

CEASING = "ceasing"
"""Role of words after which "working" and the like is no good news: "my legs quit working"."""

FINDING, VERDICT, PART, LINKING, SINGULAR = "finding", "verdict", "part", "linking", "singular"
"""Roles of words for what a person may have, for "fine", for what may be fine, that join these, and verbs for one."""


def released(hits: Sequence[Hit], scoped: Scoped, lexicon: Lexicon) -> list[Hit]:
    """The findings, where a denial is used up by the first thing it denies, unless the next is of the same list."""
    if not any(hit.negators for hit in hits):
        return list(hits)
    denials = _Denials(hits, scoped, lexicon)
    return [denials.weighed(hit) for hit in hits]


class _Denials:
    """What the negators of one utterance deny."""

    def __init__(self, hits: Sequence[Hit], scoped: Scoped, lexicon: Lexicon) -> None:
        self.ends = scoped.said.keyed.ends
        self.refusals = scoped.refusals
        self.denying = [hit for hit in hits if NO in hit.means.values() and not hit.plain]
        self.listing, self.joining, self.new = map(lexicon.role, (LISTING, JOINING, BREAKS_LIST))
        roles = (VERDICT, VERB, SUBJECT, DETERMINING, TAKES_CLAUSE, TAKEN_UP)
        self.verdict, self.verbs, self.subjects, self.determining, self.leading, self.closing = map(lexicon.role, roles)
        self.findings = list(self._standing(lexicon.role(FINDING)))
        self.verdicts = list(self._standing(lexicon.role(VERDICT)))

    def _standing(self, names: frozenset[str]) -> Iterator[tuple[int, int]]:
        """Where phrases of some concepts begin and end."""
        for place, here in enumerate(self.ends):
            if not names.isdisjoint(here):
                yield place, max(here[name] for name in names & here.keys())

    def weighed(self, hit: Hit) -> Hit:
        """A finding, without the denials that are used up before it."""
        if not hit.negators or hit.plain:
            return hit
        holding = tuple(place for place in hit.negators if not self._spent(place, hit))
        if hit.frame.benign:
            holding = tuple(place for place in holding if not self._brushed_off(place, hit))
        denied = len(holding) % 2 == 1
        if denied == hit.denied:
            return hit
        means = hit.frame.denied if denied else hit.frame.means
        return hit._replace(means=means, denied=denied, negators=holding, why=f"{hit.why}, apart")

    def _brushed_off(self, negator: int, hit: Hit) -> bool:
        """Whether a "not" is an answer before a "fine" with a subject and a verb: "not really, legs are fine".

        "Not all is fine" and "i don't think my legs are fine" are none; "i don't think so, my legs are fine" is one.
        """
        subject = self._subject(hit)
        before = range(negator + 1, subject)
        if all(not self.determining.isdisjoint(self.ends[place]) for place in before):
            return False
        return not any(
            not self.leading.isdisjoint(self.ends[place])
            and self.closing.isdisjoint(self.ends[place])
            and (place + 1 not in before or self.closing.isdisjoint(self.ends[place + 1]))
            for place in before
        )

    def _subject(self, hit: Hit) -> int:
        """Where the subject of a verdict stands, if it has one with a verb; else where the negator must be: 0."""
        first = hit.match.first
        verdict = next((place for place in hit.match.places if not self.verdict.isdisjoint(self.ends[place])), 0)
        verb = next((at for at in (verdict - 1, verdict - 2) if at > 0 and not self.verbs.isdisjoint(self.ends[at])), 0)
        if not verb:
            return 0
        if first < verb:
            return first
        named = not self.subjects.isdisjoint(self.ends[verb - 1])
        return verb - 1 if named else 0

    def _spent(self, negator: int, hit: Hit) -> bool:
        """Whether a negator has denied something else already, from which this does not follow as in a list."""
        first = hit.match.first
        answer = negator in self.refusals  # "no all fine there i have been sick": this "no" was an answer
        lasts = [
            one.match.last
            for one in self.denying
            if negator < one.match.last < first and (answer or negator in one.negators or negator in one.words)
        ]
        if any(place in hit.words for place, _ in self.findings):
            lasts += [end - 1 for place, end in self.findings if negator < place and end <= first]
        if answer:
            lasts += [place for place, _ in self.verdicts if negator < place < first]
        return any(not self._listed(last, first) for last in lasts)

    def _listed(self, last: int, first: int) -> bool:
        """Whether what begins at `first` follows what ends at `last` as in a list: at once, or after "or"."""
        plain = True
        for place in range(first - 1, last, -1):
            here = self.ends[place]
            if not self.joining.isdisjoint(here):
                return True
            if not self.new.isdisjoint(here):
                return False
            plain = plain and not self.listing.isdisjoint(here)
        return plain


def out_of_place(match: Match, scoped: Scoped, lexicon: Lexicon) -> bool:
    """Whether a "fine" is none, or another part's: "pain in my chest and my hand is fine", "my legs quit working"."""
    ends = scoped.said.keyed.ends
    verdict = lexicon.role(VERDICT)
    if all(verdict.isdisjoint(ends[at]) for at in match.places):
        return False
    part, joining, one = map(lexicon.role, (PART, LINKING, SINGULAR))
    at = match.first
    told = max((ends[at][name] for name in verdict & ends[at].keys()), default=match.last + 1)
    follows = any(not part.isdisjoint(ends[place]) for place in match.places if place >= told)
    if follows and at > 1 and not one.isdisjoint(ends[at - 1]):
        return not part.isdisjoint(ends[at - 2])
    on = lexicon.role(CONTINUING)
    closed = any(ends[at][name] > match.last for at in match.places[1:] for name in verdict & ends[at].keys())
    if closed and not on.isdisjoint(ends[match.last]):
        return True  # "my back passage, nothing wrong with …": with something else
    between = [ends[at] for at in range(match.first, match.last) if at not in match.places]
    ceasing = lexicon.role(CEASING)
    if any(not ceasing.isdisjoint(here) for here in between):
        return True
    if all(part.isdisjoint(here) for here in between):
        return False
    return all(joining.isdisjoint(here) for here in between) or any(not one.isdisjoint(here) for here in between)
