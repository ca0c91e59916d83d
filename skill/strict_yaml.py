"""Read YAML strictly, with the line of every entry, and collect everything that is wrong before saying so.

PyYAML keeps the last of two equal keys in silence, so a red flag could vanish: here that is a problem with a line.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar

import yaml

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C reader is ten times faster, where it is built in


class WordLoader(_Loader):  # type: ignore[misc]
    """A safe loader for which yes, no, true, on and off are words, as people say them."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {
        first: [(tag, test) for tag, test in resolvers if tag != "tag:yaml.org,2002:bool"]
        for first, resolvers in _Loader.yaml_implicit_resolvers.items()
    }


class Table(dict[str, Any]):
    """A mapping that knows the line on which it and each of its keys stand (1 is the first line)."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}

    def line_of(self, key: str) -> int:
        """Line of a key, or of the mapping where the key is not its own."""
        return self.lines.get(key, self.line)


class Problems:
    """What is wrong with a file: lines of the form `path:line: what is wrong - what to do`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines: list[str] = []

    def add(self, line: int, what: str, to_do: str) -> None:
        """Note one problem; reading goes on, so that all of them are told at once."""
        self.lines.append(f"{self.path}:{line}: {what} - {to_do}")

    def check_entries(self, table: Table, known: Iterable[str], where: str) -> None:
        """Note every key of a mapping that is not among the known ones: a misspelt one would be lost in silence."""
        for key in table:
            if key not in known:
                self.add(table.line_of(key), f"{where} has an unknown entry '{key}'", did_you_mean(key, known))

    def stop_if_any(self) -> None:
        """Raise KnowledgeError with every problem found, if there is one."""
        if self.lines:
            raise KnowledgeError(self.lines)


class KnowledgeError(Exception):
    """A knowledge file cannot be used. `problems` has one line for each thing that is wrong."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def read(path: Path) -> tuple[Table, Problems]:
    """Read a file as a Table, with the problems found so far. Raises KnowledgeError where nothing can be read."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError([f"{path}:1: cannot be read ({error}) - restore the file from the repository"]) from error
    return parse(text, path)


def read_words(path: Path) -> tuple[Table, Problems]:
    """Read a file of somebody's own, in which a bare yes or no is a word; likewise."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise KnowledgeError([f"{path}:1: cannot be read ({error.strerror}) - check the path"]) from error
    except UnicodeDecodeError as error:
        raise KnowledgeError([f"{path}:1: is not text in UTF-8 - save it as UTF-8"]) from error
    return parse(text, path, WordLoader)


def parse(text: str, path: Path, loader: Any = _Loader) -> tuple[Table, Problems]:
    """Read the text of a file as a Table, likewise; with a WordLoader a bare yes or no is a word, not a problem."""
    problems = Problems(path)
    try:
        node = yaml.compose(text, Loader=loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        what = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise KnowledgeError(
            [f"{path}:{line}: this is not YAML ({what}) - mend the line or the one before it"]
        ) from error
    if not isinstance(node, yaml.MappingNode):
        raise KnowledgeError([f"{path}:1: the file holds no mapping - it must start with `name: value`"])
    try:
        table: Table = _plain(node, problems)
    except RecursionError as error:
        raise KnowledgeError([f"{path}:1: an entry holds itself - remove the `*` that leads back to it"]) from error
    return table, problems


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A hint with the nearest known name, or the list of them where none is near."""
    names = sorted(known)
    near = difflib.get_close_matches(name, names, n=1)
    return f"did you mean '{near[0]}'?" if near else "use one of " + ", ".join(names[:12])


def _plain(node: yaml.Node, problems: Problems) -> Any:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        table = Table(line)
        for key_node, value_node in node.value:
            key, at = str(key_node.value), key_node.start_mark.line + 1
            if key in table:
                problems.add(
                    at, f"'{key}' stands twice (first in line {table.lines[key]})", "remove or rename one of them"
                )
            table[key] = _plain(value_node, problems)
            table.lines[key] = at
        return table
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, problems) for item in node.value]
    return _scalar(node, line, problems)


def _scalar(node: yaml.Node, line: int, problems: Problems) -> str | int | float | bool | None:
    """A text, number or truth; a bare yes, no or date must be quoted, since YAML would change what it means."""
    text = str(node.value)
    tag = node.tag.rpartition(":")[2]
    if tag == "str":
        return text
    if tag == "null":
        return None
    if tag == "bool" and text.lower() in {"true", "false"}:
        return text.lower() == "true"
    with suppress(ValueError):  # 1:30 and .inf are numbers to YAML alone
        if tag == "int":
            return int(text.replace("_", ""), 0)
        if tag == "float":
            return float(text)
    kind = f"an {tag}" if tag == "int" else f"a {tag}"
    problems.add(line, f"{text} stands without quotes and YAML would read it as {kind}", f'write "{text}"')
    return text
