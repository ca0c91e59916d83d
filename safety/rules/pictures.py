"""Pictures of the whole in Mermaid, as GitHub draws it: computed from the clinical file, never by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from safety.rules.material import Material
from safety.rules.reach import Level, together
from safety.rules.wording import Wording, words
from skill.model import Question, Topic

_A_LINE = 26
_A_WIDE_LINE = 64
"""Characters in a line of a box: more would make it too wide to read beside others."""


class Pictures:
    """The overview, and a picture of each stage."""

    def __init__(self, material: Material, wording: Wording, alone: Mapping[str, Level | None]) -> None:
        self.material = material
        self.knowledge = material.knowledge
        self.stages = material.stages
        self.text = material.text
        self.alone = alone
        self.wording = wording
        self.numbers = {question.name: number for number, question in enumerate(self.knowledge.questions, 1)}

    def overview(self, listened: list[Topic]) -> Iterator[str]:
        """The stages in order, and under each level what can bring it about alone: a tree, so that nothing crosses."""
        yield from ("```mermaid", self.text.say("pictures.overview_settings"), "flowchart LR")
        yield f'  start(["{_label(self.text.say("pictures.start"))}"]):::stage'
        branches = [
            (
                self.text.say("pictures.stage", number=number, title=stage.title),
                [topic for question in stage.questions for topic in question.asks],
            )
            for number, stage in enumerate(self.stages, 1)
        ]
        branches.append((self.text.say("pictures.listening"), [topic.name for topic in listened]))
        for number, (title, topics) in enumerate(branches, 1):
            yield f'  start ==> s{number}["{_label(title)}"]:::stage'
            yield from self._leaves(f"s{number}", topics)
        yield from (*self._classes(), "```")

    def _leaves(self, name: str, topics: list[str]) -> Iterator[str]:
        """An arrow to each level that one of the topics brings about alone, the most urgent first."""
        found: dict[Level | None, list[str]] = {}
        for topic in dict.fromkeys(topics):
            found.setdefault(self.alone[topic], []).append(words(topic))
        levels = sorted((level for level in found if level), reverse=True)
        for level in levels:
            title = self.text.say(
                "pictures.leaf",
                level=self.wording.level(level.urgency, level.ambulance),
                topics=self._wrapped(found[level], width=_A_WIDE_LINE),
            )
            yield f'  {name} --> {name}{_id(level)}["{_label(title)}"]:::{_id(level)}'
        if None in found:
            title = self.text.say("pictures.leaf_with_others", topics=self._wrapped(found[None], width=_A_WIDE_LINE))
            yield f'  {name} -.-> {name}none["{_label(title)}"]:::stage'

    def stage(self, place: int) -> Iterator[str]:
        """One stage: its questions in the order asked, each with what it brings about alone and with other answers.

        A tree from left to right, so that the questions stand under each other: what asks several things at once first,
        then the questions of one topic, then the levels.
        """
        stage = self.stages[place]
        yield from ("```mermaid", "flowchart LR")
        title = self.text.say("pictures.stage_start", number=place + 1, title=stage.title)
        yield f'  start(["{_label(title)}"]):::stage'
        sweep: Question | None = None
        for question in stage.questions:
            box = f'{self._name(question)}["{_label(self._question(question))}"]:::stage'
            if question.is_sweep:
                sweep = question
                yield f"  start ==> {box}"
            elif sweep and set(question.asks) <= set(sweep.asks):
                yield f"  {self._name(sweep)} ==> {box}"
            else:
                yield f"  start ===> {box}"  # longer, to stand under the questions that follow a sweep
            if not question.is_sweep:
                yield from self._levels(question)
        yield from (*self._classes(), "```")

    # -- boxes and arrows ----------------------------------------------------------------------------------------------

    def _question(self, question: Question) -> str:
        path = "pictures.sweep" if question.is_sweep else "pictures.question"
        topics = self._wrapped([words(topic) for topic in question.asks])
        label = self.text.say(path, number=self.numbers[question.name], topics=topics)
        if question.only_if:
            line = self.wording.line(question.only_if).replace("`", "").replace("_", " ")
            label += "<br/>" + self._wrapped(self.text.say("pictures.only_if", condition=line).split(" "), " ")
        return label

    def _levels(self, question: Question) -> Iterator[str]:
        """The level that an answer brings about alone, and a higher one that it can lead to with others."""
        name = self._name(question)
        on_its_own = max((level for topic in question.asks if (level := self.alone[topic])), default=None)
        with_others = max(
            (level for topic in question.asks if (level := together(self.knowledge, topic))), default=None
        )
        column = f"{name}{_id(on_its_own)}" if on_its_own else f"{name}none"
        label = self._level(on_its_own) if on_its_own else self.text.say("pictures.nothing")
        yield f'  {name} --> {column}(["{_label(label)}"]):::{_id(on_its_own) if on_its_own else "stage"}'
        if with_others and (on_its_own is None or with_others > on_its_own):
            box = f'{name}{_id(with_others)}(["{_label(self._level(with_others))}"]):::{_id(with_others)}'
            yield f"  {column} -.-> {box}"

    def _name(self, question: Question) -> str:
        return f"q{self.numbers[question.name]}"

    def _level(self, level: Level) -> str:
        return self.wording.level(level.urgency, level.ambulance).replace(", ", "<br/>")

    def _classes(self) -> Iterator[str]:
        """Colours: one for each level, the top one twice, and one for questions."""
        colours = self.text.listed_under("pictures.colours")
        for urgency in self.knowledge.urgencies:
            yield _class(_id(Level(urgency)), colours[min(urgency.rank, len(colours) - 1)])
        top = Level(self.knowledge.urgencies[-1], ambulance=True)
        yield _class(_id(top), self.text.say("pictures.ambulance_colour"))
        yield _class("stage", self.text.say("pictures.stage_colour"))

    def _wrapped(self, parts: list[str], joined_by: str = ", ", width: int = _A_LINE) -> str:
        """Words in lines that are not too long."""
        lines: list[str] = []
        for part in parts:
            if lines and len(lines[-1]) + len(joined_by) + len(part) <= width:
                lines[-1] += joined_by + part
            else:
                lines.append(part)
        return (joined_by.rstrip() + "<br/>").join(lines)


def _id(level: Level) -> str:
    return f"l{level.urgency.rank}{'a' if level.ambulance else ''}"


def _class(name: str, colour: str) -> str:
    fill, ink = colour.split(",")
    return f"  classDef {name} fill:{fill},color:{ink},stroke:{ink}"


def _label(text: str) -> str:
    """Text that may stand in quotation marks."""
    return text.replace('"', "#quot;")
