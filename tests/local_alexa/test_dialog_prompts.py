"""The prompts of the model, as Alexa speaks them."""

from __future__ import annotations

from typing import Any

import pytest
from trip_skill import model, planner

from simulator import Echo

WORDINGS = {"Which city are you leaving from?", "Where do you start?"}


def with_prompt(prompt: str, *variations: dict[str, str]) -> dict[str, Any]:
    """The model with other variations of one prompt."""
    raw = model()
    found = next(one for one in raw["interactionModel"]["prompts"] if one["id"] == prompt)
    found["variations"] = list(variations)
    return raw


def wordings(device: Echo) -> list[str]:
    """What is heard when the trip is begun eight times."""
    return [device.say("ask trip planner to plan a trip").speech for _ in range(8)]


def test_one_of_the_variations_is_heard() -> None:
    """Chosen at random, and the same again for the same seed."""
    first = wordings(planner()[0])
    assert set(first) == WORDINGS
    assert wordings(planner()[0]) == first
    assert wordings(planner(seed=0)[0]) == first
    assert any(wordings(planner(seed=seed)[0]) != first for seed in (1, 2))


def test_ssml() -> None:
    """Heard without its marks, kept as it was written."""
    device, _ = planner()
    turn = device.intend("PlanTripIntent", fromCity="seattle", toCity="boston")
    assert turn.speech == "You want to go to boston, right?"
    assert turn.ssml == '<speak>You want to go to <emphasis level="moderate">boston</emphasis>, right?</speak>'


def test_words_are_escaped_in_ssml() -> None:
    """A value that a skill fills in may hold anything; a prompt without <speak> gets it."""
    device, _ = planner(raw=with_prompt("Confirm.To", {"type": "SSML", "value": 'To <break time="1s"/>{toCity}?'}))
    turn = device.intend("PlanTripIntent", fromCity="seattle", toCity="boston")
    assert turn.ssml == '<speak>To <break time="1s"/>boston?</speak>'
    raw = with_prompt("Unknown.To", {"type": "SSML", "value": "No {toCity}?"})
    device, _ = planner(raw=raw)
    assert device.intend("PlanTripIntent", fromCity="seattle", toCity="a & <b>").ssml == (
        "<speak>No a &amp; &lt;b&gt;?</speak>"
    )


def test_placeholders_say_back_what_was_said() -> None:
    """Not the form in which the request has it; several slots in one prompt, with spaces in the braces or not."""
    raw = with_prompt("Many.Travelers", {"type": "PlainText", "value": "{travelers} from { fromCity }?"})
    device, _ = planner(raw=raw)
    device.intend(
        "PlanTripIntent", fromCity="the emerald city", toCity="boston", travelDate="2026-12-24", travelers="ten"
    )
    assert device.say("yes").speech == "ten from the emerald city?"


def test_an_empty_placeholder() -> None:
    """Nothing is said in its place, and the turn has a warning."""
    raw = with_prompt("Elicit.To", {"type": "PlainText", "value": "To where, {travelers}?"})
    device, _ = planner(raw=raw)
    turn = device.intend("PlanTripIntent", fromCity="seattle")
    assert turn.speech == "To where, ?"
    assert turn.warnings == ("prompt Elicit.To says {travelers}, which is empty: nothing is said there",)


@pytest.mark.parametrize("automatic", [True, False])
def test_a_model_without_words_for_a_question(automatic: bool) -> None:
    """Alexa cannot ask: the session ends, and the error says what the model lacks."""
    device, skill = planner(raw=model(automatic=automatic, fromCity={"prompts": {}}))
    turn = device.intend("PlanTripIntent")
    assert turn.error == ("Alexa must ask (elicit fromCity of PlanTripIntent), but the model gives no prompt for it")
    assert turn.ended
    assert skill.requests[-1]["request"]["error"]["type"] == "INVALID_RESPONSE"
    assert len(turn.exchanges) == (1 if automatic else 2)


def test_a_prompt_that_is_no_good_ssml() -> None:
    """The same."""
    device, _ = planner(raw=with_prompt("Elicit.To", {"type": "SSML", "value": "<speak>To where"}))
    assert "prompt Elicit.To of the model: SSML is not well-formed" in (
        device.intend("PlanTripIntent", fromCity="seattle").error or ""
    )
