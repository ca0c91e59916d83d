"""The values of a slot that takes several: "a and b", "a, b", "a b and c".

Source: Amazon's page "Collect multiple values in a slot": values are separated by pauses, by "and", or by both.
"""

from __future__ import annotations

from collections.abc import Sequence

from simulator.language.spans import SlotType, Spans
from simulator.language.text import Token, key, spoken
from simulator.language.words import Words


def parts(run: Sequence[Token], kind: SlotType, words: Words) -> tuple[str, ...]:
    """The values in these words: split at pauses and joiners, whole known values first."""
    spans = kind.spans(run)
    found: list[str] = []
    loose: list[Token] = []  # words of a value the type does not know

    def close() -> None:
        if loose:
            found.append(spoken(loose))
            loose.clear()

    at = 0
    while at < len(run):
        joiner = _joiner(run, at, words)
        if run[at].pause or joiner:
            close()
        ends = _row(run, at, spans, words) if not loose else ()
        if ends:
            for end in ends:
                found.append(spoken(run[at:end]))
                at = end
        elif joiner:
            at += joiner
        else:
            loose.append(run[at])
            at += 1
    close()
    return tuple(found)


def _row(run: Sequence[Token], at: int, spans: Spans, words: Words) -> tuple[int, ...]:
    """The ends of known values that follow one another from here to a pause, a joiner or the end; () when none do."""
    for end, _ in sorted(spans.known.get(at, ()), reverse=True):
        if end >= len(run) or run[end].pause or _joiner(run, end, words):
            return (end,)
        rest = _row(run, end, spans, words)
        if rest:
            return end, *rest
    return ()


def _joiner(run: Sequence[Token], at: int, words: Words) -> int:
    for joiner in words.joiners:
        wanted = key(joiner, words)
        if run[at].word == wanted[0] and tuple(token.word for token in run[at : at + len(wanted)]) == wanted:
            return len(wanted)
    return 0
