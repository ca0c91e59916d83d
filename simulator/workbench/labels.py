"""Files of labelled utterances: what is said, what was asked, and what it means.

    groups:
    - group: duration
      items:
      - {say: "about three hours", context: duration, meaning: {duration: 180}}

`context` is the topic that was asked, a list of them, or null for the opening; `intent` a wish, `hedged` a soft answer.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from simulator.workbench.vocabulary import BadLabel, Label, as_label, as_truth, known_wishes
from skill.loader import load_knowledge
from skill.strict_yaml import Problems, Table, did_you_mean, read_words

_ENTRIES = ("say", "context", "meaning", "intent", "hedged")
_NEAR = 0.75
"""An entry of an item that is so near to a known one is a slip; others are notes, and left alone."""


@dataclass(frozen=True)
class Utterance:
    """One labelled utterance, in the vocabulary outside; `where` it stands (path:line)."""

    group: str
    say: str
    asked: tuple[str, ...] = ()
    meaning: Mapping[str, Label] = field(default_factory=dict)
    intent: str | None = None
    hedged: bool = False
    where: str = ""


def read_labels(path: Path, language: str = "en") -> list[Utterance]:
    """The utterances of a file. Raises KnowledgeError with every problem, as `path:line: what - what to do`."""
    table, problems = read_words(path)
    found = list(_Reader(problems, language).utterances(table))
    if not found and not problems.lines:
        problems.add(1, "the file holds no utterance", "write groups: [{group: name, items: [{say: words}]}]")
    problems.stop_if_any()
    return found


class _Reader:
    """One reading of one file; notes problems and goes on."""

    def __init__(self, problems: Problems, language: str) -> None:
        self.problems = problems
        self.topics = load_knowledge().topics
        self.wishes = known_wishes(language)

    def utterances(self, table: Table) -> Iterator[Utterance]:
        for group in self._tables(table, "groups"):
            name = group.get("group")
            if name is None or isinstance(name, Table | list):
                self.problems.add(group.line, "a group without a name", "write group: name")
            for item in self._tables(group, "items"):
                found = self._utterance(str(name), item)
                if found:
                    yield found

    def _tables(self, table: Table, key: str) -> Iterator[Table]:
        rows = table.get(key)
        line = table.line_of(key)
        if not isinstance(rows, list):
            self.problems.add(line, f"'{key}' is missing or no list", f"write {key}: and a list under it")
            return
        for number, row in enumerate(rows, 1):
            if isinstance(row, Table):
                yield row
            else:
                self.problems.add(line, f"number {number} of '{key}' is no mapping", "write {key: value, …}")

    def _utterance(self, group: str, item: Table) -> Utterance | None:
        for key in item:
            near = difflib.get_close_matches(key, _ENTRIES, n=1, cutoff=_NEAR)
            if near and key not in _ENTRIES:
                self.problems.add(item.line_of(key), f"unknown entry '{key}'", f"did you mean '{near[0]}'?")
        say = item.get("say")
        if say is None or isinstance(say, Table | list):
            self.problems.add(item.line_of("say"), "an item without `say`", 'write say: "the words that were said"')
            return None
        hedged = as_truth(item.get("hedged") or "no")
        if hedged is None:
            self.problems.add(item.line_of("hedged"), f"hedged is '{item['hedged']}'", "write true or false")
        where = f"{self.problems.path}:{item.line}"
        asked, meaning, intent = self._asked(item), self._meaning(item), self._intent(item)
        return Utterance(group, str(say), asked, meaning, intent, bool(hedged), where)

    def _asked(self, item: Table) -> tuple[str, ...]:
        context = item.get("context")
        names = context if isinstance(context, list) else [] if context is None else [context]
        for name in names:
            if not isinstance(name, str) or name not in self.topics:
                self._unknown_topic(item.line_of("context"), name)
        return tuple(str(name) for name in names)

    def _meaning(self, item: Table) -> dict[str, Label]:
        written: Any = item.get("meaning")
        if written is None:
            return {}
        if not isinstance(written, Table):
            self.problems.add(item.line_of("meaning"), "meaning is no mapping", "write {topic: value, …}")
            return {}
        meaning: dict[str, Label] = {}
        for name, value in written.items():
            if name not in self.topics:
                self._unknown_topic(written.line_of(name), name)
                continue
            try:
                meaning[name] = as_label(self.topics[name], value)
            except BadLabel as bad:
                self.problems.add(written.line_of(name), bad.what, bad.to_do)
        return meaning

    def _unknown_topic(self, line: int, name: object) -> None:
        self.problems.add(line, f"there is no topic '{name}'", did_you_mean(str(name), self.topics))

    def _intent(self, item: Table) -> str | None:
        intent = item.get("intent")
        if intent is None or (isinstance(intent, str) and intent in self.wishes):
            return intent
        self.problems.add(
            item.line_of("intent"), f"there is no wish '{intent}'", did_you_mean(str(intent), self.wishes)
        )
        return None
