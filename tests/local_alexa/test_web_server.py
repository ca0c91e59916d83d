"""The server under the page: what it gives, what it refuses, and what it never tells."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from scripted_skill import reply
from web_page import OPEN, begin, page, say, skill

from simulator.web import app as app_module
from simulator.web.app import create_app
from simulator.web.guard import HEADERS
from simulator.web.served import Inside

TOO_LONG = "a" * 1001


def test_a_conversation() -> None:
    """Each turn has the words, the request and response, what was understood, and whether the session is over."""
    client = page(reply(), reply("Since when?"), reply("Bye.", end=True))
    name = begin(client)
    first = say(client, name, OPEN)
    assert (first["number"], first["said"], first["speech"]) == (1, OPEN, "Where is it numb?")
    assert (first["reprompt"], first["ended"], first["error"]) == ("Still there?", False, None)
    assert first["pieces"] == [{"text": "Where is it numb?", "rate": 1.0}]
    second = say(client, name, "my neck is numb")
    assert second["understood"]["selectedIntent"]["name"] == "NumbIntent"
    assert second["understood"]["selectedIntent"]["score"] > 0
    assert second["exchanges"][0]["request"]["request"]["intent"]["name"] == "NumbIntent"
    assert second["exchanges"][0]["response"]["response"]["outputSpeech"]["text"] == "Since when?"
    assert say(client, name, "stop")["ended"]


def test_silence_is_heard_as_silence() -> None:
    """First the reprompt, then the end."""
    client = page(reply())
    name = begin(client)
    say(client, name, OPEN)
    assert say(client, name, "")["speech"] == "Still there?"
    last = say(client, name, "  ")
    assert (last["speech"], last["ended"]) == ("", True)
    assert last["exchanges"][0]["request"]["request"]["reason"] == "EXCEEDED_MAX_REPROMPTS"


def test_a_broken_skill_is_shown_as_broken() -> None:
    """Alexa's own words, the error with its traceback, and the SessionEndedRequest."""
    client = page(KeyError("lost"))
    turn = say(client, begin(client), OPEN)
    assert "problem" in turn["speech"]
    assert turn["pieces"][0]["text"] == turn["speech"]
    assert turn["error"].startswith("the skill raised KeyError")
    assert len(turn["exchanges"]) == 2


def test_what_a_screen_shows_is_sent_with_the_turn() -> None:
    """Texts and what can be touched; nothing for a speaker, which breaks off. A touch reaches the skill."""
    press = [{"type": "SendEvent", "arguments": ["next", 1]}]
    button = {"type": "TouchWrapper", "onPress": press, "items": [{"type": "Text", "text": "Next"}]}
    items = [{"type": "Container", "items": [{"type": "Text", "text": "${payload.a.b}"}, button]}]
    document = {"type": "APL", "version": "2024.3", "mainTemplate": {"parameters": ["payload"], "items": items}}
    render = {"type": "Alexa.Presentation.APL.RenderDocument", "token": "t", "document": document}
    shown = reply(directives=[{**render, "datasources": {"a": {"b": "Hello"}}}])
    client = page(shown, reply("Touched."), shown)
    name = begin(client, device="show")
    seen = [{"kind": "text", "text": "Hello", "touch": []}, {"kind": "text", "text": "Next", "touch": ["next", 1]}]
    assert say(client, name, OPEN)["screen"] == seen
    turn = client.post(f"/api/conversations/{name}/touch", json={"arguments": ["next", 1]}).json
    assert (turn["said"], turn["speech"], turn["screen"]) == ("(touch: next, 1)", "Touched.", seen)
    assert turn["exchanges"][0]["request"]["request"]["arguments"] == ["next", 1]
    nothing = client.post(f"/api/conversations/{name}/touch", json={"arguments": ["else"]})
    assert (nothing.status_code, "else" in nothing.json["error"]) == (409, True)
    assert say(client, begin(client, device="speaker"), OPEN)["screen"] is None


def test_the_page_is_told_what_may_be_chosen() -> None:
    """Locales, and devices with the size of their screens."""
    told = page().get("/api/skill").json
    assert (told["locale"], told["locales"], told["device"]) == ("en-US", ["en-GB", "en-US"], "speaker")
    devices = {one["name"]: one["screen"] for one in told["devices"]}
    assert devices["speaker"] is None
    assert devices["show"] == {"shape": "rectangle", "width": 1280, "height": 800, "density": 160}
    assert (told["inside"], told["levels"]) == (False, [])


