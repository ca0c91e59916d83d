"""How the language step explains itself: in words, and in the shape of ask smapi profile-nlu (requirement 11)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from simulator.__main__ import main
from simulator.language.explain import explanation
from simulator.language.noise import Noise
from simulator.language.step import Asked, Language, load_language

MODELS = Path(__file__).parents[1] / "data" / "models"
NUMB_BACK = MODELS / "numb_back.json"


@pytest.fixture(scope="module")
def language() -> Language:
    """The language step of the small model."""
    return load_language(NUMB_BACK, "en-US")


def test_the_sample_the_score_and_the_runners_up(language: Language) -> None:
    """One line for what was chosen, one for each that was not."""
    lines = explanation(language, "my lower back feels numb")[0].splitlines()
    assert lines[0] == 'NumbIntent 1.00 exact by "my {area} is numb", area = lower back'
    assert [line.split(" by ")[0] for line in lines[1:]] == ["  rather than StoryIntent 0.61 similar"]


def test_the_shape_is_that_of_profile_nlu(language: Language) -> None:
    """Every declared slot, resolved as in a request; what is ours stands under "local"."""
    shape = explanation(language, "my low back is numb")[1]
    assert set(shape) == {"sessionEnded", "selectedIntent", "consideredIntents", "local"}
    resolutions = {
        "resolutionsPerAuthority": [
            {
                "authority": "amzn1.er-authority.echo-sdk.amzn1.ask.skill.local.Area",
                "status": {"code": "ER_SUCCESS_MATCH"},
                "values": [{"value": {"name": "lower back", "id": "LOWER"}}],
            }
        ]
    }
    assert shape["sessionEnded"] is False
    assert shape["selectedIntent"] == {
        "name": "NumbIntent",
        "confirmationStatus": "NONE",
        "slots": {
            "area": {
                "name": "area",
                "value": "low back",
                "resolutions": resolutions,
                "slotValue": {"type": "Simple", "value": "low back", "resolutions": resolutions},
                "confirmationStatus": "NONE",
                "source": "USER",
            },
            "howLong": {"name": "howLong", "confirmationStatus": "NONE"},
            "age": {"name": "age", "confirmationStatus": "NONE"},
        },
    }
    assert [intent["name"] for intent in shape["consideredIntents"]] == ["StoryIntent"]
    assert set(shape["consideredIntents"][0]) == {"name", "confirmationStatus", "slots"}
    assert shape["local"] == {
        "utterance": "my low back is numb",
        "asked": None,
        "selected": {
            "intent": "NumbIntent",
            "how": "exact",
            "sample": "my {area} is numb",
            "score": 1.0,
            "heard": {"area": ["low back"]},
        },
        "considered": shape["local"]["considered"],
        "said": "my low back is numb",
        "request": "IntentRequest",
    }


def dialog_model(**of_the_intent: Any) -> dict[str, Any]:
    """A model whose dialog asks for two drinks, then has the order confirmed."""
    slots = [{"name": name, "type": "Drink"} for name in ("first", "then")]
    elicited = [
        {"name": "first", "type": "Drink", "elicitationRequired": True, "prompts": {"elicitation": "Elicit.First"}},
        {"name": "then", "type": "Drink", "confirmationRequired": True, "prompts": {"confirmation": "Confirm.Then"}},
    ]
    samples = ["i want something", "bring {first}", "bring {first} and then {then}"]
    prompts = {"Elicit.First": "Which drink?", "Confirm.Then": "Then {then}?", "Confirm.All": "Is that all?"}
    return {
        "interactionModel": {
            "languageModel": {
                "invocationName": "green tea",
                "intents": [{"name": "OrderIntent", "slots": slots, "samples": samples}],
                "types": [{"name": "Drink", "values": [{"name": {"value": name}} for name in ("coffee", "mead")]}],
            },
            "dialog": {"intents": [{"name": "OrderIntent", "slots": elicited, **of_the_intent}]},
            "prompts": [
                {"id": name, "variations": [{"type": "PlainText", "value": text}]} for name, text in prompts.items()
            ],
        }
    }


@pytest.mark.parametrize(
    ("said", "turn"),
    [
        (
            "i want something",
            {
                "dialogAct": {"type": "Dialog.ElicitSlot", "targetSlot": "first"},
                "token": "OrderIntent.first",
                "prompt": "Which drink?",
            },
        ),
        (
            "bring coffee and then mead",
            {
                "dialogAct": {"type": "Dialog.ConfirmSlot", "targetSlot": "then"},
                "token": "OrderIntent.then",
                "prompt": "Then {then}?",
            },
        ),
        (
            "bring coffee",
            {"dialogAct": {"type": "Dialog.ConfirmIntent"}, "token": "OrderIntent", "prompt": "Is that all?"},
        ),
    ],
)
def test_what_the_dialog_model_would_ask_next(said: str, turn: dict[str, Any]) -> None:
    """As multiTurn of profile-nlu: the act, the slot, the prompt; the token goes into --asked."""
    confirmed = {"confirmationRequired": True, "prompts": {"confirmation": "Confirm.All"}}
    language = load_language(dialog_model(**confirmed), "en-US")
    assert explanation(language, said)[1]["multiTurn"] == turn


def test_a_complete_dialog_asks_nothing() -> None:
    """Then there is no multiTurn, as there is none for an intent without a dialog."""
    assert "multiTurn" not in explanation(load_language(dialog_model(), "en-US"), "bring coffee")[1]


@pytest.mark.parametrize(
    ("said", "first", "request_"),
    [
        ("open numb back", "LaunchRequest", "LaunchRequest"),
        ("alexa, numb back", "LaunchRequest", "LaunchRequest"),
        ("ask numb back whether my neck is numb", "call of the skill; the request: my neck is numb", "IntentRequest"),
        (
            "my neck is numb from numb back",
            "call of the skill; the request: my neck is numb",
            "IntentRequest",
        ),
        ("exit", "SessionEndedRequest: these words leave the skill", "SessionEndedRequest"),
        ("alexa, go home", "SessionEndedRequest: these words leave the skill", "SessionEndedRequest"),
    ],
)
def test_calls_of_the_skill_and_leaving_it(language: Language, said: str, first: str, request_: str) -> None:
    """Whole launch forms can be explained, too; leaving sets sessionEnded. No intent is selected by either."""
    words, shape = explanation(language, said)
    assert (words.splitlines()[0], shape["local"]["request"]) == (first, request_)
    assert shape["sessionEnded"] == (request_ == "SessionEndedRequest")
    assert (shape["selectedIntent"] is None) == (request_ != "IntentRequest")


def test_the_words_that_a_launch_loses_are_named(language: Language) -> None:
    """After "open" a request needs a word between."""
    assert "the words after the name are lost: my neck" in explanation(language, "open numb back my neck")[0]


def test_the_answer_to_an_elicited_slot(language: Language) -> None:
    """--asked: the slot's samples and its bare value count."""
    shape = explanation(language, "lower back", Asked("NumbIntent", "area"))[1]
    assert (shape["local"]["asked"], shape["local"]["selected"]["how"]) == ("NumbIntent.area", "elicited")


