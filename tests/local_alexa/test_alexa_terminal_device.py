"""The device in the terminal: cards, the screen and its touches, permissions, limits, and the switches for them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from scripted_skill import MODEL, echo, reply

from simulator.__main__ import main
from simulator.commands.showing import card_lines, touch
from simulator.errors import UsageError

REMINDERS = "alexa::alerts:reminders:skill:readwrite"
SKILL = """
import time

BUTTON = {
    "type": "TouchWrapper",
    "item": {"type": "Text", "text": "Yes"},
    "onPress": {"type": "SendEvent", "arguments": ["yes"]},
}
DOCUMENT = {"type": "APL", "version": "2024.3", "mainTemplate": {"items": [
    {"type": "Container", "items": [{"type": "Text", "text": "Call now"}, BUTTON]}]}}


def handler(event, context):
    request = event["request"]
    kind = request["type"]
    if kind == "SessionEndedRequest":
        return {"version": "1.0", "response": {}}
    body = {"shouldEndSession": False, "reprompt": {"outputSpeech": {"type": "PlainText", "text": "Well?"}}}
    words = "Where is it?"
    if kind == "LaunchRequest":
        if "Alexa.Presentation.APL" in event["context"]["System"]["device"]["supportedInterfaces"]:
            body["directives"] = [{"type": "Alexa.Presentation.APL.RenderDocument", "token": "t", "document": DOCUMENT}]
        body["card"] = {"type": "Simple", "title": "Title", "content": "First.\\nSecond."}
    elif kind == "Alexa.Presentation.APL.UserEvent":
        words = "Touched " + request["arguments"][0]
    elif kind == "Connections.Response":
        words = request["payload"]["status"]
    elif request["intent"]["name"] == "WhyIntent":
        payload = {"@type": "AskForPermissionsConsentRequest", "@version": "1", "permissionScope": "SCOPE"}
        body["directives"] = [{"type": "Connections.SendRequest", "name": "AskFor", "payload": payload, "token": ""}]
    elif request["intent"]["name"] == "AMAZON.HelpIntent":
        time.sleep(0.2)
    body["outputSpeech"] = {"type": "PlainText", "text": words}
    return {"version": "1.0", "response": body}
""".replace("SCOPE", REMINDERS)


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    """Talks to the skill above: options, and what is typed; gives what is shown."""
    path = tmp_path / "skill.py"
    path.write_text(SKILL, encoding="utf-8")

    def talk(*options: str, said: str = "") -> tuple[int, str, str]:
        lines = iter(said.splitlines(keepends=True))
        monkeypatch.setattr("sys.stdin.readline", lambda: next(lines, ""), raising=False)
        status = main(["--model", str(MODEL), "--handler", str(path), *options])
        shown = capsys.readouterr()
        return status, shown.out, shown.err

    return talk


def test_the_screen_is_told_and_can_be_touched(run: Any) -> None:
    """What can be touched has a number; the document is told once, when it comes."""
    status, out, _ = run("--device", "show", said=".touch 1\n.touch 2\n.touch\nmy neck is numb\n.quit\n")
    assert status == 0
    assert "card: Title\n      First.\n      Second." in out
    assert "screen: Call now\n        [Yes]  .touch 1" in out
    assert "you: .touch 1\nalexa: Touched yes" in out
    assert "error: .touch 2: give a number from 1 to 1" in out
    assert "error: .touch: give a number from 1 to 1" in out
    assert out.count("screen:") == 1


def test_a_speaker_has_nothing_to_touch(run: Any) -> None:
    """It is said in a line."""
    assert "error: .touch 1: the screen shows nothing that can be touched" in run(said=".touch 1\n")[1]


def test_a_permission_is_asked_for(run: Any) -> None:
    """By Alexa, and answered in the next line; what was given before is not asked for."""
    out = run(said="why do you ask\ni approve\n")[1]
    assert "alexa: Where is it? Do you give numb back permission to use your reminders?" in out
    assert "you: i approve\nalexa: ACCEPTED" in out
    given = run("--permission", REMINDERS, said="why do you ask\n")[1]
    assert "alexa: Where is it? ACCEPTED" in given


def test_how_near_the_limits_are(run: Any) -> None:
    """With --explain: seconds, bytes, characters, and the share of what is allowed."""
    out = run("--explain", said=".quit\n")[1]
    assert "limits: answer: 0.0" in out
    assert "outputSpeech: 12 of 8,000 characters (0%)" in out


def test_the_time_limit_can_be_set(run: Any) -> None:
    """In seconds; 0 waits for ever."""
    assert "0.05 at most; it was stopped at skill.py:" in run("--time-limit", "0.05", said="help\n")[1]
    assert "error:" not in run("--time-limit", "0", said="help\n")[1]


def test_who_speaks(run: Any) -> None:
    """By name, so that it is the same person the next time."""
    out = run("--json", "--user", "me", said=".quit\n")[1]
    assert '"userId": "amzn1.ask.account.me"' in out


def test_a_device_from_a_file(run: Any, tmp_path: Path) -> None:
    """And one line when there is no such device."""
    path = tmp_path / "car.json"
    path.write_text(json.dumps({"supportedInterfaces": {"Geolocation": {}}}), encoding="utf-8")
    assert '"Geolocation": {}' in run("--json", "--device", str(path), said=".quit\n")[1]
    status, _, err = run("--device", "toaster")
    assert status == 2
    assert err.startswith("simulator: no device 'toaster': take one of speaker, show, show-small")


@pytest.mark.parametrize(
    ("card", "lines"),
    [
        ({"type": "Simple", "title": "T", "content": "C"}, "T\nC"),
        (
            {"type": "Standard", "title": "T", "text": "C", "image": {"largeImageUrl": "https://a.b/c.png"}},
            "T\nC\nhttps://a.b/c.png",
        ),
        ({"type": "LinkAccount"}, "asks to link an account"),
        (
            {"type": "AskForPermissionsConsent", "permissions": [REMINDERS]},
            f"asks for permissions in the app:\n{REMINDERS}",
        ),
    ],
)
def test_every_kind_of_card(card: dict[str, Any], lines: str) -> None:
    """As the app shows it."""
    assert card_lines(card) == lines


@pytest.mark.parametrize("typed", [".touch x", ".touch 0", ".touch -1", ".touch ²"])
def test_what_is_no_number(typed: str) -> None:
    """Is told, not raised."""
    device, _ = echo(reply())
    with pytest.raises(UsageError, match="the screen shows nothing that can be touched"):
        touch(device, device.screen, typed)
