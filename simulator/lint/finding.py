"""What a linter finds, and the shape of its rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

Severity = Literal["error", "warning"]
"""error: Amazon's build refuses it. warning: certification objects, or people will."""

_T = TypeVar("_T")


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where in the file, what, and what to do about it."""

    where: str
    what: str
    todo: str


@dataclass(frozen=True)
class Rule(Generic[_T]):
    """A rule over one kind of thing (a model, a package): its id, how grave it is, and what finds it."""

    id: str
    severity: Severity
    check: Callable[[_T], Iterator[Problem]]


@dataclass(frozen=True)
class Finding:
    """A problem with the rule that found it, in the file at `path`."""

    rule: str
    severity: Severity
    path: str
    where: str
    what: str
    todo: str

    def line(self) -> str:
        """`path: where: what - what to do [severity rule]`."""
        place = f"{self.path}: {self.where}" if self.where else self.path
        return f"{place}: {self.what} - {self.todo} [{self.severity} {self.rule}]"


def found(rule: Rule[_T], thing: _T, path: str) -> Iterator[Finding]:
    """The findings of one rule."""
    for problem in rule.check(thing):
        yield Finding(rule.id, rule.severity, path, problem.where, problem.what, problem.todo)
