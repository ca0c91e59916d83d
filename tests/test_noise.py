"""Noise: how understanding falls as it grows, and that it never turns a danger into a no."""

from __future__ import annotations

import itertools

import pytest
import yaml
from noise import Noise
from understanding_data import DATA, NOW, items, judged

from skill.loader import load_knowledge
from skill.model import NO
from skill.understanding import understand

SAID = items("utterances")
RED_FLAGS = {name for name, topic in load_knowledge().topics.items() if topic.unknown.at_least is not None}
LEVELS = {0.0: 0.97, 0.05: 0.95, 0.1: 0.92, 0.2: 0.88, 0.3: 0.83}
"""The chance that something happens to a word -> at least so much of the labelled utterances is still understood."""

PASSING = [*yaml.safe_load((DATA / "emergencies.yaml").read_text(encoding="utf-8"))]
EMERGENCIES = [*PASSING, *(item.say for item in SAID if item.group.startswith("emergency"))]
REWORDED = 4
"""Each emergency in so many other wordings."""


def share(level: float, seed: int) -> float:
    """How much of the labelled utterances is understood under noise, from 0 to 1."""
    noise = Noise(level, seed)
    return sum(judged(item, noise.over(item.say)).right for item in SAID) / len(SAID)


def test_noise_is_the_same_for_the_same_seed() -> None:
    """Noise is the same for the same seed, and another for another."""
    said = "i have had pins and needles in both my feet since tuesday and now my back is numb"
    assert Noise(0.4, 1).over(said) == Noise(0.4, 1).over(said)
    assert len({Noise(0.4, seed).over(said) for seed in range(20)}) > 15
    assert Noise(0.0, 1).over(said) == said


def test_understanding_falls_slowly_as_noise_grows() -> None:
    """No cliff: each level keeps its share, and more noise is never much better."""
    shares = {level: share(level, seed=1) for level in LEVELS}
    assert all(shares[level] >= least for level, least in LEVELS.items()), shares
    falling = list(shares.values())
    assert all(after <= before + 0.01 for before, after in itertools.pairwise(falling)), shares


def found(said: str, asked: tuple[str, ...]) -> dict[str, object]:
    """The dangers among what is understood: red flags that are not denied."""
    topics = understand(said, asked, now=NOW).topics
    return {name: value for name, value in topics.items() if name in RED_FLAGS and value != NO}


@pytest.mark.parametrize("asked", [("pain",), ("breathing",), ("bladder_bowel_change",)], ids=lambda asked: asked[0])
def test_hundreds_of_reworded_emergencies_are_never_heard_as_no(asked: tuple[str, ...]) -> None:
    """Fillers, hedges, relatives who play it down, slips of the recogniser: none makes a danger a no."""
    denied, lost, count = [], [], 0
    for seed in range(REWORDED):
        noise = Noise(0.08, seed)
        for sentence in EMERGENCIES:
            plain = found(sentence, ())
            said = noise.over(noise.wrapped(sentence))
            topics = understand(said, asked, now=NOW).topics
            denied += [(said, name) for name in plain if topics.get(name) == NO]
            lost += [said] if not plain.keys() & found(said, asked).keys() and plain else []
            count += 1
    assert count >= 300
    assert not denied
    assert len(lost) <= 0.03 * count, lost
