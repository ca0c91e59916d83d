"""Proofs over the course of an interview: it goes forward only, and ends after so many questions at most."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import z3

from safety.anybody import Anybody, Told, anything
from safety.claims import Claim, answers_in
from safety.domains import tests_of
from safety.formulas import Formula, all_of, any_of, not_
from safety.proofs.subject import Proof, Subject
from skill.model import Answers, Knowledge, Question


@dataclass(frozen=True)
class Course:
    """An interview: what was told at the `opening`, what is answered to all questions, and the questions put."""

    opening: Answers
    answers: Answers
    questions: tuple[str, ...]


def in_order(knowledge: Knowledge) -> list[Question]:
    """The questions as an interview comes to them: one that waits for a later one stands again after that."""
    order: list[Question] = []
    for place, question in enumerate(knowledge.questions):
        order.append(question)
        if not question.is_sweep:
            order += [one for one in knowledge.questions[:place] if _waits_for(one, question)]
    return order


def _waits_for(one: Question, other: Question) -> bool:
    return one.only_if is not None and any(test.topic in other.asks for test in tests_of(one.only_if))


def _forward(subject: Subject) -> Iterator[Claim]:
    anybody, sound = subject.anybody()
    questions = subject.knowledge.questions
    for place, question in enumerate(questions):
        earlier = [one for one in questions[:place] if not one.is_sweep and not _waits_for(one, question)]
        if question.is_sweep or not earlier:
            continue
        told: dict[str, Told] = {}
        given = [*sound, anybody.would_be_asked(question)]
        given += [not_(anybody.would_be_asked(one)) for one in questions[:place] if not one.is_sweep]
        for topic in question.asks:
            then, more = anything(f"{topic} answered", subject.domains[topic])
            told[topic] = then
            given += [*more, anybody.told[topic].open, not_(then.open)]
        after = anybody.but(told)
        again = any_of(after.would_be_asked(one) for one in earlier)
        yield Claim(f"back from '{question.name}' to an earlier question", {"after it": after}, given, again)


class Interviews:
    """All interviews of one clinical file at once, question by question, every sweep asked again in parts."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.whole, self.given = subject.anybody("whole ")
        self.given += [not_(self.whole.told[topic].open) for topic in subject.asked]
        self.opening = {name: z3.Bool(f"opening {name}") for name in subject.knowledge.topics}
        known = {name: all_of([told, not_(self.whole.told[name].open)]) for name, told in self.opening.items()}
        self.put: list[tuple[str, Formula]] = []
        for question in in_order(subject.knowledge):
            asked = self._asked(Anybody(subject.knowledge, self._told(known)), question)
            self.put.append((question.name, asked))
            for topic in () if question.is_sweep else question.asks:
                known[topic] = self._named(f"known {topic}", any_of([known[topic], asked]))

    def _told(self, known: dict[str, Formula]) -> dict[str, Told]:
        return {
            name: Told(
                not_(known[name]),
                all_of([known[name], told.unknown]),
                {value: all_of([known[name], here]) for value, here in told.values.items()},
            )
            for name, told in self.whole.told.items()
        }

    def _asked(self, person: Anybody, question: Question) -> Formula:
        if question.is_sweep:
            return person.sweep_would_be_asked(question)
        return self._named(f"asked {question.name}", person.would_be_asked(question))

    def _named(self, name: str, formula: Formula) -> Formula:
        """A formula under a short name, so that what is built on it stays small."""
        if isinstance(formula, bool):
            return formula
        short = z3.Bool(f"{name} at {len(self.put)}")
        self.given.append(short == formula)
        return short

    def more_than(self, questions: int) -> Formula:
        """Whether more questions are put than that."""
        free = [asked for _, asked in self.put if not isinstance(asked, bool)]
        always = sum(asked is True for _, asked in self.put)
        return z3.PbGe([(asked, 1) for asked in free], questions + 1 - always)

    def longest(self) -> Course:
        """The longest interview that there is."""
        solver = z3.Solver()
        solver.add(*(part for part in self.given if part is not True))
        solver.check()
        course = self._course(solver.model())
        while solver.check(self.more_than(len(course.questions))) == z3.sat:
            course = self._course(solver.model())
        return course

    def _course(self, model: z3.ModelRef) -> Course:
        def so(formula: Formula) -> bool:
            return formula if isinstance(formula, bool) else z3.is_true(model.eval(formula, model_completion=True))

        answers = answers_in(self.whole, model)
        opening = {name: value for name, value in answers.items() if so(self.opening[name])}
        return Course(opening, answers, tuple(name for name, asked in self.put if so(asked)))


def _ends(subject: Subject) -> Iterator[Claim]:
    interviews = Interviews(subject)
    longest = subject.floors.longest
    about = f"an interview of more than {longest} questions"
    yield Claim(about, {"somebody": interviews.whole}, interviews.given, interviews.more_than(longest))
    yield from _forward(subject)


def _found(subject: Subject) -> str:
    course = Interviews(subject).longest()
    return f"The longest interview has {len(course.questions)} questions: {', '.join(course.questions)}."


LENGTH = (
    Proof("ends", "Every interview moves forward, and ends after as many questions as are allowed.", _ends, _found),
)
