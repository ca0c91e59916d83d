"""The sample utterances of a model, indexed so that only the few that could fit an utterance are compared with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

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
    carries = any(element.type == SEARCH for element in elements)
    return Pattern(intent.name, sample, tuple(elements), answers, literal, carries)


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

    def utterance(self, run: Sequence[Token], spans: Mapping[str, Spans]) -> Utterance:
        """Words ready to be compared with the samples; `spans`: slot type -> what it finds in them."""
        return Utterance(run, list(map(self._near, run)), spans)

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

    def likely(self, utterance: Utterance) -> Iterator[Pattern]:
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
        bounds = [(-_bound(self.patterns[position], places), -weight, position) for position, weight in heard.items()]
        bounds.sort()
        for bound, _, position in bounds[:CANDIDATES]:
            if bound < 0:
                yield self.patterns[position]
        for position in self._bare:
            yield self.patterns[position]


class _Places:
    """Where each word was said first and last, and the weight of what was said before and after."""

    def __init__(self, utterance: Utterance) -> None:
        self.utterance = utterance
        self.before, self.total = utterance.upto, utterance.total
        self.rest = {name: 1.0 if spans.known else PHRASE for name, spans in utterance.spans.items()}

    def lost(self, one: Pattern) -> float:
        """The weight of what a pattern that begins or ends with a word of its own must leave out."""
        head, tail = one.elements[0], one.elements[-1]
        lost = 0.0
        if not head.type and head.word in self.utterance.places:
            lost += self.before[self.utterance.places[head.word][0][0]]
        if not tail.type and tail.word in self.utterance.places:
            lost += self.total - self.before[self.utterance.places[tail.word][-1][0] + 1]
        return lost


def _bound(one: Pattern, places: _Places) -> float:
    """The score that a pattern could reach at most, roughly; 0 where it needs a word that was not said."""
    own = missing = rest = 0.0
    said = places.utterance.places
    for element in one.elements:
        if element.type:
            rest = max(rest, places.rest[element.type])
        elif element.word in said:
            own += element.weight
        elif one.carries:
            return 0.0
        else:
            missing += element.weight
    own = min(own, places.total)
    open_words = max(0.0, places.total - own - places.lost(one))
    return (own + rest * open_words) / (places.total + MISSING * missing)
