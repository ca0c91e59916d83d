"""What an answer without a subject means: yes, no, "the last one", "none of those", in the context of the question."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from skill.hits import REPLY as REPLY
from skill.hits import Hit
from skill.model import NO, UNKNOWN, YES, Topic, Value

_BESIDE = 2
"""So many words apart, "yes" and "fine" are one answer."""

_ONCE_NAMED = "+"
"""`asked[+]`: like `asked[*]`, all that is left, but only once something of the list was said to be there."""

_REST = ("[*]", f"[{_ONCE_NAMED}]")
_ELSE = f"asked[{_ONCE_NAMED}]"

_PART = re.compile(r"asked(?:\[(?P<first>-?\d*)(?P<slice>:)?(?P<last>-?\d*)\]|\[(?P<rest>[*+])\])?$")


@dataclass(frozen=True)
class Bare:
    """A value for what was asked, without its name: `key` says for which of the topics ("asked[-1]" the last)."""

    key: str
    value: str
    place: int
    clause: int
    reply: bool
    why: str

    @property
    def picks(self) -> bool:
        """Whether it is about some of a list, and says which: "the other two are fine"."""
        return "[" in self.key


@dataclass(frozen=True)
class Context:
    """What is known for reading bare answers: the topics asked, and what yes and no mean where they are not values."""

    asked: tuple[Topic, ...]
    bare: Mapping[str, Mapping[str, Value]]

    def value(self, topic: Topic, word: str) -> Value | None:
        """What a bare word means for a topic, None where it says nothing."""
        if word == UNKNOWN:
            return UNKNOWN
        meant = self.bare.get(topic.name, {}).get(word)
        if meant is not None:
            return (str(meant),) if topic.kind == "set" else meant
        if topic.kind == "yes_no" or word in topic.values or (word == NO and topic.kind == "set"):
            return word
        return None


def bares(hits: Sequence[Hit]) -> list[Bare]:
    """The bare answers among the findings, in the order in which they were said."""
    found = [
        Bare(key, str(value), hit.match.first, hit.clause, key == REPLY, hit.why)
        for hit in hits
        for key, value in hit.means.items()
        if key == REPLY or _is_answer(key)
    ]
    return sorted(found, key=lambda bare: bare.place)


@cache
def _is_answer(key: str) -> bool:
    """Whether a key of what a frame means says for which of the topics asked a value is."""
    return _PART.match(key) is not None


def answer(
    said: Sequence[Bare],
    named: Mapping[str, tuple[int, Value]],
    context: Context,
    contrasts: Sequence[int],
    *,
    doubtful: bool = False,
    elsewhere: bool = False,
) -> dict[str, tuple[Value, str]]:
    """Values for the asked topics that were not named. `named`: topic -> place and value of what was said outright.

    `contrasts` are the places of words like "but": what comes after one does not soften a plain yes before it.
    `doubtful` tells that part of the utterance was not understood: a "no" then does not answer several questions.
    `elsewhere` tells that something else was spoken of, and nothing that was asked: a "fine" belongs to that.
    """
    open_topics = [topic for topic in context.asked if topic.name not in named]
    if not open_topics or not said:
        return {}
    said = _confirming(said)
    if elsewhere:
        said = [bare for bare in said if bare.value != NO or bare.reply or bare.picks]
    nothing_named = len(context.asked) == len(open_topics)
    if (nothing_named or len(context.asked) == 1) and any(bare.value != NO and not bare.picks for bare in said):
        said = [bare for bare in said if bare.value != NO or not bare.key.endswith("[*]")]  # the others: than which?
    picked = [bare for bare in said if _picks(bare, said, named, context)]
    if picked:
        there = frozenset(name for name, (_, value) in named.items() if value not in (NO, UNKNOWN))
        return _picked(picked, open_topics, context, there)
    several = len(context.asked) > 1
    if (
        several
        and any(bare.key == _ELSE for bare in said)
        and any(value not in (NO, UNKNOWN) for _, value in named.values())
    ):
        return {}  # "the pain is terrible, nothing else": which of the topics asked the pain is, is not told
    said = [bare for bare in said if not bare.picks and not _both_sides(bare, said, context)]
    if not said:
        return {}
    in_order = _in_order(said, named, context)
    if in_order:
        return in_order
    bare = _deciding(said, contrasts)
    if bare.value == YES and len(context.asked) > 1:
        return {}  # one of them, but which: to be asked one by one
    mixed = {YES, NO} <= {one.value for one in said}
    if len(context.asked) > 1 and (doubtful or mixed or unfinished(said, named, contrasts)):
        return {}  # which answer is for which: to be asked one by one
    return _spread(bare, open_topics, context)


def unfinished(said: Sequence[Bare], named: Mapping[str, tuple[int, Value]], contrasts: Sequence[int]) -> bool:
    """Whether the last answer is a "no" with a "but" after it, and nothing understood after that."""
    told = max([bare.place for bare in said] + [place for place, _ in named.values()], default=-1)
    return bool(said) and said[-1].value == NO and any(at > told for at in contrasts)


def _confirming(said: Sequence[Bare]) -> list[Bare]:
    """Leave out a "yes" that only stands beside "fine": "yes fine", "fine yeah" say that there is no trouble."""
    kept = []
    for at, bare in enumerate(said):
        beside = [said[near] for near in (at - 1, at + 1) if 0 <= near < len(said)]
        close = [one for one in beside if not one.reply and one.value == NO and abs(one.place - bare.place) <= _BESIDE]
        if not (bare.reply and bare.value == YES and close):
            kept.append(bare)
    return kept


def _picks(bare: Bare, said: Sequence[Bare], named: Mapping[str, tuple[int, Value]], context: Context) -> bool:
    """Whether an answer picks from a list: "the last one"; "that's all" only if something of the list is there."""
    part = _PART.match(bare.key)
    if part is None or not bare.picks:
        return False
    if part["rest"] == _ONCE_NAMED:
        values = [named[topic.name][1] for topic in context.asked if topic.name in named]
        values += [other.value for other in said if other.picks]
        return len(context.asked) > 1 and any(value not in (NO, UNKNOWN) for value in values)
    return bool(part["rest"]) or len(context.asked) > 1


def _both_sides(bare: Bare, said: Sequence[Bare], context: Context) -> bool:
    """Whether "yes and no" answers several questions, each in its place, rather than none."""
    row = len(context.asked) > 1 and bare.value == UNKNOWN
    return row and any(other.reply and other.place == bare.place for other in said)


def _spread(bare: Bare, topics: Sequence[Topic], context: Context) -> dict[str, tuple[Value, str]]:
    found: dict[str, tuple[Value, str]] = {}
    for topic in topics:
        value = context.value(topic, bare.value)
        if value is not None:
            found[topic.name] = (value, bare.why)
    return found


def _picked(
    picked: Sequence[Bare], open_topics: Sequence[Topic], context: Context, there: frozenset[str]
) -> dict[str, tuple[Value, str]]:
    """Values where an answer picks from a list: "just the last one", "not the first but the other two".

    `there` are the topics that were named as there: "the middle one, i'm gasping" picks what it names.
    """
    found: dict[str, tuple[Value, str]] = {}
    named = False
    for bare in sorted(picked, key=lambda bare: bare.key.endswith(_REST)):
        part = _PART.match(bare.key)
        if part is None:
            continue
        if part["rest"]:
            chosen: Sequence[Topic] = context.asked
        elif part["slice"]:
            chosen = context.asked[int(part["first"] or 0) : int(part["last"]) if part["last"] else None]
        else:
            chosen = context.asked[int(part["first"]) :][:1]
        named = named or (bare.value == YES and any(topic.name in there for topic in chosen))
        left = [topic for topic in chosen if topic in open_topics and topic.name not in found]
        found.update(_spread(bare, left, context))
    if (found or named) and all(bare.value == YES for bare in picked):  # who picks some of a list says no to the others
        left = [topic for topic in open_topics if topic.name not in found]
        found.update(_spread(replace(picked[-1], value=NO), left, context))
    return found


def _in_order(
    said: Sequence[Bare], named: Mapping[str, tuple[int, Value]], context: Context
) -> dict[str, tuple[Value, str]]:
    """Answers in a row, "yes no no" or "it aches nothing like that": as many as topics, each in its place."""
    names = [topic.name for topic in context.asked]
    values = {bare.value for bare in said}
    if len(names) < 2 or (len(values) == 1 and YES not in values):
        return {}
    row: list[tuple[int, Bare | None, str, Value]] = [(bare.place, bare, "", bare.value) for bare in said]
    row += [(place, None, name, value) for name, (place, value) in named.items() if name in names]
    row.sort(key=lambda unit: unit[0])
    units: list[tuple[int, Bare | None, str, Value]] = []
    for unit in row:
        before = units[-1][1] if units else None
        repeats = before is not None and (unit[1] is None or before.clause == unit[1].clause or not unit[1].reply)
        if repeats and units[-1][3] == unit[3]:
            units[-1] = unit
        else:
            units.append(unit)
    if len(units) != len(names) or any(name and names[at] != name for at, (_, _, name, _) in enumerate(units)):
        return {}
    found: dict[str, tuple[Value, str]] = {}
    for topic, (_, bare, _, _) in zip(context.asked, units, strict=True):
        if bare is not None:
            found.update(_spread(bare, [topic], context))
    return found


def _deciding(said: Sequence[Bare], contrasts: Sequence[int]) -> Bare:
    """The bare answer that counts: one in words before plain yes and no, the last one of its sort."""
    replies = [bare for bare in said if bare.reply]
    in_words = [bare for bare in said if not bare.reply]
    if replies and replies[-1].value == YES:
        in_words = [bare for bare in in_words if not any(replies[-1].place < at < bare.place for at in contrasts)]
    return (in_words or replies)[-1]
