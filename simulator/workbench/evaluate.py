"""`python -m simulator evaluate`: how well labelled utterances are understood."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from simulator.progress import watched
from simulator.workbench.judging import Judged, judge
from simulator.workbench.labels import Utterance, read_labels
from simulator.workbench.report import as_data, in_text
from simulator.workbench.vocabulary import prepared
from skill.strict_yaml import KnowledgeError
from skill.understanding import understand


def evaluate(paths: Sequence[Path], locale: str, now: datetime, *, json_wanted: bool, misses: bool) -> int:
    """Prints the report; 1 if an emergency was heard as no although it was not denied, 2 for an unreadable file."""
    labelled, problems = _read(paths, prepared(locale))
    if problems:
        print("\n".join(problems), file=sys.stderr)
        return 2
    judged = [judge(one, understand(one.say, one.asked, locale, now)) for one in watched(labelled)]
    if json_wanted:
        head = {"files": [str(path) for path in paths], "locale": locale, "now": now.isoformat()}
        print(json.dumps(head | as_data(judged, misses=misses), indent=2, ensure_ascii=False))
    else:
        print(in_text(judged, misses=misses))
    return status(judged)


def status(judged: Sequence[Judged]) -> int:
    """0 where no emergency was denied by mistake; other mistakes are figures, not failures."""
    return 1 if any(one.denied for one in judged) else 0


def _read(paths: Sequence[Path], language: str) -> tuple[list[Utterance], list[str]]:
    """All files, and every problem of all of them."""
    labelled: list[Utterance] = []
    problems: list[str] = []
    for path in dict.fromkeys(paths):
        try:
            labelled += read_labels(path, language)
        except KnowledgeError as error:
            problems += error.problems
    return labelled, problems
