"""Alexa <-> conversation: the only file that speaks with ask_sdk. Words are taken from whatever slot they came in."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.skill_builder import SkillBuilder
from ask_sdk_core.utils import is_request_type
from ask_sdk_core.utils.request_util import get_simple_slot_values
from ask_sdk_model import (
    Intent,
    IntentConfirmationStatus,
    IntentRequest,
    LaunchRequest,
    Request,
    Response,
    Slot,
    SlotConfirmationStatus,
)
from ask_sdk_model.dialog import ElicitSlotDirective
from ask_sdk_model.ui import SimpleCard

from skill.conversation import Conversation, Reply
from skill.durations import iso_minutes
from skill.loader import KnowledgeError, load_knowledge
from skill.model import Heard
from skill.speech import BASE, LOCALES, load_speech, ssml
from skill.state import State
from skill.strict_yaml import Table, read
from skill.understanding import understand

log = logging.getLogger(__name__)
ALEXAS_OWN = "__"  # how the names of slots begin that Alexa adds by herself: how several values were joined


@dataclass(frozen=True)
class Phrasebook:
    """What the intents of the interaction model stand for, read from locales/model (its head says how)."""

    intents: Table
    elicit: Table
    joined_by: str
    lengths: Mapping[int, str]

    def words(self, intent: Intent) -> str:
        """The words that were said: those in the slots with those around them; else what the intent means."""
        entry = self.intents.get(intent.name or "") or {}
        said = " ".join(self._carried(intent, entry.get("says") or {}))
        return said or str(entry.get("means", ""))

    def wish(self, intent: Intent) -> str | None:
        """The wish that the intent stands for, if any."""
        found = (self.intents.get(intent.name or "") or {}).get("wish")
        return str(found) if found else None

    def _carried(self, intent: Intent, says: Mapping[str, str]) -> Iterator[str]:
        slots = intent.slots or {}
        unlisted = [name for name in slots if name not in says and not name.startswith(ALEXAS_OWN)]
        for name in (*says, *unlisted):  # a slot that the data does not know still holds words: never to the bin
            carrier = says.get(name, "{}")
            words = [carrier.replace("{}", self._spoken(value)) for value in _values(slots.get(name))]
            if words:
                yield f" {self.joined_by} ".join(words)

    def _spoken(self, value: str) -> str:
        """The value of a slot in words again: Alexa turns lengths of time into ISO 8601 ("P3D")."""
        minutes = iso_minutes(value)
        if minutes is None:
            return value
        unit = next(unit for unit in self.lengths if minutes % unit == 0)  # the longest first, one minute last
        return self.lengths[unit].replace("{}", str(minutes // unit))


@cache
def load_phrasebook(language: str) -> Phrasebook:
    """The phrasebook of a language. Raises KnowledgeError."""
    table, problems = read(LOCALES / "model" / f"{language}.yaml")
    problems.stop_if_any()
    lengths = {int(minutes): str(words) for minutes, words in table["lengths"].items()}
    return Phrasebook(table["intents"], table["elicit"], str(table.get("joined_by", "")), lengths)


def _values(slot: Slot | None) -> list[str]:
    """The words in a slot, one or several; nothing for a slot that is missing, blank or "?"."""
    if slot is None:
        return []
    values = [one.value for one in get_simple_slot_values(slot.slot_value) or ()] if slot.slot_value else [slot.value]
    return [str(value) for value in values if value and value.strip() and value != "?"]


class Door:
    """Takes Alexa's requests to the conversation and its replies back. One serves everybody: it keeps nothing."""

    def conversation(self, locale: str | None) -> Conversation:
        """The conversation in a locale, or in the nearest that there is."""
        speech = load_speech(locale or BASE)
        if not speech.exact:
            log.warning("no words for locale %s, speaking %s", locale, speech.locale)
        return Conversation(load_knowledge(), speech)

    def launch(self, handler_input: HandlerInput) -> Response:
        """Open a conversation. No slot is elicited here: devices are said to refuse that in answer to a launch."""
        return self._respond(handler_input, self._conversation(handler_input).open(), elicit=False)

    def intent(self, handler_input: HandlerInput) -> Response:
        """Take what was said, by whatever intent it came."""
        conversation = self._conversation(handler_input)
        state = self._state(handler_input)
        heard = self._heard(handler_input, conversation, state)
        reply = conversation.hear(state, heard)
        session = handler_input.request_envelope.session
        if session is not None and session.new and not reply.state.outcome and reply.reprompt:
            reply = replace(reply, speech=f"{conversation.greeting()} {reply.speech}")
        return self._respond(handler_input, reply, elicit=True)

    def ended(self, handler_input: HandlerInput) -> Response:
        """Nothing may be said when a session has ended."""
        return handler_input.response_builder.response

    def failed(self, handler_input: HandlerInput, exception: Exception) -> Response:
        """Apologise, name the emergency number, and keep the answers: the session stays usable."""
        log.error("a turn failed: %s", type(exception).__name__)
        builder = handler_input.response_builder
        if not isinstance(handler_input.request_envelope.request, IntentRequest | LaunchRequest):
            return builder.response
        try:
            words = self._conversation(handler_input).speech.say("apology")
        except KnowledgeError:
            raise exception from None  # there are no words to say it in: the guard round the handler speaks
        return builder.speak(_bare(ssml(words))).ask(_bare(ssml(words))).response

    def _conversation(self, handler_input: HandlerInput) -> Conversation:
        request = handler_input.request_envelope.request
        return self.conversation(request.locale if isinstance(request, Request) else None)

    def _state(self, handler_input: HandlerInput) -> State:
        attributes = handler_input.attributes_manager.session_attributes
        return State.from_attributes(attributes or {}, load_knowledge())

    def _heard(self, handler_input: HandlerInput, conversation: Conversation, state: State) -> Heard:
        request = handler_input.request_envelope.request
        if not isinstance(request, IntentRequest) or request.intent is None:
            return Heard()
        book = load_phrasebook(BASE)
        words, wish = book.words(request.intent), book.wish(request.intent)
        locale = conversation.speech.locale
        heard = understand(words, conversation.asked(state), locale, request.timestamp) if words else Heard()
        if wish and not heard.intent and not heard.answers:
            heard = replace(heard, intent=wish)
        return heard

    def _respond(self, handler_input: HandlerInput, reply: Reply, elicit: bool) -> Response:
        attributes: dict[str, Any] = reply.state.to_attributes()
        attributes["asking"] = list(reply.asking)
        handler_input.attributes_manager.session_attributes = attributes
        builder = handler_input.response_builder.speak(_bare(ssml(reply.speech)))
        if reply.card:
            builder.set_card(SimpleCard(*reply.card))
        if reply.reprompt is None:
            return builder.set_should_end_session(True).response
        builder.ask(_bare(ssml(reply.reprompt)))
        if elicit:
            builder.add_directive(self._elicit())
        return builder.response

    def _elicit(self) -> ElicitSlotDirective:
        """Ask for any words at all, so that they come back in a slot: custom types return words outside their list."""
        book = load_phrasebook(BASE)
        name, slot = book.elicit["intent"], book.elicit["slot"]
        empty = Slot(name=slot, confirmation_status=SlotConfirmationStatus.NONE)
        updated = Intent(name=name, confirmation_status=IntentConfirmationStatus.NONE, slots={slot: empty})
        return ElicitSlotDirective(updated_intent=updated, slot_to_elicit=slot)


def _bare(words: str) -> str:
    """SSML without its outer tag, which the SDK adds itself."""
    return words.removeprefix("<speak>").removesuffix("</speak>")


def _always(*_: object, **__: object) -> bool:
    """Take whatever nobody else took; the SDK calls with names of its own."""
    return True


def load_all(locale: str) -> None:
    """Read everything that a turn needs, so that no turn waits for it and a broken file stops the start.

    Raises KnowledgeError.
    """
    load_speech(locale)
    load_phrasebook(BASE)
    understand("", (), locale)


def build_skill(skill_id: str | None = None) -> SkillBuilder:
    """The skill, ready for an entry point. `skill_id`: refuse requests for any other skill."""
    builder = SkillBuilder()
    if skill_id:
        builder.skill_id = skill_id  # type: ignore[assignment]  # the SDK declares it as None
    door = Door()
    builder.request_handler(is_request_type("LaunchRequest"))(door.launch)
    builder.request_handler(is_request_type("IntentRequest"))(door.intent)
    builder.request_handler(_always)(door.ended)
    builder.exception_handler(_always)(door.failed)
    return builder
