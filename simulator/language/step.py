"""Words -> intent and slots, by the interaction model alone.

Built-in intents match whole utterances; custom intents generalise; words that fit nothing reach AMAZON.FallbackIntent.
Deterministic, and explainable: every answer names the sample, its score and the runners-up.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from simulator.language.catalogue import Catalogue, Extended
from simulator.language.match import Alignment, Utterance, align
from simulator.language.readings import Asked, Candidate, Understood
from simulator.language.samples import Samples, pattern
from simulator.language.several import parts
from simulator.language.slot_types import slot_types
from simulator.language.spans import SEARCH, SlotType
from simulator.language.text import Token, key, spoken, tokens
from simulator.language.words import Words, load_words
from simulator.model import InteractionModel, Slot, Value, load_model

__all__ = ["Asked", "Candidate", "Language", "Understood", "load_language"]

FALLBACK = "AMAZON.FallbackIntent"
THRESHOLDS = {"LOW": 0.40, "MEDIUM": 0.50, "HIGH": 0.60}
EXACT = 0.97  # nothing was left unexplained but fillers
BARE_UNKNOWN = 0.69  # a sample without words of its own never beats a carrier on a value it does not know
ELICITED_AMONG = 0.95  # a value of the type, with small words around it
ELICITED_UNKNOWN = 0.75  # the words answer the slot that was asked for, whatever they are
_REMEMBERED = 16  # sets of run-time values
CLEARLY = 0.10  # by how much another intent must fit better than the slot that was asked for


class Language:
    """The language step of one interaction model."""

    def __init__(self, model: InteractionModel, words: Words) -> None:
        self.model = model
        self.words = words
        self.types: Mapping[str, SlotType] = slot_types(model, words)
        self._samples = Samples(model, words)
        self._extended: dict[tuple[tuple[str, tuple[Value, ...]], ...], Language] = {}
        self._builtins: dict[tuple[str, ...], str] = {}
        for intent in model.intents.values():
            if intent.builtin:
                for phrase in (*intent.samples, *words.builtins.get(intent.name, ())):
                    self._builtins.setdefault(key(phrase, words), intent.name)

    def extended(self, dynamic: Mapping[str, tuple[Value, ...]]) -> Language:
        """The same with values that a skill added at run time: type name -> values (Dialog.UpdateDynamicEntities).

        They are found in what is said as the type's own are, and are resolved by an authority of their own. Types that
        the model does not use, and those that have no values (AMAZON.DATE, AMAZON.SearchQuery), are left as they are.
        """
        added = tuple(sorted((name, values) for name, values in dynamic.items() if values))
        if not added:
            return self
        if added not in self._extended:
            while len(self._extended) >= _REMEMBERED:
                del self._extended[next(iter(self._extended))]
            self._extended[added] = self._with(added)
        return self._extended[added]

    def _with(self, added: tuple[tuple[str, tuple[Value, ...]], ...]) -> Language:
        other = copy.copy(self)
        more = {
            name: Extended(self.types[name], Catalogue(name, values, self.words), dynamic=True)
            for name, values in added
            if name in self.types and self.types[name].extensible
        }
        other.types = {**self.types, **more}
        other._extended = {}
        return other

    def understand(self, said: str, asked: Asked | None = None, *, bare_phrase: bool = False) -> Understood:
        """The best reading of `said`; after an elicitation, `asked` names the slot. `bare_phrase`: see Echo."""
        run = tokens(said, self.words)
        if run and run[0].word in self.words.wake and len(run) > 1:
            run = run[1:]
        builtin = self._builtins.get(tuple(token.word for token in run))
        utterance = self._samples.utterance(run, {name: kind.spans(run) for name, kind in self.types.items()})
        readings = self._readings(utterance)
        if builtin:
            readings.insert(0, Candidate(builtin, spoken(run), 1.0, "built-in", {}))
        elif asked:
            readings = self._answered(readings, utterance, asked, bare_phrase)
        return self._choose(said, readings, asked)

    def _choose(self, said: str, readings: list[Candidate], asked: Asked | None) -> Understood:
        enough = THRESHOLDS.get(self.model.sensitivity, THRESHOLDS["LOW"])
        others = _one_per_intent(readings)
        if others and others[0].score >= enough:
            return Understood(said, others[0], tuple(others[1:6]), asked)
        kind = self._kind(asked)
        if asked and kind and kind.unread:
            unread = Candidate(asked.intent, f"{{{asked.slot}}}", enough, "elicited", {asked.slot: (said,)})
            return Understood(said, unread, tuple(others[:5]), asked)
        if FALLBACK in self.model.intents:
            return Understood(said, Candidate(FALLBACK, "", 0.0, "fallback", {}), tuple(others[:5]), asked)
        # without a FallbackIntent every utterance goes to the intent that fits least badly
        return Understood(said, others[0] if others else None, tuple(others[1:6]), asked)

    def _kind(self, asked: Asked | None) -> SlotType | None:
        intent = self.model.intents.get(asked.intent) if asked else None
        slot = intent.slots.get(asked.slot) if intent and asked else None
        return self.types[slot.type] if slot else None

    def _readings(self, utterance: Utterance) -> list[Candidate]:
        if not utterance.run:
            return []
        exact = self._samples.exact.get(tuple(token.word for token in utterance.run))
        found = [Candidate(exact.intent, exact.sample, 1.0, "exact", {})] if exact else []
        ranked = []
        for position, one in enumerate(self._samples.likely(utterance)):
            alignment = align(one, utterance)
            score = self._score(alignment, utterance)
            if score > 0:
                ranked.append((-round(score, 6), -alignment.said, position, alignment))
        ranked.sort(key=lambda entry: entry[:3])
        seen: set[str] = set()
        for score, _, _, alignment in ranked:
            if alignment.pattern.intent not in seen:
                seen.add(alignment.pattern.intent)
                found.append(self._candidate(alignment, -score, utterance))
        return found

    def _score(self, alignment: Alignment, utterance: Utterance) -> float:
        one = alignment.pattern
        if one.carries:
            filled = any(e.type == SEARCH and e.word in alignment.slots for e in one.elements)
            if _carrier_lost(alignment) or not filled:
                return 0.0
        if alignment.said == 0.0 or (alignment.said < 1.0 and _carrier_lost(alignment)):
            return self._bare_score(alignment, utterance)  # a part of "i have ..." says nothing: its values must
        return alignment.score

    def _bare_score(self, alignment: Alignment, utterance: Utterance) -> float:
        """A sample that was found by slot values alone: they must be known, or look like the type's values."""
        score = alignment.score if alignment.slots else 0.0
        for element in alignment.pattern.elements:
            if not element.type or element.word not in alignment.slots:
                continue
            start, end = alignment.slots[element.word]
            values = utterance.spans[element.type].known.get(start, ())
            if any(stop == end for stop, _ in values) or (element.several and values):
                continue
            kind = self.types[element.type]
            if not kind.alike(utterance.run[start:end]):
                return 0.0
            score = min(score, BARE_UNKNOWN)
        return score

    def _candidate(self, alignment: Alignment, score: float, utterance: Utterance, how: str = "") -> Candidate:
        one = alignment.pattern
        slots = {}
        for element in one.elements:
            if element.type and element.word in alignment.slots:
                start, end = alignment.slots[element.word]
                run = utterance.run[start:end]
                slots[element.word] = self._heard(run, element.type, element.several)
        how = how or ("exact" if score >= EXACT else "similar")
        return Candidate(one.intent, one.sample, round(score, 3), how, slots)

    def _heard(self, run: tuple[Token, ...], type_name: str, several: bool) -> tuple[str, ...]:
        if several:
            return parts(run, self.types[type_name], self.words) or (spoken(run),)
        return (spoken(run),)

    def _answered(
        self,
        readings: list[Candidate],
        utterance: Utterance,
        asked: Asked,
        bare_phrase: bool,
    ) -> list[Candidate]:
        """The readings with the answer to the elicited slot among them, in its place."""
        answer = self._answer(utterance, asked, bare_phrase)
        if answer is None:
            return readings
        better = [
            reading
            for reading in readings
            if (reading.intent == asked.intent and reading.score > answer.score and reading.slots)
            or (reading.score >= EXACT and reading.how == "exact")
            or reading.score >= answer.score + CLEARLY
        ]
        return [*better, answer, *(reading for reading in readings if reading not in better)]

    def _answer(self, utterance: Utterance, asked: Asked, bare_phrase: bool) -> Candidate | None:
        intent = self.model.intents[asked.intent]
        slot, kind = intent.slots[asked.slot], self.types[intent.slots[asked.slot].type]
        found = []
        for one in self._samples.answers[(asked.intent, asked.slot)]:
            alignment = align(one, utterance)
            if asked.slot in alignment.slots and not (one.carries and _carrier_lost(alignment)):
                found.append(self._candidate(alignment, alignment.score, utterance, "elicited"))
        bare = f"{{{asked.slot}}}"
        if kind.open and utterance.run:
            found.append(self._whole(utterance.run, kind, slot, asked.intent))
        elif slot.type != SEARCH:
            alignment = align(pattern(intent, bare, self.words, asked.slot), utterance)
            if asked.slot in alignment.slots:
                start, end = alignment.slots[asked.slot]
                small = all(token.weight < 1.0 for token in (*utterance.run[:start], *utterance.run[end:]))
                score = max(alignment.score, ELICITED_UNKNOWN if small else 0.0)
                found.append(self._candidate(alignment, score, utterance, "elicited"))
        elif bare_phrase and utterance.run:
            words = {asked.slot: (spoken(utterance.run),)}
            found.append(Candidate(asked.intent, bare, ELICITED_UNKNOWN, "elicited", words))
        return max(found, key=lambda candidate: candidate.score, default=None)

    def _whole(self, run: tuple[Token, ...], kind: SlotType, slot: Slot, intent: str) -> Candidate:
        """All that was said as the value; less the fillers around it where that is a value of the type."""
        start, end = 0, len(run)
        while start < end and run[start].word in self.words.fillers:
            start += 1
        while end > start and run[end - 1].word in self.words.fillers:
            end -= 1
        for part in (run, run[start:end]):
            heard = self._heard(part, slot.type, slot.several) if part else ()
            if heard and all(_named(kind, text) for text in heard):
                return Candidate(intent, f"{{{slot.name}}}", 1.0, "elicited", {slot.name: heard})
        start, end = _name_among_small_words(run, kind)
        heard = self._heard(run[start:end], slot.type, slot.several)
        if end - start < len(run):
            return Candidate(intent, f"{{{slot.name}}}", ELICITED_AMONG, "elicited", {slot.name: heard})
        return Candidate(intent, f"{{{slot.name}}}", ELICITED_UNKNOWN, "elicited", {slot.name: heard})


