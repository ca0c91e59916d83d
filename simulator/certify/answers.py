"""What is said in a state of a skill, out of its interaction model alone: seeded, so that each walk is the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from simulator.certify.suggestions import offered, suggestions
from simulator.conversations.nouns import Step
from simulator.device.echo import Echo
from simulator.device.turn import Turn
from simulator.language.invocation import read_call
from simulator.language.step import FALLBACK
from simulator.language.text import key
from simulator.language.words import Words
from simulator.lint.spoken import Spoken
from simulator.model import Intent, InteractionModel, Slot

STOP, CANCEL, HELP, REPEAT = (f"AMAZON.{name}Intent" for name in ("Stop", "Cancel", "Help", "Repeat"))
_SLOT = re.compile(r"\{\s*(\w+)\s*\}")
# For types whose values Amazon does not publish: any words of the language would do, and these are of every language.
_PROBED = (STOP, CANCEL, HELP, REPEAT, FALLBACK)
_NUMBERS = ("AMAZON.NUMBER", "AMAZON.FOUR_DIGIT_NUMBER")
VALUES_PER_STATE, INTENTS_PER_STATE = 4, 8


@dataclass(frozen=True)
class Sample:
    """One thing to say: the words, and the intent that they are a sample of. `slots`: which of its slots it fills."""

    words: str
    intent: str
    slots: frozenset[str] = frozenset()


class Answers:
    """All that can be said to a skill, by its model."""

    def __init__(self, model: InteractionModel, words: Words, spoken: Spoken, seed: int) -> None:
        self.model, self.words, self.spoken = model, words, spoken
        self._random = Random(seed)  # noqa: S311 - a choice of things to say
        self._values: dict[str, list[str]] = {}
        custom = [intent for intent in model.intents.values() if not intent.builtin and intent.samples]
        self._samples = {intent.name: self._shuffled(list(intent.samples)) for intent in custom}
        self._order = self._shuffled([intent.name for intent in custom])
        self._turns: dict[str, int] = {}

    def _shuffled(self, entries: list[str]) -> list[str]:
        self._random.shuffle(entries)
        return entries

    # ---- a built-in intent, by its first phrase ----------------------------------------------------------------------

    def phrase(self, intent: str) -> str | None:
        """Words for a built-in intent of the model; None when the model has it not, or no words are known."""
        if intent not in self.model.intents:
            return None
        phrases = (*self.words.builtins.get(intent, ()), *self.model.intents[intent].samples)
        return next((phrase for phrase in phrases if "{" not in phrase), None)

    def step(self, intent: str) -> Step | None:
        """The same as something to do: the intent itself where no words are known."""
        phrase = self.phrase(intent)
        if phrase is not None:
            return Step(say=phrase)
        return Step(intent=intent) if intent in self.model.intents else None

    # ---- in a state --------------------------------------------------------------------------------------------------

    def of(self, number: int, echo: Echo, turn: Turn) -> Iterator[Step]:
        """What is said in a state, most telling first; each once. `number` spreads samples and values over states."""
        said: set[tuple[str, ...]] = set()
        for step in self._of(number, echo, turn):
            heard = key(step.say, self.words) if step.say is not None else (step.intent,)
            if heard and heard not in said:
                said.add(heard)
                yield step

    def _of(self, number: int, echo: Echo, turn: Turn) -> Iterator[Step]:
        for intent in self.model.intents.values():
            if intent.builtin and intent.name not in _PROBED:
                step = self.step(intent.name)
                if step:
                    yield step
        for phrase in dict.fromkeys((*offered(turn.speech, self.spoken), *offered(turn.reprompt or "", self.spoken))):
            yield Step(say=phrase)
        for kind in ("AMAZON.NUMBER", "AMAZON.DURATION"):  # how many, how old, how long: every skill may ask that
            if value := self.value(kind):
                yield Step(say=value)
        dialog = echo.dialog
        asked = dialog.asked if dialog else None
        if asked:
            slot = self.model.intents[asked.intent].slots[asked.slot]
            yield from (Step(say=words) for words in self._elicited(slot))
        for place in range(min(INTENTS_PER_STATE, len(self._order))):
            name = self._order[(number * INTENTS_PER_STATE + place) % len(self._order)]
            yield Step(say=self.sample(name))

    def nonsense(self, number: int) -> Step:
        """Words that fit nothing, others in the next state."""
        phrases = self.spoken.nonsense
        return Step(say=phrases[number % len(phrases)])

    def suggested(self, turn: Turn) -> list[str]:
        """The phrases that a turn suggests, in its speech and its reprompt."""
        found = [*suggestions(turn.speech, self.spoken), *suggestions(turn.reprompt or "", self.spoken)]
        return list(dict.fromkeys(found))

    def _elicited(self, slot: Slot) -> Iterator[str]:
        for place in range(VALUES_PER_STATE):
            value = self.value(slot.type)
            if value is None:
                return
            carriers = [sample for sample in slot.samples if _SLOT.findall(sample) == [slot.name]]
            carrier = carriers[place % len(carriers)] if carriers and place % 2 else f"{{{slot.name}}}"
            yield _SLOT.sub(value, carrier)

    def sample(self, name: str) -> str:
        """The next sample of an intent, with values in its slots."""
        samples = self._samples[name]
        return self.filled(self.model.intents[name], samples[self._next(f"sample {name}") % len(samples)])

    def filled(self, intent: Intent, sample: str) -> str:
        """A sample with the next value of each slot's type in it."""
        return _SLOT.sub(lambda match: self._word(intent.slots.get(match[1])), sample)

    def _word(self, slot: Slot | None) -> str:
        return (self.value(slot.type) if slot else None) or ""

    def value(self, type_name: str) -> str | None:
        """The next value of a type, spread over all that are listed; None when nothing is known of the type."""
        if type_name not in self._values:
            self._values[type_name] = self._shuffled(self._listed(type_name))
        values = self._values[type_name]
        return values[self._next(f"value {type_name}") % len(values)] if values else None

    def _listed(self, type_name: str) -> list[str]:
        listed = [word for value in self.model.types.get(type_name, ()) for word in (value.name, *value.synonyms)]
        if listed:
            return listed
        units = [unit for unit in self.words.units if unit not in self.words.numbers]
        numbers = [word for word, count in self.words.numbers.items() if count > 1]
        if type_name in _NUMBERS:
            return numbers
        if type_name == "AMAZON.DURATION":
            return [f"{number} {unit}" for number in numbers[::3] for unit in units]
        return [value for kind in self.model.types.values() for one in kind for value in (one.name,)] or numbers

    def _next(self, what: str) -> int:
        self._turns[what] = self._turns.get(what, -1) + 1
        return self._turns[what]

    # ---- with no session open ----------------------------------------------------------------------------------------

    def openings(self, invocation: str, *, combinations: bool = True) -> Iterator[tuple[Step, Sample | None]]:
        """The launch, then a one-shot for each intent (and each combination of its slots); and each intent bare."""
        yield Step(say=self.launch(invocation)), None
        for name in (HELP, REPEAT, STOP, CANCEL):
            if phrase := self.phrase(name):
                yield self._one_shot(invocation, phrase, name), Sample(phrase, name)
        for intent in self.model.intents.values():
            if intent.builtin:
                continue
            found: dict[frozenset[str], str] = {}
            for sample in intent.samples:
                found.setdefault(frozenset(_SLOT.findall(sample)) & set(intent.slots), sample)
            for slots, sample in list(found.items())[: None if combinations else 1]:
                words = self.filled(intent, sample)
                yield self._one_shot(invocation, words, intent.name), Sample(words, intent.name, slots)
            yield Step(intent=intent.name), Sample("", intent.name)

    def launch(self, invocation: str) -> str:
        """How the skill is opened: the first launch phrase that is heard as one."""
        for text in (f"{verb} {invocation}" for verb in (*self.spoken.launch, *sorted(self.words.launch, key=len))):
            called = read_call(text, invocation, self.words)
            if called and called.request is None and called.explicit:
                return text
        return invocation

    def _one_shot(self, invocation: str, words: str, intent: str) -> Step:
        """The words as a request to the closed skill; the bare intent where the language has no such form."""
        for request in self.words.requests:
            for verb in request.verbs:
                for connector in ("", *request.connectors):
                    text = " ".join(f"{verb} {invocation} {connector} {words}".split())
                    called = read_call(text, invocation, self.words)
                    if called and called.request and key(called.request, self.words) == key(words, self.words):
                        return Step(say=text)
        return Step(intent=intent)
