"""Words as the language step compares them: lower case, no punctuation, contractions taken apart, stems.

Scripts without spaces are taken apart by script: a Chinese character and a hiragana letter are a word each, a run of
katakana is one. Samples, values and what is said are all cut the same way, so spaces there mean nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from simulator.language.words import Words

_LETTERS = re.compile(r"\b(\w)\.\s?(?=\w\.)|\b(\w)\.(?=\s|$)")  # "h. i. v." is one word
# Vowel signs and other marks belong to their letter, though re counts them as no part of a word.
_MARKS = "\u0640\u200c\u200d" + "".join(
    letter for letter in map(chr, range(0x300, 0x1200)) if unicodedata.category(letter).startswith("M")
)
_ALONE = "\u3005-\u3007\u3041-\u309f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u30f5\u30f6"
_KATAKANA = "\u30a1-\u30f4\u30f7-\u30fa\u30fc-\u30ff"
_LETTER = rf"(?:[^\W_{_ALONE}{_KATAKANA}][{_MARKS}]*)"
_PAUSES = ",;،؛、"
_WORD = rf"[{_ALONE}\u30fc]|[{_KATAKANA}]+|{_LETTER}+(?:'{_LETTER}+)*'?|[{_PAUSES}]"


@dataclass(frozen=True)
class Token:
    """One spoken word.

    `word` is compared, `raw` is handed on; `weight` is how much hangs on it, `stem` is the word without its ending.
    `glued`: half of a contraction, no word of its own. `spaced`: a space stood before it. `pause`: a pause was heard
    before it.
    """

    word: str
    raw: str
    weight: float
    stem: str
    glued: bool = False
    pause: bool = False
    spaced: bool = True


def tokens(text: str, words: Words) -> tuple[Token, ...]:
    """The words of a text. "can't" is two words (can, not) that are written as one again by `spoken`."""
    text = text if text.isascii() else unicodedata.normalize("NFKC", text).replace("’", "'")
    text = text.lower()
    if "." in text:
        text = _LETTERS.sub(lambda m: m.group(1) or m.group(2) + " ", text)
    found: list[Token] = []
    pause, before = False, -1
    for match in _pattern(words.fillers).finditer(text):
        part = match.group()
        if part in _PAUSES:
            pause = True
            continue
        first, *others = _written(part, words)
        if pause or match.start() == before:
            first = replace(first, pause=pause, spaced=match.start() > before)
        found += (first, *others)
        pause, before = False, match.end()
    return tuple(found)


@lru_cache(maxsize=1 << 16)
def _written(part: str, words: Words) -> tuple[Token, ...]:
    """The words in a written word, as they are when a space and no pause stands before them."""
    return tuple(
        Token(word, raw, words.weight(word), stem(word, words), glued=glued, spaced=not position)
        for position, (word, raw, glued) in enumerate(_apart(part, words))
    )


@cache
def _pattern(fillers: frozenset[str]) -> re.Pattern[str]:
    """What a word is; a filler in a script without spaces ("えーと") is one, whatever stands around it."""
    whole = sorted((f for f in fillers if len(f) > 1 and re.match(f"[{_ALONE}]", f)), key=lambda f: (-len(f), f))
    return re.compile("|".join([*map(re.escape, whole), _WORD]))


def _apart(part: str, words: Words) -> list[tuple[str, str, bool]]:
    """The words in a written word: the word compared, the letters that it stands for, whether it is half a word."""
    word = words.folded(part)
    if word not in words.prefixes:
        part, word = part.strip("'"), word.strip("'")
    if word in words.whole:
        first, *others = words.whole[word]
        return [(first, part, False), *((other, "", True) for other in others)]
    for prefix, meaning in words.prefixes.items():
        if word.startswith(prefix) and _stands(word[len(prefix) :], prefix):
            cut = _cut(part, prefix, words)
            return [*_prefix(part[:cut], meaning), *(_apart(part[cut:], words) if part[cut:] else ())]
    for suffix, stands_for in words.suffixes.items():
        if word.endswith(suffix) and len(word) > len(suffix):
            root = part[: -len(suffix)]
            return [(words.folded(root), root, False), (stands_for, part[len(root) :], True)]
    return [(word, part, False)]


def _stands(rest: str, prefix: str) -> bool:
    """Whether what follows a prefix may be a word of its own: a short one only after an apostrophe."""
    return not rest or prefix.endswith("'") or len(rest) >= 3


def _cut(part: str, prefix: str, words: Words) -> int:
    """How many letters of a written word its prefix takes, with the marks on them."""
    return max(cut for cut in range(len(part) + 1) if words.folded(part[:cut]) == prefix)


def _prefix(raw: str, meaning: Sequence[str]) -> list[tuple[str, str, bool]]:
    if "".join(meaning) == raw:
        return [(word, word, False) for word in meaning]
    return [(word, "" if position else raw, False) for position, word in enumerate(meaning)]


def spoken(run: Sequence[Token]) -> str:
    """The text of a run of words, as it was said."""
    text = ""
    for position, token in enumerate(run):
        if position == 0:
            text = token.raw or token.word
        else:
            text += token.raw if token.glued or not token.spaced else f" {token.raw}"
    return text.strip("'")


@lru_cache(maxsize=1 << 12)
def key(text: str, words: Words) -> tuple[str, ...]:
    """The words of a text, for looking it up."""
    return tuple(token.word for token in tokens(text, words))


def stem(word: str, words: Words) -> str:
    """A word without its ending, so that "leg" finds "legs". Crude on purpose: it is only compared with stems."""
    for ending in words.endings:
        if len(word) - len(ending) >= 3 and word.endswith(ending):
            return word[: -len(ending)].rstrip("e")
    return word.rstrip("e") if len(word) > 4 else word


def one_letter_less(word: str) -> set[str]:
    """The word, and the word less any one letter: two words that share one of these differ by a slip at most."""
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}
