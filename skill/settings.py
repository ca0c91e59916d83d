"""Settings: clauses that speak of another time or person, of a likeness or a possibility, and what that changes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from skill.hits import Hit
from skill.lexicon import ANY, Lexicon, Setting
from skill.matching import Match
from skill.scope import Scoped

OWN = "own"
"""Role of the words with which somebody speaks of themselves."""


def settled(hits: Sequence[Hit], scoped: Scoped, lexicon: Lexicon, asked: Collection[str]) -> list[Hit]:
    """The findings as the settings of their clauses leave them."""
    left = list(hits)
    own: list[int] | None = None
    for setting in lexicon.settings:
        if setting.unless_asked.isdisjoint(asked) and not _given(left, setting.unless_found):
            if own is None:
                mine = lexicon.role(OWN)
                own = [place for place, here in enumerate(scoped.said.keyed.ends) if not mine.isdisjoint(here)]
            left = _apply(setting, left, scoped, own)
    return left


def _given(hits: Iterable[Hit], wanted: Mapping[str, Any]) -> bool:
    return bool(wanted) and any(hit.means.get(topic) == value for hit in hits for topic, value in wanted.items())


def _without(setting: Setting, hits: Iterable[Hit], cues: Collection[Match], scoped: Scoped) -> Iterable[Hit]:
    """The findings without what a setting drops where it begins after the cue, in the same clause."""
    for hit in hits:
        inside = any(scoped.clause[cue.first] == hit.clause and cue.first <= hit.match.first for cue in cues)
        means = {topic: value for topic, value in hit.means.items() if not inside or topic not in setting.drops}
        if means:
            yield hit if means == hit.means else hit._replace(means=means, why=f"{hit.why}, {setting.name}")


def _inside(hit: Hit, cue: Match, own: Collection[int]) -> bool:
    """Whether words stand inside a cue, before its last words in a row, and not after who speaks came to themselves.

    "My mum said not to fuss and i can't pee but i'm fine": she can pee.
    """
    verdict = cue.last
    while verdict - 1 in cue.places:
        verdict -= 1
    if not (cue.first <= hit.match.last <= cue.last and hit.match.first < verdict):
        return False
    return not any(cue.first < place < verdict and place <= hit.match.last for place in own)


def _apply(setting: Setting, hits: list[Hit], scoped: Scoped, own: Collection[int]) -> list[Hit]:
    found = [match for _, match in setting.cues.matches(scoped.said)]
    clauses = {scoped.clause[match.first] for match in found}
    if setting.reaches_on:  # "I'm not sure if …": what is doubted stands after the words of doubt
        last = len(scoped.clause) - 1
        clauses |= {scoped.clause[min(match.last + step, last)] for match in found for step in (1, 2)}
    if not clauses:
        return hits
    if setting.drops:
        return list(_without(setting, hits, found, scoped))
    changed: list[Hit] = []
    for hit in hits:
        inside = any(_inside(hit, cue, own) for cue in found) if setting.within else hit.clause in clauses
        if not inside:
            changed.append(hit)
            continue
        means = {
            topic: value if topic in setting.keeps else setting.turns.get(topic, setting.turns.get(ANY))
            for topic, value in hit.means.items()
            if topic in setting.keeps or topic in setting.turns or ANY in setting.turns
        }
        if means:
            changed.append(hit._replace(means=means, why=f"{hit.why}, {setting.name}"))
    return changed
