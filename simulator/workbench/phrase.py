"""`python -m simulator phrase`: what a new way of saying something would collide with, before it is written down.

The phrase is put into the lexicon in memory only. What it meets there is told, and labelled sentences that hold it are
understood with it and without it: those that change are shown, the worse ones last.
"""

from __future__ import annotations

import copy
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from simulator.errors import UsageError
from simulator.progress import watched
from simulator.workbench.judging import Judged, judge
from simulator.workbench.labels import Utterance, read_labels
from simulator.workbench.vocabulary import in_words, prepared
from skill.lexicon import Lexicon
from skill.lexicon_files import read_files
from skill.lexicon_reader import build, load
from skill.strict_yaml import KnowledgeError, did_you_mean
from skill.tokens import Words
from skill.understanding import understand_by

_MANY = 8
"""So many of one sort are shown, and how many more there are."""


@dataclass(frozen=True)
class Change:
    """A labelled sentence that is understood otherwise with the new phrase."""

    before: Judged
    after: Judged

    @property
    def worse(self) -> bool:
        """Whether it was right, or invented less, or denied less before."""
        return self._merit(self.after) < self._merit(self.before)

    @staticmethod
    def _merit(judged: Judged) -> tuple[int, bool, int]:
        return -len(judged.denied), judged.right, -len(judged.invented) - len(judged.missed)


@dataclass(frozen=True)
class Collisions:
    """What a phrase of a concept meets: lines on the lexicon itself, and the sentences that change."""

    words: tuple[Words, ...]
    notes: tuple[str, ...]
    looked_at: int
    changes: tuple[Change, ...]


def show(phrase: str, concept: str, files: Sequence[Path], locale: str, now: datetime, *, json_wanted: bool) -> int:
    """Prints what a phrase would do as part of a concept; 1 if a labelled sentence would be understood worse.

    Raises UsageError for an unknown concept, a phrase that cannot be read, or a file that cannot be used.
    """
    language = prepared(locale)
    try:
        labelled = [one for path in files for one in read_labels(path, language)]
    except KnowledgeError as error:
        raise UsageError("\n".join(error.problems)) from error
    found = collide(phrase, concept, labelled, language, now)
    if json_wanted:
        print(json.dumps(_as_data(phrase, concept, found), indent=2, ensure_ascii=False))
    else:
        print("\n".join(_in_text(phrase, concept, found)))
    return 1 if any(change.worse for change in found.changes) else 0


def collide(phrase: str, concept: str, labelled: Sequence[Utterance], language: str, now: datetime) -> Collisions:
    """What a phrase would meet and change. Raises UsageError for an unknown concept or a phrase that cannot be read."""
    old, new = load(language), _with(phrase, concept, language)
    added = tuple(sorted(_phrases(new, concept) - _phrases(old, concept)))
    cleaned = [(one, old.spelling.clean(one.say).words) for one in labelled]
    near = [one for one, said in cleaned if any(_holds(said, words) for words in added)]
    changes = []
    for one in watched(near):
        before = judge(one, understand_by(old, one.say, one.asked, now))
        after = judge(one, understand_by(new, one.say, one.asked, now))
        if before.heard.answers != after.heard.answers or before.heard.intent != after.heard.intent:
            changes.append(Change(before, after))
    changes.sort(key=lambda change: change.worse)
    return Collisions(added, tuple(_notes(added, concept, old)), len(near), tuple(changes))


def _with(phrase: str, concept: str, language: str) -> Lexicon:
    read, time = read_files(language)
    if concept not in read["concepts"]:
        raise UsageError(f"there is no concept '{concept}' - {did_you_mean(concept, read['concepts'])}")
    changed = copy.deepcopy(read)
    changed["concepts"][concept].append(phrase)
    try:
        return build(changed, time, language)
    except ValueError as error:  # its place would be that of a file, and the phrase is in none
        raise UsageError(f"'{phrase}' cannot be read - write it like an entry of the lexicon\n{error}") from error


