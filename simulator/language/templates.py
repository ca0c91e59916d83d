"""Small templates of what can be said, as they stand in languages/<language>.yaml: "[the] {day} [of] {month}".

`[...]` may be left out, `(a|b)` is one or the other, `{name}` is read by a reader of that name. Brackets may be nested.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

_PIECE = re.compile(r"[\[\]()|]|\{\w+\}|[^\s\[\](){}|]+")

Reader = Callable[[Sequence[str]], Sequence[tuple[Any, int]]]
"""Words -> the ways to read the first of them: (value, number of words)."""


Cut = Callable[[str], Sequence[str]]


@dataclass(frozen=True)
class Read:
    """What a template found at the start of a run of words. `fields`: name -> value, its constants among them."""

    fields: Mapping[str, Any]
    length: int


@dataclass
class _Place:
    """Where a run of words may be after the words before it: the next word, or a reader, leads to the next place."""

    words: dict[str, _Place] = field(default_factory=dict)
    readers: dict[str, _Place] = field(default_factory=dict)
    ends: list[Mapping[str, Any]] = field(default_factory=list)


class Templates:
    """All templates of one kind, read together."""

    def __init__(self, entries: Sequence[Mapping[str, Any]], readers: Mapping[str, Reader], cut: Cut) -> None:
        """`entries`: each with `say`, a list of templates, and constants. `cut`: a text -> the words in it.

        Raises ValueError for a template with an error.
        """
        self._readers, self._cut = readers, cut
        self._root = _Place()
        for entry in entries:
            constants = {name: value for name, value in entry.items() if name != "say"}
            for template in entry["say"]:
                problem = template_problem(template, readers)
                if problem:
                    raise ValueError(f"template {template!r}: {problem}")
                for way in _choice(_PIECE.findall(template))[0]:
                    self._add(way, constants)

    def _add(self, way: Sequence[str], constants: Mapping[str, Any]) -> None:
        place = self._root
        for piece in way:
            if piece.startswith("{"):
                place = place.readers.setdefault(piece[1:-1], _Place())
                continue
            for word in self._cut(piece):
                place = place.words.setdefault(word, _Place())
        if way:
            place.ends.append(constants)

    def read(self, run: Sequence[str]) -> Iterator[Read]:
        """Every way to read the start of a run of words, the longest first."""
        found: list[Read] = []
        self._walk(run, 0, self._root, {}, found)
        return iter(sorted(found, key=lambda one: -one.length))

    def _walk(self, run: Sequence[str], at: int, place: _Place, fields: Mapping[str, Any], found: list[Read]) -> None:
        found.extend(Read({**fields, **constants}, at) for constants in place.ends)
        if at >= len(run):
            return
        following = place.words.get(run[at])
        if following:
            self._walk(run, at + 1, following, fields, found)
        for name, beyond in place.readers.items():
            for value, length in self._readers[name](run[at:]):
                self._walk(run, at + length, beyond, {**fields, name: value}, found)


def table_reader(table: Mapping[Any, Sequence[str]], cut: Cut) -> Reader:
    """A reader of the phrases of a table: value -> the phrases for it."""
    by_first: dict[str, list[tuple[tuple[str, ...], Any]]] = {}
    for value, phrases in table.items():
        for phrase in phrases:
            run = tuple(cut(phrase))
            by_first.setdefault(run[0], []).append((run, value))

    def read(run: Sequence[str]) -> list[tuple[Any, int]]:
        there = by_first.get(run[0], ()) if run else ()
        return [(value, len(words)) for words, value in there if tuple(run[: len(words)]) == words]

    return read


def template_problem(template: str, readers: Container[str]) -> str:
    """What is wrong with a template, and what to do; "" when nothing is. `readers`: the names that it may use."""
    strange = [piece for piece in _PIECE.findall(template) if piece[0] == "{" and piece[1:-1] not in readers]
    if strange:
        return f"{strange[0]} is not known; use one of the names at the head of the entry"
    depth: list[str] = []
    for sign in re.findall(r"[\[\]()]", template):
        if sign in "[(":
            depth.append(sign)
        elif not depth or depth.pop() + sign not in ("[]", "()"):
            return f"{sign} closes nothing; put brackets in pairs"
    return f"{depth[-1]} is not closed; put brackets in pairs" if depth else ""


def _choice(pieces: list[str]) -> tuple[list[tuple[str, ...]], list[str]]:
    """The ways of "a|b|c", up to a closing bracket."""
    ways: list[tuple[str, ...]] = []
    current: list[tuple[str, ...]] = [()]
    while pieces and pieces[0] not in "])":
        piece, pieces = pieces[0], pieces[1:]
        if piece == "|":
            ways, current = ways + current, [()]
        elif piece in "[(":
            inner, pieces = _choice(pieces)
            pieces = pieces[1:]
            inner = [*inner, ()] if piece == "[" else inner
            current = [before + after for before in current for after in inner]
        else:
            current = [(*before, piece) for before in current]
    return ways + current, pieces
