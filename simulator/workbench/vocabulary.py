"""The vocabulary that labels and reports are written in: topics and values as they are known outside, and wishes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeAlias

from simulator.errors import UsageError
from skill.lexicon_files import LexiconError
from skill.lexicon_reader import load
from skill.loader import KNOWLEDGE, load_knowledge
from skill.model import NO, UNKNOWN, YES, Topic
from skill.speech import locales
from skill.strict_yaml import KnowledgeError, Table, did_you_mean, read
from skill.understanding import INTENT

Label: TypeAlias = str | int | list[str]
"""One value as it is known outside: a word, a whole number, or the members of a set."""

_TRUTH = {"true": YES, "on": YES, "yes": YES, "false": NO, "off": NO, "no": NO}
"""What YAML would read as a truth, in any case: labels are often written without quotes."""


class BadLabel(ValueError):  # noqa: N818 - it is the label that is bad
    """A label that the vocabulary does not hold: `what` is wrong, and what `to_do`."""

    def __init__(self, what: str, to_do: str) -> None:
        super().__init__(f"{what} - {to_do}")
        self.what = what
        self.to_do = to_do


@cache
def emergency_topics() -> tuple[str, ...]:
    """Topics for which even "I don't know" has an urgency of its own: a "no" that was not said is the worst mistake."""
    return tuple(name for name, topic in load_knowledge().topics.items() if topic.unknown.at_least is not None)


@cache
def known_wishes(language: str) -> frozenset[str]:
    """Wishes that words can bring, and those that only an intent of the interaction model brings."""
    heard = {str(frame.means[INTENT]) for frame in load(language).frames if INTENT in frame.means}
    table, _ = read(KNOWLEDGE / "locales" / "model" / f"{language}.yaml")
    intents: Table = table["intents"]
    return frozenset(heard | {str(entry["wish"]) for entry in intents.values() if entry.get("wish")})


def as_label(topic: Topic, value: Any) -> Label:
    """A value as it was written -> as it is compared. Raises BadLabel where the topic cannot have it."""
    if topic.part_of is not None:
        whole = f"label '{topic.part_of}', which it is part of"
        raise BadLabel(f"'{topic.name}' is a finer finding, and labels name what is known outside", whole)
    if value == UNKNOWN:
        return UNKNOWN
    if topic.kind in ("minutes", "years"):
        if isinstance(value, int) and value >= 0:
            return value
        raise BadLabel(f"'{topic.name}' cannot be '{value}'", f"write a whole number of {topic.kind}, or {UNKNOWN}")
    if topic.kind == "set":
        return _members(topic, value)
    return _word(topic, value, (*_public(topic), UNKNOWN))


def _members(topic: Topic, value: Any) -> Label:
    if isinstance(value, list):
        if not value:
            raise BadLabel(f"'{topic.name}' is an empty list", f"leave it out, or write {NO} if that was said")
        return [_word(topic, member, _public(topic)) for member in value]
    word = _word(topic, value, (*_public(topic), NO, UNKNOWN))
    return word if word in (NO, UNKNOWN) else [word]


def _public(topic: Topic) -> tuple[str, ...]:
    reported = dict.fromkeys(topic.reports.get(value, value) for value in topic.values)
    return tuple(value for value in reported if value is not None)


def _word(topic: Topic, value: Any, allowed: Iterable[str]) -> str:
    allowed, text = tuple(allowed), str(value)
    if text in allowed:
        return text
    truth = _TRUTH.get(text.lower())
    if truth in allowed and truth is not None:
        return truth
    if text in topic.reports:
        outside = topic.reports[text]
        hint = f"write {outside}, as which it is reported" if outside else "leave it out, for it is never reported"
        raise BadLabel(f"'{topic.name}' is never '{text}' outside", hint)
    raise BadLabel(f"'{topic.name}' cannot be '{text}'", did_you_mean(text, allowed))


def as_truth(value: Any) -> bool | None:
    """Whether a word says yes or no to something; None where it says neither."""
    return {YES: True, NO: False}.get(_TRUTH.get(str(value).lower(), ""))


def checked_topics(names: Iterable[str]) -> tuple[str, ...]:
    """Topics named on the command line, "a,b" for two. Raises UsageError with the nearest known name."""
    topics = load_knowledge().topics
    asked = tuple(name.strip() for some in names for name in some.split(",") if name.strip())
    wrong = [f"there is no topic '{name}' - {did_you_mean(name, topics)}" for name in asked if name not in topics]
    if wrong:
        raise UsageError("; ".join(wrong))
    return asked


def prepared(locale: str) -> str:
    """The language of a locale, its files read. Raises UsageError for another locale, or files that are broken."""
    if locale not in locales():
        raise UsageError(f"the skill does not speak '{locale}' - {did_you_mean(locale, locales())}")
    language = locale.partition("-")[0]
    try:
        load_knowledge()
        load(language)
    except (KnowledgeError, LexiconError) as error:
        raise UsageError(f"the skill cannot read its own files\n{error}") from error
    return language


def moment(text: str | None) -> datetime:
    """The moment at which something is said: an ISO time (UTC unless it says otherwise), or now. Raises UsageError."""
    if text is None:
        return datetime.now(UTC)
    try:
        read = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"--now: '{text}' is no ISO time - write it like 2026-11-23T14:00") from error
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def in_words(value: object) -> str:
    """A value as a report shows it; "-" for nothing."""
    if value is None:
        return "-"
    return " + ".join(str(part) for part in value) if isinstance(value, list | tuple) else str(value)