def test_a_device_may_be_a_file(tmp_path: Path) -> None:
    """The one that was named at the start, and no other: a request reads no file of this machine."""
    path = tmp_path / "fridge.json"
    path.write_text('{"supportedInterfaces": {"AudioPlayer": {}}}', encoding="utf-8")
    other = tmp_path / "other.json"
    other.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    client = create_app(replace(skill(), device=str(path))).test_client()
    assert client.get("/api/skill").json["devices"][-1] == {"name": str(path), "screen": None}
    assert client.get(f"/api/conversations/{begin(client)}").json["device"] == str(path)
    assert client.post("/api/conversations", json={"device": str(other)}).status_code == 400


def test_a_conversation_can_be_read_again() -> None:
    """As after a reload: every turn, in the locale and on the device that were chosen."""
    client = page(reply(), reply("Since when?"))
    name = begin(client, locale="en-GB", device="show")
    turns = [say(client, name, OPEN), say(client, name, "my neck is numb")]
    again = client.get(f"/api/conversations/{name}").json
    assert (again["locale"], again["device"], again["invocation"]) == ("en-GB", "show", "numb back")
    assert again["turns"] == turns


def test_insight_stands_on_the_last_attributes() -> None:
    """Where a turn has none, as the reprompt, those of the turn before still stand."""
    inside = Inside(lambda _: [{"name": "low"}], lambda attributes, locale: {"saw": attributes, "in": locale})
    client = page(reply(attributes={"a": 1}), reply(attributes={"a": 2}), inside=inside)
    name = begin(client, locale="en-GB")
    assert say(client, name, "not for the skill")["insight"] is None
    assert say(client, name, OPEN)["insight"] == {"saw": {"a": 1}, "in": "en-GB"}
    assert say(client, name, "")["insight"] == {"saw": {"a": 1}, "in": "en-GB"}
    assert say(client, name, "my neck is numb")["insight"] == {"saw": {"a": 2}, "in": "en-GB"}
    assert client.get("/api/skill").json["levels"] == [{"name": "low"}]


# ---- what is refused ------------------------------------------------------------------------------------------------

BODIES: list[tuple[str, bytes, str]] = [
    ("", b"{", "no JSON"),
    ("", b"\xff\xfe", "no JSON"),
    ("", b"[" * 100_000, "no JSON"),
    ("", b"[]", "no JSON object"),
    ("", b'"say"', "no JSON object"),
    ("/turns", b"{}", '"say" is missing'),
    ("/turns", b'{"say": 1}', '"say" is missing, or no text'),
    ("/turns", b'{"say": null}', '"say" is missing, or no text'),
    ("/turns", json.dumps({"say": TOO_LONG}).encode(), "1001 characters, 1000 at most"),
    ("/turns", b'{"say": "a\\u0000b"}', "a character that is none of a text"),
    ("/turns", b'{"say": "\\ud800"}', "a character that is none of a text"),
    ("/turns", b'{"say": "a\\nb"}', "a character that is none of a text"),
    ("/turns", b'{"say": "a", "do": 1}', "the body has 'do'; it may have: say"),
    ("/touch", b'{"arguments": "next"}', '"arguments" is missing, no list'),
    ("/touch", json.dumps({"arguments": ["a" * 1000]}).encode(), "longer than 1000 characters"),
    ("/next", b'{"say": "a"}', "it may have: nothing"),
    ("/file", b'{"name": "  "}', '"name" is empty'),
    ("/file", b'{"name": ["a"]}', '"name" is missing, or no text'),
    ("", b'{"locale": "xx-XX"}', '"locale" is none of: en-GB, en-US'),
    ("", b'{"device": ["show"]}', '"device" is none of: speaker, show'),
    ("", b'{"device": {}}', '"device" is none of: speaker, show'),
    ("", b'{"text": "- name: a"}', "conversation 'a' has no turns"),
    ("", b'{"text": ": ["}', "the file:1: this is not YAML"),
    ("", b'{"text": "- {name: a, turns: [{say: b}]}", "which": 1}', '"which" is no number from 0 to 0'),
    ("", b'{"text": "- {name: a, turns: [{say: b}]}", "which": true}', '"which" is no number'),
    ("", b'{"text": "- {name: a, locale: de-DE, turns: [{say: b}]}"}', "no locale de-DE; there are: en-GB, en-US"),
]


@pytest.mark.parametrize(("path", "body", "why"), BODIES, ids=[f"{p or '/'} {b[:40]!r}" for p, b, _ in BODIES])
def test_a_bad_body_is_refused_with_a_line(path: str, body: bytes, why: str) -> None:
    """400, never 500, and what is wrong."""
    client = page()
    name = f"/{begin(client)}" if path else ""
    answer = client.post(f"/api/conversations{name}{path}", data=body, content_type="application/json")
    assert answer.status_code == 400
    assert why in answer.json["error"]
    assert "\n" not in answer.json["error"]


def test_only_json_is_taken() -> None:
    """A form of another site could send anything else without asking first."""
    client = page()
    for kind in ("text/plain", "application/x-www-form-urlencoded", ""):
        answer = client.post("/api/conversations", data=b"{}", content_type=kind)
        assert (answer.status_code, answer.json["error"]) == (400, "send JSON, with Content-Type: application/json")