def _name_among_small_words(run: tuple[Token, ...], kind: SlotType) -> tuple[int, int]:
    """Where the longest value stands that has only small words around it ("i think my neck"); else all of the run.

    A type whose values are sentences takes all words as they are: which of them are small, its skill must judge.
    """
    spans = kind.spans(run)
    if not spans.names:
        return 0, len(run)
    found = [
        (start, end)
        for start, ends in spans.known.items()
        for end, _ in ends
        if all(token.weight < 1.0 for token in (*run[:start], *run[end:]))
    ]
    return max(found, key=lambda place: (place[1] - place[0], -place[0]), default=(0, len(run)))


def _named(kind: SlotType, text: str) -> bool:
    return any(answer.matches for answer in kind.authorities(text))


def _carrier_lost(alignment: Alignment) -> bool:
    """Whether some word of the sample was not said: a phrase slot is found by all of its carrier words."""
    return alignment.said < alignment.pattern.literal - 1e-9


def _one_per_intent(readings: list[Candidate]) -> list[Candidate]:
    """The best reading of every intent, in the order given."""
    best: dict[str, Candidate] = {}
    for reading in readings:
        best.setdefault(reading.intent, reading)
    return list(best.values())


def load_language(model: str | Path | Mapping[str, Any], locale: str) -> Language:
    """The language step of a model, a path or a dict. A model is read once per process, for tests make many devices."""
    if isinstance(model, Mapping):
        return _from_text(json.dumps(model), locale)
    try:
        changed = Path(model).stat().st_mtime_ns
    except OSError:
        changed = 0
    return _from_file(str(Path(model).resolve()), changed, locale)


@lru_cache(maxsize=32)
def _from_file(path: str, changed: int, locale: str) -> Language:  # noqa: ARG001 - a changed file is another entry
    return Language(load_model(path), load_words(locale))


@lru_cache(maxsize=32)
def _from_text(text: str, locale: str) -> Language:
    return Language(load_model(json.loads(text)), load_words(locale))
