"""How well labelled sentences are understood, and how hard what the skill says is to follow, as figures."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from safety.patients import MOMENT
from safety.reading_grade import GRADE, Said, grade, heard, spoken_locales
from safety.report.figures import share
from safety.report.running import LOCALE
from simulator.progress import watched
from simulator.workbench.figures import Tally
from simulator.workbench.judging import Judged, judge
from simulator.workbench.labels import read_labels
from skill.understanding import understand

_HARDEST = 10


def understanding(file: str, path: Path, role: str) -> dict[str, Any]:
    """The figures of a file of labelled utterances, in all and by group; `file` is the name it goes by."""
    judged = [judge(one, understand(one.say, one.asked, LOCALE, MOMENT)) for one in watched(read_labels(path))]
    groups: dict[str, list[Judged]] = {}
    for one in judged:
        groups.setdefault(one.said.group, []).append(one)
    return {
        "file": file,
        "role": role,
        "all": _tally(judged),
        "by_group": {group: _tally(found) for group, found in groups.items()},
        "heard_as_no": [
            {"line": int(one.said.where.rpartition(":")[2]), "say": one.said.say, "topics": list(one.denied)}
            for one in judged
            if one.denied
        ],
    }


def _tally(judged: Sequence[Judged]) -> dict[str, Any]:
    tally = Tally.of(judged)
    denied = sum(bool(one.denied) for one in judged)
    found = {name: share(getattr(tally, name), tally.said) for name in ("right", "clean", "exact")}
    return {"sentences": tally.said, **found, "heard_as_no": denied}


def reading() -> dict[str, Any]:
    """The reading grade of everything that the skill says in any locale; a text that several share counts once."""
    said = _distinct(heard())
    graded = sorted(((grade(one.text), locale, one) for locale, one in said), key=lambda row: (-row[0], row[2].text))
    grades = [round(found, 2) for found, _, _ in graded]
    return {
        "limit": GRADE,
        "locales": list(spoken_locales()),
        "strings": len(graded),
        "median": round(statistics.median(grades), 1),
        "over": sum(found > GRADE for found, _, _ in graded),
        "distribution": {str(floor): count for floor, count in sorted(Counter(map(math.floor, grades)).items())},
        "hardest": [
            {"grade": round(found, 1), "locale": locale, "path": one.path, "text": one.text}
            for found, locale, one in graded[:_HARDEST]
        ],
    }


def _distinct(rows: Iterable[tuple[str, bool, Said]]) -> list[tuple[str, Said]]:
    found: dict[str, tuple[str, Said]] = {}
    for locale, _, one in rows:
        found.setdefault(one.text, (locale, one))
    return list(found.values())