def test_too_much_is_refused() -> None:
    """Before it is read."""
    answer = page().post("/api/files", data=b" " * 900_000, content_type="application/json")
    assert answer.status_code == 413
    assert "bytes" in answer.json["error"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nothing", 404),
        ("GET", "/static/../app.py", 404),
        ("GET", "/static/%2e%2e/app.py", 404),
        ("POST", "/", 405),
        ("GET", "/api/conversations", 405),
        ("GET", "/api/conversations/unknown", 404),
        ("DELETE", "/api/conversations/unknown", 204),
    ],
)
def test_what_is_not_there(method: str, path: str, status: int) -> None:
    """A status and a line, and never a file from outside the page's folder."""
    answer = page().open(path, method=method)
    assert answer.status_code == status
    assert status == 204 or answer.json["error"]


def test_a_turn_of_a_conversation_that_is_gone() -> None:
    """404 and what to do."""
    client = page()
    name = begin(client)
    client.delete(f"/api/conversations/{name}")
    answer = client.post(f"/api/conversations/{name}/turns", json={"say": "a"})
    assert (answer.status_code, answer.json["error"]) == (
        404,
        "this conversation is not kept any more: start a new one",
    )


# ---- who may ask, and what is told ----------------------------------------------------------------------------------

STRANGERS: list[tuple[dict[str, str], int]] = [
    ({"Host": "127.0.0.1:8080"}, 201),
    ({"Host": "localhost:8080"}, 201),
    ({"Host": "[::1]:8080"}, 201),
    ({"Host": "192.168.1.4:8080"}, 201),
    ({"Host": "rebound.example:8080"}, 403),
    ({"Host": "localhost.rebound.example"}, 403),
    ({"Host": "127.0.0.1.rebound.example"}, 403),
    ({"Host": "localhost:8080", "Origin": "http://localhost:8080"}, 201),
    ({"Host": "localhost:8080", "Origin": "http://localhost:9090"}, 403),
    ({"Host": "localhost:8080", "Origin": "https://elsewhere.example"}, 403),
    ({"Host": "localhost:8080", "Origin": "null"}, 403),
    ({"Host": "localhost:8080", "Sec-Fetch-Site": "cross-site"}, 403),
    ({"Host": "localhost:8080", "Sec-Fetch-Site": "same-site"}, 403),
    ({"Host": "localhost:8080", "Sec-Fetch-Site": "same-origin"}, 201),
    ({"Host": "localhost:8080", "X-Forwarded-For": "203.0.113.5"}, 403),
    ({"Host": "localhost:8080", "Forwarded": "for=203.0.113.5"}, 403),
]


@pytest.mark.parametrize(("headers", "status"), STRANGERS, ids=[" ".join(h.values()) for h, _ in STRANGERS])
def test_only_the_page_itself_may_ask(headers: dict[str, str], status: int) -> None:
    """No page of another site, and no name from outside that points here (DNS rebinding)."""
    answer = page().post("/api/conversations", json={}, headers=headers)
    assert answer.status_code == status


def test_every_answer_is_closed_to_others() -> None:
    """Headers of the page, its parts, its JSON and its errors."""
    client = page()
    assert "unsafe" not in HEADERS["Content-Security-Policy"]
    assert HEADERS["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    for path in ("/", "/static/main.js", "/api/skill", "/nothing"):
        answer = client.get(path)
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS, path
        answer.close()


def test_the_page_has_no_script_and_no_style_of_its_own() -> None:
    """All comes from files of this server: the policy allows nothing else."""
    with page().get("/") as answer:
        text = answer.text
    assert "<style" not in text
    assert " style=" not in text
    assert "<script>" not in text
    assert "//" not in text.replace("<!doctype", "")


def test_a_fault_of_our_own_tells_its_type_alone(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Its message may hold what was said: neither the answer nor the log has it."""

    def fail(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError("my secret words")

    client = page()
    monkeypatch.setattr(app_module, "text_in", fail)
    with caplog.at_level(logging.DEBUG):
        answer = client.post(f"/api/conversations/{begin(client)}/turns", json={"say": "my secret words"})
    assert (answer.status_code, "ZeroDivisionError" in answer.json["error"]) == (500, True)
    assert "secret" not in answer.text + caplog.text


def test_nothing_that_is_said_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """Neither where all is well nor where something is refused."""
    client = page(reply(), ValueError("boom"))
    name = begin(client)
    with caplog.at_level(logging.DEBUG):
        say(client, name, OPEN)
        say(client, name, "my secret neck is numb")
        client.post(f"/api/conversations/{name}/turns", json={"say": "secret" * 300})
    assert "secret" not in caplog.text
