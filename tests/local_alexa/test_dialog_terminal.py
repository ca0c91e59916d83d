"""A dialog in the terminal: the trip planner, with a switch for what sources disagree about."""

from __future__ import annotations

import io
import sys

import pytest
from trip_skill import FOLDER

from simulator.__main__ import main

TRIP = "plan a trip from seattle to boston\n"


def talk(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], said: str, *arguments: str) -> str:
    """What is shown while this is typed."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(said))
    other = ["--model", str(FOLDER / "trip_planner.json"), "--handler", str(FOLDER / "trip_planner.py")]
    assert main([*other, *arguments]) == 0
    return capsys.readouterr().out


def test_alexas_questions_are_heard(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Prompts and reprompts, as on a device."""
    shown = talk(monkeypatch, capsys, f"{TRIP}\nno\n")
    assert "alexa: You want to go to boston, right?\n\nyou: (silence)\nalexa: You want to go to boston, right?" in shown
    assert "you: no\nalexa: Where are you going?" in shown


def test_explain_says_who_asks(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """And what was made of an answer that is neither a yes nor a no."""
    shown = talk(monkeypatch, capsys, f"{TRIP}the purple one\n", "--explain")
    assert "Alexa asks by the dialog model: confirm slot toCity" in shown
    assert "'the purple one' is neither a yes nor a no: taken for a yes" in shown


def test_switches(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The kinder reading is asked for by its name."""
    strict = talk(monkeypatch, capsys, f"{TRIP}the purple one\n", "--switch", "confirm_by_yes_only")
    assert "you: the purple one\nalexa: This is AMAZON.FallbackIntent." in strict
    with pytest.raises(SystemExit):
        talk(monkeypatch, capsys, "", "--switch", "kinder")
    assert "speech_with_delegate" in capsys.readouterr().err


def test_wordings(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """--seed chooses among those of a prompt."""
    heard = {seed: talk(monkeypatch, capsys, "plan a trip\n", "--seed", seed) for seed in ("0", "1", "2", "3")}
    assert {"Where do you start?" in shown for shown in heard.values()} == {True, False}
    assert heard["1"] == talk(monkeypatch, capsys, "plan a trip\n", "--seed", "1")
