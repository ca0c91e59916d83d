"""Formulas over truth values that are known or left to the solver: what is known is folded away at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

import z3

Formula: TypeAlias = Any
"""True, False, or a Boolean expression of the solver, which has no types of its own."""


def all_of(parts: Iterable[Formula]) -> Formula:
    """True where every part is."""
    kept = []
    for part in parts:
        if part is False:
            return False
        if part is not True:
            kept.append(part)
    return z3.And(kept) if len(kept) > 1 else kept[0] if kept else True


def any_of(parts: Iterable[Formula]) -> Formula:
    """True where at least one part is."""
    kept = []
    for part in parts:
        if part is True:
            return True
        if part is not False:
            kept.append(part)
    return z3.Or(kept) if len(kept) > 1 else kept[0] if kept else False


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
