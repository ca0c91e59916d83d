"""The Lambda entry answers whatever arrives: soundly where it can speak, silently where it must not."""

from __future__ import annotations

import json
import logging
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import handler as entry
import pytest
from patient import talk, vignettes

from simulator import Echo
from skill import alexa

ROOT = Path(__file__).resolve().parent.parent


def _envelope(kind: str, locale: str = "en-GB", **more: Any) -> dict[str, Any]:
    return {
        "version": "1.0",
        "session": {"new": True, "sessionId": "s", "application": {"applicationId": "a"}, "user": {"userId": "u"}},
        "context": {"System": {"application": {"applicationId": "a"}, "user": {"userId": "u"}}},
        "request": {
            "type": kind,
            "requestId": "r",
            "timestamp": "2026-01-01T00:00:00Z",
            "locale": locale,
            **more,
        },
    }


def _speech(response: dict[str, Any]) -> str:
    spoken: str = response["response"]["outputSpeech"]["ssml"]
    return spoken


def test_a_launch_is_greeted_in_the_language_of_the_speaker() -> None:
    """Britain hears its own emergency number."""
    assert "999" in _speech(entry.handler(_envelope("LaunchRequest"), None))


@pytest.mark.parametrize(
    "broken",
    [
        _envelope("LaunchRequest") | {"context": 7},
        _envelope("IntentRequest", dialogState="SOMETHING_NEW", intent={"name": "AnswerIntent"}),
        _envelope("IntentRequest", intent={"name": "AnswerIntent", "confirmationStatus": "PERHAPS"}),
        _envelope("LaunchRequest", timestamp=1767225600),
    ],
    ids=["a context that is no object", "an unknown dialog state", "an unknown confirmation", "a time as a number"],
)
def test_an_envelope_that_the_sdk_refuses_is_answered_with_the_emergency_number(broken: dict[str, Any]) -> None:
    """The SDK raises before any handler of ours: the guard round it speaks."""
    response = entry.handler(broken, None)
    assert "999" in _speech(response)
    assert response["response"]["shouldEndSession"] is True


@pytest.mark.parametrize("event", [None, {}, [], "x", {"request": 3}, _envelope("Something.New")], ids=repr)
def test_what_may_not_be_answered_in_words_is_answered_without(event: Any) -> None:
    """Unknown kinds of request, and no request at all."""
    assert entry.handler(event, None)["response"] == {}


def test_a_session_that_ended_is_answered_in_silence() -> None:
    """Alexa allows no speech there."""
    response = entry.handler(_envelope("SessionEndedRequest", reason="USER_INITIATED"), None)
    assert "outputSpeech" not in response["response"]


def test_a_turn_that_fails_says_sorry_with_the_number_and_keeps_the_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The session stays usable: the next sentence goes on where it broke off."""
    echo = Echo(locale="en-US")
    echo.say("alexa open back check")
    before = echo.say("my back has been numb for three days")
    kept = before.response["sessionAttributes"]["answers"]
    with monkeypatch.context() as patch:
        patch.setattr(alexa, "understand", lambda *_: 1 / 0)
        failed = echo.say("no")
    assert "Sorry" in failed.speech
    assert "911" in failed.speech
    assert not failed.ended
    assert failed.response["sessionAttributes"]["answers"] == kept
    after = echo.say("no")
    assert after.asking
    assert after.asking != before.asking


def test_old_or_foreign_session_attributes_lose_only_what_is_unsound() -> None:
    """An old version's session, or a stranger's hand: what can be kept is kept, nothing breaks."""
    echo = Echo(locale="en-US")
    echo.say("alexa open back check")
    turn = echo.say("my back has been numb for three days")
    event = json.loads(json.dumps(turn.request))
    event["session"]["attributes"] = {
        "answers": {"numb": "yes", "fever": "maybe", "age": -4, "zzz": "yes", "pattern": ["one_leg", 7]},
        "put": "life_sweep",
        "unsure": [3],
        "missed": "many",
        "history": [["x"], 4],
        "told": True,
        "outcome": 5,
    }
    kept = entry.handler(event, None)["sessionAttributes"]["answers"]
    assert {"numb", "pattern"} <= set(kept)
    assert kept["pattern"] == ["one_leg"]
    assert "zzz" not in kept
    assert "age" not in kept


def test_an_unknown_locale_speaks_the_nearest_english_and_the_log_says_so(caplog: pytest.LogCaptureFixture) -> None:
    """Without a number of its own it names none that could be wrong."""
    with caplog.at_level(logging.WARNING):
        words = _speech(entry.handler(_envelope("LaunchRequest", locale="en-NZ"), None))
    assert "your local emergency number" in words
    assert "en-NZ" in caplog.text


def test_the_logs_hold_no_answer_and_no_words_of_anybody(caplog: pytest.LogCaptureFixture) -> None:
    """A whole conversation at the most talkative level."""
    vignette = vignettes()[0]
    with caplog.at_level(logging.DEBUG):
        held = talk(vignette)
    assert held.outcome
    for answer in [vignette["opening"], *(answer["says"] for answer in vignette["answers"])]:
        assert len(answer) < 6 or answer not in caplog.text
    for topic in held.outcome["topics"]:
        assert topic not in caplog.text


def test_a_broken_clinical_file_starts_nothing_and_says_every_problem(tmp_path: Path) -> None:
    """One error with a line for each problem, exit status 1."""
    for part in ("skill", "lambda", "simulator", "interaction_model"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    triage = tmp_path / "skill" / "knowledge" / "triage.yaml"
    text = triage.read_text(encoding="utf-8")
    triage.write_text(text.replace('fever: "yes"', 'fevr: "yes"').replace("[R34]", "[R999]"), encoding="utf-8")
    run = [sys.executable, "-m", "simulator"]
    done = subprocess.run(run, cwd=tmp_path, input="my back\n", capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert done.stdout == ""
    problems = [line for line in done.stderr.splitlines() if "triage.yaml:" in line]
    assert any("'fevr', which is no topic - did you mean 'fever'?" in line for line in problems)
    assert any("unknown source 'R999'" in line for line in problems)
