"""`python -m simulator evaluate` for annotation sets: how well an interaction model finds intents and slots."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from simulator.annotations.report import as_json, in_text
from simulator.annotations.scores import score
from simulator.annotations.sets import Annotation, read_annotations
from simulator.conversations.strict import FileProblemsError
from simulator.language.step import load_language
from simulator.model import model_path
from simulator.progress import watched


def evaluate(
    paths: Sequence[Path],
    model: Path | None,
    locale: str,
    now: datetime,
    *,
    json_wanted: bool,
    at_least: float = 100.0,
) -> int:
    """Prints the report. Raises ModelError.

    0: at least so many percent of the utterances reach their intent with every slot as expected; 1: fewer do; 2: a
    file cannot be used, and every problem is told.
    """
    where = model or model_path(locale)
    language = load_language(where, locale)
    annotations: list[Annotation] = []
    problems: list[str] = []
    for path in dict.fromkeys(paths):
        try:
            annotations += read_annotations(path, language.model)
        except FileProblemsError as error:
            problems += error.problems
    if problems:
        print("\n".join(problems), file=sys.stderr)
        return 2
    scored = [score(one, language, now) for one in watched(annotations)]
    if json_wanted:
        head = {"files": [str(path) for path in paths], "model": str(where), "locale": locale}
        print(json.dumps(head | as_json(scored), indent=2, ensure_ascii=False))
    else:
        print(in_text(scored))
    return 0 if 100 * sum(one.right for one in scored) >= at_least * len(scored) else 1
