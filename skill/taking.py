"""What was understood -> what is known: what counts, what is asked once more, what stands against what."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from skill.contradictions import Contradictions, graver
from skill.model import EARLIER, LATER, NO, UNKNOWN, YES, Answers, Heard, Knowledge, Question, Value
from skill.state import State, sound_value


class Taking:
    """Takes answers in. Nothing that is only volunteered lowers what stands."""

    def __init__(self, knowledge: Knowledge, contradictions: Contradictions) -> None:
        self.knowledge = knowledge
        self.contradictions = contradictions

    def take(self, state: State, heard: Heard, question: Question | None) -> State:
        """Add what was understood, given the open question. What matters and is not known is asked once more."""
        asked = (*question.asks, *question.about) if question else ()
        sure, unsure = self._sure(state, heard, asked)
        sure |= self._with_the_whole(sure, asked)
        sure |= self._picked(state, heard)
        overriding = heard.intent == "correct" or state.correcting
        final = {name for name in sure if overriding or self._is_final(state, name, sure[name], asked)}
        free = final | {name for name in sure if self._may_fall(state, name, sure[name], asked)}
        answers = merged(self.knowledge, state.answers, sure, free)
        for name in free:
            answers = self.contradictions.replaced(answers, name, answers[name])
        found = self.contradictions.found(state, sure, answers, final)
        settled = {name for name in (*final, state.in_question) if name in sure and sure[name] != UNKNOWN}
        found |= {name: one.at("settled") for name, one in state.contradictions.items() if name in settled}
        taken = state.with_answers(answers, question.name if question else None, found)
        return self.contradictions.graver(replace(taken, unsure=(*state.unsure, *unsure), correcting=False))

    def matters(self, name: str) -> bool:
        """Whether not knowing a topic has a consequence, so that it is asked once more."""
        unknown = self.knowledge.topics[name].unknown
        return unknown.at_least is not None or unknown.raises

    def _sure(self, state: State, heard: Heard, asked: Sequence[str]) -> tuple[dict[str, Value], list[str]]:
        sure: dict[str, Value] = {}
        unsure: list[str] = []
        for name, value in heard.answers.items():
            topic = self.knowledge.topics.get(name)
            sound = sound_value(topic, value) if topic else None
            if sound is None:
                continue
            hedged = heard.hedged and (not heard.soft or name in heard.soft)
            soft = (hedged or heard.doubtful) and self._is_soft_no(name, sound, asked)
            put_once = name in state.unsure and not (name == state.in_question and state.missed == 0)
            if (soft or (sound == UNKNOWN and self.matters(name))) and not put_once:
                unsure += [name] if name not in state.unsure else []
            else:
                sure[name] = sound
        return sure, unsure

    def _is_soft_no(self, name: str, value: Value, asked: Sequence[str]) -> bool:
        """Tell a hedged "no" where not knowing is an emergency: it is put once more (specification, section 4)."""
        topic = self.knowledge.topics[name]
        return name in asked and value in topic.values[:1] and topic.unknown.at_least == self.knowledge.urgencies[-1]

    def _with_the_whole(self, sure: Mapping[str, Value], asked: Sequence[str]) -> dict[str, Value]:
        """Where part of a topic was asked about and the whole was denied in reply, the part is denied with it."""
        denied: dict[str, Value] = {}
        for name in asked:
            topic = self.knowledge.topics[name]
            if name not in sure and topic.part_of and sure.get(topic.part_of) == NO and NO in topic.values:
                denied[name] = NO
        return denied

    def _picked(self, state: State, heard: Heard) -> dict[str, Value]:
        """Take "what I said before" and "what I said now", where two answers were put."""
        name = state.in_question
        if name is None or heard.pick not in (EARLIER, LATER):
            return {}
        one = state.contradictions[name]
        return {name: one.first if heard.pick == EARLIER else one.then}

    def _is_final(self, state: State, name: str, value: Value, asked: Sequence[str]) -> bool:
        """Whether a value replaces what stood: where nothing did; in answer to the question, unless it takes back more.

        Of a set whose two answers were put, the members that are named now join those that stand.
        """
        stood = state.answers.get(name)
        if stood in (None, UNKNOWN):
            return True
        if value == UNKNOWN:
            return False
        if name == state.in_question:
            return self.knowledge.topics[name].kind != "set" or self.contradictions.denies(name, value)
        return name in asked and not self.contradictions.lowers(name, stood, value)

    def _may_fall(self, state: State, name: str, value: Value, asked: Sequence[str]) -> bool:
        """Whether a milder answer to the question stands for now, as long as that makes no difference: once a topic."""
        return name in asked and value != UNKNOWN and name not in state.contradictions


def merged(knowledge: Knowledge, old: Answers, new: Answers, free: Collection[str]) -> dict[str, Value]:
    """Merge new answers in: what is `free` is replaced, to the rest they only add gravity."""
    answers = dict(old)
    for name, value in new.items():
        answers[name] = value if name in free else graver(knowledge.topics[name], answers.get(name), value)
    for name, value in new.items():
        topic = knowledge.topics[name]
        if topic.part_of and topic.implies and value == YES:
            whole = knowledge.topics[topic.part_of]
            answers[whole.name] = graver(whole, answers.get(whole.name), topic.implies)
    return answers
