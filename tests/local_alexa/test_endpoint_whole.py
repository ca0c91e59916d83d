"""The endpoint as a whole: what Amazon signed reaches the skill, and its answer goes back as it is."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from signed_requests import ANSWER, Endpoint, Listener, envelope, written

from simulator import Echo
from simulator.conversations import Conversation, device_for, play, read
from simulator.device.door import lambda_handler
from simulator.endpoint.client import signed

FILE = Path(__file__).parents[1] / "conversations" / "en-US" / "wishes.yaml"
CONVERSATION = (
    "alexa, open back check",
    "my lower back is numb since this morning",
    "no",
    "why do you ask",
    "I am not sure",
    "",
    "yes",
    "stop",
)


def test_a_signed_request_reaches_the_skill_and_its_answer_goes_back() -> None:
    """Byte for byte the same envelope; the answer as Amazon wants it labelled."""
    endpoint = Endpoint()
    answer = endpoint.post()
    assert (answer.status_code, answer.json) == (200, ANSWER)
    assert answer.headers["Content-Type"] == "application/json;charset=UTF-8"
    assert endpoint.skill.heard == [envelope()]


def test_a_conversation_through_the_signed_endpoint_is_the_one_with_the_device() -> None:
    """Every response of our skill, whole, by the function that Lambda calls."""
    straight = Echo(user="a")
    through = Echo(user="a", handler=signed(lambda_handler()))
    for words in CONVERSATION:
        here, there = straight.say(words), through.say(words)
        assert here.error is None
        assert (there.response, there.speech, there.error) == (here.response, here.speech, None)


@pytest.mark.parametrize("conversation", read(FILE), ids=lambda one: one.name)
def test_a_conversation_file_holds_at_the_signed_endpoint_too(conversation: Conversation) -> None:
    """At the time of the file, by which its requests are signed and its certificates are valid."""
    now = conversation.now
    handler = signed(lambda_handler(), clock=(lambda: now) if now else None)
    for played in play(conversation, device_for(conversation, handler=handler)):
        assert played.differences == ()


def test_what_the_sdk_does_not_know_is_answered_by_the_guard_as_in_lambda() -> None:
    """The endpoint has no deserializer of its own before the handler: last words are spoken, not 500."""
    endpoint = Endpoint(skill=lambda_handler())  # type: ignore[arg-type]  # any handler will do
    answer = endpoint.post(written(envelope(type="Alexa.Unheard.Of")))
    assert answer.status_code == 200
    assert answer.json == lambda_handler()(envelope(type="Alexa.Unheard.Of"), None)


def test_two_people_at_once_are_not_mixed_up() -> None:
    """Each gets the answer to what was asked, from many threads."""

    class Repeater(Listener):
        def __call__(self, event: dict[str, Any], context: object) -> Any:
            super().__call__(event, context)
            return {"version": "1.0", "sessionAttributes": {"who": event["session"]["user"]["userId"]}, "response": {}}

    endpoint = Endpoint(skill=Repeater())

    def ask(number: int) -> tuple[str, str]:
        asked = envelope()
        asked["session"]["user"]["userId"] = f"person {number}"
        answer = endpoint.post(written(asked)).json
        assert answer is not None
        return f"person {number}", answer["sessionAttributes"]["who"]

    with ThreadPoolExecutor(8) as pool:
        for asked, told in pool.map(ask, range(100)):
            assert asked == told


def test_two_conversations_at_once_go_as_each_would_alone() -> None:
    """Our own skill keeps nothing between turns but what Alexa carries."""
    handler = signed(lambda_handler())

    def talk(words: tuple[str, ...]) -> list[str]:
        echo = Echo(user="a", handler=handler)
        return [echo.say(text).speech for text in words]

    ways = (CONVERSATION, (CONVERSATION[0], "my arm is numb and my face droops", "yes", "repeat that"))
    alone = [talk(way) for way in ways]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(talk, ways * 4)) == alone * 4
