"""The local Alexa when something is wrong: the skill, its answer, or the interaction model."""

from __future__ import annotations

import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from scripted_skill import MODEL, Script, echo, reply

from simulator import Echo
from simulator.device.door import SkillError, load_handler
from simulator.model import ModelError


def test_a_skill_that_raises() -> None:
    """Alexa apologises, the session ends, the skill is told; the traceback is kept."""
    device, skill = echo(reply(), KeyError("lost"))
    device.say("open numb back")
    turn = device.say("why do you ask")
    assert turn.speech.startswith("There was a problem with the requested skill's response")
    assert turn.ended
    assert turn.error is not None
    assert turn.error.splitlines()[0] == "the skill raised KeyError: 'lost'"
    assert "Traceback" in turn.error
    ended = skill.requests[-1]["request"]
    assert (ended["reason"], ended["error"]["type"]) == ("ERROR", "INVALID_RESPONSE")
    assert turn.request["request"]["type"] == "IntentRequest"
    assert len(turn.exchanges) == 2


@pytest.mark.parametrize("bad", [{"a": {1, 2}}, datetime(2026, 1, 1, tzinfo=UTC), float("nan")])
def test_a_response_that_is_not_json(bad: Any) -> None:
    """Lambda could not send it; that is said in one line, for there is nothing to trace."""
    device, _ = echo(reply(attributes={"bad": bad}))
    error = device.say("open numb back").error or ""
    assert error.startswith("the skill's answer is not JSON: ")
    assert error.endswith(" - return plain values only")


def test_a_slow_skill() -> None:
    """Alexa does not wait longer than the limit."""

    def slow(_event: dict[str, Any], context: Any) -> dict[str, Any]:
        assert context.get_remaining_time_in_millis() <= 20
        time.sleep(0.03)
        return reply()

    turn = Echo(handler=slow, model=MODEL, time_limit=0.02).say("open numb back")
    assert "0.02 at most" in (turn.error or "")
    assert turn.exchanges[-1][0]["request"]["error"]["type"] == "ENDPOINT_TIMEOUT"


def test_an_answer_to_the_end_of_a_session_is_never_heard() -> None:
    """It is a warning, for Alexa drops it silently."""

    def talker(event: dict[str, Any], _context: Any) -> dict[str, Any]:
        return reply("Bye!", end=event["request"]["type"] == "SessionEndedRequest")

    device = Echo(handler=talker, model=MODEL)
    device.say("open numb back")
    turn = device.say("exit")
    assert turn.speech == ""
    assert "never heard" in turn.warnings[0]


def test_a_handler_cannot_change_what_was_sent() -> None:
    """Nothing is shared between the device and the skill."""

    def meddler(event: dict[str, Any], _context: Any) -> dict[str, Any]:
        event["request"]["locale"] = "xx"
        return reply()

    assert Echo(handler=meddler, model=MODEL).say("open numb back").request["request"]["locale"] == "en-US"


def test_models() -> None:
    """A path, or a dict; what is not there or no model is said clearly."""
    raw = json.loads(MODEL.read_text(encoding="utf-8"))
    assert Echo(handler=Script(), model=raw).invocation == "numb back"
    with pytest.raises(ModelError, match="no interaction model for locale 'xx-XX'"):
        Echo("xx-XX", handler=Script())
    with pytest.raises(ModelError, match="cannot be read"):
        Echo(handler=Script(), model="no/such/model.json")
    with pytest.raises(ModelError, match="is not an interaction model"):
        Echo(handler=Script(), model={"a": 1})
    raw["interactionModel"]["languageModel"]["types"].pop(0)
    with pytest.raises(ModelError, match="type Area, which is not defined"):
        Echo(handler=Script(), model=raw)


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("1 / 0", "does not start, ZeroDivisionError:\ndivision by zero"),
        ("x = 1", "has no function lambda_handler or handler"),
    ],
)
def test_a_skill_that_does_not_start(tmp_path: Path, source: str, why: str) -> None:
    """It is said in one line; the cause is kept."""
    path = tmp_path / "skill.py"
    path.write_text(source, encoding="utf-8")
    with pytest.raises(SkillError) as caught:
        load_handler(str(path))
    assert why in str(caught.value)


def test_a_function_of_another_name(tmp_path: Path) -> None:
    """The name stands after a colon."""
    path = tmp_path / "skill.py"
    path.write_text("def answer(event, context): return 1", encoding="utf-8")
    assert load_handler(f"{path}:answer")({}, None) == 1


def test_a_skill_is_found_under_the_name_that_amazons_samples_use(tmp_path: Path) -> None:
    """Most skills call it lambda_handler, and lay modules of their own beside it, as in the folder that AWS unpacks."""
    (tmp_path / "words_of_a_skill.py").write_text('HELLO = "Hello."\n')
    file = tmp_path / "lambda_function.py"
    file.write_text(
        "from words_of_a_skill import HELLO\n"
        "handler = 7\n"
        'def lambda_handler(event, context):\n    return {"version": "1.0", "response": {"outputSpeech": '
        '{"type": "PlainText", "text": HELLO}, "shouldEndSession": True}}\n'
    )
    device = Echo(handler=load_handler(str(file)), model=MODEL)
    assert device.say("open numb back").speech == "Hello."


def test_a_skill_that_lies_beside_others_hides_none_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its folder comes first while it is loaded, and last when it is called: many call their file as ours is called."""
    monkeypatch.setattr(sys, "path", list(sys.path))
    before = list(sys.path)
    (tmp_path / "simulator.py").write_text("")
    (tmp_path / "called_late.py").write_text("WORD = 7\n")
    file = tmp_path / "skill.py"
    file.write_text(
        "import sys\nfirst = sys.path[0]\n"
        "def handler(event, context):\n    from called_late import WORD\n    return first, WORD\n"
    )
    assert load_handler(str(file))({}, None) == (str(tmp_path), 7)
    assert sys.path == [*before, str(tmp_path)]
    load_handler(str(file))
    assert sys.path == [*before, str(tmp_path)]
