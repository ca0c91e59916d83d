"""Findings in an utterance: which frames of the lexicon stand in it, affirmed or denied, and which of them count."""

from __future__ import annotations

from collections.abc import Collection

from skill.denials import out_of_place, released
from skill.hits import Hit
from skill.lexicon import ANY, Frame, Lexicon
from skill.matching import Match, Tagged, find
from skill.model import NO
from skill.patterns import Pattern
from skill.scope import Scoped
from skill.settings import settled

_FEW_ASKED = 8
"""More topics than a question names: frames of all topics are then gone through once, not topic by topic."""

_SIMPLE = 3
"""A pattern of so many elements names a thing and a verdict on it, and nothing between them."""

SILENT = "silent"
"""Role of topics whose frames say nothing about a symptom or an answer: they leave other frames alone."""


def hear(scoped: Scoped, lexicon: Lexicon, asked: Collection[str]) -> list[Hit]:
    """All frames that count, in the order of their words; settings (past, somebody else ...) already applied."""
    silent = lexicon.role(SILENT)
    hits = released(_strongest(_all(scoped, lexicon, asked), silent), scoped, lexicon)
    hits = settled(hits, scoped, lexicon, asked)
    return sorted(hits, key=lambda hit: hit.match.places)


def _all(scoped: Scoped, lexicon: Lexicon, asked: Collection[str]) -> list[Hit]:
    said = scoped.said
    blocked: dict[int, bool] = {}
    otherwise: dict[int, frozenset[int]] = {}
    hits: list[Hit] = []
    for number, pattern in _candidates(said, lexicon, asked):
        matches = find(pattern, said)
        frame = lexicon.frames[number]
        if not matches or not frame.unless_asked.isdisjoint(asked):
            continue
        for match in matches:
            if number not in blocked:
                blocked[number] = frame.unless.stands(said)
                otherwise[number] = frozenset(at for _, one in frame.but_not.matches(said) for at in one.places)
            if blocked[number] or not otherwise[number].isdisjoint(match.places):
                continue
            simple = frame.benign and len(pattern.elements) <= _SIMPLE
            if not (simple and out_of_place(match, scoped, lexicon)):
                hits.append(_hit(frame, pattern, match, scoped))
    return hits


def _candidates(said: Tagged, lexicon: Lexicon, asked: Collection[str]) -> list[tuple[int, Pattern]]:
    """Patterns that may stand here, of frames that count whatever is asked, or while this is asked; each once."""
    always = lexicon.index.candidates(said)
    if len(asked) > _FEW_ASKED:
        some = lexicon.any_asked.candidates(said)
        return always + [one for one in some if not lexicon.frames[one[0]].asked.isdisjoint(asked)]
    indices = [lexicon.asked_index[topic] for topic in sorted(asked) if topic in lexicon.asked_index]
    of_asked = {id(pattern): (number, pattern) for index in indices for number, pattern in index.candidates(said)}
    return [*always, *of_asked.values()]


def _hit(frame: Frame, pattern: Pattern, match: Match, scoped: Scoped) -> Hit:
    negators = () if frame.plain else tuple(scoped.negations(match, pattern.far, frame.trouble, frame.benign))
    denied = len(negators) % 2 == 1
    means = frame.denied if denied else frame.means
    heard = " ".join([scoped.said.words[place] for place in match.places])
    why = f"{heard!r} fits {pattern.text!r}" + (", denied" if denied else "")
    return Hit(frame, match, means, denied, why, scoped.clause[match.first], frozenset(match.places), negators)


def _strongest(hits: list[Hit], silent: frozenset[str]) -> list[Hit]:
    """Without those that give way to another one on more of the same words: "numb" to "numb in both legs"."""
    there: dict[int, list[Hit]] = {}
    for hit in hits:
        for place in hit.words:
            there.setdefault(place, []).append(hit)
    return [hit for hit in hits if not any(_outdoes(other, hit, silent) for other in there[hit.match.first])]


def _outdoes(other: Hit, hit: Hit, silent: frozenset[str]) -> bool:
    """Whether a hit gives way: to one on more words, or on the same if that one counts only for what is asked."""
    surer = other.frame.asked and not hit.frame.asked and (NO not in other.means.values() or hit.denied)
    if hit.words == other.words and surer and hit.means.keys().isdisjoint(other.means):
        return not other.means.keys().isdisjoint(hit.frame.yields)
    if not hit.words < other.words:
        return False
    about = other.frame.means.keys()
    if hit.frame.means.keys() <= about or not about.isdisjoint(hit.frame.yields):
        return True
    aside = silent if hit.frame.asked else silent - other.frame.asked  # what was asked is no aside
    return ANY in hit.frame.yields and not aside.issuperset(about)
