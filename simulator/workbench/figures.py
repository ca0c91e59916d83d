"""From single judgements to figures: shares with exact intervals, and what is taken for what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from simulator.workbench.judging import Judged
from simulator.workbench.vocabulary import in_words


@dataclass(frozen=True)
class Tally:
    """How many utterances were `said`, and how many of them were understood, from lenient to strict (see Judged)."""

    said: int
    right: int
    clean: int
    exact: int

    @classmethod
    def of(cls, judged: Sequence[Judged]) -> Tally:
        """Count."""
        return cls(
            len(judged),
            sum(one.right for one in judged),
            sum(one.clean for one in judged),
            sum(one.exact for one in judged),
        )


@dataclass(frozen=True, order=True)
class Confusion:
    """A topic (or the wish) that was labelled one way and heard another way, so many times; "-" for nothing."""

    topic: str
    labelled: str
    heard: str
    count: int = 1


def by_group(judged: Iterable[Judged]) -> dict[tuple[str, str], Tally]:
    """(file, group) -> figures, in the order of the files."""
    groups: dict[tuple[str, str], list[Judged]] = {}
    for one in judged:
        groups.setdefault((one.said.where.rpartition(":")[0], one.said.group), []).append(one)
    return {place: Tally.of(rows) for place, rows in groups.items()}


def confusions(judged: Iterable[Judged]) -> list[Confusion]:
    """Facts that were heard otherwise than labelled, the most frequent first."""
    return _counted(
        (topic, _in_order(one.said.meaning.get(topic)), _in_order(one.heard.topics.get(topic)))
        for one in judged
        for topic in (*one.missed, *one.invented)
    )


def wishes_confused(judged: Iterable[Judged]) -> list[Confusion]:
    """Wishes that were heard otherwise than labelled, the most frequent first."""
    return _counted(
        ("wish", in_words(one.said.intent), in_words(one.heard.intent))
        for one in judged
        if one.heard.intent != one.said.intent
    )


def _counted(rows: Iterable[tuple[str, str, str]]) -> list[Confusion]:
    counted = [Confusion(*row, count) for row, count in Counter(rows).items()]
    return sorted(counted, key=lambda one: (-one.count, one))


def _in_order(value: object) -> str:
    """Sets are the same in whatever order they were named."""
    return in_words(sorted(value) if isinstance(value, list) else value)
