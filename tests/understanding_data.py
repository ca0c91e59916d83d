"""Labelled utterances and the answers of the vignettes; how an understanding is judged stands in the workbench."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import yaml

from simulator.workbench.judging import Judged, judge
from simulator.workbench.labels import Utterance, read_labels
from skill.model import Heard
from skill.understanding import understand

DATA = Path(__file__).parent / "data"
NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)


def items(name: str) -> list[Utterance]:
    """The utterances of a file in tests/data."""
    return read_labels(DATA / f"{name}.yaml")


def hear(item: Utterance, say: str | None = None) -> Heard:
    """What is understood of an utterance, or of another wording of it."""
    return understand(say or item.say, item.asked, now=NOW)


def judged(item: Utterance, say: str | None = None) -> Judged:
    """The same, compared with its label."""
    return judge(item, hear(item, say))


def answers() -> Iterator[tuple[str, str, str, str]]:
    """(vignette, topic, what is said, fact) for every scripted answer."""
    read = yaml.safe_load((DATA / "vignettes.yaml").read_text(encoding="utf-8"))
    for vignette in read["vignettes"]:
        for row in vignette["answers"]:
            fact = vignette["facts"][row["asked_about"]]
            said = {True: "yes", False: "no"}[fact] if isinstance(fact, bool) else str(fact)
            yield vignette["id"], row["asked_about"], row["says"], said
