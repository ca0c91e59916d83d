"""The conversations that the page holds: how many, how long, never mixed up; saved as files and held again."""

from __future__ import annotations

import contextlib
import http.client
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import yaml
from scripted_skill import MODEL, reply
from web_page import OPEN, begin, page, say, skill

from simulator.web import conversations as module
from simulator.web.app import create_app
from simulator.web.conversations import LONGEST_IDLE, Conversations
from simulator.web.refused import RefusedError
from simulator.web.served import Served
from simulator.web.server import open_server

FILE = """
- name: A neck
  turns:
    - {say: alexa open numb back, hears: [Where]}
    - {intent: NumbIntent, slots: {area: neck}, hears: [Since when]}
    - {say: "", hears: [Still there]}
- name: Another
  locale: en-GB
  device: show
  turns: [{say: alexa open numb back, hears: ["Why, oh why"], card: A card}, {say: a, ended: true}]
"""


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """The time."""
        return self.now


def test_the_one_left_alone_longest_makes_room() -> None:
    """A bounded number, and it is use that counts, not age."""
    held = Conversations(skill(), most=2)
    first, second = held.begin("en-US", "speaker"), held.begin("en-US", "speaker")
    held.find(first.id)
    third = held.begin("en-US", "speaker")
    assert len(held) == 2
    assert held.find(first.id) is first
    assert held.find(third.id) is third
    with pytest.raises(RefusedError, match="start a new one"):
        held.find(second.id)


def test_what_nobody_uses_is_forgotten() -> None:
    """After an hour, whoever asks for it then."""
    clock = Clock()
    held = Conversations(skill(), clock=clock)
    one, other = held.begin("en-US", "speaker"), held.begin("en-US", "speaker")
    clock.now = LONGEST_IDLE
    held.find(one.id)
    clock.now += 1
    assert held.find(one.id) is one
    with pytest.raises(RefusedError):
        held.find(other.id)
    assert len(held) == 1


def test_a_conversation_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """So many turns are kept; then 409, and what to do."""
    monkeypatch.setattr(module, "MOST_TURNS", 2)
    client = page(reply(), reply())
    name = begin(client)
    say(client, name, OPEN)
    say(client, name, "my neck is numb")
    answer = client.post(f"/api/conversations/{name}/turns", json={"say": "yes"})
    assert (answer.status_code, "2 turns" in answer.json["error"]) == (409, True)


def test_ids_cannot_be_guessed() -> None:
    """They are long, and none is like another."""
    held = Conversations(skill())
    ids = {held.begin("en-US", "speaker").id for _ in range(50)}
    assert len(ids) == 50
    assert min(map(len, ids)) >= 24


def test_fifty_conversations_at_once_are_never_mixed_up() -> None:
    """Each hears its own words alone, in its own order, though every answer takes a moment."""
    together = threading.Barrier(50)

    def repeat(event: dict[str, Any], _context: object) -> dict[str, Any]:
        """A skill that keeps what was heard in the session, and says all of it."""
        time.sleep(0.002)
        request = event["request"]
        heard = list(event["session"]["attributes"].get("heard", ()))
        if request["type"] == "IntentRequest":
            heard.append(request["intent"]["slots"]["area"]["value"])
        return reply(" ".join(heard) or "nothing", attributes={"heard": heard})

    server = open_server(create_app(Served(repeat, {"en-US": MODEL}, "en-US")), "127.0.0.1", 0)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def hold(number: int) -> list[str]:
        together.wait(20)
        name = _post(server.port, "", {})["id"]
        _post(server.port, f"/{name}/turns", {"say": OPEN})
        said = [f"place{number} spot{turn}" for turn in range(3)]
        return [_post(server.port, f"/{name}/turns", {"say": f"my {words} is numb"})["speech"] for words in said]

    try:
        with ThreadPoolExecutor(50) as pool:
            heard = list(pool.map(hold, range(50)))
    finally:
        server.shutdown()
        server.server_close()
    for number, speeches in enumerate(heard):
        said = [f"place{number} spot{turn}" for turn in range(3)]
        assert speeches == [" ".join(said[:end]) for end in (1, 2, 3)]


def _post(port: int, path: str, body: dict[str, Any]) -> dict[str, Any]:
    wire = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    wire.request("POST", f"/api/conversations{path}", json.dumps(body), {"Content-Type": "application/json"})
    with contextlib.closing(wire), wire.getresponse() as answer:
        found: dict[str, Any] = json.load(answer)
        return found


