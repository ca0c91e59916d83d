"""An emergency said in passing is advised in the very turn, whatever was asked and however it begins."""

from __future__ import annotations

import pytest
import yaml
from patient import DATA

from simulator import Echo

SENTENCES: list[str] = yaml.safe_load((DATA / "emergencies.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "lead", ["", "no but ", "um it is probably nothing but "], ids=["plainly", "after a no", "played down"]
)
@pytest.mark.parametrize("sentence", SENTENCES)
def test_an_emergency_in_passing_is_advised_at_once(sentence: str, lead: str) -> None:
    """Through the whole way: words, intent, slots, request, skill, response."""
    echo = Echo(locale="en-US")
    echo.say("alexa open back check")
    echo.say("my lower back has been numb for two days")
    assert echo.say("none of those").asking == ["injury"]
    turn = echo.say(lead + sentence)
    assert (turn.outcome or {}).get("urgency") == "emergency_now", turn.speech
