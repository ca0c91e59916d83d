"""Tea Time: how long a tea must steep. A small skill to try the local Alexa on (docs/simulator.md)."""

from ask_sdk_core.dispatch_components import AbstractExceptionHandler, AbstractRequestHandler
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.skill_builder import SkillBuilder
from ask_sdk_core.utils import get_slot_value_v2, is_intent_name, is_request_type
from ask_sdk_model import Response
from ask_sdk_model.dialog import DelegateDirective, ElicitSlotDirective

WHICH = "Which tea do you have: black, green, or herbal?"
HELP = "I know how long a tea must steep. You can say: green tea. Which tea do you have?"
ONLY_TEA = f"I only know about tea. {WHICH}"
MINUTES = {"black": 4, "green": 2, "herbal": 8}
LESS = {"strong": 1, "mild": -1}


def matched(handler_input: HandlerInput, slot: str) -> str | None:
    """The id of the slot's value in the interaction model, or None when the model does not know the words."""
    value = get_slot_value_v2(handler_input, slot)
    if value is None or value.resolutions is None:
        return None
    return next((r.values[0].value.id for r in value.resolutions.resolutions_per_authority if r.values), None)


class Launch(AbstractRequestHandler):
    """Nothing was asked yet."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """When the skill is opened."""
        return is_request_type("LaunchRequest")(handler_input)

    def handle(self, handler_input: HandlerInput) -> Response:
        """Asks for the tea."""
        return handler_input.response_builder.speak(f"Welcome to tea time. {WHICH}").ask(WHICH).response


class Steep(AbstractRequestHandler):
    """The one thing this skill can do."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """When a tea was named, or is being asked for."""
        return is_intent_name("SteepIntent")(handler_input)

    def handle(self, handler_input: HandlerInput) -> Response:
        """Lets Alexa ask for what is missing; then tells the time."""
        builder, request = handler_input.response_builder, handler_input.request_envelope.request
        if request.dialog_state.value != "COMPLETED":
            return builder.add_directive(DelegateDirective(updated_intent=request.intent)).response
        tea = matched(handler_input, "tea")
        if tea is None:
            directive = ElicitSlotDirective(slot_to_elicit="tea")
            return builder.speak(f"I do not know that one. {WHICH}").ask(WHICH).add_directive(directive).response
        minutes = MINUTES[tea] + LESS.get(matched(handler_input, "strength") or "", 0)
        unit = "minute" if minutes == 1 else "minutes"
        return builder.speak(f"Let it steep for {minutes} {unit}. Enjoy!").set_should_end_session(True).response


class Guide(AbstractRequestHandler):
    """Somebody does not know what to say, or said something else."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """When help is wanted, or nothing fitted."""
        names = ("AMAZON.HelpIntent", "AMAZON.FallbackIntent")
        return any(is_intent_name(name)(handler_input) for name in names)

    def handle(self, handler_input: HandlerInput) -> Response:
        """Says what can be said; asks again."""
        words = HELP if is_intent_name("AMAZON.HelpIntent")(handler_input) else ONLY_TEA
        return handler_input.response_builder.speak(words).ask(WHICH).response


class Leave(AbstractRequestHandler):
    """Somebody has had enough."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """When the skill is stopped, in whatever words."""
        names = ("AMAZON.StopIntent", "AMAZON.CancelIntent", "AMAZON.NavigateHomeIntent")
        return any(is_intent_name(name)(handler_input) for name in names)

    def handle(self, handler_input: HandlerInput) -> Response:
        """Says goodbye."""
        return handler_input.response_builder.speak("Goodbye.").set_should_end_session(True).response


class Ended(AbstractRequestHandler):
    """The session is over; nothing can be said any more."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """When Alexa ended the session."""
        return is_request_type("SessionEndedRequest")(handler_input)

    def handle(self, handler_input: HandlerInput) -> Response:
        """Nothing."""
        return handler_input.response_builder.response


class Broken(AbstractExceptionHandler):
    """Something went wrong in this skill."""

    def can_handle(self, handler_input: HandlerInput, exception: Exception) -> bool:
        """Whatever it was."""
        return True

    def handle(self, handler_input: HandlerInput, exception: Exception) -> Response:
        """Says so, and asks once more."""
        return handler_input.response_builder.speak(f"Sorry, that went wrong. {WHICH}").ask(WHICH).response


builder = SkillBuilder()
for kind in (Launch, Steep, Guide, Leave, Ended):
    builder.add_request_handler(kind())
builder.add_exception_handler(Broken())
lambda_handler = builder.lambda_handler()
