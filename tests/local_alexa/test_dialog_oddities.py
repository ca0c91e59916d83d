"""Whatever a skill sends about a dialog, the device answers, and says what it made of it."""

from __future__ import annotations

import random
from typing import Any

import pytest
from scripted_skill import reply
from trip_skill import directive, planner, silent

SAID = ("ask trip planner to plan a trip to boston", "seattle", "yes", "tomorrow", "no", "the garden")
ODD = (
    None, 5, "x", "", [], {}, {"a": 1}, [1], True, "P1D", {"values": [1]}, {"values": [{"value": "boston"}]},
    {"type": "List", "values": [{"value": 3}]}, {"resolutionsPerAuthority": [1]},
    {"resolutionsPerAuthority": [{"values": [1], "status": "x"}]},
    {"resolutionsPerAuthority": [{"values": [{"value": {"name": "Seattle"}}], "status": {"code": "ER_SUCCESS_MATCH"}}]},
)  # fmt: skip


class Odd:
    """Directives that are right in most of their parts."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - a repeatable draw for a test

    def answer(self) -> dict[str, Any]:
        """A response with one of them."""
        pick = self._random.choice
        kind = pick(("Delegate", "ElicitSlot", "ConfirmSlot", "ConfirmIntent", "UpdateDynamicEntities"))
        found = directive(kind)
        if pick((True, True, False)):
            intent = pick(("PlanTripIntent", "BookHotelIntent", "RentCarIntent"))
            slots = (
                {name: self._slot(name) for name in ("fromCity", "toCity")} if intent == "PlanTripIntent" else pick(ODD)
            )
            found["updatedIntent"] = {"name": intent, "slots": slots, "confirmationStatus": pick(("NONE", "DENIED", 5))}
        if kind in ("ElicitSlot", "ConfirmSlot"):
            found["slotToElicit"] = found["slotToConfirm"] = pick(("fromCity", "toCity", "travelDate", pick(ODD)))
        if kind == "UpdateDynamicEntities":
            name = {"value": "garden", "synonyms": pick(ODD)}
            found["updateBehavior"] = pick(("REPLACE", "CLEAR", 5))
            found["types"] = [{"name": pick(("City", 5)), "values": [{"id": pick(("x", 5)), "name": pick((name, 5))}]}]
        return silent(found) if kind == "Delegate" else reply(directives=[found])

    def _slot(self, name: str) -> Any:
        pick = self._random.choice
        whole: dict[str, Any] = {"name": name}
        for part in ("value", "slotValue", "resolutions", "confirmationStatus"):
            whole[part] = pick((pick(ODD), None, None, "CONFIRMED" if part == "confirmationStatus" else "boston"))
        return pick((whole, whole, whole, pick(ODD)))


@pytest.mark.parametrize("seed", range(60))
def test_no_directive_breaks_the_device(seed: int) -> None:
    """Every turn either goes on or ends the session, with an error that says why."""
    odd = Odd(seed)
    device, _ = planner(*[odd.answer() for _ in range(8)])
    for text in SAID:
        turn = device.say(text)
        assert turn.ended or device.in_session
        assert turn.error is None or turn.ended


@pytest.mark.parametrize("asking", [5, "pain", {"a": 1}, None, [3, "x"]])
def test_attributes_of_another_skill_are_its_own(asking: Any) -> None:
    """What another skill keeps under a name of ours means nothing here, unless it is a list of names."""
    device, _ = planner(reply(attributes={"asking": asking}))
    assert device.say("open trip planner").asking == (["x"] if isinstance(asking, list) else [])
