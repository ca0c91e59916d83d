"""Words of time: what a locale's words mean to the grammars of durations and ages. Standard library only.

A sentence becomes a row of symbols, one for each phrase that the lexicon knows, and a string with one letter for
each symbol; a grammar is then a few regular expressions over letters, whatever the language of the words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

LETTERS: Mapping[str, str] = {
    "unit": "u", "units": "U", "article": "a", "half": "h", "quarter": "q", "quantity": "v", "of": "f",
    "of_them": "%", "odd": "~", "and": "&", "or": "|", "to": "t", "stretch": "Z", "unfixed": "z", "filler": "_",
    "soon": "S", "since": "s", "lasting": "F", "lasts": "L", "ago": "g", "past": ">", "last": "l", "this": "T",
    "next": "N", "weekday": "w", "part": "p", "day": "y", "month": "m", "season": "Y", "turn": "B", "clock": "c",
    "noon": "k", "at": "@", "hour_at": "V", "now": "I", "began": "b", "each": "e", "repeats": "j", "times": "X",
    "once": "x", "recurring": "r", "not": "!", "correction": "C", "aside_before": "D", "aside_after": "E",
    "ended": "G", "person_is": "P", "person": "H", "is": "=", "was": "W", "old": "O", "decade": "d", "birthday": "A",
    "not_age": "J", "birth": "i", "reached": "^", "activity": "M",
    "since_then": "5", "still_later": "4", "other": ".",
}  # fmt: skip
"""Section of lexicon/<language>/time.yaml -> the letter that stands for its phrases in the grammars."""

NUMBER, ORDINAL, OTHER = "n", "o", "."
_NUMBER_SECTIONS = ("numbers", "tens", "scales", "ordinals", "slips")
_DIGITS = re.compile(r"(\d+(?:\.\d+)?)([a-z]*)")


class Number(NamedTuple):
    """A number said at token positions [start, end). An `ordinal` is a place ("third"), not a quantity."""

    start: int
    end: int
    value: float
    ordinal: bool = False


class Symbol(NamedTuple):
    """One known phrase, one unknown word, or what a grammar made of several, at token positions [start, end).

    `unit`: minutes of the unit of a length; minutes after which the same moment of the clock or week comes again.
    """

    start: int
    end: int
    letter: str
    value: float = 0
    unit: float = 0


Phrase = tuple[tuple[str, ...], str, float]


@dataclass(frozen=True)
class TimeWords:
    """The words of time of one language.

    `phrases`: first word -> its phrases as (words, letter, value), the longest first.
    `counts` holds the sections of number words; `point` and `joins` join the parts of one number.
    """

    phrases: Mapping[str, tuple[Phrase, ...]]
    counts: Mapping[str, Mapping[str, int]]
    point: frozenset[str]
    joins: frozenset[str]

    @cached_property
    def alone(self) -> Mapping[str, Phrase]:
        """Word -> what it is by itself."""
        return {first: some[-1] for first, some in self.phrases.items() if len(some[-1][0]) == 1}

    @cached_property
    def longer(self) -> Mapping[tuple[str, ...], tuple[Phrase, ...]]:
        """Two words -> the phrases of two words and more that begin so, the longest first."""
        found: dict[tuple[str, ...], list[Phrase]] = {}
        for one in (one for some in self.phrases.values() for one in some if len(one[0]) > 1):
            found.setdefault(one[0][:2], []).append(one)
        return {start: tuple(some) for start, some in found.items()}

    def longest(self, tokens: tuple[str, ...], at: int) -> Phrase | None:
        """The longest phrase that begins at a token."""
        for one in self.longer.get(tokens[at : at + 2], ()):
            if tokens[at : at + len(one[0])] == one[0]:
                return one
        return self.alone.get(tokens[at])

    @cached_property
    def numeric(self) -> frozenset[str]:
        """Every word that may be part of a number."""
        return frozenset().union(self.point, *self.counts.values())

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, object]) -> TimeWords:
        """Read the sections of lexicon/<language>/time.yaml. Raises ValueError for what it cannot use."""
        found: dict[str, list[Phrase]] = {}
        counts: dict[str, dict[str, int]] = {section: {} for section in _NUMBER_SECTIONS}
        point: frozenset[str] = frozenset()
        for section, content in mapping.items():
            entries = _entries(section, content)
            if section in counts:
                counts[section] = {phrase: int(value) for phrase, value in entries}
            elif section == "point":
                point = frozenset(phrase for phrase, _ in entries)
            elif section in LETTERS:
                for phrase, value in entries:
                    words = tuple(phrase.split())
                    if any(words == known for known, _, _ in found.get(words[0], ())):
                        raise ValueError(f"'{phrase}' in '{section}' stands in another section already")
                    found.setdefault(words[0], []).append((words, LETTERS[section], value))
            else:
                raise ValueError(f"'{section}' is not a section of the words of time")
        phrases = {first: tuple(sorted(some, key=lambda one: -len(one[0]))) for first, some in found.items()}
        joins = frozenset(words[0] for some in phrases.values() for words, letter, _ in some if letter == "&")
        return cls(phrases, counts, point, joins)


def _entries(section: str, content: object) -> list[tuple[str, float]]:
    if isinstance(content, Mapping):
        pairs = [(str(phrase), value) for phrase, value in content.items()]
    elif isinstance(content, list):
        pairs = [(str(phrase), 0) for phrase in content]
    else:
        raise ValueError(f"section '{section}' must be a list of phrases or a mapping of phrases to numbers")
    for phrase, value in pairs:
        if not phrase.split() or not isinstance(value, int | float):
            raise ValueError(f"'{phrase}' in '{section}' needs words and a number")
    return [(phrase, float(value)) for phrase, value in pairs]


def numbers(tokens: Sequence[str], words: TimeWords) -> tuple[Number, ...]:
    """All numbers said, from left to right: words ("two thousand and nine"), digits, decimals and ordinals.

    Numbers in a row stay apart ("three four days" is 3 and 4; "twenty twelve" is 20 and 12).
    """
    found: list[Number] = []
    at = 0
    while at < len(tokens):
        likely = tokens[at] in words.numeric or not tokens[at].isalpha()
        number = _number(tokens, at, words) if likely else None
        if number is not None:
            found.append(number)
        at = number.end if number is not None else at + 1
    return tuple(found)


def _number(tokens: Sequence[str], start: int, words: TimeWords) -> Number | None:
    """Read the longest number that starts at a token."""
    total, current, at, scaled, scale = 0, -1, start, False, 100
    for at, parts in _parts(tokens, start):
        ones, tens = words.counts["numbers"], words.counts["tens"]
        for part in parts:
            room = current < 0 or (scaled and current % scale == 0)  # nothing said yet, or a scale that may be added to
            below_ten = current >= 20 and current % 10 == 0 and current % 100 >= 20
            ordinal = words.counts["ordinals"].get(part)
            digits = _DIGITS.fullmatch(part)
            if part in tens and room:
                current = max(current, 0) + tens[part]
            elif part in ones and (room or (below_ten and 0 < ones[part] < 10)):
                current, scaled = max(current, 0) + ones[part], False
            elif ordinal is not None and (room or (below_ten and ordinal < 10)):
                return Number(start, at + 1, total + max(current, 0) + ordinal, ordinal=True)
            elif part in words.counts["scales"] and _scales(words.counts["scales"][part], current, scaled):
                by = words.counts["scales"][part]
                if by == 1000:
                    total, current = max(current, 1) * by, 0
                else:
                    current, scale = max(current, 1) * by, by
                scaled = True
            elif digits and current < 0:
                suffix = digits[2]
                if suffix and suffix[-2:] in ("st", "nd", "rd", "th"):
                    return Number(start, at + 1, float(digits[1]), ordinal=True)
                return None if suffix and suffix not in words.phrases else Number(start, at + 1, float(digits[1]))
            elif part in words.joins and scaled and at > start and _number(tokens, at + 1, words):
                continue
            elif part in words.point and current >= 0:
                return _decimal(tokens, start, at, total + current, words)
            else:
                return None if at == start else Number(start, at, total + max(current, 0))
    return None if current < 0 and total == 0 else Number(start, at + 1, total + max(current, 0))


def _scales(by: int, current: int, scaled: bool) -> bool:
    """Whether "hundred" makes a number here: "a hundred", "two hundred"; "score" and less only after a number."""
    return (current < 0 and by >= 100) or (not scaled and current > 0)


def _parts(tokens: Sequence[str], start: int) -> Iterator[tuple[int, list[str]]]:
    for at in range(start, len(tokens)):
        yield at, tokens[at].split("-") if "-" in tokens[at] else [tokens[at]]


def _decimal(tokens: Sequence[str], start: int, at: int, whole: int, words: TimeWords) -> Number:
    digits = ""
    end = at + 1
    while end < len(tokens) and 0 <= words.counts["numbers"].get(tokens[end], -1) < 10:
        digits += str(words.counts["numbers"][tokens[end]])
        end += 1
    return Number(start, end, float(f"{whole}.{digits}")) if digits else Number(start, at, whole)


def symbols(tokens: Sequence[str], words: TimeWords) -> list[Symbol]:
    """Turn the sentence into symbols, one for each known phrase and each other word."""
    tokens = tuple(tokens)
    said = {number.start: number for number in numbers(tokens, words)}
    slips = words.counts["slips"]
    row: list[Symbol] = []
    at = 0
    while at < len(tokens):
        phrase = words.longest(tokens, at)
        number = (_slip(tokens, at, row, words) if tokens[at] in slips else None) or said.get(at)
        if number is not None and (phrase is None or len(phrase[0]) <= number.end - at):
            row.append(Symbol(at, number.end, ORDINAL if number.ordinal else NUMBER, number.value))
            glued = _DIGITS.fullmatch(tokens[at])
            if glued and not number.ordinal and glued[2]:  # "10mins"
                (_, letter, value), *_ = words.phrases[glued[2]]
                row.append(Symbol(at, at + 1, letter, value))
            at = number.end
        elif phrase is not None:
            row.append(Symbol(at, at + len(phrase[0]), phrase[1], phrase[2]))
            at += len(phrase[0])
        else:
            row.append(Symbol(at, at + 1, OTHER))
            at += 1
    return row


def _slip(tokens: Sequence[str], at: int, row: Sequence[Symbol], words: TimeWords) -> Number | None:
    """Read a number that was heard as another word ("about to days"), if it stands where only a number makes sense."""
    value = words.counts["slips"][tokens[at]]
    following = words.phrases.get(tokens[at + 1], ()) if at + 1 < len(tokens) else ()
    if not any(letter == "U" for _, letter, _ in following):
        return None
    itself = {letter for phrase, letter, _ in words.phrases.get(tokens[at], ()) if len(phrase) == 1}
    before = row[-1].letter if row else ""
    believed = before in ("_", "s") or ("F" not in itself and before in ("", "F", "I", "b", "L"))
    return Number(at, at + 1, value) if believed else None


class Row(list[Symbol]):
    """A row of symbols that is not changed any more, so that it is spelt once for all grammars."""

    @cached_property
    def spelt(self) -> str:
        """The row with one letter for each symbol."""
        return "".join([symbol.letter for symbol in self])


def letters(row: Sequence[Symbol]) -> str:
    """Spell a row of symbols, one letter each."""
    return row.spelt if isinstance(row, Row) else "".join([symbol.letter for symbol in row])


def without(row: Sequence[Symbol], passed_over: str) -> list[Symbol]:
    """Leave out the symbols of some letters."""
    return Row([symbol for symbol in row if symbol.letter not in passed_over])


def reduce(row: list[Symbol], pattern: re.Pattern[str], make: Callable[[list[Symbol]], Symbol | None]) -> list[Symbol]:
    """Put one symbol in the place of each stretch of symbols that a pattern matches; `make` may decline with None."""
    found = [(match.start(), match.end()) for match in pattern.finditer(letters(row))]
    changed = row
    for start, end in reversed(found):
        made = make(changed[start:end])
        if made is not None:
            changed = [*changed[:start], made, *changed[end:]]
    return row if changed is row else Row(changed)
