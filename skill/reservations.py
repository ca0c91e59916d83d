"""A "no" that is taken back in the same breath: "fine as long as I don't move", "no well I did go grey".

The words that do it are data: frames that mean `reserved`. A danger denied so is not known, and is asked about again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from skill.answering import REPLY, Bare
from skill.hits import Hit
from skill.model import NO, UNKNOWN, YES, Topic, Value
from skill.scope import Scoped

RESERVED = "reserved"
"""What a frame may mean besides topics: a denial near it does not hold; as REPLY, only a plain "no" before it.

As _MORE it begins what comes on top of a denial ("… only for a minute or so"); as _HARMLESS that is nothing.
"""

_MORE, _HARMLESS = "more", "harmless"

UNTOLD = "untold"
"""As RESERVED, but only where what follows is not told: "my breathing is fine but" and nothing else."""

_NEAR = 1
"""So many clauses apart, a reservation still holds for what was not asked."""


def standing(said: Iterable[Bare], hits: Iterable[Hit]) -> list[Bare]:
    """Leave out plain noes with "well", "wait" and the like after them: what counts comes after it."""
    ends = [hit.match.last for hit in hits if hit.means.get(RESERVED) == REPLY]
    return [bare for bare in said if not (bare.reply and bare.value == NO and any(bare.place < end for end in ends))]


def reserved(
    answers: Mapping[str, Value],
    places: Mapping[str, int],
    hits: Sequence[Hit],
    topics: Mapping[str, Topic],
    asked: Collection[str],
    scoped: Scoped,
    contrasts: Sequence[int],
) -> dict[str, str]:
    """Dangers that were denied with a reservation, and why that does not hold. `places`: where each was named."""
    doubts = [hit for hit in hits if hit.means.get(RESERVED, REPLY) not in (REPLY, _MORE, _HARMLESS)]
    begun = [hit.match.first for hit in hits if hit.means.get(RESERVED) == _MORE and _begins(hit, scoped)]
    halting = [at for at in (_unfinished(hits, contrasts), _unfinished(hits, begun)) if at is not None]
    found: dict[str, str] = {}
    for name, value in answers.items():
        topic = topics[name]
        whole = topics[topic.part_of] if topic.part_of else topic
        if value != NO or (topic.unknown.at_least or whole.unknown.at_least) is None:
            continue
        near = [
            hit.why
            for hit in doubts
            if (name in asked or _near(places.get(name), hit, scoped))
            and not (hit.means[RESERVED] == UNTOLD and _told_after(hit, name, answers, places, topics, asked))
        ]
        if near:
            found[name] = near[0]
        elif name in asked and any(not _told_between(name, at, places) for at in halting):
            found[name] = "what follows it was not understood"
    return found


def _near(place: int | None, hit: Hit, scoped: Scoped) -> bool:
    return place is not None and abs(scoped.clause[place] - hit.clause) <= _NEAR


def _told_after(
    hit: Hit,
    denied: str,
    answers: Mapping[str, Value],
    places: Mapping[str, int],
    topics: Mapping[str, Topic],
    asked: Collection[str],
) -> bool:
    """Whether another thing asked is told with a reservation or after it: "my chest is fine but i can not see"."""

    def whole(name: str) -> str:
        return topics[name].part_of or name

    return any(
        whole(name) != whole(denied) and answers.get(name) in (YES, UNKNOWN) and place >= hit.match.first
        for name, place in places.items()
        if whole(name) in asked
    )


def _told_between(name: str, limit: int, places: Mapping[str, int]) -> bool:
    """Whether something else was told before a "but": "no fever, she was sick once but …" says no more of fever."""
    place = places.get(name)
    return place is not None and any(place < other < limit for other in places.values())


def _unfinished(hits: Iterable[Hit], contrasts: Sequence[int]) -> int | None:
    """Where the last "but" stands, if nothing was understood after it."""
    told = (hit for hit in hits if hit.means.get(RESERVED) != _MORE)
    return contrasts[-1] if contrasts and not any(hit.match.last > contrasts[-1] for hit in told) else None


def _begins(hit: Hit, scoped: Scoped) -> bool:
    """Whether it stands at the start of a clause that goes on, and not of the first one."""
    first = hit.match.first
    new = first > 0 and scoped.clause[first] != scoped.clause[first - 1]
    return new and hit.match.last + 1 < len(scoped.clause)
