"""Conversations written down in tests/conversations are held through the local Alexa, turn by turn."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from simulator import Echo

FOLDER = Path(__file__).with_name("conversations")


def _conversations() -> list[Any]:
    return [
        pytest.param(path.parent.name, entry["turns"], id=f"{path.parent.name}: {entry['name']}")
        for path in sorted(FOLDER.glob("*/*.yaml"))
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize(("locale", "turns"), _conversations())
def test_conversation(locale: str, turns: list[dict[str, Any]]) -> None:
    """Each turn says, asks and advises what the file expects."""
    echo = Echo(locale=locale)
    for number, expected in enumerate(turns, 1):
        turn = echo.say(expected["say"]) if expected["say"] else echo.silence()
        where = f"turn {number}, after '{expected['say']}', heard: {turn.speech}"
        assert not turn.error, where
        at = 0
        for piece in expected.get("hears", ()):
            at = turn.speech.find(piece, at)
            assert at >= 0, f"'{piece}' is missing: {where}"
        if "asking" in expected:
            assert turn.asking == expected["asking"], where
        if "urgency" in expected:
            assert (turn.outcome or {}).get("urgency") == expected["urgency"], where
        assert turn.ended == expected.get("ended", False), where
        if "card" in expected:
            assert turn.card, where
            assert turn.card["title"] == expected["card"], where
