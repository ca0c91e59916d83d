"""The words of an utterance with their concepts: which phrases stand where, and which of them count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from skill.lexicon import Lexicon

STRUCTURE, NAMED, IDIOM = "structure", "named", "idiom"
"""Roles of concepts: those that shape a sentence, and those that only say what a thing is called, stand in phrases too.
Sayings do not: their words mean nothing apart. "Over my dead body" holds no body, "no picnic" no denial."""

UNKNOWN_WORD = "@unknown"
"""Tag of a word that belongs to no concept of the lexicon."""

Span = tuple[int, int, tuple[str, ...]]
"""Where a phrase begins and ends, and its concepts."""


def phrases(words: tuple[str, ...], lexicon: Lexicon) -> Iterator[Span]:
    """The words and phrases that the lexicon knows."""
    single = lexicon.phrases.single
    for place, word in enumerate(words):
        if word in single:
            yield place, place + 1, single[word]
    yield from lexicon.phrases.longer(words)


def tag(words: tuple[str, ...], spans: list[Span], lexicon: Lexicon) -> list[dict[str, int]]:
    """Concepts at each place, given the phrases that stand there.

    A phrase inside a longer one does not count: "legs" is not meant in "between my legs". What shapes a sentence does.
    """
    always = lexicon.role(STRUCTURE) | lexicon.role(NAMED)
    ends: list[dict[str, int]] = [{"=" + word: place + 1} for place, word in enumerate(words)]
    sayings = _sayings(spans, lexicon.role(IDIOM))
    known = {place for start, end, _ in spans for place in range(start, end)}
    if sayings:
        taken = {place for start, (end, _) in sayings.items() for place in range(start, end)}
        for start, (end, names) in sayings.items():
            ends[start : start + 1] = [dict.fromkeys(names, end)]
            ends[start + 1 : end] = [{} for _ in range(start + 1, end)]
        spans = [span for span in spans if taken.isdisjoint(range(*span[:2]))]
    swallowed = _swallowing(spans, always, len(words))
    for start, end, names in spans:
        here = ends[start]
        for name in names if swallowed[start] < end else [name for name in names if name in always]:
            if here.get(name, 0) < end:
                here[name] = end
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
