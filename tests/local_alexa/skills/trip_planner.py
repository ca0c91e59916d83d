"""A skill in Amazon's Python SDK that plans trips, as its public samples do: nothing in it knows the local Alexa.

The trip is delegated turn by turn; the hotel is chained to, with auto delegation; the car is elicited by hand.
"""

from __future__ import annotations

from typing import Any

from ask_sdk_core.dispatch_components import AbstractRequestHandler
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.skill_builder import SkillBuilder
from ask_sdk_core.utils import get_intent_name, is_intent_name, is_request_type
from ask_sdk_model import DialogState, Intent, IntentConfirmationStatus, Response, Slot
from ask_sdk_model.dialog import DelegateDirective, DynamicEntitiesDirective, ElicitSlotDirective
from ask_sdk_model.er.dynamic import Entity, EntityListItem, EntityValueAndSynonyms, UpdateBehavior

HOTELS = {
    "Portland": [("ROSE", "Rose Garden", ["the garden"])],
    "Boston": [("HARBOR", "Harbor House", []), ("TEA", "Tea Party", [])],
}


class Launch(AbstractRequestHandler):
    """Says what the skill is for."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """A launch."""
        return is_request_type("LaunchRequest")(handler_input)

    def handle(self, handler_input: HandlerInput) -> Response:
        """Asks for a wish."""
        return handler_input.response_builder.speak("Welcome. What can I plan?").ask("What can I plan?").response


class TripInProgress(AbstractRequestHandler):
    """Lets Alexa ask for what is missing."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Any turn of the trip but the last."""
        request = handler_input.request_envelope.request
        return is_intent_name("PlanTripIntent")(handler_input) and request.dialog_state != DialogState.COMPLETED

    def handle(self, handler_input: HandlerInput) -> Response:
        """Fills in where everybody starts who goes to Orlando, and delegates."""
        attributes = handler_input.attributes_manager.session_attributes
        attributes["turns"] = attributes.get("turns", 0) + 1
        intent = handler_input.request_envelope.request.intent
        if intent.slots["toCity"].value == "orlando" and not intent.slots["fromCity"].value:
            intent.slots["fromCity"].value = "Boston"
        return handler_input.response_builder.add_directive(DelegateDirective(updated_intent=intent)).response


class TripCompleted(AbstractRequestHandler):
    """Saves the trip, and offers a hotel."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """The last turn of the trip."""
        return is_intent_name("PlanTripIntent")(handler_input)

    def handle(self, handler_input: HandlerInput) -> Response:
        """A denied trip is forgotten; the hotels of a city are known from now on."""
        intent = handler_input.request_envelope.request.intent
        if intent.confirmation_status == IntentConfirmationStatus.DENIED:
            return handler_input.response_builder.speak("Then not.").set_should_end_session(True).response
        city = resolved(intent.slots["toCity"])
        handler_input.attributes_manager.session_attributes["city"] = city
        builder = handler_input.response_builder.speak(f"Your trip to {city} is saved. Do you need a hotel?")
        hotels = [
            Entity(id=id_, name=EntityValueAndSynonyms(value=name, synonyms=synonyms))
            for id_, name, synonyms in HOTELS.get(city, [])
        ]
        if hotels:
            items = [EntityListItem(name="Hotel", values=hotels)]
            builder.add_directive(DynamicEntitiesDirective(update_behavior=UpdateBehavior.REPLACE, types=items))
        return builder.ask("Do you need a hotel?").response


class Yes(AbstractRequestHandler):
    """Goes on to the hotel."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """A yes to the offer."""
        return is_intent_name("AMAZON.YesIntent")(handler_input)

    def handle(self, handler_input: HandlerInput) -> Response:
        """Chains the intent that Alexa completes alone."""
        city = handler_input.attributes_manager.session_attributes.get("city")
        hotel = Intent(name="BookHotelIntent", slots={"city": Slot(name="city", value=city)})
        return handler_input.response_builder.add_directive(DelegateDirective(updated_intent=hotel)).response


class Hotel(AbstractRequestHandler):
    """Books the hotel; with auto delegation it is called when all is there."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """A complete hotel."""
        return is_intent_name("BookHotelIntent")(handler_input)

    def handle(self, handler_input: HandlerInput) -> Response:
        """Chains the car, in the skill's own words."""
        slots = handler_input.request_envelope.request.intent.slots
        car = Intent(name="RentCarIntent", slots={"city": Slot(name="city", value=slots["city"].value)})
        speech = f"{resolved(slots['hotel'])} for {slots['nights'].value}. What car do you want?"
        directive = ElicitSlotDirective(updated_intent=car, slot_to_elicit="car")
        return handler_input.response_builder.speak(speech).ask("What car?").add_directive(directive).response


class Car(AbstractRequestHandler):
    """Rents the car, and ends."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """A car."""
        return is_intent_name("RentCarIntent")(handler_input)

    def handle(self, handler_input: HandlerInput) -> Response:
        """Forgets the hotels."""
        slots = handler_input.request_envelope.request.intent.slots
        builder = handler_input.response_builder.speak(f"A {slots['car'].value} in {slots['city'].value}. Bye!")
        builder.add_directive(DynamicEntitiesDirective(update_behavior=UpdateBehavior.CLEAR))
        return builder.set_should_end_session(True).response


class Otherwise(AbstractRequestHandler):
    """Stops, helps, and says what was not understood."""

    def can_handle(self, handler_input: HandlerInput) -> bool:  # noqa: ARG002 - the SDK calls it by this name
        """Anything."""
        return True

    def handle(self, handler_input: HandlerInput) -> Response:
        """Names the intent."""
        if not is_request_type("IntentRequest")(handler_input):
            return handler_input.response_builder.response
        name = get_intent_name(handler_input)
        if name in ("AMAZON.StopIntent", "AMAZON.CancelIntent"):
            return handler_input.response_builder.speak("Bye.").set_should_end_session(True).response
        return handler_input.response_builder.speak(f"This is {name}.").ask("What can I plan?").response


def resolved(slot: Slot) -> Any:
    """The name of the value that a slot was resolved to, the static one or the skill's own; else what was said."""
    for authority in slot.resolutions.resolutions_per_authority if slot.resolutions else ():
        if authority.values:
            return authority.values[0].value.name
    return slot.value


builder = SkillBuilder()
for handler_class in (Launch, TripInProgress, TripCompleted, Yes, Hotel, Car, Otherwise):
    builder.add_request_handler(handler_class())
handler = builder.lambda_handler()
