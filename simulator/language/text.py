"""Words as the language step compares them: lower case, no punctuation, contractions taken apart, stems."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from simulator.language.words import Words

_LETTERS = re.compile(r"\b(\w)\.\s?(?=\w\.)|\b(\w)\.(?=\s|$)")  # "h. i. v." is one word
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*['’]?|,|;", re.UNICODE)


@dataclass(frozen=True)
class Token:
    """One spoken word.

    `word` is compared, `raw` is handed on; `weight` is how much hangs on it, `stem` is the word without its ending.
    `glued`: written together with the word before it. `pause`: a pause was heard before it.
    """

    word: str
    raw: str
    weight: float
    stem: str
    glued: bool = False
    pause: bool = False


def tokens(text: str, words: Words) -> tuple[Token, ...]:
    """The words of a text. "can't" is two words (can, not) that are written as one again by `spoken`."""
    text = _LETTERS.sub(lambda m: m.group(1) or m.group(2) + " ", text.lower().replace("’", "'"))
    found: list[Token] = []
    pause = False
    for match in _WORD.finditer(text):
        part = match.group()
        if part in ",;":
            pause = True
            continue
        for position, (word, raw) in enumerate(_apart(part.strip("'"), words)):
            weight, root = words.weight(word), stem(word, words)
            found.append(Token(word, raw, weight, root, glued=position > 0, pause=pause and position == 0))
        pause = False
    return tuple(found)


def _apart(part: str, words: Words) -> list[tuple[str, str]]:
    """The words in a written word, each with the letters that it stands for."""
    if part in words.whole:
        first, *rest = words.whole[part]
        return [(first, part), *((word, "") for word in rest)]
    for suffix, meaning in words.suffixes.items():
        if part.endswith(suffix) and len(part) > len(suffix):
            root = part[: -len(suffix)]
            return [(root, root), (meaning, suffix)]
    return [(part, part)]


def spoken(run: Sequence[Token]) -> str:
    """The text of a run of words, as it was said."""
    text = ""
    for position, token in enumerate(run):
        if position == 0:
            text = token.raw or token.word
        else:
            text += token.raw if token.glued else f" {token.raw}"
    return text.strip("'")


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
