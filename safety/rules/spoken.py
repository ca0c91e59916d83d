"""What is spoken, quoted from the words of the locale: questions, reasons, and the whole advice of each level."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from safety.rules.material import Case, Material
from safety.rules.wording import Wording
from skill.advice import Adviser
from skill.model import Question, Reason, Rule, Urgency
from skill.speech import load_speech, locales


@dataclass(frozen=True)
class Spoken:
    """The words of the locale as quotations; where the file has none, that is said."""

    material: Material

    def quote(self, path: str, **values: str) -> str:
        """The words under a dotted path of the locale, in quotation marks."""
        try:
            return f'"{self.material.speech.say(path, third_party=False, **values)}"'
        except KeyError:
            return self.material.text.say("missing.words")

    def reason(self, rule: Rule) -> str:
        """Why, as it is spoken for one rule, and what it might mean."""
        speech = self.material.speech
        try:
            because = speech.say("advice.because", reasons=speech.say(f"reasons.{rule.name}.because"))
            meaning = speech.say("meanings." + speech.say(f"reasons.{rule.name}.meaning"))
        except KeyError:
            return self.material.text.say("missing.words")
        return f'"{because} {meaning}"'

    def asked(self, question: Question) -> str:
        """A question as it is asked, with how it is introduced."""
        words = self.quote(f"questions.{question.name}.ask")
        if question.private:
            words += " " + self.material.text.say("criterion.private", words=self.quote("asking.private"))
        return words

    def again(self, question: Question) -> str:
        """A question as it is put again."""
        return self.quote(f"questions.{question.name}.rephrase")


class LevelPages:
    """The chapter on what is spoken at each level."""

    def __init__(self, material: Material, wording: Wording) -> None:
        self.material = material
        self.text = material.text
        self.wording = wording
        self.spoken = Spoken(material)
        self.adviser = Adviser(material.knowledge, material.speech)

    def lines(self) -> Iterator[str]:
        """Each level from the most to the least urgent, in parts and in full; then how it ends early."""
        knowledge, text = self.material.knowledge, self.text
        top = knowledge.urgencies[-1]
        for urgency, ambulance in ((top, True), *((urgency, False) for urgency in reversed(knowledge.urgencies))):
            yield from self._level(urgency, ambulance)
        yield text.say("levels.raising", words=self.spoken.quote("advice.raised"))
        yield from ("", text.say("levels.after", words=self.spoken.quote("advice.after")))
        yield from ("", text.say("levels.endings_title"), "")
        yield text.say(
            "levels.endings",
            unfinished=self.wording.level(knowledge.unfinished),
            not_understood=self.wording.level(knowledge.not_understood),
            stopped=self.spoken.quote("advice.stopped_early", level="…"),
            unsure=self.spoken.quote("advice.unsure_end"),
        )
        yield from ("", '<a id="locales"></a>', "", text.say("levels.locales_title"), "")
        yield from self._locales()

    def _level(self, urgency: Urgency, ambulance: bool) -> Iterator[str]:
        text, quote = self.text, self.spoken.quote
        top = urgency == self.material.knowledge.urgencies[-1]
        name = ("emergency_ambulance" if ambulance else "emergency_go") if top else urgency.name
        yield text.say("levels.heading", level=self.wording.level(urgency, ambulance).capitalize())
        yield ""
        yield "- " + text.say("levels.first", words=quote(f"advice.levels.{name}"))
        if urgency == self.material.knowledge.urgencies[0]:
            yield "- " + text.say("levels.reason_none", words=quote("meanings.self_care"))
        else:
            unknown = quote("advice.because_unknown", topics="…")
            yield "- " + text.say("levels.reason", because=quote("advice.because", reasons="…"), unknown=unknown)
        yield "- " + text.say("levels.meanwhile", words=quote(f"advice.meanwhile.{name}"))
        if not top:
            yield "- " + text.say("levels.last", words=quote("advice.emergency_sentence"))
        own = f"advice.what_doctor_does.{urgency.name}"
        yield "- " + text.say(
            "levels.more", words=quote(own if self.material.speech.has(own) else "advice.what_doctor_does.any")
        )
        yield ""
        if case := self._example(urgency, ambulance):
            yield from (text.say("levels.example", case=case.sentence), "")
            yield from (text.say("levels.quoted", words=self.adviser.text(case.advice, third_party=False)), "")

    def _example(self, urgency: Urgency, ambulance: bool) -> Case | None:
        """The first case of that level which one rule alone decides, else the first of that level."""
        wanted = (urgency, ambulance)
        found = [case for case in self.material.cases if (case.advice.urgency, case.advice.ambulance) == wanted]
        return min(found, key=lambda case: self._strange(case.advice.reasons), default=None)

    def _strange(self, reasons: tuple[Reason, ...]) -> int:
        """How far from a plain example: more reasons than one, or something that is not known."""
        return abs(len(reasons) - 1) + 10 * sum(reason.rule is None for reason in reasons)

    def _locales(self) -> Iterator[str]:
        """The words that a locale changes, side by side."""
        names = locales()
        tables = [load_speech(name).entries["words"] for name in names]
        yield "| | " + " | ".join(names) + " |"
        yield "|---" * (len(names) + 1) + "|"
        for word in tables[0]:
            yield f"| {word.replace('_', ' ')} | " + " | ".join(str(table[word]) for table in tables) + " |"