def test_noise_is_told(language: Language) -> None:
    """What was heard stands above what was made of it."""
    words, shape = explanation(language, "my lower back is numb", None, Noise(3, 0.5))
    assert words.splitlines()[0] == f"heard: {shape['local']['utterance']}"
    assert shape["local"]["utterance"] != shape["local"]["said"] == "my lower back is numb"


def test_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    """In words, as JSON, with an elicited slot, with noise; the same seed hears the same."""
    base = ["explain", "--model", str(NUMB_BACK)]
    assert main([*base, "ask numb back", "whether my neck is numb"]) == 0
    assert capsys.readouterr().out.startswith("call of the skill; the request: my neck is numb\nNumbIntent 1.00 exact")
    assert main([*base, "--json", "--asked", "NumbIntent.area", "my elbow"]) == 0
    assert json.loads(capsys.readouterr().out)["selectedIntent"]["slots"]["area"]["value"] == "my elbow"
    heard = []
    for _ in range(2):
        assert main([*base, "--noise", "5", "--rate", "0.6", "my lower back is numb"]) == 0
        heard.append(capsys.readouterr().out)
    assert heard[0] == heard[1]
    assert heard[0].startswith("heard: ")


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (
            ["--asked", "NoIntent.area", "x"],
            "the model has no slot NoIntent.area (INTENT.SLOT); intents with slots: Numb",
        ),
        (["--asked", "NumbIntent.nose", "x"], "the slots of NumbIntent: area, howLong, age"),
        (["?!"], "nothing is said: give the words to be explained, in quotes"),
        (["--noise", "1", "--rate", "7", "x"], "--rate 7 is no chance; give a number from 0 to 1"),
    ],
)
def test_what_the_command_cannot_do(arguments: list[str], problem: str, capsys: pytest.CaptureFixture[str]) -> None:
    """One line that says what there is."""
    assert main(["explain", "--model", str(NUMB_BACK), *arguments]) == 2
    assert problem in capsys.readouterr().err
