"""`python -m safety report`: write the report, or tell in what the one that is there is not current."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from safety.report import html, markdown, plots
from safety.report.document import document, headline
from safety.report.gathering import ROOT, gather
from skill.strict_yaml import KnowledgeError

OWN = ROOT / "docs" / "safety-report"
OTHERS = ROOT / "build" / "safety-report"
"""Where the report on somebody's own vignettes goes: never over the one on the project's."""

FIGURES = "figures.json"


def write_or_check(files: Sequence[Path] | None, out: Path | None, *, check: bool = False) -> int:
    """Write the report on the project's vignettes, or on those of `files`, into the folder `out`.

    Gives the exit status: 0; 1 where `check` finds something that is not current. Raises KnowledgeError where a file
    cannot be used, with every problem of all of them.
    """
    out = out or (OTHERS if files else OWN)
    if out.exists() and not out.is_dir():
        raise KnowledgeError([f"{out}:1: is a file - name a folder for the report"])
    figures = gather(files)
    if check:
        return _check(figures, out)
    out.mkdir(parents=True, exist_ok=True)
    for name, text in pages(figures).items():
        (out / name).write_text(text, encoding="utf-8")
    print("\n".join(map(plain, headline(figures))))
    print(f"Written: {_shown(out / 'index.html')}, and README.md for reading on GitHub")
    return 0


def pages(figures: Mapping[str, Any]) -> dict[str, str]:
    """Every file of the report by its name, made of the figures alone."""
    found = document(figures)
    return {
        FIGURES: as_json(figures) + "\n",
        "README.md": markdown.rendered(found),
        "index.html": html.rendered(found),
        **plots.pictures(figures),
    }


def plain(text: str) -> str:
    """A text of the document for a terminal, without its marks."""
    return re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", text.replace("**", ""))


def as_json(value: Any, depth: int = 0) -> str:
    """JSON that can be read and compared line by line: what holds nothing nested stands in one line."""
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    if not any(isinstance(one, Mapping | list) and one for one in inner):
        return json.dumps(value, ensure_ascii=False)
    keys = (
        [f"{json.dumps(key, ensure_ascii=False)}: " for key in value]
        if isinstance(value, Mapping)
        else [""] * len(value)
    )
    lines = (f"{' ' * (depth + 1)}{key}{as_json(one, depth + 1)}" for key, one in zip(keys, inner, strict=True))
    start, end = "{}" if isinstance(value, Mapping) else "[]"
    return f"{start}\n" + ",\n".join(lines) + f"\n{' ' * depth}{end}"


def _check(figures: Mapping[str, Any], out: Path) -> int:
    wrong = list(problems(figures, out))
    if wrong:
        print("\n".join([*wrong, f"{_shown(out)} is not current ({len(wrong)}): run make report"]))
        return 1
    print(f"{_shown(out)} is current")
    return 0


def problems(figures: Mapping[str, Any], out: Path) -> Iterator[str]:
    """What is not current in a folder: each figure that differs, and each file that is not what the figures give."""
    try:
        there = json.loads((out / FIGURES).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        yield f"{_shown(out / FIGURES)} cannot be read ({error})"
        return
    yield from differences(there, figures, "")
    fresh = pages(figures)
    for name, text in fresh.items():
        if name == FIGURES:
            continue
        path = out / name
        if not path.is_file():
            yield f"{_shown(path)} is missing"
        elif not _same(name, path.read_text(encoding="utf-8"), text):
            yield f"{_shown(path)} is not what the figures give"
    for path in sorted(set(out.glob("*.svg")) - {out / name for name in fresh}):
        yield f"{_shown(path)} is left over from an earlier report: remove it"


def differences(there: Any, now: Any, path: str) -> Iterator[str]:
    """Every figure that differs, as `path: there -> now`."""
    if isinstance(there, dict) and isinstance(now, Mapping):
        for key in dict.fromkeys((*there, *now)):
            yield from differences(there.get(key), now.get(key), f"{path}.{key}" if path else str(key))
    elif isinstance(there, list) and isinstance(now, list) and len(there) == len(now):
        for number, (one, other) in enumerate(zip(there, now, strict=True)):
            name = other.get("id") or other.get("file") or number if isinstance(other, dict) else number
            yield from differences(one, other, f"{path}[{name}]")
    elif there != now:
        yield f"{path}: {json.dumps(there, ensure_ascii=False)} -> {json.dumps(now, ensure_ascii=False)}"


def _same(name: str, there: str, now: str) -> bool:
    """Whether a file is current; a picture that another release of matplotlib drew, if it shows the same figures."""
    return there == now or (name.endswith(".svg") and plots.shows_the_same(there, now))


def _shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)
