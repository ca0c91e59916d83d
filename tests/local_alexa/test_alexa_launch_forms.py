"""Every way in which a skill is called, with and without a request (requirement 5).

Source: Amazon's page "Understand how users invoke custom skills".
"""

from __future__ import annotations

import pytest
from scripted_skill import echo, intent_of

from simulator.language.invocation import read_call
from simulator.language.words import load_words

WORDS = load_words("en-US")

LAUNCHES = [
    "ask numb back",
    "begin numb back",
    "do numb back",
    "launch numb back",
    "load numb back",
    "open numb back",
    "play numb back",
    "play the game numb back",
    "resume numb back",
    "run numb back",
    "start numb back",
    "start playing numb back",
    "talk to numb back",
    "tell numb back",
    "use numb back",
    "numb back",
    "open the numb back",
    "open numbback",
    "open numb back please",
    "please open numb back",
    "can you open numb back",
    "can you please start numb back",
    "let's play numb back",
    "i want to open numb back",
    "i wanna talk to numb back",
    "Open Numb Back!",
]
REQUESTS = {
    "ask numb back about my lower back": "my lower back",
    "ask numb back for help": "help",
    "ask numb back if my neck is numb": "my neck is numb",
    "ask numb back whether my neck is numb": "my neck is numb",
    "ask numb back to say that again": "say that again",
    "ask numb back what that is for": "what that is for",
    "ask numb back when it started": "when it started",
    "ask numb back how it works": "how it works",
    "ask numb back why do you ask": "why do you ask",
    "tell numb back to stop": "stop",
    "tell numb back that my neck is numb": "my neck is numb",
    "tell numb back my neck is numb": "my neck is numb",
    "tell numb back i can't feel it": "i can't feel it",
    "search numb back for doctors": "doctors",
    "open numb back and help me": "help me",
    "launch numb back and help me": "help me",
    "start numb back and help me": "help me",
    "run numb back and help me": "help me",
    "load numb back and help me": "help me",
    "begin numb back and help me": "help me",
    "talk to numb back about my neck": "my neck",
    "use numb back and help me": "help me",
    "use numb back to find my doctor": "find my doctor",
    "my neck is numb from numb back": "my neck is numb",
    "get help by numb back": "get help",
    "get help in numb back": "get help",
    "get help using numb back": "get help",
    "get help with the numb back": "get help",
    "can you ask numb back for help": "help",
    "please tell the numb back that my neck is numb please": "my neck is numb",
    "i want to ask numb back about my lower back": "my lower back",
}


@pytest.mark.parametrize("wake", ["", "alexa ", "Alexa, ", "echo ", "computer, ", "amazon ", "ziggy, "])
@pytest.mark.parametrize("said", LAUNCHES)
def test_every_way_to_open_a_skill(said: str, wake: str) -> None:
    """With any wake word, with or without a comma, or with none."""
    call = read_call(wake + said, "numb back", WORDS)
    assert call is not None
    assert call.request is None
    assert call.explicit == bool(wake or said.lower() != "numb back")


@pytest.mark.parametrize("wake", ["", "alexa ", "Echo, "])
@pytest.mark.parametrize(("said", "request_"), REQUESTS.items())
def test_every_way_to_call_a_skill_with_a_request(said: str, request_: str, wake: str) -> None:
    """What belongs to the call is taken away; the request is what remains."""
    call = read_call(wake + said, "numb back", WORDS)
    assert call is not None
    assert call.request == request_


@pytest.mark.parametrize(
    "said",
    [
        "yes",
        "open spotify",
        "alexa what time is it",
        "my back is numb",
        "numb",
        "open back numb",
        "ask for help",
        "back",
    ],
)
def test_what_does_not_call_the_skill(said: str) -> None:
    """Everything else is for somebody else."""
    assert read_call(said, "numb back", WORDS) is None


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("tell numb back my lower back is numb", "NumbIntent"),
        ("tell numb back that my lower back is numb", "NumbIntent"),
        ("alexa, ask numb back whether my lower back is numb", "NumbIntent"),
        ("my lower back is numb from numb back", "NumbIntent"),
        ("ask numb back for help", "AMAZON.HelpIntent"),
        ("use numb back and why do you ask", "WhyIntent"),
        ("ask numb back for purple monkeys", "AMAZON.FallbackIntent"),
    ],
)
def test_a_request_in_the_call_reaches_its_intent_in_a_new_session(said: str, intent: str) -> None:
    """What fits no sample goes to the FallbackIntent: the skill was named, so it hears of it."""
    device, _ = echo()
    turn = device.say(said)
    assert intent_of(turn)["name"] == intent
    assert turn.request["session"]["new"]


def test_words_after_the_name_that_are_no_request_are_lost() -> None:
    """After "open" a request needs "and" or "to". Without, the skill is launched, and a note tells what is lost."""
    device, _ = echo()
    turn = device.say("open numb back my neck is numb")
    assert turn.request["request"]["type"] == "LaunchRequest"
    assert "my neck is numb" in turn.explanation
