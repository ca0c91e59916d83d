"""The sample utterances of a model, indexed so that only the few that could fit an utterance are compared with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from simulator.language.match import MISSING, Element, Pattern, Utterance
from simulator.language.spans import PHRASE, SEARCH, Spans
from simulator.language.text import Token, key, one_letter_less, stem
from simulator.language.words import Words
from simulator.model import Intent, InteractionModel

_PIECE = re.compile(r"\{(\w+)\}|([^{]+)")
SAME, STEM, SLIP = 0.95, 0.85, 0.7  # credit of a word that may stand for another
CANDIDATES = 24


def pattern(intent: Intent, sample: str, words: Words, answers: str = "") -> Pattern:
    """A sample utterance as words and slots. A slot that the intent does not define is an ordinary word."""
    elements: list[Element] = []
    for slot_name, text in _PIECE.findall(sample):
        slot = intent.slots.get(slot_name)
        if slot:
            elements.append(Element(slot_name, 1.0, slot.type, slot.several))
        else:
            elements.extend(Element(word, words.weight(word)) for word in key(text or slot_name, words))
    literal = sum(element.weight for element in elements if not element.type)
    return Pattern(intent.name, sample, tuple(elements), answers, literal)


class Samples:
    """All samples of the custom intents of a model."""

    def __init__(self, model: InteractionModel, words: Words) -> None:
        self._words = words
        self.patterns = [
            pattern(intent, sample, words)
            for intent in model.intents.values()
            if not intent.builtin
            for sample in intent.samples
        ]
        self.answers = {
            (intent.name, slot.name): [pattern(intent, sample, words, slot.name) for sample in slot.samples]
            for intent in model.intents.values()
            for slot in intent.slots.values()
        }
        self.exact: dict[tuple[str, ...], Pattern] = {}
        self._anchored: dict[str, list[int]] = {}
        self._bare: list[int] = []
        self._vocabulary: set[str] = set()
        for position, one in enumerate(self.patterns):
            self._index(position, one)
        for answers in self.answers.values():
            for one in answers:
                self._vocabulary.update(element.word for element in one.elements if not element.type)
        self._stems: dict[str, list[str]] = {}
        self._slips: dict[str, list[str]] = {}
        for word in sorted(self._vocabulary):
            if words.weight(word) == 1.0:
                self._stems.setdefault(stem(word, words), []).append(word)
                for slip in one_letter_less(word) if len(word) >= 4 else ():
                    self._slips.setdefault(slip, []).append(word)

    def _index(self, position: int, one: Pattern) -> None:
        literals = [element for element in one.elements if not element.type]
        self._vocabulary.update(element.word for element in literals)
        if len(literals) == len(one.elements):
            self.exact.setdefault(tuple(element.word for element in literals), one)
        heavy = max((element.weight for element in literals), default=0.0)
        for word in {element.word for element in literals if element.weight == heavy}:
            self._anchored.setdefault(word, []).append(position)
        if not literals:
            self._bare.append(position)

    def utterance(self, run: Sequence[Token]) -> Utterance:
        """Words ready to be compared with the samples."""
        upto = accumulate((token.weight for token in run), initial=0.0)
        return Utterance(tuple(run), tuple(map(self._near, run)), tuple(upto))

    def _near(self, token: Token) -> Mapping[str, float]:
        word = token.word
        near = {word: 1.0}
        for other in self._words.same.get(word, ()):
            near.setdefault(other, SAME)
        if token.weight < 1.0:
            return near
        for other in self._stems.get(token.stem, ()):
            near.setdefault(other, STEM)
        if len(word) >= 4 and word not in self._vocabulary and len(near) == 1:
            for slip in one_letter_less(word):
                for other in self._slips.get(slip, ()):
                    if abs(len(other) - len(word)) <= 1:
                        near.setdefault(other, SLIP)
        return near

    def likely(self, utterance: Utterance, spans_of: Mapping[str, Spans]) -> Iterator[Pattern]:
        """The samples that could fit best, by the weight of their own words that were said."""
        heard: dict[int, float] = {}
        seen: set[str] = set()
        for near, token in zip(utterance.near, utterance.run, strict=True):
            for word, credit in near.items():
                if word in seen:
                    continue
                seen.add(word)
                for position in self._anchored.get(word, ()):
                    heard[position] = heard.get(position, 0.0) + token.weight * credit
        places = _Places(utterance)
        bounds = [
            (-_bound(self.patterns[position], places, spans_of), -weight, position)
            for position, weight in heard.items()
        ]
        bounds.sort()
        for _, _, position in bounds[:CANDIDATES]:
            yield self.patterns[position]
        for position in self._bare:
            yield self.patterns[position]


class _Places:
    """Where each word was said first and last, and the weight of what was said before and after."""

    def __init__(self, utterance: Utterance) -> None:
        self.first: dict[str, int] = {}
        self.last: dict[str, int] = {}
        self.before, self.total = utterance.upto, utterance.total
        for position, near in enumerate(utterance.near):
            for word in near:
                self.first.setdefault(word, position)
                self.last[word] = position

    def lost(self, one: Pattern) -> float:
        """The weight of what a pattern that begins or ends with a word of its own must leave out."""
        head, tail = one.elements[0], one.elements[-1]
        lost = 0.0
        if not head.type and head.word in self.first:
            lost += self.before[self.first[head.word]]
        if not tail.type and tail.word in self.last:
            lost += self.total - self.before[self.last[tail.word] + 1]
        return lost


def _bound(one: Pattern, places: _Places, spans_of: Mapping[str, Spans]) -> float:
    """The score that a pattern could reach at most, roughly."""
    own = missing = rest = 0.0
    for element in one.elements:
        if element.type:
            rest = max(rest, 1.0 if spans_of[element.type].known else PHRASE)
        elif element.word in places.first:
            own += element.weight
        else:
            missing += element.weight
    own = min(own, places.total)
    open_words = max(0.0, places.total - own - places.lost(one))
    return (own + rest * open_words) / (places.total + MISSING * missing)


def carried_by_phrase(one: Pattern) -> bool:
    """Whether the sample has a phrase slot: it then needs its carrier words, all of them."""
    return any(element.type == SEARCH for element in one.elements)
