"""The questions in the order asked, what is only listened for, and how "I don't know" counts."""

from __future__ import annotations

from collections.abc import Iterator

from safety.rules.material import Material
from safety.rules.pictures import Pictures
from safety.rules.reach import Level, together
from safety.rules.spoken import Spoken
from safety.rules.wording import Wording
from skill.model import UNKNOWN, Question, Topic


class AskingPages:
    """The chapters on what is asked, heard and not known."""

    def __init__(self, material: Material, wording: Wording, pictures: Pictures) -> None:
        self.material = material
        self.knowledge = material.knowledge
        self.text = material.text
        self.wording = wording
        self.pictures = pictures
        self.spoken = Spoken(material)

    @property
    def unasked(self) -> list[Topic]:
        """The topics that no question asks for and that some rule needs."""
        asked = {topic for question in self.knowledge.questions for topic in question.asks}
        return [
            topic
            for name, topic in self.knowledge.topics.items()
            if name not in asked and (together(self.knowledge, name) or self.pictures.alone[name])
        ]

    def questions(self) -> Iterator[str]:
        """Stage by stage: a picture, and every question as it is spoken; then what is never asked."""
        numbers = {question.name: number for number, question in enumerate(self.knowledge.questions, 1)}
        yield self.text.say("questions.body")
        for place, stage in enumerate(self.material.stages):
            yield from ("", f"### {place + 1}. {stage.title}", "", stage.purpose, "")
            yield from (*self.pictures.stage(place), "")
            yield self.text.say("questions.head")
            yield from (self._question(question, numbers[question.name]) for question in stage.questions)
        yield from ("", self.text.say("questions.unasked_title"), "", self.text.say("questions.unasked"), "")
        yield self.text.say("questions.unasked_head")
        yield from (self._unasked(topic) for topic in self.unasked)

    def _question(self, question: Question, number: int) -> str:
        topics = " + ".join(f"`{topic}`" for topic in question.asks)
        only_if = self.wording.line(question.only_if) if question.only_if else self.text.say("questions.always")
        return self.text.say(
            "questions.row",
            number=number,
            topics=self.text.say("questions.sweep", topics=topics) if question.is_sweep else topics,
            asked=self.spoken.asked(question),
            again=self.spoken.again(question),
            only_if=only_if,
            alone=self._highest([self.pictures.alone[topic] for topic in question.asks]),
            others=self._highest([together(self.knowledge, topic) for topic in question.asks]),
        )

    def _unasked(self, topic: Topic) -> str:
        return self.text.say(
            "questions.unasked_row",
            topic=topic.name,
            note=self.material.notes.get(topic.name, ""),
            public=f"`{topic.part_of}`" if topic.part_of else "",
            alone=self._highest([self.pictures.alone[topic.name]]),
            others=self._highest([together(self.knowledge, topic.name)]),
        )

    def _highest(self, levels: list[Level | None]) -> str:
        highest = max((level for level in levels if level), default=None)
        if highest is None:
            return self.text.say("questions.nothing")
        return self.wording.level(highest.urgency, highest.ambulance)

    # -- don't know ----------------------------------------------------------------------------------------------------

    def unknown(self) -> Iterator[str]:
        """A line for each topic: what not knowing counts as, what is said then, and the cases that show it."""
        yield self.text.say("unknown.body")
        yield ""
        yield self.text.say("unknown.head")
        for topic in self.knowledge.topics.values():
            asked = any(topic.name in question.asks for question in self.knowledge.questions)
            if asked or topic.unknown.counts_as != topic.assumed:  # what is only heard, and then known, is left out
                yield self.text.say(
                    "unknown.row",
                    topic=topic.name,
                    landing=self._landing(topic),
                    said=self._said(topic),
                    assumed=self._assumed(topic),
                    cases="<br>".join(self._shown(topic)),
                )

    def _landing(self, topic: Topic) -> str:
        unknown = topic.unknown
        if unknown.at_least:
            return self.text.say("unknown.at_least", level=self.wording.level(unknown.at_least, unknown.ambulance))
        if unknown.raises:
            limit = self.wording.level(self.knowledge.raise_up_to)
            return self.text.say("unknown.raises", limit=limit, lowest=self.wording.level(self.knowledge.urgencies[0]))
        return "" if unknown.counts_as is None else self.wording.value(topic, unknown.counts_as)

    def _said(self, topic: Topic) -> str:
        if not (topic.unknown.at_least or topic.unknown.raises):
            return ""
        if not self.material.speech.has(f"topics.{topic.name}"):
            return self.text.say("missing.words")
        not_ruled_out = self.material.speech.say(f"topics.{topic.name}")
        said = self.spoken.quote("advice.because_unknown", topics=not_ruled_out)
        return f"{said} {self.spoken.quote('advice.raised')}" if topic.unknown.raises else said

    def _assumed(self, topic: Topic) -> str:
        if topic.assumed is None:
            return self.text.say("unknown.asked")
        return self.wording.value(topic, topic.assumed)

    def _shown(self, topic: Topic) -> Iterator[str]:
        for case in self.material.cases:
            if case.given.get(topic.name) == UNKNOWN:
                level = self.wording.level(case.advice.urgency, case.advice.ambulance)
                yield self.text.say("unknown.case", case=case.sentence, level=level)
