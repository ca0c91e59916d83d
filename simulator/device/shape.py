"""Reading JSON that may have any shape: what is wrong is noted with its place, and nothing is ever raised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

_NAMES = {dict: "an object", list: "a list", str: "a string", bool: "true or false", int: "a number", float: "a number"}


@dataclass
class Verdict:
    """What was found in a response. With an error nothing of it is spoken."""

    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def kind(value: Any) -> str:
    """What a JSON value is, in words."""
    return "null" if value is None else _NAMES.get(type(value), f"a {type(value).__name__}")


def shown_value(value: Any) -> str:
    """A value as it may stand in a line: short, on one line."""
    text = " ".join(repr(value).split())
    return text if len(text) <= 40 else text[:37] + "..."


@dataclass(frozen=True)
class Part:
    """An object in a response, and its place there ("response.card.image")."""

    value: Mapping[str, Any]
    place: str
    verdict: Verdict

    def wrong(self, what: str, todo: str, name: str = "") -> None:
        """Notes an error: what is wrong here (or at `name`), and what to do."""
        self.verdict.errors.append(f"{self._at(name)}: {what} - {todo}")

    def odd(self, what: str, name: str = "") -> None:
        """Notes a warning."""
        self.verdict.warnings.append(f"{self._at(name)}: {what}")

    def has(self, name: str) -> bool:
        """Whether there is something under this name; null is nothing."""
        return self.value.get(name) is not None

    def text(self, name: str, *, needed: bool = False, most: int | None = None) -> str | None:
        """A string, of so many characters at most."""
        found: str | None = self._of(name, str, needed)
        if found is not None and most is not None and len(found) > most:
            self.wrong(f"{len(found)} characters, {most} at most", f"shorten it by {len(found) - most}", name)
        return found

    def whole(self, name: str, *, needed: bool = False, least: int = 0) -> int | None:
        """A whole number of `least` or more."""
        found: int | None = self._of(name, int, needed)
        if found is not None and found < least:
            self.wrong(f"is {found}", f"give {least} or more", name)
        return found

    def flag(self, name: str) -> bool | None:
        """True or false."""
        found: bool | None = self._of(name, bool, False)
        return found

    def one_of(self, name: str, words: Sequence[str], *, needed: bool = False) -> str | None:
        """A string out of a few."""
        found: str | None = self._of(name, str, needed)
        if found is not None and found not in words:
            self.wrong(f"{shown_value(found)} is not known", f"give one of {', '.join(words)}", name)
            return None
        return found

    def part(self, name: str, *, needed: bool = False) -> Part | None:
        """An object."""
        found = self._of(name, dict, needed)
        return None if found is None else Part(found, self._at(name), self.verdict)

    def items(self, name: str, *, needed: bool = False) -> list[Any]:
        """A list; empty when there is none."""
        return self._of(name, list, needed) or []

    def parts(self, name: str, *, needed: bool = False) -> list[Part]:
        """A list of objects; what is no object is noted and left out."""
        found = []
        for number, value in enumerate(self.items(name, needed=needed)):
            place = f"{self._at(name)}[{number}]"
            if isinstance(value, dict):
                found.append(Part(value, place, self.verdict))
            else:
                self.verdict.errors.append(f"{place}: is {kind(value)}, an object expected - make it an object")
        return found

    def members(self, name: str) -> Iterator[tuple[str, Part]]:
        """The objects of an object of objects, by their names."""
        whole = self.part(name)
        for key in whole.value if whole else ():
            member = whole.part(key) if whole else None
            if member is not None:
                yield key, member

    def only(self, names: Sequence[str]) -> None:
        """Warns of names that Alexa does not know here: a slip of the pen is silently ignored."""
        for name in self.value:
            if name not in names:
                self.odd(f"{shown_value(name)} is not known here and is ignored; known are: {', '.join(names)}")

    def _of(self, name: str, wanted: type, needed: bool) -> Any:
        found = self.value.get(name)
        if found is None:
            if needed:
                self.wrong("is missing", f"give {_NAMES[wanted]}", name)
            return None
        if not isinstance(found, wanted) or (wanted is int and isinstance(found, bool)):
            self.wrong(f"is {kind(found)}, {_NAMES[wanted]} expected", f"give {_NAMES[wanted]}", name)
            return None
        return found

    def _at(self, name: str) -> str:
        return f"{self.place}.{name}" if self.place and name else self.place or name
