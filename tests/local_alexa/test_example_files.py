"""The example skill's own conversations and annotations hold: the same files work for any skill."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.__main__ import main

TEA_TIME = Path(__file__).parents[2] / "examples" / "tea_time"
MODEL = str(TEA_TIME / "interactionModels" / "custom" / "en-US.json")


def test_its_conversations_hold(capsys: pytest.CaptureFixture[str]) -> None:
    """With a dialog that Alexa holds, branches, silence, and words that the model does not know."""
    skill = ["--handler", str(TEA_TIME / "skill.py"), "--model", MODEL]
    assert main(["replay", "-q", str(TEA_TIME / "conversations"), *skill]) == 0
    assert "7 conversations: 7 good, 0 differ" in capsys.readouterr().out


def test_its_model_finds_what_people_say(capsys: pytest.CaptureFixture[str]) -> None:
    """Every intent and slot of its annotation set."""
    assert main(["evaluate", str(TEA_TIME / "annotations.csv"), "--model", MODEL]) == 0
    assert "10 of 10 utterances" in capsys.readouterr().out
