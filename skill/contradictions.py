"""Two clear answers about one topic: where they change the outcome, the person is asked once which is right.

Until then, and where no answer is understood, the graver one stands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from skill.engine import Findings, so_far
from skill.model import (
    NO,
    UNKNOWN,
    YES,
    Answers,
    Knowledge,
    Question,
    Topic,
    Urgency,
    Value,
)
from skill.speech import Speech
from skill.state import Contradiction, State


class Contradictions:
    """Finds what was told in two ways, says when it matters, and puts it in the words of one locale."""

    def __init__(self, knowledge: Knowledge, speech: Speech) -> None:
        self.knowledge = knowledge
        self.speech = speech
        self._asked = {name for question in knowledge.questions for name in question.asks}

    # -- what contradicts what ---------------------------------------------------------------------------------------

    def contradict(self, name: str, one: Value | None, other: Value | None) -> bool:
        """Whether two clear answers exclude each other; one that only says it more finely does not."""
        if one in (None, UNKNOWN) or other in (None, UNKNOWN):
            return False
        topic = self.knowledge.topics[name]
        if topic.kind == "set":  # two members are two findings: only "none of them" is against one of them
            return self.denies(name, one) != self.denies(name, other)
        if isinstance(one, str) and isinstance(other, str):
            return topic.reports.get(one, one) != topic.reports.get(other, other)
        return one != other

    def denies(self, name: str, value: Value | None) -> bool:
        """Whether a value of a set says that there is none of it: a plain no, or the member that says so."""
        return value in (NO, (self.knowledge.topics[name].nothing,))

    def lowers(self, name: str, stood: Value | None, value: Value) -> bool:
        """Whether a value contradicts a graver one; of two numbers either may be."""
        return self.contradict(name, stood, value) and graver(self.knowledge.topics[name], stood, value) != value

    def found(self, state: State, told: Answers, answers: Answers, final: Collection[str]) -> dict[str, Contradiction]:
        """Contradictions between what stood and what is `told` now, unless that is `final`; `answers` are both."""
        found = {}
        for name, stood in state.answers.items():
            known = state.contradictions.get(name)
            if name in final or name not in self._asked or (known and known.stage != "waiting"):
                continue
            for then in (told.get(name), answers[name]):  # the second where a finer finding says it of the whole
                if then is not None and self.contradict(name, stood, then):
                    found[name] = Contradiction(stood, then)
                    break
        return found

    def with_parts(self, name: str | None) -> set[str]:
        """Name a topic and its finer findings; nothing where there is no topic."""
        return {topic.name for topic in self.knowledge.topics.values() if name and name in (topic.name, topic.part_of)}

    def replaced(self, answers: Answers, name: str, value: Value) -> dict[str, Value]:
        """Put another value in for a topic; finer findings that would say more than it does are denied with it."""
        whole = self.knowledge.topics[name]
        denied = {
            part.name: NO
            for part in self.knowledge.topics.values()
            if part.part_of == name and part.implies and answers.get(part.name) == YES
            and isinstance(value, str) and value in whole.values and whole.gravity(value) < whole.gravity(part.implies)
        }  # fmt: skip
        return {**answers, **denied, name: value}

    # -- what matters ------------------------------------------------------------------------------------------------

    def graver(self, state: State) -> State:
        """Let graver answers stand where they make a difference; of two numbers, the one that is more urgent now."""
        unsettled = [name for name, one in state.contradictions.items() if one.stage != "settled"]
        answers = self._with_all(state, unsettled, grave=True)
        for name in unsettled:
            if isinstance(answers[name], int):
                numbers = [self._with(state, answers, name, value) for value in self._two(state, name)]
                answers = max(answers, *numbers, key=self._urgency)
        graver = bool(unsettled) and self._urgency(answers) > self._urgency(state.answers)
        return replace(state, answers=answers) if graver else state

    def to_put(self, state: State) -> str | None:
        """Name the first topic whose two answers lead to another urgency, whether the other graver ones stand or fall.

        None where the most urgent advice is due already: that is never held up.
        """
        pending = [name for name, one in state.contradictions.items() if one.stage in ("waiting", "open")]
        if not pending or self._urgency(state.answers) == self.knowledge.urgencies[-1]:
            return None
        for grave in (True, False):
            others = self._with_all(state, pending, grave=grave)
            for name in pending:
                if len({self._urgency(self._with(state, others, name, value)) for value in self._two(state, name)}) > 1:
                    return name
        return None

    def _with_all(self, state: State, names: Iterable[str], *, grave: bool) -> dict[str, Value]:
        """Say what would be known if of all these contradictions the graver, or the milder, answers stood."""
        answers = dict(state.answers)
        for name in names:
            answers = self._with(state, answers, name, self._two(state, name)[grave])
        return answers

    def _with(self, state: State, answers: Answers, name: str, value: Value) -> dict[str, Value]:
        """Say what would be known with this value for a topic, and the finer findings that go with it."""
        parts = {part: state.answers[part] for part in self.with_parts(name) & state.answers.keys()}
        return self.replaced({**answers, **parts}, name, value)

    def _two(self, state: State, name: str) -> tuple[Value, Value]:
        """Give the two answers of a contradiction, the graver one last: of numbers, the one that stands."""
        one, stands = state.contradictions[name], state.answers[name]
        if isinstance(stands, int):
            return (one.then if stands == one.first else one.first), stands
        mild, grave = (one.then, one.first) if self.lowers(name, one.first, one.then) else (one.first, one.then)
        return mild, graver(self.knowledge.topics[name], grave, stands)

    def moved(self, before: State, state: State) -> bool:
        """Whether what was said settles a contradiction, or brings one that is to be put."""
        if state.contradictions == before.contradictions:
            return False
        return state.in_question != before.in_question or self.to_put(state) is not None

    def _urgency(self, answers: Answers) -> Urgency:
        return so_far(self.knowledge, answers).urgency

    # -- how it is put -----------------------------------------------------------------------------------------------

    def question(self, state: State, name: str) -> Question:
        """Find the question that asks for the topic, best of all for nothing else, and as things stand."""
        findings = Findings(self.knowledge, state.answers)
        asking = [question for question in self.knowledge.questions if name in question.asks]
        return min(
            asking,
            key=lambda one: (len(one.asks), one.only_if is not None and not findings.holds(one.only_if)),
        )

    def words(self, name: str, one: Contradiction, third_party: bool) -> str:
        """Say what was told before and what is told now; the question itself comes after it."""
        first, then = (self._told(name, value, third_party) for value in (one.first, one.then))
        if first and then:
            return self.speech.say("asking.two_answers", first=first, then=then)
        return self.speech.say("asking.two_answers_unnamed")

    def _told(self, name: str, value: Value, third_party: bool) -> str | None:
        """Say a value in words; None for a number, which every question asks for in its own words."""
        reports: Mapping[str, str | None] = self.knowledge.topics[name].reports
        members = value if isinstance(value, tuple) else (value,)
        clauses = []
        for member in members:
            paths = (f"told.{name}.{member}", f"told.{name}.{reports.get(str(member))}")
            path = next((path for path in paths if self.speech.has(path)), None)
            if path is None:
                return None
            clauses.append(self.speech.say(path, third_party=third_party))
        return self.speech.say("advice.joined_by").join(dict.fromkeys(clauses))


def graver(topic: Topic, one: Value | None, other: Value) -> Value:
    """Choose the graver of two answers, or both members of a set; of two numbers, which have no gravity, the first."""
    if one is None or one == UNKNOWN:
        return other
    if other == UNKNOWN:
        return one
    if topic.kind == "set":
        members = [*(one if isinstance(one, tuple) else ()), *(other if isinstance(other, tuple) else ())]
        least = topic.values[0]
        both = tuple(dict.fromkeys(member for member in members if member != least or len(set(members)) == 1))
        return both or NO
    if isinstance(one, int) or isinstance(other, int):
        return one
    if isinstance(one, str) and isinstance(other, str):
        return max(one, other, key=topic.gravity)
    return one