def _phrases(lexicon: Lexicon, concept: str) -> set[Words]:
    return set(lexicon.phrases.by_concept.get(concept, ()))


def _notes(added: Sequence[Words], concept: str, lexicon: Lexicon) -> Iterator[str]:
    if not added:
        yield "stands there already: nothing changes"
    known = lexicon.phrases.written
    for words in added:
        said = " ".join(words)
        if words in known:
            yield f'"{said}" is also {", ".join(known[words])}'
        cleaned = lexicon.spelling.clean(said).words
        if cleaned != words:
            yield f'"{said}" is never met: it is heard as "{" ".join(cleaned)}" - write that'
        yield from _some(f'"{said}" does not count inside', _around(words, concept, known))
        yield from _some(f'"{said}" hides', _within(words, concept, known))


def _around(words: Words, concept: str, known: Mapping[Words, tuple[str, ...]]) -> Iterator[str]:
    for other, names in known.items():
        if len(other) > len(words) and concept not in names and _holds(other, words):
            yield f'"{" ".join(other)}" ({", ".join(names)})'


def _within(words: Words, concept: str, known: Mapping[Words, tuple[str, ...]]) -> Iterator[str]:
    for other, names in known.items():
        if len(other) < len(words) and concept not in names and _holds(words, other):
            yield f'"{" ".join(other)}" ({", ".join(names)})'


def _holds(words: Words, part: Words) -> bool:
    return any(words[start : start + len(part)] == part for start in range(len(words) - len(part) + 1))


def _some(what: str, rows: Iterator[str]) -> Iterator[str]:
    listed = list(rows)
    if listed:
        more = f" and {len(listed) - _MANY} more" if len(listed) > _MANY else ""
        yield f"{what} {', '.join(listed[:_MANY])}{more}"


def _in_text(phrase: str, concept: str, found: Collisions) -> Iterator[str]:
    yield f'"{phrase}" as {concept}'
    yield from (f"  {note}" for note in found.notes)
    worse = sum(change.worse for change in found.changes)
    better = sum(_better(change) for change in found.changes)
    changed = f"{len(found.changes)} would change, {better} for the better, {worse} for the worse"
    yield f"labelled sentences that hold it: {found.looked_at}; {changed}"
    for change in found.changes:
        yield from _shown(change)


def _better(change: Change) -> bool:
    return Change(change.after, change.before).worse


def _shown(change: Change) -> Iterator[str]:
    verdict = "WORSE" if change.worse else "better" if _better(change) else "other"
    asked = f" (asked: {', '.join(change.before.said.asked)})" if change.before.said.asked else ""
    yield f'  {verdict}  {change.before.said.where}: "{change.before.said.say}"{asked}'
    before, after = change.before.heard, change.after.heard
    for topic in dict.fromkeys((*before.topics, *after.topics)):
        was, now = before.topics.get(topic), after.topics.get(topic)
        if was != now:
            label = change.before.said.meaning.get(topic)
            yield f"         {topic}: {in_words(was)} -> {in_words(now)} (labelled {in_words(label)})"
    if before.intent != after.intent:
        yield f"         wish: {in_words(before.intent)} -> {in_words(after.intent)}"


def _as_data(phrase: str, concept: str, found: Collisions) -> dict[str, Any]:
    return {
        "phrase": phrase,
        "concept": concept,
        "notes": list(found.notes),
        "looked_at": found.looked_at,
        "changes": [
            {
                "say": change.before.said.say,
                "where": change.before.said.where,
                "worse": change.worse,
                "before": dict(change.before.heard.topics),
                "after": dict(change.after.heard.topics),
            }
            for change in found.changes
        ],
    }


def default_files() -> list[Path]:
    """The labelled files of the project, where the command is run in it; else none, with a word about it."""
    files = sorted(Path("tests/data").glob("*utterances*.yaml"))
    if not files:
        print("no labelled files here: name some with --files to see which sentences change", file=sys.stderr)
    return files
