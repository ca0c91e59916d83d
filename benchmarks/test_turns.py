"""How long a whole turn takes: the words, the dialog, the skill, and the checks of its answer. The budget is 5 ms.

Our own skill, and one in Amazon's SDK that delegates its dialog (the trip planner of the tests).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from simulator import Echo, Turn
from simulator.device.door import Handler, load_handler

HERE = Path(__file__).parent
TURNS = yaml.safe_load((HERE / "turns.yaml").read_text(encoding="utf-8"))
TRIP = HERE.parent / "tests" / "local_alexa" / "skills"
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
ROUNDS = 60


def measured(benchmark: Any, device: Echo, say: Callable[[Echo], Turn]) -> Turn:
    """Runs one turn again and again, each time on a device in the same state."""

    def fresh() -> tuple[tuple[Echo], dict[str, Any]]:
        return (device.fork(),), {}

    turn: Turn = benchmark.pedantic(say, setup=fresh, rounds=ROUNDS, warmup_rounds=3)
    if turn.error or not turn.speech:
        pytest.fail(turn.error or "nothing was said: this is no turn to measure")
    return turn


@pytest.mark.parametrize("name", TURNS)
def test_our_skill(name: str, benchmark: Any) -> None:
    """Launch, a yes, a story of forty words, a correction, the advice."""
    device = Echo(clock=lambda: NOW)
    for text in TURNS[name]["before"]:
        device.say(text)
    measured(benchmark, device, lambda echo: echo.say(TURNS[name]["say"]))


@cache
def trip_planner() -> Handler:
    """The skill that delegates."""
    return load_handler(str(TRIP / "trip_planner.py"))


@pytest.mark.parametrize(
    ("before", "say", "heard"),
    [
        ([], "ask trip planner to plan a trip from seattle to boston", "You want to go to boston, right?"),
        (["ask trip planner to plan a trip from seattle to boston"], "no", "Where are you going?"),
        (["ask trip planner to plan a trip from seattle to boston", "no"], "zorbistan", "I don't know zorbistan."),
    ],
    ids=["several slots", "a denied slot", "a value that is not valid"],
)
def test_a_skill_that_delegates(before: list[str], say: str, heard: str, benchmark: Any) -> None:
    """Each turn goes to the skill, comes back with Dialog.Delegate, and ends with a prompt of the model."""
    device = Echo(handler=trip_planner(), model=TRIP / "trip_planner.json", clock=lambda: NOW)
    for text in before:
        device.say(text)
    turn = measured(benchmark, device, lambda echo: echo.say(say))
    if not turn.speech.startswith(heard):
        pytest.fail(f"{turn.speech!r}, {heard!r} expected: this is not the turn to measure")
