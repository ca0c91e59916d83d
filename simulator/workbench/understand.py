"""`python -m simulator understand`: what one sentence comes to, and which words or rule made it so."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from simulator.workbench.report import reasons
from simulator.workbench.unknown_words import unknown_words
from simulator.workbench.vocabulary import checked_topics, in_words, prepared
from skill.loader import load_knowledge
from skill.model import Heard, Value
from skill.understanding import INTENT, understand

_NOTHING = "Nothing was understood: no topic, no wish."


@dataclass(frozen=True)
class Explained:
    """One sentence, what was understood of it, and its words that the lexicon does not know."""

    said: str
    asked: tuple[str, ...]
    heard: Heard
    not_known: tuple[str, ...]

    @property
    def finer(self) -> dict[str, Value]:
        """Findings that say more than is known outside: parts of a topic, and values that are reported as others."""
        topics, outside = load_knowledge().topics, self.heard.topics
        return {
            name: value
            for name, value in self.heard.answers.items()
            if topics[name].part_of or outside.get(name) != (list(value) if isinstance(value, tuple) else value)
        }


def show(said: str, asked: Sequence[str], locale: str, now: datetime, *, json_wanted: bool) -> int:
    """Prints what a sentence comes to. Raises UsageError for an unknown topic or locale."""
    language, topics = prepared(locale), checked_topics(asked)
    heard = understand(said, topics, locale, now)
    explained = Explained(said, topics, heard, unknown_words(said, language, now))
    if json_wanted:
        head = {"locale": locale, "now": now.isoformat()}
        print(json.dumps(head | as_data(explained), indent=2, ensure_ascii=False))
    else:
        print("\n".join(in_text(explained)))
    return 0


def in_text(explained: Explained) -> Iterator[str]:
    """The same for reading, every finding with what made it."""
    heard, because = explained.heard, reasons(explained.heard.because)
    if not heard.answers and not heard.intent:
        yield _NOTHING
    yield from _findings("topics", heard.topics, because)
    yield from _findings("finer findings", explained.finer, because)
    if heard.intent:
        yield f"wish: {heard.intent}"
        yield from (f"      {why}" for why in because.get(INTENT, ()))
    yield f"soft answer: {_said(heard.hedged)}"
    yield f"doubtful: {_said(heard.doubtful)}"
    if heard.bare:
        yield f"said plainly: {heard.bare}"
    if explained.not_known:
        yield f"not known: {', '.join(explained.not_known)}"


def _findings(title: str, found: Mapping[str, Any], because: Mapping[str, Sequence[str]]) -> Iterator[str]:
    if found:
        yield title
    topics = load_knowledge().topics
    for name, value in found.items():
        whole = topics[name].part_of if name in topics else None
        yield f"  {name}: {in_words(value)}" + (f"  (part of {whole})" if whole else "")
        parts = [f"reported from {part}" for part, topic in topics.items() if topic.part_of == name and part in because]
        yield from (f"      {why}" for why in because.get(name) or parts)


def _said(truth: bool) -> str:
    return "yes" if truth else "no"


def as_data(explained: Explained) -> dict[str, Any]:
    """The same for programs."""
    heard = explained.heard
    return {
        "said": explained.said,
        "asked": list(explained.asked),
        "topics": dict(heard.topics),
        "finer": {name: list(value) if isinstance(value, tuple) else value for name, value in explained.finer.items()},
        "intent": heard.intent,
        "hedged": heard.hedged,
        "doubtful": heard.doubtful,
        "bare": heard.bare,
        "because": reasons(heard.because),
        "not_known": list(explained.not_known),
    }
