"""Runs the rules over model files and skill packages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator.errors import UsageError
from simulator.language.words import load_words
from simulator.lint.conflicts import Conflict, conflicts
from simulator.lint.draft import Draft
from simulator.lint.finding import Finding, found
from simulator.lint.package import Package
from simulator.lint.reading import read_json
from simulator.lint.rules import MANIFEST_RULES, MODEL_RULES, PACKAGE_RULES
from simulator.model import MODELS

OWN = MODELS.parents[1]
CONFLICT = "conflict"
_LOCALE = re.compile(r"[a-z]{2}-[A-Z]{2}")
_FOLDERS = ("", "skill-package")  # a package itself, or a project of Amazon's command line around it


@dataclass(frozen=True)
class Linted:
    """All that was found: in which files, and the conflicts of each model apart, in the shape of Amazon's tool."""

    files: tuple[str, ...]
    findings: tuple[Finding, ...]
    conflicts: Mapping[str, tuple[Conflict, ...]]

    @property
    def errors(self) -> int:
        """How many findings Amazon's build would refuse."""
        return sum(1 for finding in self.findings if finding.severity == "error")


def lint(paths: Sequence[Path], locale: str = "en-US") -> Linted:
    """Judges model files, and packages (a folder, or its skill.json). `locale`: of a model that is not named after one.

    Raises UsageError for a path that is neither.
    """
    files: list[Path] = []
    findings: list[Finding] = []
    clashes: dict[str, tuple[Conflict, ...]] = {}
    loose: list[Path] = []
    for path in paths:
        if path.is_dir() or path.name == "skill.json":
            parts = _parts(path)
            files += parts
            findings += _judge(parts, locale, clashes)
        elif path.exists():
            loose.append(path)
        else:
            raise UsageError(f"{path}: no such file or folder - name a model (JSON) or a skill package")
    files += loose
    findings += _judge(loose, locale, clashes)
    return Linted(tuple(map(_shown, files)), tuple(findings), clashes)


def _parts(path: Path) -> list[Path]:
    """The files of a package. Raises UsageError when the folder is none."""
    folder = path if path.is_dir() else path.parent
    for inner in _FOLDERS:
        package = folder / inner
        models = sorted((package / "interactionModels" / "custom").glob("*.json"))
        manifest = [package / "skill.json"] if (package / "skill.json").is_file() else []
        if models or manifest:
            return [*manifest, *models]
    raise UsageError(f"{path}: no skill package - it needs skill.json and interactionModels/custom/<locale>.json")


def _judge(paths: Sequence[Path], locale: str, clashes: dict[str, tuple[Conflict, ...]]) -> Iterator[Finding]:
    """The findings in the files of one package, or in files that were named one by one."""
    drafts: list[Draft] = []
    manifest, manifest_path = None, None
    for path in paths:
        raw, problems = read_json(path)
        yield from (Finding(p.rule, p.severity, _shown(path), p.where, p.what, p.todo) for p in problems)
        if raw is None:
            continue
        if path.name == "skill.json" or (isinstance(raw, dict) and "manifest" in raw):
            manifest, manifest_path = raw, path
        else:
            drafts.append(_draft(path, raw, locale))
    for draft in drafts:
        yield from _model(draft, clashes)
    if not paths:
        return
    folder = (manifest_path or paths[0]).parent
    whole = Package(folder, tuple(drafts), manifest if isinstance(manifest, dict) else {})
    for rule in PACKAGE_RULES:
        yield from found(rule, whole, _shown(folder))
    for rule in MANIFEST_RULES if manifest_path else ():
        yield from found(rule, whole, _shown(manifest_path or folder))


def _draft(path: Path, raw: Any, locale: str) -> Draft:
    own = path.stem if _LOCALE.fullmatch(path.stem) else locale
    return Draft(path, own, raw if isinstance(raw, dict) else {"": raw})


def _model(draft: Draft, clashes: dict[str, tuple[Conflict, ...]]) -> Iterator[Finding]:
    shown = _shown(draft.path)
    for rule in MODEL_RULES:
        yield from found(rule, draft, shown)
    clashes[shown] = tuple(conflicts(draft, load_words(draft.locale).builtins))
    for conflict in clashes[shown]:
        takers = " and ".join(f"{one.intent} ('{one.sample}')" for one in conflict.taken)
        what = f"'{conflict.utterance}' is taken by {takers}"
        yield Finding(CONFLICT, "warning", shown, "samples", what, "leave it to one of them")


def _shown(path: Path) -> str:
    """A path as people know it: from where they stand, if it lies below."""
    full = path.resolve()
    return str(full.relative_to(Path.cwd())) if full.is_relative_to(Path.cwd()) else str(path)
