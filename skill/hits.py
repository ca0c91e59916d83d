"""What was found in an utterance: a frame of the lexicon, where it stands, and what it means there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from skill.lexicon import Frame
from skill.matching import Match

REPLY, ASKED = "reply", "asked"
"""What frames mean that answer without naming anything: plain answer words, and those that say more."""

MANNER = ("doubtful", "hedged")
"""What a frame may mean that tells only how an answer was given."""


class Hit(NamedTuple):
    """A frame that stands in the utterance: where, what it means there, and why (the pattern, and how it was read)."""

    frame: Frame
    match: Match
    means: Mapping[str, Any]
    denied: bool
    why: str
    clause: int
    words: frozenset[int]
    """Places of the words that it stands on."""

    negators: tuple[int, ...] = ()
    """Places of the negators that hold for it."""

    @property
    def plain(self) -> bool:
        """Whether it names nothing: "no", "none of those", a doubtful or soft one as well."""
        return all(name in (REPLY, *MANNER) or name.startswith(ASKED) for name in self.frame.means)
