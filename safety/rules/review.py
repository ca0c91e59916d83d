"""Which rules are past the day by which they were to be read again. No advice ever depends on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from safety.rules.tracing import all_rules
from skill.model import Knowledge, Rule


def due_day(knowledge: Knowledge, rule: Rule) -> str:
    """The day by which a rule is to be read again: its own, else that of the whole file."""
    return rule.review_by or knowledge.review_by


def overdue(knowledge: Knowledge, today: date) -> Iterator[tuple[Rule, str]]:
    """The rules whose day is past, each with that day; on the day itself a rule is not yet overdue."""
    for rule in all_rules(knowledge):
        day = due_day(knowledge, rule)
        if date.fromisoformat(day) < today:
            yield rule, day
