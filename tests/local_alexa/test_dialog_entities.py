"""Dynamic entities: values that a skill adds to its slot types for a while."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from scripted_skill import reply
from trip_skill import NOW, RAW, Delegating, planner, slot

from simulator import Echo, Turn

ROSE = {"id": "ROSE", "name": {"value": "Rose Garden", "synonyms": ["the garden"]}}


def replace(*values: dict[str, Any], kind: str = "Hotel", behavior: str = "REPLACE") -> dict[str, Any]:
    """A response with Dialog.UpdateDynamicEntities."""
    types = [{"name": kind, "values": list(values)}]
    directive = {"type": "Dialog.UpdateDynamicEntities", "updateBehavior": behavior, "types": types}
    return reply("Well?", directives=[directive])


CLEAR = reply("Well?", directives=[{"type": "Dialog.UpdateDynamicEntities", "updateBehavior": "CLEAR"}])


def matches(turn: Turn) -> list[str]:
    """The ids that a hotel was resolved to, by whatever authority."""
    answers = slot(turn, "hotel")["resolutions"]["resolutionsPerAuthority"]
    return [value["value"]["id"] for answer in answers for value in answer.get("values", ())]


def book(device: Echo, hotel: str = "the garden") -> Turn:
    """A hotel for two nights, which auto delegation sends when the hotel is known, and else asks for again."""
    return device.intend("BookHotelIntent", hotel=hotel, nights="two")


def test_they_are_known_from_the_next_turn_on() -> None:
    """By an authority of their own, beside the static one; synonyms too, in what is said as in a slot."""
    device, _ = planner(replace(ROSE))
    assert book(device).speech == "There is no the garden. Which hotel?"
    device.say("help")
    turn = book(device)
    assert matches(turn) == ["ROSE"]
    authorities = [a["authority"] for a in slot(turn, "hotel")["resolutions"]["resolutionsPerAuthority"]]
    assert len(authorities) == 2
    assert sum("dynamic" in authority for authority in authorities) == 1
    assert matches(book(device, "the grand")) == ["GRAND"]
    device.intend("BookHotelIntent", nights="two")
    assert matches(device.say("at the rose garden")) == ["ROSE"]


def test_they_replace_those_before_and_can_be_cleared() -> None:
    """REPLACE keeps nothing; after CLEAR only the static values are left."""
    other = {"id": "INN", "name": {"value": "Harbor Inn"}}
    device, _ = planner(replace(ROSE), replace(other), CLEAR)
    device.say("ask trip planner to list my trips")
    device.say("help")
    assert book(device).request == {}
    assert matches(book(device, "harbor inn")) == ["INN"]
    device.say("help")
    assert book(device, "harbor inn").request == {}


def test_they_end_with_the_session() -> None:
    """The next session knows nothing of them."""
    device, _ = planner(replace(ROSE))
    device.say("open trip planner")
    device.say("exit")
    assert book(device).request == {}


@pytest.mark.parametrize(("minutes", "known"), [(29, True), (30, False)])
def test_they_live_for_thirty_minutes(minutes: int, known: bool) -> None:
    """By the clock of the device."""
    moments = [NOW]

    def clock() -> datetime:
        return moments[-1]

    device = Echo(handler=Delegating(replace(ROSE)), model=RAW, clock=clock)
    device.say("open trip planner")
    moments.append(NOW + timedelta(minutes=minutes))
    assert bool(book(device).request) is known


def test_a_fork_has_its_own() -> None:
    """What one of two devices is told to forget the other still knows."""
    device, _ = planner(replace(ROSE), CLEAR)
    device.say("open trip planner")
    other = device.fork()
    device.say("help")
    assert book(device).request == {}
    assert matches(book(other)) == ["ROSE"]


def test_the_limit() -> None:
    """A hundred in one response, synonyms included; one more and Alexa refuses the response."""
    many = [{"id": str(n), "name": {"value": f"hotel {n}", "synonyms": [f"inn {n}"]}} for n in range(50)]
    device, _ = planner(replace(*many))
    assert device.say("open trip planner").error is None
    device, skill = planner(replace(*many, ROSE))
    turn = device.say("open trip planner")
    assert "102 values and synonyms, 100 at most" in (turn.error or "")
    assert skill.requests[-1]["request"]["error"]["type"] == "INVALID_RESPONSE"


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (replace(ROSE, behavior="ADD"), "'ADD' is not known - give one of REPLACE, CLEAR"),
        (replace({"id": "X", "name": {}}), "name.value: is missing"),
    ],
)
def test_what_alexa_refuses(answer: dict[str, Any], why: str) -> None:
    """A broken limit ends the session, and so does what has not the form of the directive."""
    device, _ = planner(answer)
    assert why in (device.say("open trip planner").error or "")


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (replace(ROSE, kind="Nope"), "the model has no slot type 'Nope': its values are never matched"),
        (replace({"name": {"value": "Rose Garden"}}), "has no id: a value without one may not be matched"),
    ],
)
def test_what_is_of_no_use(answer: dict[str, Any], why: str) -> None:
    """It is taken, with a warning."""
    device, _ = planner(answer)
    turn = device.say("open trip planner")
    assert turn.error is None
    assert why in "; ".join(turn.warnings)


def test_a_value_without_an_id_never_matches() -> None:
    """It was warned of."""
    device, _ = planner(replace({"name": {"value": "the garden"}}))
    device.say("open trip planner")
    assert book(device).request == {}
