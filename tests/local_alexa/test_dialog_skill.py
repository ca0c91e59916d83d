"""Requirement 7, a real dialog manager with prompts, confirmations and 9 validations: a skill in Amazon's SDK, as is.

The skill is skills/trip_planner.py, written as Amazon's public samples are; its interaction model lies beside it.
"""

from __future__ import annotations

from functools import cache

from scripted_skill import intent_of
from trip_skill import FOLDER, NOW, model, slot

from simulator import Echo, Turn
from simulator.device.door import Handler, load_handler


@cache
def skill() -> Handler:
    """The skill, as AWS Lambda would call it."""
    return load_handler(str(FOLDER / "trip_planner.py"))


def device(**switches: object) -> Echo:
    """A device that talks to it."""
    chosen = {"model": FOLDER / "trip_planner.json", "handler": skill(), "clock": lambda: NOW, **switches}
    return Echo(**chosen)  # type: ignore[arg-type]  # switches of every kind


def test_requirement_7_a_whole_conversation_with_a_delegating_skill() -> None:
    """Slots, a wrong value, a denied one, the whole confirmed; the hotel chained to, by a value of the skill's own."""
    echo = device()
    heard = [
        echo.say(text).speech
        for text in (
            "alexa, open trip planner",
            "plan a trip",
            "zorbistan",
            "i'm going from seattle to boston",
            "no",
            "portland",
            "yes",
        )
    ]
    assert heard[0] == "Welcome. What can I plan?"
    assert heard[2:] == [
        "I don't know zorbistan. Which city are you leaving from?",
        "You want to go to boston, right?",
        "Where are you going?",
        "You want to go to portland, right?",
        "When will you leave?",
    ]
    assert echo.say("yesterday").speech == "Tell me a day in the next six months, but not today."
    when = echo.say("on december twenty fourth")
    assert slot(when, "travelDate")["value"] == "2026-12-24"
    assert when.speech == "From seattle to portland, leaving december twenty fourth. Shall I save it?"
    saved = echo.say("yes")
    assert saved.speech == "Your trip to Portland is saved. Do you need a hotel?"
    assert [request["request"]["dialogState"] for request, _ in saved.exchanges] == ["IN_PROGRESS", "COMPLETED"]
    assert saved.response["sessionAttributes"] == {"turns": 9, "city": "Portland"}

    assert echo.say("yes").speech == "Which hotel?"
    assert echo.say("the harbor house").speech == "There is no the harbor house. Which hotel?"
    assert echo.say("at the garden").speech == "For how many nights?"
    booked = echo.say("three nights")
    assert booked.speech == "Rose Garden for 3. What car do you want?"
    assert (intent_of(booked)["name"], booked.request["request"]["dialogState"]) == ("BookHotelIntent", "COMPLETED")
    assert slot(booked, "city")["value"] == "Portland"

    rented = echo.say("a minivan please")
    assert (rented.speech, rented.ended) == ("A minivan in Portland. Bye!", True)
    assert rented.request["request"]["dialogState"] == "IN_PROGRESS"


def test_the_skill_fills_in_a_default() -> None:
    """Its updatedIntent goes before the question."""
    echo = device()
    assert echo.say("ask trip planner to plan a trip to orlando").speech == "You want to go to orlando, right?"
    assert echo.dialog
    assert echo.dialog.slots["fromCity"]["value"] == "Boston"
    echo.say("yes")
    assert echo.say("tomorrow").speech == "From Boston to orlando, leaving tomorrow. Shall I save it?"


def test_a_trip_that_is_denied_is_not_saved() -> None:
    """COMPLETED and DENIED."""
    echo = device()
    echo.say("ask trip planner to plan a trip from seattle to boston")
    echo.say("yes")
    echo.say("next friday")
    turn = echo.say("no")
    assert (turn.speech, turn.ended) == ("Then not.", True)


def test_the_same_skill_with_auto_delegation() -> None:
    """Only the model is another: the skill gets the trip when it is complete, and never counts a turn."""
    echo = device(model=model(automatic=True))
    first = echo.say("ask trip planner to plan a trip from seattle to boston")
    assert (first.speech, first.exchanges) == ("You want to go to boston, right?", ())
    echo.say("yes")
    echo.say("next friday")
    saved = echo.say("yes")
    assert saved.speech == "Your trip to Boston is saved. Do you need a hotel?"
    assert saved.response["sessionAttributes"] == {"city": "Boston"}


def test_help_in_the_middle_of_a_dialog() -> None:
    """It reaches the skill; afterwards the trip is begun anew."""
    echo = device()
    echo.say("ask trip planner to plan a trip to boston")
    assert echo.say("help").speech == "This is AMAZON.HelpIntent."
    assert echo.say("seattle").speech == "This is AMAZON.FallbackIntent."
    assert echo.say("stop").ended


def test_every_conversation_is_repeatable() -> None:
    """With a fixed user, clock and seed: the same requests, the same words."""

    def talk() -> list[Turn]:
        echo = device(user="x", seed=7)
        return [echo.say(text) for text in ("open trip planner", "plan a trip", "seattle", "to boston", "yes")]

    assert talk() == talk()
