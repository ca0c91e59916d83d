"""The advice in words: level, time and place first; then why, what it might mean, what to do, and when that changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from skill.engine import NOT_RULED_OUT
from skill.model import Advise, Knowledge, Reason, Urgency
from skill.speech import Speech

_MOST_REASONS = 4
"""More reasons than this are not heard any more; `outcome` names them all."""


class Adviser:
    """Puts advice into the words of one locale."""

    def __init__(self, knowledge: Knowledge, speech: Speech) -> None:
        self.knowledge = knowledge
        self.speech = speech

    def text(self, advice: Advise, third_party: bool) -> str:
        """The whole advice as it is spoken."""
        level = self._level(advice)
        parts = [
            self.level(advice, third_party),
            *self.reasons(advice, third_party),
            self.speech.say(f"advice.meanwhile.{self._meanwhile(advice, level)}", third_party=third_party),
        ]
        if advice.urgency < self.knowledge.urgencies[-1]:
            parts.append(self.emergency_sentence(third_party))
        return " ".join(parts)

    def level(self, advice: Advise, third_party: bool) -> str:
        """Level, time and place alone: what matters most, for somebody who is not understood any more."""
        return self.speech.say(f"advice.levels.{self._level(advice)}", third_party=third_party)

    def reasons(self, advice: Advise, third_party: bool) -> list[str]:
        """The deciding reasons and what they might mean."""
        deciding = self._deciding(advice)
        rules = [reason.rule.name for reason in deciding if reason.rule]
        unknown = [reason.topics[0] for reason in deciding if not reason.rule]
        parts = []
        if rules:
            clauses = dict.fromkeys(
                self.speech.say(f"reasons.{name}.because", third_party=third_party) for name in rules
            )
            parts.append(self.speech.say("advice.because", reasons=self._joined(list(clauses)[:_MOST_REASONS])))
        if unknown:
            clauses = dict.fromkeys(self.speech.say(f"topics.{name}", third_party=third_party) for name in unknown)
            parts.append(self.speech.say("advice.because_unknown", topics=self._joined(list(clauses)[:_MOST_REASONS])))
        if rules:
            meaning = self.speech.say(f"reasons.{rules[0]}.meaning")
            parts.append(self.speech.say(f"meanings.{meaning}", third_party=third_party))
        if self._raised(advice):
            parts.append(self.speech.say("advice.raised"))
        if not deciding:
            parts.append(self.speech.say("meanings.self_care"))
        return parts

    def last_words(self, advice: Advise, third_party: bool) -> str:
        """How a conversation ends: with the level once more where it is an emergency, else with when it becomes one."""
        emergency = advice.urgency == self.knowledge.urgencies[-1]
        return self.level(advice, third_party) if emergency else self.emergency_sentence(third_party)

    def emergency_sentence(self, third_party: bool) -> str:
        """When to go to emergency, whatever was advised: every level ends with it."""
        return self.speech.say("advice.emergency_sentence", third_party=third_party)

    def what_doctor_does(self, urgency: Urgency, third_party: bool) -> str:
        """What will happen there (criterion SEED-3d)."""
        own = f"advice.what_doctor_does.{urgency.name}"
        return self.speech.say(own if self.speech.has(own) else "advice.what_doctor_does.any", third_party=third_party)

    def at_least(self, advice: Advise, urgency: Urgency, because: Sequence[str] = ()) -> Advise:
        """Raise advice to an urgency that the clinical file asks for; `because` are topics that are not ruled out."""
        doubt = (Reason(None, tuple(because), urgency, (NOT_RULED_OUT,)),) if because else ()
        if advice.urgency >= urgency:
            return replace(advice, reasons=advice.reasons + doubt)
        return replace(advice, urgency=urgency, reasons=doubt + advice.reasons, ambulance=False)

    def outcome(self, advice: Advise) -> dict[str, Any]:
        """What the session keeps of it: urgency, criteria with the deciding ones first, and the topics they rest on."""
        criteria = dict.fromkeys(name for reason in advice.reasons for name in reason.criteria)
        topics = dict.fromkeys(self.knowledge.public(name) for reason in advice.reasons for name in reason.topics)
        cleared = advice.urgency == self.knowledge.urgencies[0]
        return {
            "urgency": advice.urgency.name,
            "criteria": list(self.knowledge.otherwise) if cleared else list(criteria),
            "topics": list(topics),
        }

    def _deciding(self, advice: Advise) -> list[Reason]:
        top = max((reason.urgency for reason in advice.reasons if reason.urgency), default=None)
        deciding = [reason for reason in advice.reasons if reason.urgency and reason.urgency == top]
        if advice.ambulance:
            deciding.sort(key=lambda reason: not (reason.rule and reason.rule.ambulance))
        return deciding + [reason for reason in advice.reasons if reason.urgency is None]

    def _raised(self, advice: Advise) -> bool:
        return any(reason.urgency is None for reason in advice.reasons)

    def _level(self, advice: Advise) -> str:
        if advice.urgency < self.knowledge.urgencies[-1]:
            return advice.urgency.name
        return "emergency_ambulance" if advice.ambulance else "emergency_go"

    def _meanwhile(self, advice: Advise, level: str) -> str:
        """Words of their own for a rule, where the locale has them; else those of the level."""
        for reason in self._deciding(advice):
            if reason.rule and self.speech.has(f"advice.meanwhile.{reason.rule.name}"):
                return reason.rule.name
        return level

    def _joined(self, clauses: list[str]) -> str:
        joined_by = self.speech.say("advice.joined_by")  # clauses may hold commas of their own
        return (joined_by if len(clauses) == 2 else f",{joined_by}").join(clauses)
