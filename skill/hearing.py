"""Findings in an utterance: which frames of the lexicon stand in it, affirmed or denied, and which of them count."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from skill.lexicon import ANY, Frame, Lexicon, Setting
from skill.matching import Match, Tagged, find
from skill.model import NO
from skill.patterns import Pattern
from skill.scope import Scoped

_FEW_ASKED = 8
"""More topics than a question names: frames of all topics are then gone through once, not topic by topic."""

SILENT = "silent"
"""Role of topics whose frames say nothing about a symptom or an answer: they leave other frames alone."""

LISTING, JOINING, ANEW, FINDING, VERDICT = "listing", "joining", "breaks_list", "finding", "verdict"
"""Roles of words that may stand between the things of a list, that join them, that begin something new; and of words
for things that a person may have."""

REPLY, ASKED = "reply", "asked"
"""What frames mean that answer without naming anything: plain answer words, and those that say more."""

_MANNER = ("doubtful", "hedged")
"""What a frame may mean that tells only how an answer was given."""

OWN = "own"
"""Role of the words with which somebody speaks of themselves."""


@dataclass(frozen=True)
class Hit:
    """A frame that stands in the utterance: where, what it means there, and why (the pattern, and how it was read)."""

    frame: Frame
    match: Match
    means: Mapping[str, Any]
    denied: bool
    why: str
    clause: int
    negators: tuple[int, ...] = ()
    """Places of the negators that hold for it."""

    @cached_property
    def words(self) -> frozenset[int]:
        """Places of the words that it stands on."""
        return frozenset(self.match.places)


def hear(scoped: Scoped, lexicon: Lexicon, asked: Collection[str]) -> list[Hit]:
    """All frames that count, in the order of their words; settings (past, somebody else ...) already applied."""
    silent = lexicon.roles.get(SILENT, frozenset())
    hits = _released(_strongest(_all(scoped, lexicon, asked), silent), scoped, lexicon)
    self_words = lexicon.roles.get(OWN, frozenset())
    own = [place for place in range(len(scoped.clause)) if self_words & scoped.said.concepts(place)]
    for setting in lexicon.settings:
        if not setting.unless_asked & set(asked) and not _given(hits, setting.unless_found):
            hits = _apply(setting, hits, scoped, own)
    return sorted(hits, key=lambda hit: hit.match.places)


def _all(scoped: Scoped, lexicon: Lexicon, asked: Collection[str]) -> list[Hit]:
    said = scoped.said
    blocked: dict[int, bool] = {}
    otherwise: dict[int, frozenset[int]] = {}
    hits: list[Hit] = []
    for number, pattern in _candidates(said, lexicon, asked):
        frame = lexicon.frames[number]
        if not frame.unless_asked.isdisjoint(asked):
            continue
        for match in find(pattern, said):
            if number not in blocked:
                blocked[number] = frame.unless.stands(said)
                otherwise[number] = frozenset(at for _, one in frame.but_not.matches(said) for at in one.places)
            if not blocked[number] and otherwise[number].isdisjoint(match.places):
                hits.append(_hit(frame, pattern, match, scoped))
    return hits


def _candidates(said: Tagged, lexicon: Lexicon, asked: Collection[str]) -> Iterator[tuple[int, Pattern]]:
    """Patterns that may stand here, of frames that count whatever is asked, or while this is asked; each once."""
    yield from lexicon.index.candidates(said)
    if len(asked) > _FEW_ASKED:
        yield from (
            one for one in lexicon.any_asked.candidates(said) if not lexicon.frames[one[0]].asked.isdisjoint(asked)
        )
        return
    indices = [lexicon.asked_index[topic] for topic in sorted(asked) if topic in lexicon.asked_index]
    of_asked = {id(pattern): (number, pattern) for index in indices for number, pattern in index.candidates(said)}
    yield from of_asked.values()


def _hit(frame: Frame, pattern: Pattern, match: Match, scoped: Scoped) -> Hit:
    trouble, benign = NO in frame.denied.values(), NO in frame.means.values()
    negators = () if frame.plain else tuple(scoped.negations(match, pattern.far, trouble, benign))
    denied = len(negators) % 2 == 1
    means = frame.denied if denied else frame.means
    heard = " ".join([scoped.said.words[place] for place in match.places])
    why = f"{heard!r} fits {pattern.text!r}" + (", denied" if denied else "")
    return Hit(frame, match, means, denied, why, scoped.clause[match.first], negators)


def _released(hits: list[Hit], scoped: Scoped, lexicon: Lexicon) -> list[Hit]:
    """A denial is used up by the first thing it denies, unless the next one is of the same list.

    "No fever or vomiting" denies both; "nothing on the skin at all i am a bit wheezy" says nothing against wheezing.
    """
    told = [hit for hit in hits if NO in hit.means.values() and not _plain(hit)]
    finding = lexicon.roles.get(FINDING, frozenset())
    findings = [
        (place, max(end for name, end in here.items() if name in finding))
        for place, here in enumerate(scoped.said.keyed.ends)
        if not finding.isdisjoint(here)
    ]
    kept: list[Hit] = []
    for hit in hits:
        holding = hit.negators
        if holding and not _plain(hit):
            ends = [(one.negators, one.words, one.match.last) for one in told if one.match.last < hit.match.first]
            holding = tuple(at for at in holding if not _spent(at, hit, ends, findings, scoped, lexicon))
        if len(holding) % 2 != len(hit.negators) % 2:
            denied = len(holding) % 2 == 1
            means = hit.frame.denied if denied else hit.frame.means
            hit = replace(hit, means=means, denied=denied, negators=holding, why=f"{hit.why}, apart")
        kept.append(hit)
    return kept


def _spent(
    negator: int,
    hit: Hit,
    told: Iterable[tuple[tuple[int, ...], frozenset[int], int]],
    findings: Sequence[tuple[int, int]],
    scoped: Scoped,
    lexicon: Lexicon,
) -> bool:
    """Whether a negator has denied something else already, from which a thing does not follow as in a list."""
    lasts = [
        last
        for negators, words, last in told
        if negator <= last and (negator in negators or negator in words or negator in scoped.refusals)
    ]
    if any(place in hit.words for place, _ in findings):
        lasts += [end - 1 for place, end in findings if negator < place and end <= hit.match.first]
    if negator in scoped.refusals:  # "no all fine there i have been sick": the no was an answer
        verdict = lexicon.roles.get(VERDICT, frozenset())
        lasts += [
            place
            for place in range(negator + 1, hit.match.first)
            if not verdict.isdisjoint(scoped.said.keyed.ends[place])
        ]
    return any(not _listed(last, hit.match.first, scoped, lexicon) for last in lasts)


def _listed(last: int, first: int, scoped: Scoped, lexicon: Lexicon) -> bool:
    """Whether what begins at `first` follows what ends at `last` as in a list: at once, or after "or"."""
    listing, joining, anew = (lexicon.roles.get(role, frozenset()) for role in (LISTING, JOINING, ANEW))
    plain = True
    for place in range(first - 1, last, -1):
        here = scoped.said.keyed.ends[place]
        if not joining.isdisjoint(here):
            return True
        if not anew.isdisjoint(here):
            return False
        plain = plain and not listing.isdisjoint(here)
    return plain


def _plain(hit: Hit) -> bool:
    """Whether it names nothing: "no", "none of those", a doubtful or soft one as well."""
    return all(name in (REPLY, *_MANNER) or name.startswith(ASKED) for name in hit.frame.means)


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


def _given(hits: Iterable[Hit], wanted: Mapping[str, Any]) -> bool:
    return any(hit.means.get(topic) == value for hit in hits for topic, value in wanted.items())


def _without(setting: Setting, hits: Iterable[Hit], cues: Collection[Match], scoped: Scoped) -> Iterable[Hit]:
    """The findings without what a setting drops where it begins after the cue, in the same clause."""
    for hit in hits:
        inside = any(scoped.clause[cue.first] == hit.clause and cue.first <= hit.match.first for cue in cues)
        means = {topic: value for topic, value in hit.means.items() if not inside or topic not in setting.drops}
        if means:
            yield hit if means == hit.means else replace(hit, means=means, why=f"{hit.why}, {setting.name}")


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
            changed.append(replace(hit, means=means, why=f"{hit.why}, {setting.name}"))
    return changed
