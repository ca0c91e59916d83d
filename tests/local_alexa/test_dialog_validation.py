"""The nine validations of a slot's value (Amazon's page "Validate slot values")."""

from __future__ import annotations

from typing import Any

import pytest
from trip_skill import NOW, model, planner, states

from simulator.dialog.validation import failed
from simulator.model import VALIDATIONS, DialogSlot, Validation, Value

CITIES = (Value("Seattle", "SEA", ("the emerald city",)),)


def said(value: str, code: str | None = None, *names: str) -> dict[str, Any]:
    """A filled slot, with what entity resolution made of it."""
    filled: dict[str, Any] = {"name": "x", "value": value, "confirmationStatus": "NONE"}
    if code:
        answer: dict[str, Any] = {"status": {"code": f"ER_SUCCESS_{code}"}}
        if names:
            answer["values"] = [{"value": {"name": name, "id": name}} for name in names]
        filled["resolutions"] = {"resolutionsPerAuthority": [{"status": {"code": "ER_SUCCESS_NO_MATCH"}}, answer]}
    return filled


def holds(kind: str, filled: dict[str, Any], slot_type: str = "AMAZON.NUMBER", **limits: Any) -> bool:
    """Whether one rule lets a value pass."""
    rule = Validation(kind, "P", **limits)
    return failed(DialogSlot("x", validations=(rule,)), filled, slot_type, CITIES, NOW) is None


@pytest.mark.parametrize(
    ("filled", "good"),
    [
        (said("seattle", "MATCH", "Seattle"), True),
        (said("zorbistan", "NO_MATCH"), False),
        (said("The Emerald City"), True),
        (said("zorbistan"), False),
    ],
)
def test_has_entity_resolution_match(filled: dict[str, Any], good: bool) -> None:
    """Static or dynamic; a value that the skill filled in is looked up, for it has no resolutions."""
    assert holds("hasEntityResolutionMatch", filled, "City") is good


@pytest.mark.parametrize(
    ("filled", "inside"),
    [
        (said("seattle"), True),
        (said("the emerald city", "MATCH", "Seattle"), True),
        (said("boston", "MATCH", "Boston"), False),
        (said("5"), True),
        (said("6"), False),
    ],
)
def test_is_in_set_and_is_not_in_set(filled: dict[str, Any], inside: bool) -> None:
    """The words that were said count, and the value that they stand for; small and capital letters do not."""
    assert holds("isInSet", filled, "City", values=("Seattle", "5")) is inside
    assert holds("isNotInSet", filled, "City", values=("Seattle", "5")) is not inside


@pytest.mark.parametrize(
    ("slot_type", "limit", "value", "greater", "equal", "less"),
    [
        ("AMAZON.NUMBER", "9", "10", True, False, False),
        ("AMAZON.NUMBER", "9", "9", False, True, False),
        ("AMAZON.FOUR_DIGIT_NUMBER", "1000", "0999", False, False, True),
        ("AMAZON.DATE", "2026-12-01", "2026-12-02", True, False, False),
        ("AMAZON.DATE", "2026-12-01", "2026-12-01", False, True, False),
        ("AMAZON.DATE", "2026-12-01", "2026-11", False, False, True),
        ("AMAZON.TIME", "17:00", "17:30", True, False, False),
        ("AMAZON.TIME", "17:00", "17:00", False, True, False),
        ("AMAZON.TIME", "17:00", "08:00", False, False, True),
    ],
)
def test_comparisons(slot_type: str, limit: str, value: str, greater: bool, equal: bool, less: bool) -> None:
    """Numbers by size, dates and times in their order."""
    assert holds("isGreaterThan", said(value), slot_type, value=limit) is greater
    assert holds("isGreaterThanOrEqualTo", said(value), slot_type, value=limit) is (greater or equal)
    assert holds("isLessThan", said(value), slot_type, value=limit) is less
    assert holds("isLessThanOrEqualTo", said(value), slot_type, value=limit) is (less or equal)


