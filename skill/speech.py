"""The words of one locale: what the skill says, as text and as SSML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from skill.loader import KNOWLEDGE, load_knowledge
from skill.model import Knowledge
from skill.strict_yaml import KnowledgeError, Problems, Table, did_you_mean, read

LOCALES = KNOWLEDGE / "locales"
BASE = "en"
"""The language that the other files build on and that an unknown locale falls back to."""

_CHOICE = re.compile(r"\{([^{}|]*)\|([^{}]*)\}")
_NAME = re.compile(r"\{(\w+)\}")
_DIGITS = re.compile(r"\b\d{3,}\b")


@dataclass(frozen=True)
class Speech:
    """What is said in one locale. `exact` is False where the locale asked for is not there and a nearer one speaks."""

    locale: str
    exact: bool
    entries: Table

    def has(self, path: str) -> bool:
        """Whether there are words under a dotted path."""
        return self._find(path) is not None

    def say(self, path: str, *, third_party: bool = False, **values: object) -> str:
        """The words under a dotted path, with pronouns and names filled in. Raises KeyError where there are none."""
        words = self._find(path)
        if not isinstance(words, str):
            raise KeyError(path)
        chosen = _CHOICE.sub(lambda match: match[2 if third_party else 1], words)
        return _NAME.sub(
            lambda match: str(values[match[1]] if match[1] in values else self.entries["words"][match[1]]), chosen
        )

    def _find(self, path: str) -> Any:
        found: Any = self.entries
        for key in path.split("."):
            found = found.get(key) if isinstance(found, dict) else None
        return found


def ssml(text: str) -> str:
    """Text as SSML: escaped, with numbers of three and more digits read digit by digit (911, not nine hundred)."""
    safe = text.replace("&", "and").replace("<", " ").replace(">", " ")
    return (
        "<speak>" + _DIGITS.sub(lambda match: f'<say-as interpret-as="digits">{match[0]}</say-as>', safe) + "</speak>"
    )


def locales() -> tuple[str, ...]:
    """The locales that have words of their own."""
    return tuple(sorted(path.stem for path in LOCALES.glob("*-*.yaml")))


@cache
def load_speech(locale: str) -> Speech:
    """The words of a locale; the base language where it is not there. Raises KnowledgeError with every problem."""
    return read_speech(locale, LOCALES, load_knowledge())


def read_speech(locale: str, folder: Path, knowledge: Knowledge) -> Speech:
    """Read and check the words of a locale against the clinical file."""
    entries, problems = read(folder / f"{BASE}.yaml")
    _check(entries, knowledge, problems)
    found = list(problems.lines)
    own = folder / f"{locale}.yaml"
    exact = "-" in locale and own.is_file()
    if exact:
        changes, problems = read(own)
        _override(entries, changes, problems)
        _check_names(changes, set(entries.get("words") or {}) | _FILLED_IN, problems)
        found += problems.lines
    if found:
        raise KnowledgeError(found)
    return Speech(locale if exact else BASE, exact, entries)


def _override(entries: Table, changes: Table, problems: Problems) -> None:
    for key, value in changes.items():
        if key not in entries:
            problems.add(changes.line_of(key), f"'{key}' overrides nothing in {BASE}.yaml", did_you_mean(key, entries))
        elif isinstance(value, Table) and isinstance(entries[key], Table):
            _override(entries[key], value, problems)
        else:
            entries[key] = value


def _check(entries: Table, knowledge: Knowledge, problems: Problems) -> None:
    """Every question, rule and urgency has its words; every name in braces is known."""
    needed = {
        f"questions.{question.name}.{part}" for question in knowledge.questions for part in ("ask", "rephrase", "why")
    }
    needed |= {f"reasons.{rule.name}.because" for rule in (*knowledge.rules, *knowledge.raises)}
    needed |= {f"advice.short_levels.{urgency.name}" for urgency in knowledge.urgencies}
    needed |= {
        f"topics.{name}" for name, topic in knowledge.topics.items() if topic.unknown.at_least or topic.unknown.raises
    }
    needed |= {
        f"told.{name}.{topic.reports.get(value) or value}"
        for question in knowledge.questions
        for name in question.asks
        for topic in (knowledge.topics[name],)
        for value in topic.values
    }
    for path in sorted(needed):
        _need(entries, path, problems)
    for name, reason in (entries.get("reasons") or {}).items():
        meaning = reason.get("meaning") if isinstance(reason, Table) else None
        if meaning not in (entries.get("meanings") or {}):
            line = entries["reasons"].line_of(name)
            problems.add(
                line,
                f"reason '{name}' has no meaning '{meaning}'",
                did_you_mean(str(meaning), entries.get("meanings") or {}),
            )
    _check_names(entries, set(entries.get("words") or {}) | _FILLED_IN, problems)


def _need(entries: Table, path: str, problems: Problems) -> None:
    table: Any = entries
    line = 1
    for key in path.split("."):
        if not isinstance(table, Table) or key not in table:
            problems.add(line, f"no words for '{path}'", f"add '{key}' here")
            return
        line = table.line_of(key)
        table = table[key]


def _check_names(table: Table, known: set[str], problems: Problems) -> None:
    for key, value in table.items():
        if isinstance(value, Table):
            _check_names(value, known, problems)
        elif isinstance(value, str):
            for name in _NAME.findall(_CHOICE.sub(r"\1 \2", value)):
                if name not in known:
                    problems.add(table.line_of(key), f"'{{{name}}}' is no word", did_you_mean(name, known))


_FILLED_IN = {"count", "first", "level", "reasons", "then", "topics"}
"""Names that the conversation fills in, beside the section `words`."""
