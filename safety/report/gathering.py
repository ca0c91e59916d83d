"""All figures of one report: which files they come from, and the run that gives them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from safety.patients import MOMENT
from safety.report import language
from safety.report.figures import VERDICTS, counted, of_set, together
from safety.report.running import LOCALE, WORDS_A_MINUTE, Case, hear
from safety.report.vignettes import read_sets
from simulator.progress import watched
from skill.strict_yaml import Table, read

ROOT = Path(__file__).resolve().parent.parent.parent
PUBLISHED = ROOT / "safety" / "published.yaml"

DEVELOPED_ON, HEARD_ONCE, GIVEN, HELD_OUT = "developed_on", "heard_once", "given", "held_out"

_MAIN = "tests/data/vignettes.yaml"
_FURTHER = "tests/data/patients"
_SENTENCES = {"tests/data/utterances.yaml": DEVELOPED_ON, "tests/data/held_out_utterances.yaml": HELD_OUT}


@dataclass(frozen=True)
class Source:
    """A file of vignettes: where it is, the name it goes by in the report, and what it is to the project."""

    path: Path
    name: str
    role: str


@cache
def published() -> Table:
    """What others published, the targets, and what was heard at first. Raises KnowledgeError."""
    table, problems = read(PUBLISHED)
    problems.stop_if_any()
    return table


def own_sources() -> list[Source]:
    """The main set, and each set of further patients."""
    further = sorted((ROOT / _FURTHER).glob("*.yaml"), key=lambda path: _order(path.relative_to(ROOT).as_posix()))
    return [
        Source(ROOT / _MAIN, _MAIN, DEVELOPED_ON),
        *(Source(path, path.relative_to(ROOT).as_posix(), HEARD_ONCE) for path in further),
    ]


def _order(name: str) -> tuple[int, str]:
    """First, second, third … as they were heard; a set that is not listed comes after them."""
    heard = [entry["file"] for entry in published()["first_hearing"]["sets"]]
    return (heard.index(name) if name in heard else len(heard), name)


def gather(files: Sequence[Path] | None) -> dict[str, Any]:
    """Run everything: the project's own vignettes, or those of the files in their place.

    Plain data, for figures.json. Raises KnowledgeError where a file cannot be used, with every problem of all of them.
    """
    sources = [Source(path, path.as_posix(), GIVEN) for path in dict.fromkeys(files)] if files else own_sources()
    read_in = read_sets(source.path for source in sources)
    rows = [(source, one) for source in sources for one in read_in[source.path]]
    cases: dict[Path, list[Case]] = {source.path: [] for source in sources}
    for source, one in watched(rows):
        cases[source.path].append(hear(one))
    sets = [of_set(source.name, source.role, cases[source.path]) for source in sources]
    sentences = [language.understanding(name, ROOT / name, role) for name, role in _SENTENCES.items()]
    return {
        "how": {"locale": LOCALE, "moment": MOMENT.isoformat(), "words_a_minute": WORDS_A_MINUTE, "certainty": 0.95},
        "sets": sets,
        "further_together": together(one for one in sets if one["role"] == HEARD_ONCE) if not files else None,
        "first_hearing": None if files else _first_hearing(),
        "targets": {one["file"]: _targets(one, sentences[0]) for one in sets if one["role"] != HEARD_ONCE},
        "understanding": sentences,
        "reading": language.reading(),
    }


def _first_hearing() -> dict[str, Any]:
    quoted = published()["first_hearing"]
    rows = [[entry[verdict] for verdict in VERDICTS] for entry in quoted["sets"]]
    return {
        "source": quoted["source"],
        "sets": [
            {"file": entry["file"], "name": entry["name"], **counted(*row)}
            for entry, row in zip(quoted["sets"], rows, strict=True)
        ],
        "together": counted(*(sum(column) for column in zip(*rows, strict=True))),
    }


def _targets(one: Mapping[str, Any], sentences: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Each target with our figure, and whether it is met; None where there is nothing to measure it on."""
    rows = []
    for target in published()["targets"]:
        ours = measured(target["measure"], one, sentences)
        value = ours["share"] if isinstance(ours, dict) else ours
        rows.append({"measure": target["measure"], "ours": ours, "met": meets(target, value)})
    return rows


def meets(target: Mapping[str, Any], value: float | None) -> bool | None:
    """Whether a figure meets a target, by the figure itself and not by its interval."""
    if value is None:
        return None
    return bool(value >= target["at_least"]) if "at_least" in target else bool(value <= target["at_most"])


def measured(measure: str, one: Mapping[str, Any], sentences: Mapping[str, Any]) -> Any:
    """The figure of a measure: a share, a number, or None where there is none. Raises KeyError for an unknown one."""
    if measure in one["all"]:
        return one["all"][measure]
    if measure == "spoken":
        return one["reasons"]["spoken"]
    if measure == "seconds":
        summary = one["length"]["all"]["seconds_in_all"]
        return summary and summary["median"]
    if measure == "understood":
        return sentences["all"]["right"]
    if measure == "heard_as_no":
        return sentences["all"]["heard_as_no"]
    return one[measure]
