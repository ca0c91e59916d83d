"""Requests outside of a session: events, the player, and whether the skill could."""

from __future__ import annotations

import time
from typing import Any

import pytest
from scripted_skill import MODEL, Script, as_the_sdk_reads, echo, reply

from simulator import Echo

NOTHING = {"version": "1.0", "response": {}}


@pytest.mark.parametrize(
    "request_",
    [
        {"type": "AlexaSkillEvent.SkillEnabled", "eventCreationTime": "2026-01-01T00:00:00Z"},
        {"type": "AlexaSkillEvent.SkillPermissionAccepted", "body": {"acceptedPermissions": [{"scope": "s"}]}},
        {"type": "Reminders.ReminderStarted", "body": {"alertToken": "t"}},
        {"type": "AudioPlayer.PlaybackFinished", "token": "t", "offsetInMilliseconds": 1},
        {"type": "PlaybackController.PlayCommandIssued"},
        {"type": "System.ExceptionEncountered", "error": {"type": "INVALID_RESPONSE", "message": "m"}},
    ],
)
def test_no_session_is_sent_where_amazon_sends_none(request_: dict[str, Any]) -> None:
    """The envelope has context and request; an open session goes on as if nothing had been."""
    device, skill = echo(reply(), NOTHING)
    device.intend("LaunchRequest")
    turn = device.send(request_)
    sent = skill.requests[-1]
    assert set(sent) == {"version", "context", "request"}
    assert sent["request"].items() >= request_.items()
    assert (turn.error, turn.speech, turn.ended, turn.warnings) == (None, "", False, ())
    assert device.in_session
    as_the_sdk_reads(sent)


def test_what_an_event_is_answered_with_is_not_heard() -> None:
    """Alexa drops it silently; here it is a warning."""
    device, _ = echo(reply("Hello?"))
    turn = device.send({"type": "AlexaSkillEvent.SkillDisabled"})
    assert turn.speech == ""
    assert "never heard or shown" in turn.warnings[0]
    assert turn.ended


def raises(_event: Any, _context: Any) -> Any:
    """Fails."""
    raise KeyError("lost")


def hangs(_event: Any, _context: Any) -> Any:
    """Comes too late."""
    time.sleep(5)


@pytest.mark.parametrize(
    ("handler", "kind", "why"),
    [
        (Script(reply("Spoken."), NOTHING), "INVALID_RESPONSE", "outputSpeech: in the answer to AudioPlayer"),
        (raises, "INVALID_RESPONSE", "the skill raised KeyError: 'lost'"),
        (hangs, "INTERNAL_SERVICE_ERROR", "0.05 at most"),
    ],
)
def test_a_bad_answer_is_reported(handler: Any, kind: str, why: str) -> None:
    """By System.ExceptionEncountered, which names the request; its answer is not heard either."""
    seen = []

    def watched(event: dict[str, Any], context: Any) -> Any:
        seen.append(event)
        return handler(event, context)

    device = Echo(handler=watched, model=MODEL, time_limit=0.05)
    turn = device.send({"type": "AudioPlayer.PlaybackStarted", "token": "t"})
    assert why in (turn.error or "")
    report = seen[-1]
    assert "session" not in report
    assert report["request"]["type"] == "System.ExceptionEncountered"
    assert report["request"]["error"]["type"] == kind
    assert why in report["request"]["error"]["message"]
    assert report["request"]["cause"] == {"requestId": seen[0]["request"]["requestId"]}
    assert len(turn.exchanges) == 2
    as_the_sdk_reads(report)


def test_whether_the_skill_could() -> None:
    """CanFulfillIntentRequest comes with a new session, which is not kept."""
    able = {"version": "1.0", "response": {"canFulfillIntent": {"canFulfill": "YES"}}}
    device, skill = echo(able, reply())
    turn = device.send({"type": "CanFulfillIntentRequest", "intent": {"name": "NumbIntent", "slots": {}}})
    assert turn.error is None
    assert skill.requests[-1]["session"]["new"]
    assert not device.in_session
    turn = device.send({"type": "CanFulfillIntentRequest", "intent": {"name": "NumbIntent", "slots": {}}})
    assert "canFulfillIntent: is missing" in (turn.error or "")


def test_requests_of_a_session() -> None:
    """They open one when none is open, and go on with it; its end is its end."""
    device, skill = echo()
    device.send({"type": "Alexa.Presentation.APL.RuntimeError", "errors": []})
    assert skill.requests[-1]["session"]["new"]
    device.send({"type": "SessionResumedRequest", "cause": {}})
    assert not skill.requests[-1]["session"]["new"]
    error = {"type": "INTERNAL_SERVICE_ERROR", "message": "m"}
    assert device.send({"type": "SessionEndedRequest", "reason": "ERROR", "error": error}).ended
    assert skill.requests[-1]["request"]["error"] == error
    assert not device.in_session
    device.send({"type": "LaunchRequest"})
    assert skill.requests[-1]["session"]["new"]


@pytest.mark.parametrize("request_", [{}, {"type": ""}, {"type": 3}])
def test_a_request_without_a_type(request_: dict[str, Any]) -> None:
    """Alexa could not send it."""
    with pytest.raises(ValueError, match='needs a "type"'):
        echo()[0].send(request_)
