"""The files of one language's lexicon -> one mapping, and the place in them of what is wrong.

The files hold, in any split: `endings`, `contractions`, `rewrites`, `fillers`, `doubles`, `misheard` (spelling),
`concepts` (name -> phrases), `compounds` (name -> patterns over concepts), `roles` (what a concept does in a sentence),
`breaks` and `marks` (what shapes it), `settings` (how a part of it changes what it means), `bare` (what yes and no mean
where they are not values), `gives_way` (members of a set that others displace), `times` (which time means what) and
`frames` (patterns -> findings), `frequent` (how often a key is said). `time.yaml` holds the words of time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from skill.strict_yaml import WordLoader, did_you_mean

LEXICON = Path(__file__).parent / "knowledge" / "lexicon"
TIME = "time.yaml"
ENTRIES = (
    "endings", "contractions", "rewrites", "fillers", "doubles", "misheard", "concepts", "compounds", "roles",
    "breaks", "marks", "settings", "bare", "gives_way", "names", "times", "frames", "frequent",
)  # fmt: skip


class LexiconError(ValueError):
    """A lexicon cannot be understood. `problems` has one line for each: `path:line: what is wrong - what to do`."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True)
class Problem:
    """What is wrong, what to do, and a text that stands in the line where it is wrong."""

    what: str
    to_do: str
    near: str = ""


def read_files(language: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Everything but the words of time, joined; and the words of time. Raises LexiconError."""
    folder = LEXICON / language
    files = sorted(path for path in folder.glob("*.yaml") if path.name != TIME)
    if not files:
        raise LexiconError([f"{folder}:1: no lexicon - add the folder with its YAML files"])
    merged: dict[str, Any] = {}
    for path in files:
        for key, value in _read(path).items():
            _merge(merged, str(key), value, path)
    return merged, _read(folder / TIME)


def placed(language: str, problems: Iterable[Problem]) -> LexiconError:
    """The error for these problems, each with the file and the line where its text stands first."""
    texts = {
        path: path.read_text(encoding="utf-8").splitlines() for path in sorted((LEXICON / language).glob("*.yaml"))
    }
    return LexiconError(
        f"{_place(problem.near, texts, language)}: {problem.what} - {problem.to_do}" for problem in problems
    )


def _place(near: str, texts: Mapping[Path, list[str]], language: str) -> str:
    for path, lines in texts.items():
        for number, line in enumerate(lines, start=1):
            if near and near in line:
                return f"{path}:{number}"
    return f"{LEXICON / language}:1"


def _read(path: Path) -> dict[str, Any]:
    try:
        read = yaml.load(path.read_text(encoding="utf-8"), Loader=WordLoader)  # noqa: S506 - a safe loader
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError([f"{path}:1: cannot be read ({error}) - restore it"]) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or "unreadable"
        line = mark.line + 1 if mark else 1
        raise LexiconError(
            [f"{path}:{line}: this is not YAML ({what}) - mend the line or the one before it"]
        ) from error
    if not isinstance(read, dict):
        raise LexiconError([f"{path}:1: not a mapping - write `concepts:` and `frames:` at its top"])
    return read


def _merge(merged: dict[str, Any], key: str, value: Any, path: Path) -> None:
    """Lists add up, mappings are joined; a name that stands twice is an error, and so is an unknown entry."""
    if key not in ENTRIES:
        raise LexiconError([f"{path}:{_line(path, key)}: there is no entry '{key}' - {did_you_mean(key, ENTRIES)}"])
    if value is None:
        return
    if isinstance(value, list):
        merged.setdefault(key, []).extend(value)
        return
    known = merged.setdefault(key, {})
    twice = sorted(set(known) & set(value))
    if twice:
        where = f"{path}:{_line(path, str(twice[0]))}"
        raise LexiconError([f"{where}: {key}: {', '.join(twice)} stands in two files - keep one of them"])
    known.update(value)


def _line(path: Path, name: str) -> int:
    """The line on which a name stands as a key."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((at for at, line in enumerate(lines, start=1) if line.strip().startswith(f"{name}:")), 1)
