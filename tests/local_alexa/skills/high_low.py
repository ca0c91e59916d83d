"""A guessing game, made as Amazon's samples are: Amazon's SDK, and its DynamoDB adapter for what is kept.

It knows nothing of the local Alexa. How often somebody has played is kept from one session to the next.
"""

from __future__ import annotations

import random
from typing import Any

from ask_sdk_core.dispatch_components import AbstractExceptionHandler, AbstractRequestHandler
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.skill_builder import CustomSkillBuilder
from ask_sdk_core.utils import get_slot_value_v2, is_intent_name, is_request_type
from ask_sdk_dynamodb.adapter import DynamoDbAdapter

HIGHEST = 10


class Welcome(AbstractRequestHandler):
    """The start: how often this person has played."""

    def can_handle(self, handler_input: HandlerInput) -> Any:
        """A launch."""
        return is_request_type("LaunchRequest")(handler_input)

    def handle(self, handler_input: HandlerInput) -> Any:
        """Greets."""
        kept = handler_input.attributes_manager.persistent_attributes
        kept.setdefault("games", 0)
        handler_input.attributes_manager.session_attributes["playing"] = False
        again = f"Welcome back. You have played {kept['games']} times." if kept["games"] else "Welcome to High Low."
        return handler_input.response_builder.speak(f"{again} Shall we play?").ask("Shall we play?").response


class Begin(AbstractRequestHandler):
    """A new game."""

    def can_handle(self, handler_input: HandlerInput) -> Any:
        """A yes, while no game is open."""
        playing = handler_input.attributes_manager.session_attributes.get("playing")
        return is_intent_name("AMAZON.YesIntent")(handler_input) and not playing

    def handle(self, handler_input: HandlerInput) -> Any:
        """Thinks of a number."""
        secret = random.randint(1, HIGHEST)  # noqa: S311 - a game
        handler_input.attributes_manager.session_attributes.update(playing=True, secret=secret)
        return handler_input.response_builder.speak("Guess my number.").ask("Which number?").response


class Guess(AbstractRequestHandler):
    """A number was said."""

    def can_handle(self, handler_input: HandlerInput) -> Any:
        """While a game is open."""
        playing = handler_input.attributes_manager.session_attributes.get("playing")
        return is_intent_name("NumberGuessIntent")(handler_input) and playing

    def handle(self, handler_input: HandlerInput) -> Any:
        """Higher, lower, or found: then the game is counted, and kept."""
        attributes = handler_input.attributes_manager
        session = attributes.session_attributes
        guess = int(get_slot_value_v2(handler_input, "number").value)
        if guess != session["secret"]:
            words = "Higher." if guess < session["secret"] else "Lower."
            return handler_input.response_builder.speak(words).ask("Which number?").response
        session["playing"] = False
        attributes.persistent_attributes["games"] = attributes.persistent_attributes.get("games", 0) + 1
        attributes.save_persistent_attributes()
        return handler_input.response_builder.speak("Found! Again?").ask("Again?").response


class Leave(AbstractRequestHandler):
    """The end."""

    def can_handle(self, handler_input: HandlerInput) -> Any:
        """A no, or stop."""
        return any(is_intent_name(f"AMAZON.{name}Intent")(handler_input) for name in ("No", "Stop", "Cancel"))

    def handle(self, handler_input: HandlerInput) -> Any:
        """Says goodbye."""
        return handler_input.response_builder.speak("Goodbye.").set_should_end_session(True).response


class Other(AbstractRequestHandler):
    """All else."""

    def can_handle(self, handler_input: HandlerInput) -> bool:  # noqa: ARG002 - called by keyword
        """Always."""
        return True

    def handle(self, handler_input: HandlerInput) -> Any:
        """Asks for a yes or a no."""
        if is_request_type("SessionEndedRequest")(handler_input):
            return handler_input.response_builder.response
        return handler_input.response_builder.speak("Say yes or no.").ask("Say yes or no.").response


class Failed(AbstractExceptionHandler):
    """Whatever went wrong."""

    def can_handle(self, handler_input: HandlerInput, exception: Exception) -> bool:  # noqa: ARG002 - the same
        """Always."""
        return True

    def handle(self, handler_input: HandlerInput, exception: Exception) -> Any:
        """Says what it was."""
        return handler_input.response_builder.speak(f"Sorry: {exception}").set_should_end_session(True).response


builder = CustomSkillBuilder(persistence_adapter=DynamoDbAdapter("High-Low-Game", create_table=True))
for part in (Welcome(), Begin(), Guess(), Leave(), Other()):
    builder.add_request_handler(part)
builder.add_exception_handler(Failed())
handler = builder.lambda_handler()
