"""The dialog model and the prompts, read from the interaction model."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from trip_skill import RAW

from simulator.model import DialogSlot, ModelError, Variation, load_model


def test_the_dialog_model_as_nouns() -> None:
    """What is elicited, confirmed and validated, and by which prompts."""
    known = load_model(RAW)
    trip = known.dialog["PlanTripIntent"]
    assert (trip.automatic, trip.confirmed, trip.confirmation) == (False, True, "Confirm.Trip")
    assert [slot.name for slot in trip.slots if slot.elicited] == ["fromCity", "toCity", "travelDate"]
    to = trip.slot("toCity")
    assert (to.confirmed, to.elicitation, to.confirmation) == (True, "Elicit.To", "Confirm.To")
    assert [(rule.type, rule.prompt, rule.values) for rule in to.validations] == [
        ("hasEntityResolutionMatch", "Unknown.To", ()),
        ("isNotInSet", "TooFar.To", ("Mars",)),
    ]
    when = trip.slot("travelDate").validations[0]
    assert (when.start, when.end) == ("P1D", "P6M")
    assert trip.slot("travelers").validations[1].value == "9"
    assert known.dialog["BookHotelIntent"].automatic
    assert known.dialog["BookHotelIntent"].slot("city") == DialogSlot("city")
    assert known.prompts["Elicit.From"][1] == Variation("PlainText", "Where do you start?")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"name": "nose"}, "dialog.intents.PlanTripIntent.nose is no slot of the intent"),
        ({"prompts": {"elicitation": "Nope"}}, "names prompt 'Nope', which has no variations in prompts"),
        ({"validations": [{"type": "isOdd", "prompt": "Elicit.To"}]}, "has validation 'isOdd'; Amazon knows hasEntity"),
        ({"validations": [{"type": "isInSet", "prompt": "Nope", "values": ["x"]}]}, "names prompt 'Nope'"),
        ({"validations": [{"type": "isInSet"}]}, "is not an interaction model"),
        (
            {"validations": [{"type": "isInDuration", "prompt": "Elicit.To", "start": "soon"}]},
            "isInDuration has 'soon', no date, time or ISO 8601 duration",
        ),
    ],
)
def test_what_cannot_be_used(change: dict[str, Any], why: str) -> None:
    """It is said where, before anything is spoken."""
    raw = copy.deepcopy(RAW)
    raw["interactionModel"]["dialog"]["intents"][0]["slots"][0].update(change)
    with pytest.raises(ModelError) as caught:
        load_model(raw)
    assert why in str(caught.value)


def test_a_model_whose_intent_prompt_is_missing() -> None:
    """The same for the confirmation of a whole intent."""
    raw = copy.deepcopy(RAW)
    raw["interactionModel"]["dialog"]["intents"][0]["prompts"] = {"confirmation": "Nope"}
    with pytest.raises(ModelError, match="PlanTripIntent names prompt 'Nope'"):
        load_model(raw)
