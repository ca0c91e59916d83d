"""Read YAML strictly: every problem with its line, nothing lost or changed in silence.

YAML 1.1 keeps the last of two equal keys, and reads a bare `no` as a truth and `1:30` as a number. Here a key that
stands twice is a problem, and where words are expected every scalar is taken as it is written.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

import yaml

Node: TypeAlias = yaml.Node
Entries: TypeAlias = dict[str, yaml.Node]
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST, _MOST_NODES = 40, 500_000
"""Levels and entries that no such file needs; an entry that holds itself passes any depth."""


class FileProblemsError(ValueError):
    """A file that cannot be used. `problems`: a line `path:line: what - what to do` for each thing that is wrong."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


class Reading:
    """One reading of one text: notes problems and goes on, so that all of them are told at once."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.problems: list[str] = []

    def add(self, at: Node | int, what: str, to_do: str) -> None:
        """Note a problem at a node or a line."""
        line = at if isinstance(at, int) else line_of(at)
        self.problems.append(f"{self.where}:{line}: {what} - {to_do}")

    def stop_if_any(self) -> None:
        """Raise FileProblemsError with everything noted, if there is something."""
        if self.problems:
            raise FileProblemsError(self.problems)

    def compose(self, text: str) -> Node | None:
        """The root of the text, None for an empty one. Raises FileProblemsError where it is not YAML."""
        try:
            root: Node | None = yaml.compose(text, Loader=_Loader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            what = getattr(error, "problem", None) or str(error).splitlines()[0]
            self.add(mark.line + 1 if mark else 1, f"this is not YAML ({what})", "mend the line or the one before it")
            raise FileProblemsError(self.problems) from error
        if root is not None and _too_much(root):
            self.add(root, "entries are nested too deep, or one holds itself", "write it flat, without `*`")
            self.stop_if_any()
        return root

    def rows(self, node: Node, what: str, if_empty: str = "") -> Sequence[Node]:
        """The members of a list; none, with a problem noted, where it is no list.

        `if_empty`: what to do about an empty one; "" where it may be empty.
        """
        if isinstance(node, yaml.SequenceNode):
            if if_empty and not node.value:
                self.add(node, f"{what} is empty", if_empty)
            return list(node.value)
        self.add(node, f"{what} is no list", "write each under the other, with a dash before it")
        return []

    def entries(self, node: Node, what: str, known: Iterable[str]) -> Entries:
        """The entries of a mapping by their keys; unknown keys and keys that stand twice are noted."""
        if not isinstance(node, yaml.MappingNode):
            self.add(node, f"{what} is no mapping", "write `name: value` entries")
            return {}
        known, found = tuple(known), {}
        for key_node, value in node.value:
            key = str(key_node.value)
            if known and key not in known:
                self.add(key_node, f"{what} has an unknown entry '{key}'", did_you_mean(key, known))
            elif key in found:
                self.add(key_node, f"'{key}' stands twice", "remove or rename one of them")
            else:
                found[key] = value
        return found

    def words(self, node: Node, what: str, *, silent: bool = False) -> str:
        """A text, as it is written. `silent`: it may be empty, in quotes."""
        if not isinstance(node, yaml.ScalarNode):
            self.add(node, f"{what} is no text", "write words, in quotes where they hold : or #")
            return ""
        text = str(node.value).strip()
        if not text and not (silent and node.style in ('"', "'")):
            self.add(node, f"{what} is empty", 'write words, or "" for silence' if silent else "write words")
        return text

    def several(self, node: Node, what: str) -> tuple[str, ...]:
        """One text, or a list of texts."""
        if isinstance(node, yaml.SequenceNode):
            return tuple(self.words(member, what) for member in node.value)
        return (self.words(node, what),)

    def truth(self, node: Node, what: str) -> bool:
        """True or false."""
        text = str(node.value).lower() if isinstance(node, yaml.ScalarNode) else ""
        if text not in ("true", "false"):
            self.add(node, f"{what} is neither true nor false", "write true or false")
        return text == "true"

    def value(self, node: Node, what: str) -> Any:
        """Any value that JSON has. What YAML alone would read as a truth, a number or a date must stand in quotes."""
        if isinstance(node, yaml.MappingNode):
            return {key: self.value(value, what) for key, value in self.entries(node, what, ()).items()}
        if isinstance(node, yaml.SequenceNode):
            return [self.value(member, what) for member in node.value]
        text, tag = str(node.value), str(node.tag).rpartition(":")[2]
        if tag == "str":
            return text
        if tag == "null":
            return None
        if tag == "bool" and text.lower() in ("true", "false"):
            return text.lower() == "true"
        try:
            if tag in ("int", "float"):
                return int(text) if tag == "int" else float(text)
        except ValueError:
            pass
        self.add(node, f"{what}: YAML would not read {text} as words", f'write "{text}"')
        return text


def is_null(node: Node) -> bool:
    """Whether nothing, null or ~ stands there."""
    return isinstance(node, yaml.ScalarNode) and str(node.tag).endswith(":null")


def line_of(node: Node) -> int:
    """The line on which a node begins; the first line is 1."""
    return int(node.start_mark.line) + 1


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """The nearest known name, or the list of them where none is near."""
    names = sorted(known)
    near = difflib.get_close_matches(name, names, n=1)
    return f"did you mean '{near[0]}'?" if near else "use one of " + ", ".join(names)


def _too_much(root: Node) -> bool:
    """Whether an entry holds itself, or small aliases stand for very many entries."""
    waiting, seen = [(root, 0)], 0
    while waiting:
        node, level = waiting.pop()
        seen += 1
        if level > _DEEPEST or seen > _MOST_NODES:
            return True
        if isinstance(node, yaml.SequenceNode):
            waiting += [(part, level + 1) for part in node.value]
        elif isinstance(node, yaml.MappingNode):
            waiting += [(part, level + 1) for pair in node.value for part in pair]
    return False