def test_turns_of_one_conversation_happen_one_after_the_other() -> None:
    """Two tabs of a browser may ask at the same time: no turn is lost, and no number is given twice."""
    client = page()
    name = begin(client)
    say(client, name, OPEN)
    app = client.application
    with ThreadPoolExecutor(8) as pool:
        turns = list(pool.map(lambda _: say(app.test_client(), name, "my neck is numb"), range(16)))
    assert sorted(turn["number"] for turn in turns) == list(range(2, 18))


# ---- files ----------------------------------------------------------------------------------------------------------


def test_a_conversation_is_saved_as_a_test() -> None:
    """In the form of tests/conversations, with its locale, device and time; held again, it is as the file expects."""
    answers = [reply(), reply("Since when? Tell me."), reply("Bye.", end=True)]
    client = page(*answers)
    name = begin(client, locale="en-GB", device="show")
    for words in (OPEN, "my neck is numb", "", "stop"):
        say(client, name, words)
    saved = client.post(f"/api/conversations/{name}/file", json={"name": "A neck, and: silence!"}).json
    assert saved["file"] == "a_neck_and_silence.yaml"
    (found,) = yaml.safe_load(saved["text"])
    assert (found["name"], found["locale"], found["device"]) == ("A neck, and: silence!", "en-GB", "show")
    assert [turn["say"] for turn in found["turns"]] == [OPEN, "my neck is numb", "", "stop"]
    assert found["turns"][1]["hears"] == ["Since when?"]
    assert found["turns"][3]["ended"] is True
    again = page(*answers)
    name = begin(again, text=saved["text"])
    turns = [again.post(f"/api/conversations/{name}/next", json={}).json for _ in range(4)]
    assert [turn["differences"] for turn in turns] == [[], [], [], []]
    assert turns[0]["exchanges"][0]["request"]["request"]["timestamp"].startswith(str(found["now"])[:10])


def test_the_conversations_of_a_file_are_listed() -> None:
    """By name, with their steps, and the locale and device where they have them."""
    found = page().post("/api/files", json={"text": FILE}).json["conversations"]
    assert [one["name"] for one in found] == ["A neck", "Another"]
    assert found[0]["steps"] == [OPEN, "(NumbIntent, area = neck)", "(silence)"]
    assert (found[1]["locale"], found[1]["device"]) == ("en-GB", "show")


def test_a_file_is_held_again_step_by_step() -> None:
    """Words, intents and silence; what a turn has otherwise is told, and the end of the file is refused."""
    client = page(reply(), reply("Since when?"))
    name = begin(client, text=FILE)
    turns = [client.post(f"/api/conversations/{name}/next", json={}).json for _ in range(3)]
    assert [turn["differences"] for turn in turns] == [[], [], []]
    assert turns[1]["said"] == "(NumbIntent, area = neck)"
    again = client.get(f"/api/conversations/{name}").json
    assert again["replay"] == {"name": "A neck", "steps": 3, "place": 3}
    over = client.post(f"/api/conversations/{name}/next", json={})
    assert (over.status_code, over.json["error"]) == (409, "the file has no further turn")


def test_what_comes_otherwise_than_the_file_expects_is_told() -> None:
    """In words, turn by turn; a file's own locale and device go before the page's."""
    client = page(reply())
    name = begin(client, text=FILE, which=1, locale="en-US", device="speaker")
    again = client.get(f"/api/conversations/{name}").json
    assert (again["locale"], again["device"]) == ("en-GB", "show")
    turn = client.post(f"/api/conversations/{name}/next", json={}).json
    assert [line.partition(":")[0] for line in turn["differences"]] == ["hears", "card"]
    assert "expected Why, oh why, found Where is it numb?" in turn["differences"][0]


def test_what_the_device_cannot_do_is_refused() -> None:
    """An intent that the model does not have: 409, and a line."""
    client = page()
    name = begin(client, text="- {name: a, turns: [{intent: NobodysIntent}]}")
    answer = client.post(f"/api/conversations/{name}/next", json={})
    assert (answer.status_code, "NobodysIntent" in answer.json["error"]) == (409, True)


def test_many_problems_of_a_file_are_told_shortly() -> None:
    """The first five, and how many more."""
    text = "\n".join(f"- {{name: n{number}}}" for number in range(9))
    answer = page().post("/api/files", json={"text": text})
    assert answer.status_code == 400
    assert answer.json["error"].count("has no turns") == 5
    assert answer.json["error"].endswith("and 4 more")
