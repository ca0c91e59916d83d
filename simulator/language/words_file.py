"""Strict reading of a language file: what it may hold, and one line for everything that is wrong with it.

An entry that is misspelt or of the wrong kind would be lost in silence, and the language would be heard worse for it.
An entry that is left out is no problem: what a language does not say is matched more literally.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping, Set
from functools import cache
from pathlib import Path
from typing import Any

from simulator.errors import UsageError
from simulator.language.templates import template_problem

_UNIT = re.compile(r"\d*(S|M|H|D|W|MONTH|Y)")
_NAME = re.compile(r"AMAZON\.\w+Intent")


class LanguageFileError(UsageError):
    """A language file cannot be used. The message has a line `path:line: what is wrong - what to do` per problem."""


def _text(value: Any) -> str:
    """The problem with a text; "" when it is one."""
    return "" if isinstance(value, str) and value.strip() else f"{value!r} is no text; write words in quotes"


def _texts(value: Any) -> str:
    if not isinstance(value, list):
        return "it must be a list of words, [] when the language has none"
    return next(filter(None, map(_text, value)), "")


def _whole_number(value: Any) -> str:
    is_number = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return "" if is_number else f"{value!r} is no whole number; write one such as 20"


def _number(value: Any) -> str:
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and value > 0
    return "" if is_number else f"{value!r} is no number; write one such as 1.5"


def _truth(value: Any) -> str:
    return "" if isinstance(value, bool) else f"{value!r} is neither true nor false; write one of them"


def _unit(value: Any) -> str:
    if isinstance(value, str) and _UNIT.fullmatch(value):
        return ""
    return f"{value!r} is no unit; write S, M, H, D, W, MONTH or Y, with a number before it for several (2H)"


def _table(values: Callable[[Any], str], names: re.Pattern[str] | None = None) -> Callable[[Any], str]:
    """A check of a mapping from words (or what `names` takes) to values of one kind."""

    def check(value: Any) -> str:
        if not isinstance(value, dict):
            return "it must be a mapping, {} when the language has none"
        for name, entry in value.items():
            problem = _text(name) or values(entry)
            if not problem and names and not names.fullmatch(name):
                problem = "that is no built-in intent; write its whole name, such as AMAZON.YesIntent"
            if problem:
                return f"{name}: {problem}"
        return ""

    return check


def _list_of(values: Callable[[Any], str]) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        if not isinstance(value, list):
            return "it must be a list, [] when the language has none"
        return next(filter(None, map(values, value)), "")

    return check


def _request(value: Any) -> str:
    parts = {"verbs": _texts, "connectors": _texts, "optional": _truth}
    if not isinstance(value, dict) or not parts.keys() <= value.keys() or value.keys() - parts.keys() - {"closers"}:
        return "a request has verbs, connectors and optional, and perhaps closers; write these"
    return next(filter(None, (check(value[part]) for part, check in parts.items())), "") or _texts(
        value.get("closers", [])
    )


def _spoken_forms(tables: str, readers: Set[str]) -> Callable[[Any], str]:
    """A check of templates, with the tables of words that they may name beside the `readers`."""

    def check(value: Any) -> str:
        if not isinstance(value, dict) or value.keys() != {tables, "templates"}:
            return f"it must have {tables} and templates, and nothing else"
        if not isinstance(value[tables], dict) or not isinstance(value["templates"], list):
            return f"{tables} must be a mapping and templates a list; write them so"
        known = set(readers)
        for name, table in value[tables].items():
            each = table if isinstance(table, dict) else {name: table}
            problem = next(filter(None, map(_texts, each.values())), "")
            if problem:
                return f"{name}: {problem}"
            known.add(str(name))
        for entry in value["templates"]:
            problem = _texts(entry.get("say")) if isinstance(entry, dict) else "say is missing; write what is said"
            problem = problem or next(filter(None, (template_problem(say, known) for say in entry["say"])), "")
            if problem:
                return f"template {entry!r}: {problem}"
        return ""

    return check


def _noise(value: Any) -> str:
    parts = {"fillers": _texts, "swallowed": _texts, "misheard": _table(_texts)}
    if not isinstance(value, dict) or value.keys() != parts.keys():
        return "noise has fillers, swallowed and misheard; write these"
    return next(filter(None, (check(value[part]) for part, check in parts.items())), "")


KINDS: Mapping[str, Callable[[Any], str]] = {
    "wake": _texts,
    "polite": _texts,
    "please": _texts,
    "articles": _texts,
    "launch": _texts,
    "launch_after": _texts,
    "requests": _list_of(_request),
    "requests_after": _list_of(_request),
    "from": _texts,
    "leave": _texts,
    "builtins": _table(_texts, _NAME),
    "fillers": _texts,
    "function": _texts,
    "letters": _table(lambda value: "" if isinstance(value, str) else f"{value!r} is no text; write letters in quotes"),
    "prefixes": _table(_texts),
    "suffixes": _table(_text),
    "whole": _table(_texts),
    "same": _list_of(_texts),
    "endings": _texts,
    "joiners": _texts,
    "numbers": _table(_whole_number),
    "scales": _table(_whole_number),
    "one": _texts,
    "half": _texts,
    "halves": _table(_number),
    "half_before": _texts,
    "and": _texts,
    "and_after": _whole_number,
    "ones_first": _truth,
    "units": _table(_unit),
    "minus": _texts,
    "repeats": _table(_whole_number),
    "ordinals": _table(_whole_number),
    "ordinal_endings": _texts,
    "dates": _spoken_forms("words", {"day", "count", "year", "decade"}),
    "times": _spoken_forms("half", {"hour", "minute", "half"}),
    "noise": _noise,
    "problem": _text,
    "consent": _text,
    "approve": _texts,
    "permissions": _table(_text),
    "judging": _table(_texts),  # read by simulator/lint/spoken.py
}


@cache
def _word_loader() -> Any:
    """A safe loader that takes nothing for a truth but true and false, and nothing for a date or for nothing at all."""
    import yaml

    safe: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C reader is ten times faster, where it is built in
    kept = {
        first: [(tag, test) for tag, test in resolvers if tag.rpartition(":")[2] in ("int", "float")]
        for first, resolvers in safe.yaml_implicit_resolvers.items()
    }
    loader = type("WordLoader", (safe,), {"yaml_implicit_resolvers": kept})
    yaml.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), list("tf"), Loader=loader)
    return loader


def read_language(path: Path) -> dict[str, Any]:
    """The entries of a language file. A bare yes, no, on, off or null is a word there, as in the language.

    Raises LanguageFileError when the file cannot be read, or an entry is not as it must be.
    """
    import yaml  # only when a language is needed: importing the package stays quick

    loader = _word_loader()
    try:
        text = path.read_text(encoding="utf-8")
        node = yaml.compose(text, Loader=loader)
        raw = yaml.load(text, Loader=loader)  # noqa: S506 - a safe loader, see above
    except (OSError, UnicodeDecodeError) as error:
        raise LanguageFileError(f"{path}:1: cannot be read ({error}) - restore the file, saved as UTF-8") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or str(error).splitlines()[0]
        line = mark.line + 1 if mark else 1
        raise LanguageFileError(
            f"{path}:{line}: this is not YAML ({what}) - mend this line or the one before"
        ) from error
    if not isinstance(node, yaml.MappingNode) or not isinstance(raw, dict):
        raise LanguageFileError(f"{path}:1: the file holds no mapping - it must start with `name: value`")
    lines = {str(key.value): key.start_mark.line + 1 for key, _ in reversed(node.value)}
    problems = [f"{path}:{line}: {what}" for line, what in sorted([*_twice(node), *_wrong(raw, lines)])]
    if problems:
        raise LanguageFileError("\n".join(problems))
    return raw


def _twice(node: Any) -> Iterable[tuple[int, str]]:
    """Words and entries that stand twice in one mapping: YAML keeps the last one in silence."""
    mappings = [("", node), *((f"{key.value}: ", value) for key, value in node.value if value.id == "mapping")]
    for where, mapping in mappings:
        seen: dict[str, int] = {}
        for key, _ in mapping.value:
            name, line = str(key.value), key.start_mark.line + 1
            if name in seen:
                yield line, f"{where}'{name}' stands twice (first in line {seen[name]}) - remove one of them"
            seen.setdefault(name, line)


def _wrong(raw: Mapping[str, Any], lines: Mapping[str, int]) -> Iterable[tuple[int, str]]:
    for name, value in raw.items():
        line = lines.get(str(name), 1)
        if name not in KINDS:
            near = difflib.get_close_matches(str(name), KINDS, n=1)
            hint = f"did you mean '{near[0]}'?" if near else "the entries are those of en.yaml"
            yield line, f"unknown entry '{name}' - {hint}"
            continue
        problem = KINDS[name](value)
        if problem:
            what, _, to_do = problem.rpartition("; ")
            yield line, f"{name}: {what} - {to_do}" if what else f"{name} is of the wrong kind - {to_do}"
