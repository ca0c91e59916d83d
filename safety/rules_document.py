"""`python -m safety rules`: write docs/clinical-rules.md, or tell that it is stale; and name the rules past review."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path

from safety.rules.document import Document
from safety.rules.material import ROOT, Material, Paths, gather, prose
from safety.rules.review import overdue
from safety.rules.tracing import all_rules

DOCUMENT = ROOT / "docs" / "clinical-rules.md"


def write_or_check(*, check: bool, today: str | None, document: Path = DOCUMENT, paths: Paths | None = None) -> int:
    """Write the document, or with `check` only compare it; then name every rule that is past review on `today`.

    `today` is a date as YYYY-MM-DD (None: the day it is). Returns the exit status: 0; 1 if the document is stale or a
    rule is overdue; 2 if `today` is no date. Raises KnowledgeError where a file cannot be used.
    """
    paths = paths or Paths()
    day = _day(today)
    if day is None:
        print(prose(paths).say("command.no_date", given=today), file=sys.stderr)
        return 2
    material = gather(paths)
    stale = _compare(material, document) if check else _write(material, document)
    return 1 if _tell_overdue(material, day, paths.triage) or stale else 0


def _day(today: str | None) -> date | None:
    if today is None:
        return datetime.now(tz=UTC).date()
    try:
        day = date.fromisoformat(today)
    except ValueError:
        return None
    return day if day.isoformat() == today else None


def _write(material: Material, document: Path) -> bool:
    document.write_text(Document(material).write(), encoding="utf-8")
    counts = {"criteria": len(material.titles), "rules": len(all_rules(material.knowledge))}
    print(material.text.say("command.written", file=_shown(document), cases=len(material.cases), **counts))
    return False


def _compare(material: Material, document: Path) -> bool:
    """Whether the document is not what would be written."""
    written = document.read_text(encoding="utf-8") if document.is_file() else ""
    stale = written != Document(material).write()
    print(material.text.say("command.stale" if stale else "command.current", file=_shown(document)))
    return stale


def _tell_overdue(material: Material, day: date, triage: Path) -> bool:
    due = list(overdue(material.knowledge, day))
    if due:
        print(material.text.say("command.due", count=len(due)))
        for rule, when in due:
            print("  " + material.text.say("command.due_rule", name=rule.name, date=when))
        print(material.text.say("command.due_what_to_do", file=_shown(triage)))
    return bool(due)


def _shown(path: Path) -> str:
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)
