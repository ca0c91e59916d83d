"""Patterns over words and concepts: how a phrase of the lexicon is written, and where it stands in an utterance.

A pattern is a row of elements. Between two elements light words ("is", "really", "my") and a negator may stand; what
follows a negator must follow it closely, light words apart.

    word  (this|that)     exactly these words            [leg]  [leg|foot]     a word or phrase of a concept
    (this|$$)             the word, or the end
    x?                    the element may be missing     ~  ~6                 up to 4 (6) other words here, same clause
    ~~  ~~2               up to 12 (2) words, any clause &                     like ~6, in either order
    ^                     where the utterance starts     $  where a clause ends     $$  where the utterance ends
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import NamedTuple

GAP, WIDE_GAP, FAR_GAP = 4, 6, 12

AT_START, NEAR_START, NEAR_END = "^", "^~", "$"
"""Before a key: it stands at the start of the utterance, or at most NEAR words from its start or end."""

NEAR = 6


class Element(NamedTuple):
    """One thing that must stand here: one of `keys` (concepts, or words marked by "="), `gap` words after the last."""

    keys: frozenset[str]
    optional: bool = False
    gap: int = 0
    far: bool = False


@dataclass(frozen=True)
class Pattern:
    """A row of elements; `text` is how the lexicon writes it."""

    text: str
    elements: tuple[Element, ...]
    at_start: int = -1
    at_end: int = -1
    whole: bool = False
    cuts_last: bool = False
    """At most so many words stand before the first, or after the last element; -1 for any number. `whole`: "$$".
    `cuts_last`: "|", in patterns of clause breaks alone, says that the break is before the last word."""

    @cached_property
    def far(self) -> bool:
        """Whether it reaches over clauses."""
        return any(element.far for element in self.elements)

    def over_clauses(self) -> Pattern:
        """The same, but a new clause within it does not stop it."""
        return replace(self, elements=tuple(element._replace(far=True) for element in self.elements))

    @cached_property
    def needs(self) -> tuple[frozenset[str], ...]:
        """What must be in an utterance before it is worth looking closer; near its start or end, where it is told."""
        first, last = self.elements[0], self.elements[-1]
        rows = [element.keys for element in self.elements if not element.optional]
        if self.whole and 0 <= self.at_end <= NEAR and not last.optional:
            rows[-1] = frozenset(NEAR_END + key for key in last.keys)
        if 0 <= self.at_start <= NEAR and not first.optional:
            rows[0] = frozenset((NEAR_START if self.at_start else AT_START) + key for key in first.keys)
        return tuple(rows)

    @cached_property
    def begins(self) -> frozenset[str]:
        """The keys one of which a match must begin with."""
        keys: frozenset[str] = frozenset()
        for element in self.elements:
            keys |= element.keys
            if not element.optional:
                break
        return keys


_ENDS = ("$", "$$")
_PART = re.compile(r"\([^)]*\)\??|\[[^\]]*\]\??|\S+")


def parts(text: str) -> list[str]:
    """The elements of a phrase as written: words, "(choices)" and "[concepts]", each with its "?"."""
    return _PART.findall(text)


def parse(text: str) -> tuple[Pattern, ...]:
    """Read a pattern; "&" makes two. Raises ValueError for a text that holds no element."""
    return tuple(replace(row, text=text) for plain in _written_out(text) for row in _parse(plain))


def _written_out(text: str) -> list[str]:
    """A choice between phrases, or between a word and the end, as one pattern for each: an element is a single word."""
    for part in parts(text):
        options = part.strip("()?").split("|")
        apart = [option for option in options if " " in option or option in _ENDS]
        if part.startswith("(") and apart:
            words = [option for option in options if option not in apart]
            rest = apart + ([f"({'|'.join(words)})"] if words else [])
            rest += [""] if part.endswith("?") else []
            return [done for option in rest for done in _written_out(text.replace(part, option, 1))]
    return [text]


def _parse(text: str) -> tuple[Pattern, ...]:
    left, ampersand, right = text.partition(" & ")
    if ampersand:
        first, second = _parse_row(left), _parse(right)
        return tuple(
            Pattern(text, (*a.elements, b.elements[0]._replace(gap=WIDE_GAP), *b.elements[1:]))
            for one in second
            for a, b in ((first, one), (one, first))
        )
    return (_parse_row(text),)


@cache
def _keys(body: str) -> frozenset[str]:
    """The keys of an element as written; the same row of them is one object, so that comparing it costs nothing."""
    if body.startswith("["):
        return frozenset(body.strip("[]").split("|"))
    return frozenset("=" + word for word in body.strip("()").split("|"))


def _parse_row(text: str) -> Pattern:
    elements: list[Element] = []
    gap, far = 0, False
    at_start = at_end = -1
    whole = cuts = False
    for part in parts(text):
        if part == "^":
            at_start = 0
        elif part in _ENDS:
            at_end, whole = gap, part == "$$"
        elif part == "|":
            cuts = True
        elif part.startswith("~~"):
            gap, far = int(part[2:] or FAR_GAP), True
        elif part.startswith("~"):
            gap = int(part[1:] or GAP)
        else:
            optional = part.endswith("?")
            keys = _keys(part.removesuffix("?"))
            if "=" in keys:
                msg = f"a choice within a choice, or an empty one: {text!r}"
                raise ValueError(msg)
            if at_start == 0 and not elements:
                at_start = gap
            elements.append(Element(keys, optional, gap, far))
            gap, far = 0, False
    if not any(not element.optional for element in elements):
        msg = f"the pattern {text!r} holds nothing that must be said"
        raise ValueError(msg)
    return Pattern(text, tuple(elements), at_start, at_end, whole, cuts)
