"""Formulas over truth values that are known or left to the solver: what is known is folded away at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

import z3

Formula: TypeAlias = Any
"""True, False, or a Boolean expression of the solver, which has no types of its own."""


def all_of(parts: Iterable[Formula]) -> Formula:
    """True where every part is."""
    return _folded(parts, False, z3.And)


def any_of(parts: Iterable[Formula]) -> Formula:
    """True where at least one part is."""
    return _folded(parts, True, z3.Or)


def _folded(parts: Iterable[Formula], deciding: bool, join: Callable[[list[Formula]], Formula]) -> Formula:
    """The parts joined: one that is `deciding` decides alone, one that is the opposite adds nothing."""
    kept = []
    for part in parts:
        if part is deciding:
            return deciding
        if not isinstance(part, bool):
            kept.append(part)
    return join(kept) if len(kept) > 1 else kept[0] if kept else not deciding


def not_(part: Formula) -> Formula:
    """True where the part is not."""
    return not part if isinstance(part, bool) else z3.Not(part)


def if_then(condition: Formula, then: Formula) -> Formula:
    """True unless the condition is and the other is not."""
    return any_of([not_(condition), then])


def just_one(parts: Iterable[Formula]) -> list[Formula]:
    """What must be true for exactly one of the parts to be."""
    kept = list(parts)
    return [z3.Or(kept), *(z3.Not(z3.And(one, other)) for at, one in enumerate(kept) for other in kept[:at])]
