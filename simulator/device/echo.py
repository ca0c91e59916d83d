"""The device: hears words, calls the skill as Alexa does, and says what comes back."""

from __future__ import annotations

import copy
import os
import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from simulator.device.conversation import Conversation
from simulator.device.devices import device_profile
from simulator.device.door import Handler
from simulator.device.envelope import Identity
from simulator.device.exchange import Connection
from simulator.device.outside import belongs_to_a_session, send_outside
from simulator.device.screen import Screen, touched
from simulator.device.switches import Switches
from simulator.device.turn import Turn
from simulator.dialog.confirming import NO, YES
from simulator.dialog.dialog import Dialog
from simulator.language.invocation import Call, read_call
from simulator.language.noise import Noise
from simulator.language.step import Understood, load_language
from simulator.language.text import key
from simulator.model import model_path

LOCAL_SKILL = "amzn1.ask.skill.00000000-0000-4000-8000-000000000000"
_ELSEWHERE = "No session is open, and this does not call the skill: it is not for the skill, nothing is sent."
_LAUNCH = {"type": "LaunchRequest"}


class Echo:
    """A local Alexa device with an empty memory and no open session.

    handler   callable (event, context) -> dict; by default what AWS Lambda calls (lambda/handler.py)
    model     interaction model: a path, or a dict of the same JSON; by default our own for the locale
    device    "speaker", "show", "spot", "tv" (all: simulator.device.devices), a JSON file, or a mapping like one
    permissions  what the user allowed the skill, by Amazon's names ("alexa::alerts:reminders:skill:readwrite")
    user      who speaks; a new person by default. With a fixed user all ids of a conversation are repeatable
    clock     the time of requests; aware datetime, whose time zone is the speaker's (it settles "tomorrow")
    time_limit  seconds that Alexa waits for the skill; None for ever, to step through it with a debugger
    elicit_after_launch  follow a Dialog directive in the reply to a LaunchRequest (sources disagree; off: ignored)
    bare_search_query    take a bare answer to an elicited AMAZON.SearchQuery slot (sources disagree; off: not taken)
    confirm_by_yes_only  only a yes confirms (sources disagree; off: all but a no and another intent does)
    speech_with_delegate  outputSpeech with Dialog.Delegate is heard before the prompt (sources disagree; off: an error)
    seed      which wordings of the model's prompts are heard, when a prompt has several
    noise     how words are misheard on their way: a seed, or a Noise with a rate of its own; None: heard as typed

    Raises ModelError for a model that is not there or cannot be used.
    """

    def __init__(
        self,
        locale: str = "en-US",
        *,
        handler: Handler | None = None,
        model: str | Path | Mapping[str, Any] | None = None,
        device: str | Mapping[str, Any] = "speaker",
        permissions: Collection[str] = (),
        user: str | None = None,
        skill_id: str | None = None,
        clock: Callable[[], datetime] | None = None,
        time_limit: float | None = 8.0,
        elicit_after_launch: bool = False,
        bare_search_query: bool = False,
        confirm_by_yes_only: bool = False,
        speech_with_delegate: bool = False,
        seed: int = 0,
        noise: Noise | int | None = None,
    ) -> None:
        self.locale = locale
        self._noise = Noise(noise) if isinstance(noise, int) else noise
        self._said = 0
        self.language = load_language(model if model is not None else model_path(locale), locale)
        identity = Identity(
            locale=locale,
            skill=skill_id or os.environ.get("SKILL_ID") or LOCAL_SKILL,
            user=user or uuid.uuid4().hex,
            device=device_profile(device),
        )
        now = clock or (lambda: datetime.now(UTC).astimezone())
        self._conversation = Conversation(
            self.language,
            Connection(handler, identity, now, time_limit, granted=frozenset(permissions)),
            Switches(elicit_after_launch, bare_search_query, confirm_by_yes_only, speech_with_delegate),
            Random(seed),  # noqa: S311 - picks among a prompt's wordings
        )

    @property
    def in_session(self) -> bool:
        """Whether a session with the skill is open."""
        return self._conversation.session is not None

    @property
    def dialog(self) -> Dialog | None:
        """The open dialog: its intent, its slots, and the `question` put to the user; None when there is none."""
        session = self._conversation.session
        return session.dialog if session else None

    @property
    def screen(self) -> Screen | None:
        """What the screen shows now; None when it shows nothing."""
        return self._conversation.connection.screen

    @property
    def invocation(self) -> str:
        """The skill's invocation name."""
        return self.language.model.invocation

    def say(self, text: str) -> Turn:
        """Somebody says `text`; nothing at all is `silence`."""
        words = self.language.words
        if not key(text, words):
            return self.silence()
        called = read_call(text, self.invocation, words)
        if self.in_session and not (called and called.explicit):
            return self._hear(text)
        unknown = (words.note,) if words.note else ()
        if called is None:
            return Turn("", explanation=_ELSEWHERE, warnings=unknown)
        self._conversation.begin()
        turn = self._called(called)
        return replace(turn, warnings=(*turn.warnings, *unknown))

    def _called(self, called: Call) -> Turn:
        """The skill is called: with a request, or only opened."""
        if called.request is not None:
            return self._hear(called.request)
        note = f"launch; the words after the name are lost: {called.dropped!r}" if called.dropped else "launch"
        return self._conversation.send(_LAUNCH, note)

    def _hear(self, text: str) -> Turn:
        """What was said in the session, with the noise on its way."""
        if self._noise is None:
            return self._conversation.hear(text)
        self._said += 1
        heard = self._noise.over(text, self.language.words, self._said)
        turn = self._conversation.hear(heard)
        return replace(turn, explanation=f"heard: {heard}\n{turn.explanation}") if heard != text else turn

    def silence(self) -> Turn:
        """Nobody answers for eight seconds: the reprompt is heard; the second time the session ends.

        When Alexa herself asked, by the dialog model, her prompt is the reprompt.
        """
        if not self.in_session:
            return Turn("", explanation="No session is open: nobody is waiting for an answer.")
        return self._conversation.silence()

    def intend(self, name: str, /, **slots: str | list[str]) -> Turn:
        """Skips the language step: sends this intent (or "LaunchRequest") with these words in its slots.

        An open dialog takes it as `say` would: AMAZON.YesIntent confirms what is to be confirmed, the dialog's own
        intent answers. Raises ValueError when the model has no such intent or slot: Alexa could not send it.
        """
        if name == "LaunchRequest":
            self._conversation.begin()
            return self._conversation.send(_LAUNCH, "launch")
        note = f"{name}, without the language step"
        confirmed = self._conversation.confirm(name == YES, note) if name in (YES, NO) and self.in_session else None
        if confirmed:
            return confirmed
        intent = self.language.model.intents.get(name)
        if intent is None:
            raise ValueError(f"the model has no intent {name}; there are: {', '.join(self.language.model.intents)}")
        for slot in slots:
            if slot not in intent.slots:
                raise ValueError(f"intent {name} has no slot {slot}; there are: {', '.join(intent.slots) or 'none'}")
        heard = {slot: (text,) if isinstance(text, str) else tuple(text) for slot, text in slots.items()}
        if not self.in_session:
            self._conversation.begin()
        return self._conversation.intent(name, heard, note)

    def touch(self, *arguments: Any) -> Turn:
        """Something on the screen is touched: what sends these arguments (see `turn.screen.items`).

        Raises ValueError when the screen shows nothing like it.
        """
        screen = self.screen
        if screen is None:
            raise ValueError("the screen shows nothing that could be touched")
        event = touched(screen, arguments)
        if not self.in_session:
            return Turn("", screen=screen, explanation="The session is closed: a touch reaches no skill.")
        return self._conversation.send(event, f"touched: {list(arguments)!r}")

    def send(self, request: Mapping[str, Any]) -> Turn:
        """Sends a request as it is: its "type", and what belongs to the type (AlexaSkillEvent.*, AudioPlayer.* ...).

        The envelope is made around it: with a session only where Amazon sends one. Raises ValueError without a type.
        """
        kind = request.get("type")
        if not isinstance(kind, str) or not kind:
            raise ValueError('a request needs a "type", like "AlexaSkillEvent.SkillEnabled"')
        conversation = self._conversation
        if not belongs_to_a_session(kind):
            turn = send_outside(request, conversation.connection, self.language.model)
            return replace(turn, ended=not self.in_session)
        if kind == "SessionEndedRequest" and self.in_session:
            return conversation.end(request.get("reason", "USER_INITIATED"), kind, request.get("error"))
        if kind == "LaunchRequest" or not self.in_session:
            conversation.begin()
        return conversation.send(request, f"{kind}, as it was given")

    def fork(self) -> Echo:
        """A second device in the same state: what is said to one is not heard by the other."""
        other = copy.copy(self)
        other._conversation = self._conversation.fork()
        return other

    def understand(self, text: str) -> Understood:
        """The language step alone, as `say` would take it now; nothing is sent."""
        called = read_call(text, self.invocation, self.language.words)
        if called and called.request is not None and (called.explicit or not self.in_session):
            return self.language.understand(called.request)
        return self._conversation.understand(text)
