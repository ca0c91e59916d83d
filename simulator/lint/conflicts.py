"""Utterances that two intents would take: by their samples, with the values of their slots put in.

Amazon retired her own tool for this; the results have the shape that it gave. A type without listed values (Amazon's
own) stands for itself: two samples meet in such a slot only where both have a slot of that very type.

All samples are read side by side, word by word, as one machine; only beginnings that samples of two intents share are
followed, and each set of places in the samples once. So the time does not grow with the number of combinations.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from simulator.lint.draft import Draft
from simulator.lint.samples import SLOT

Place = tuple[int, int, int]  # sample, element in it, node in the tree of the element's values (0: at its start)


@dataclass(frozen=True)
class Taken:
    """A sample that takes the utterance, with the values that its slots get."""

    sample: str
    intent: str
    slots: Mapping[str, Mapping[str, str]]

    def as_json(self) -> dict[str, Any]:
        """The shape of Amazon's conflict detection."""
        return {"sampleUtterance": self.sample, "intent": {"name": self.intent, "slots": dict(self.slots)}}


@dataclass(frozen=True)
class Conflict:
    """An utterance that samples of two or more intents take."""

    utterance: str
    taken: tuple[Taken, ...]

    def as_json(self) -> dict[str, Any]:
        """The shape of Amazon's conflict detection."""
        return {"conflictingUtterance": self.utterance, "conflicts": [one.as_json() for one in self.taken]}


@dataclass
class _Tree:
    """The values of a type as a tree of words. Node 0 is the root; `ends` are the nodes at which a value is whole."""

    next: list[dict[str, int]] = field(default_factory=lambda: [{}])
    ends: set[int] = field(default_factory=set)

    def add(self, words: Iterable[str]) -> None:
        node = 0
        for word in words:
            if word not in self.next[node]:
                self.next[node][word] = len(self.next)
                self.next.append({})
            node = self.next[node][word]
        if node:
            self.ends.add(node)


@dataclass(frozen=True)
class _Slot:
    name: str
    type: str


_Element = str | _Slot


@dataclass(frozen=True)
class _Sample:
    intent: str
    text: str
    elements: tuple[_Element, ...]


def conflicts(draft: Draft, builtins: Mapping[str, Iterable[str]]) -> Iterator[Conflict]:
    """One conflict for every set of samples that meet. `builtins`: Amazon's own phrases, by intent."""
    return _Machine(draft, builtins).conflicts()


class _Machine:
    def __init__(self, draft: Draft, builtins: Mapping[str, Iterable[str]]) -> None:
        self.trees: dict[str, _Tree] = {}
        for one in draft.types:
            tree = self.trees.setdefault(one.name, _Tree())
            for value in one.values:
                for wording in value.wordings:
                    tree.add(_words(wording))
        self.trees = {name: tree for name, tree in self.trees.items() if tree.ends and not name.startswith("AMAZON.")}
        self.samples: list[_Sample] = []
        for intent in draft.intents:
            own = builtins.get(intent.name, ()) if intent.builtin else ()
            for text in dict.fromkeys((*intent.samples, *own)):
                elements = tuple(_elements(text, intent.types))
                if elements:
                    self.samples.append(_Sample(intent.name, text, elements))

    def conflicts(self) -> Iterator[Conflict]:
        start = frozenset((number, 0, 0) for number in range(len(self.samples)))
        seen, told = {start}, set()
        waiting: deque[tuple[frozenset[Place], tuple[str, ...]]] = deque([(start, ())])
        while waiting:  # the shortest utterances first
            places, said = waiting.popleft()
            whole = frozenset(sample for sample, element, _ in places if element == len(self.samples[sample].elements))
            if self._differ(whole) and whole not in told:
                told.add(whole)
                yield self._conflict(said, sorted(whole))
            for word, after in sorted(self._after(places).items()):
                following = frozenset(after)
                if following not in seen and self._differ({sample for sample, _, _ in following}):
                    seen.add(following)
                    waiting.append((following, (*said, word)))

    def _differ(self, samples: Iterable[int]) -> bool:
        intents: set[str] = set()
        for sample in samples:
            intents.add(self.samples[sample].intent)
            if len(intents) > 1:
                return True
        return False

    def _after(self, places: Iterable[Place]) -> dict[str, set[Place]]:
        """Word -> where each sample stands after it."""
        after: dict[str, set[Place]] = {}
        for place in places:
            for word, then in self._steps(place):
                after.setdefault(word, set()).add(then)
        return after

    def _steps(self, place: Place) -> Iterator[tuple[str, Place]]:
        number, at, node = place
        elements = self.samples[number].elements
        if at == len(elements):
            return
        element = elements[at]
        if isinstance(element, str):
            yield element, (number, at + 1, 0)
        elif element.type not in self.trees:
            yield f"{{{element.type}}}", (number, at + 1, 0)
        else:
            tree = self.trees[element.type]
            for word, then in tree.next[node].items():
                if tree.next[then]:
                    yield word, (number, at, then)
                if then in tree.ends:
                    yield word, (number, at + 1, 0)

    def _conflict(self, said: tuple[str, ...], samples: list[int]) -> Conflict:
        taken = tuple(self._taken(self.samples[number], said) for number in samples)
        return Conflict(" ".join(said), taken)

    def _taken(self, sample: _Sample, said: tuple[str, ...]) -> Taken:
        slots = next(self._fill(sample.elements, said), {})
        return Taken(sample.text, sample.intent, slots)

    def _fill(self, elements: tuple[_Element, ...], said: tuple[str, ...]) -> Iterator[dict[str, dict[str, str]]]:
        """The ways to lay a sample over the words."""
        if not elements:
            if not said:
                yield {}
            return
        first, rest = elements[0], elements[1:]
        if isinstance(first, str):
            if said[:1] == (first,):
                yield from self._fill(rest, said[1:])
            return
        for end in self._ends(first, said):
            for further in self._fill(rest, said[end:]):
                yield {first.name: {"value": " ".join(said[:end]), "type": first.type}, **further}

    def _ends(self, slot: _Slot, said: tuple[str, ...]) -> Iterator[int]:
        if slot.type not in self.trees:
            if said[:1] == (f"{{{slot.type}}}",):
                yield 1
            return
        tree, node = self.trees[slot.type], 0
        for end, word in enumerate(said, start=1):
            if word not in tree.next[node]:
                return
            node = tree.next[node][word]
            if node in tree.ends:
                yield end


def _words(text: str) -> list[str]:
    return text.lower().replace("’", "'").split()


def _elements(sample: str, types: Mapping[str, str]) -> Iterator[_Element]:
    at = 0
    for match in SLOT.finditer(sample):
        yield from _words(sample[at : match.start()])
        yield _Slot(match[1], types.get(match[1], ""))
        at = match.end()
    yield from _words(sample[at:])
