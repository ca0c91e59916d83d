"""Labelled utterances and the answers of the vignettes, and how an understanding of them is judged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from skill.model import Heard
from skill.understanding import understand

DATA = Path(__file__).parent / "data"
NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Item:
    """One labelled utterance."""

    group: str
    say: str
    asked: tuple[str, ...]
    meaning: dict[str, Any] = field(default_factory=dict)
    intent: str | None = None
    hedged: bool = False

    def heard(self, say: str | None = None) -> Heard:
        """What is understood of it, or of another wording of it."""
        return understand(say or self.say, self.asked, now=NOW)


def items(name: str) -> list[Item]:
    """The utterances of a file in tests/data."""
    read = yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))
    return [
        Item(
            group["group"],
            row["say"],
            _asked(row["context"]),
            _plain(row.get("meaning", {})),
            row.get("intent"),
            row.get("hedged", False),
        )
        for group in read["groups"]
        for row in group["items"]
    ]


def answers() -> Iterator[tuple[str, str, str, str]]:
    """(vignette, topic, what is said, fact) for every scripted answer."""
    read = yaml.safe_load((DATA / "vignettes.yaml").read_text(encoding="utf-8"))
    for vignette in read["vignettes"]:
        for row in vignette["answers"]:
            fact = str(_word(vignette["facts"][row["asked_about"]]))
            yield vignette["id"], row["asked_about"], row["says"], fact


def _asked(context: str | list[str] | None) -> tuple[str, ...]:
    if context is None:
        return ()
    return (context,) if isinstance(context, str) else tuple(context)


def _word(value: Any) -> Any:
    return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


def _plain(meaning: dict[str, Any]) -> dict[str, Any]:
    return {topic: _word(value) for topic, value in meaning.items()}


def missed(item: Item, heard: Heard) -> list[str]:
    """Labelled topics that were not understood as labelled; minutes within a factor of two."""
    return [topic for topic, value in item.meaning.items() if not _same(topic, heard.topics.get(topic), value)]


def invented(item: Item, heard: Heard) -> list[str]:
    """Topics that were understood although the words do not state them; "self" is never wrong in "my back"."""
    told = {topic: value for topic, value in heard.topics.items() if (topic, value) != ("caller", "self")}
    return [topic for topic in told if topic not in item.meaning]


def exact(item: Item, heard: Heard) -> bool:
    """Whether all of it was understood, and nothing else."""
    return (
        not missed(item, heard)
        and not invented(item, heard)
        and (heard.intent, heard.hedged)
        == (
            item.intent,
            item.hedged,
        )
    )


def _same(topic: str, heard: Any, labelled: Any) -> bool:
    if topic == "duration" and isinstance(heard, int) and isinstance(labelled, int):
        return labelled / 2 <= heard <= labelled * 2
    if isinstance(labelled, list):
        return isinstance(heard, list) and set(heard) == set(labelled)
    return bool(heard == labelled)
