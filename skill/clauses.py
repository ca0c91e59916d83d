"""Where one clause ends and the next begins. What tells it is data: `breaks` and roles in the lexicon's scope.yaml."""

from __future__ import annotations

from skill.lexicon import BREAKS, Lexicon
from skill.matching import Tagged, find
from skill.tagging import NAMED, STRUCTURE

CONTENT = "content"
"""Role of words that say something."""

TAKES_CLAUSE, TAKES_SUBJECT = "takes_clause", "takes_subject"
"""Roles of words with a clause of their own, into which a denial before them reaches: anywhere after "think" or "that",
but after "nothing" or "one" only where its subject follows at once ("nothing i can think of")."""

CLOSING, CONTINUING = "closing", "continuing"
"""Roles of words that end what is denied ("at all"), and of those that continue it all the same ("or")."""


def clause_starts(said: Tagged, negating: frozenset[int], lexicon: Lexicon) -> frozenset[int]:
    """Where a new clause begins; some signs of it count only once the clause before has said something.

    Others count once it has denied something, "i was not honest | it is numb", unless a word that takes a clause
    stands between: "i do not think it is numb"; and what closes a denial does, "no mark on it at all | i feel sick".
    These hold in the middle of a phrase as well; the others do not: "as far as i know" is one phrase.
    """
    always, after_content, after_denial = _signs(said, lexicon)
    roles = (CONTENT, TAKES_CLAUSE, TAKES_SUBJECT, CLOSING, CONTINUING)
    content, leading, subject, closing, on = (lexicon.role(role) for role in roles)
    length = len(said.words)
    starts: set[int] = set()
    surely: set[int] = set()
    told, denied, closed = False, length, length
    for place, here in enumerate(said.keyed.ends):
        anew = place in after_denial and denied < place - 1 and subject.isdisjoint(said.keyed.ends[place - 1])
        if anew or (place == closed and on.isdisjoint(here)):
            surely.add(place)
            told, denied = False, length
        elif place and (place in always or (place in after_content and told)):
            starts.add(place)
            told, denied = False, length
        if denied < place - 1 and not closing.isdisjoint(here):
            closed = max(here[name] for name in closing & here.keys())
        told = told or not content.isdisjoint(here)
        if not leading.isdisjoint(here):
            denied = length
        elif place in negating:
            denied = min(place, denied)
    return (frozenset(starts) - _inside(said, lexicon)) | surely


def _signs(said: Tagged, lexicon: Lexicon) -> list[set[int]]:
    """Where the patterns of each sort stand; where their last word stands if they hold a "|" before it."""
    found: list[set[int]] = [set() for _ in BREAKS]
    for sort, one in lexicon.breaks.candidates(said):
        found[sort].update(match.last if one.cuts_last else match.first for match in find(one, said))
    return found


def _inside(said: Tagged, lexicon: Lexicon) -> frozenset[int]:
    """Places inside a phrase of several words."""
    shaping = lexicon.role(STRUCTURE) | lexicon.role(NAMED)
    return frozenset(
        place for start, end, name in said.keyed.wide if name not in shaping for place in range(start + 1, end)
    )