@pytest.mark.parametrize(
    ("slot_type", "start", "end", "value", "inside"),
    [
        ("AMAZON.DATE", "P1D", "P6M", "2026-11-28", False),
        ("AMAZON.DATE", "P1D", "P6M", "2026-11-29", True),
        ("AMAZON.DATE", "P1D", "P6M", "2027-05-28", True),
        ("AMAZON.DATE", "P1D", "P6M", "2027-05-29", False),
        ("AMAZON.DATE", "-P18Y", None, "2008-11-27", False),
        ("AMAZON.DATE", "2026-12-24", "2026-12-26", "2026-12-25", True),
        ("AMAZON.DATE", "P1D", "P6M", "2027-W01", True),
        ("AMAZON.TIME", "PT1H", "PT8H", "12:30", False),
        ("AMAZON.TIME", "PT1H", "PT8H", "19:59", True),
        ("AMAZON.TIME", "22:00", "06:00", "01:00", True),
    ],
)
def test_is_in_duration_and_is_not_in_duration(
    slot_type: str, start: str | None, end: str | None, value: str, inside: bool
) -> None:
    """Counted from the time of the request, which is noon of 28 November 2026."""
    assert holds("isInDuration", said(value), slot_type, start=start, end=end) is inside
    assert holds("isNotInDuration", said(value), slot_type, start=start, end=end) is not inside


@pytest.mark.parametrize(
    ("kind", "slot_type", "value", "limits"),
    [
        ("isGreaterThan", "AMAZON.NUMBER", "?", {"value": "1"}),
        ("isLessThan", "AMAZON.DATE", "soon", {"value": "2026-12-01"}),
        ("isLessThan", "AMAZON.TIME", "EV", {"value": "17:00"}),
        ("isInDuration", "AMAZON.TIME", "EV", {"start": "17:00", "end": "23:00"}),
        ("isNotInDuration", "AMAZON.TIME", "EV", {"start": "08:00", "end": "09:00"}),
        ("isNotInDuration", "AMAZON.DATE", "someday", {"start": "P1D", "end": "P2D"}),
        ("isInDuration", "AMAZON.DATE", "2026-W48", {"start": "P0D", "end": "P1M"}),
        ("isNotInDuration", "AMAZON.DATE", "2026-W48", {"start": "P0D", "end": "P1M"}),
    ],
)
def test_what_cannot_be_told_does_not_pass(kind: str, slot_type: str, value: str, limits: dict[str, str]) -> None:
    """A number that was not understood, a part of the day, a week that lies there in part: Alexa asks again."""
    assert not holds(kind, said(value), slot_type, **limits)


def test_of_several_values_each_must_pass() -> None:
    """A list is as good as the worst of it."""
    both = {"name": "x", "slotValue": {"type": "List", "values": [said("5"), said("50")]}}
    assert holds("isLessThan", both, value="51")
    assert not holds("isLessThan", both, value="50")


def test_the_first_rule_that_fails_is_the_one_that_is_prompted() -> None:
    """In the order of the model, not in that of their names."""
    rules = (Validation("isGreaterThan", "low", value="5"), Validation("isLessThan", "odd", value="3"))
    known = DialogSlot("x", validations=rules)
    found = [failed(known, said(value), "AMAZON.NUMBER", (), NOW) for value in ("4", "9", "2")]
    assert [rule and rule.prompt for rule in found] == ["low", "odd", "low"]


def test_every_validation_that_amazon_knows_is_one_of_these() -> None:
    """Nine, as the page lists them."""
    assert len(set(VALIDATIONS)) == 9


def test_a_value_that_is_not_valid_is_asked_for_until_it_is() -> None:
    """Each rule with its own prompt; the skill sees every answer, but the dialog is not complete before it holds."""
    device, skill = planner()
    device.intend("PlanTripIntent", fromCity="seattle", travelDate="2026-12-24")
    asked = [device.say(city).speech for city in ("zorbistan", "mars", "zorbistan", "portland")]
    assert asked == [
        "I don't know zorbistan. Where are you going?",
        "mars is too far. Where else?",
        "I don't know zorbistan. Where are you going?",
        "You want to go to portland, right?",
    ]
    assert states(skill) == ["STARTED", *["IN_PROGRESS"] * 4]


def test_a_slot_that_is_not_required_is_validated_when_it_is_filled() -> None:
    """Rules hold for every slot; only required ones are asked for."""
    device, _ = planner(raw=model(toCity={"confirmationRequired": False}))
    whole = {"fromCity": "seattle", "toCity": "boston", "travelDate": "2026-12-24"}
    assert device.intend("PlanTripIntent", **whole).speech.startswith("From seattle to boston")
    device.say("exit")
    assert (
        device.intend("PlanTripIntent", **whole, travelers="ten").speech == "ten are too many. How many of you travel?"
    )
    assert device.say("nobody").speech == "At least one of you must travel. How many are you?"
    assert device.say("there are two of us").speech.startswith("From seattle to boston")
