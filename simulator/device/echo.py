"""The device: hears words, calls the skill as Alexa does, and says what comes back."""

from __future__ import annotations

import copy
import os
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from simulator.device.door import Handler, call, lambda_handler
from simulator.device.envelope import DEVICES, Identity, Stamp, envelope, intent_json
from simulator.device.response import Verdict, check, opens
from simulator.device.turn import Turn, said
from simulator.dialog.dialog import Dialog, dialog_state, follow
from simulator.language.explain import in_words
from simulator.language.invocation import read_call
from simulator.language.step import Understood, load_language
from simulator.language.text import key
from simulator.model import model_path

LOCAL_SKILL = "amzn1.ask.skill.00000000-0000-4000-8000-000000000000"
_ELSEWHERE = "No session is open, and this does not call the skill: it is not for the skill, nothing is sent."
_NO_MATCH = "No intent fits, and the model has no AMAZON.FallbackIntent: nothing is sent."


@dataclass
class _Session:
    """One open session."""

    id: str
    attributes: dict[str, Any] = field(default_factory=dict)
    new: bool = True
    dialog: Dialog | None = None
    reprompt: str | None = None
    reprompted: bool = False


class Echo:
    """A local Alexa device with an empty memory and no open session.

    handler   callable (event, context) -> dict; by default what AWS Lambda calls (lambda/handler.py)
    model     interaction model: a path, or a dict of the same JSON; by default our own for the locale
    device    "speaker", "show", or a mapping with supportedInterfaces (and Viewport)
    user      who speaks; a new person by default. With a fixed user all ids of a conversation are repeatable
    clock     the time of requests; aware datetime, whose time zone is the speaker's (it settles "tomorrow")
    time_limit  seconds that Alexa waits for the skill
    elicit_after_launch  follow Dialog.ElicitSlot in the reply to a LaunchRequest (sources disagree; off: ignored)
    bare_search_query    take a bare answer to an elicited AMAZON.SearchQuery slot (sources disagree; off: not taken)

    Raises ModelError for a model that is not there or cannot be used.
    """

    def __init__(
        self,
        locale: str = "en-US",
        *,
        handler: Handler | None = None,
        model: str | Path | Mapping[str, Any] | None = None,
        device: str | Mapping[str, Any] = "speaker",
        user: str | None = None,
        skill_id: str | None = None,
        clock: Callable[[], datetime] | None = None,
        time_limit: float = 8.0,
        elicit_after_launch: bool = False,
        bare_search_query: bool = False,
    ) -> None:
        self.locale = locale
        self.language = load_language(model if model is not None else model_path(locale), locale)
        self._handler = handler
        self._identity = Identity(
            locale=locale,
            skill=skill_id or os.environ.get("SKILL_ID") or LOCAL_SKILL,
            user=user or uuid.uuid4().hex,
            device=DEVICES[device] if isinstance(device, str) else device,
        )
        self._clock = clock or (lambda: datetime.now(UTC).astimezone())
        self._limit = time_limit
        self._elicit_after_launch = elicit_after_launch
        self._bare_phrase = bare_search_query
        self._count = 0
        self._session: _Session | None = None

    @property
    def in_session(self) -> bool:
        """Whether a session with the skill is open."""
        return self._session is not None

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
        if self._session and not (called and called.explicit):
            return self._hear(text)
        if called is None:
            return Turn("", explanation=_ELSEWHERE)
        self._begin()
        if called.request is not None:
            return self._hear(called.request)
        note = f"launch; the words after the name are lost: {called.dropped!r}" if called.dropped else "launch"
        return self._send({"type": "LaunchRequest"}, explanation=note)

    def silence(self) -> Turn:
        """Nobody answers for eight seconds: the reprompt is heard; the second time the session ends."""
        session = self._session
        if session is None:
            return Turn("", explanation="No session is open: nobody is waiting for an answer.")
        if session.reprompt is not None and not session.reprompted:
            session.reprompted = True
            return self._unsent(session.reprompt, "silence: the reprompt")
        return self._end("EXCEEDED_MAX_REPROMPTS", "silence: the session ends")

    def intend(self, name: str, /, **slots: str | list[str]) -> Turn:
        """Skips the language step: sends this intent (or "LaunchRequest") with these words in its slots.

        Raises ValueError when the model has no such intent or slot: Alexa could not send it.
        """
        if name == "LaunchRequest":
            self._begin()
            return self._send({"type": "LaunchRequest"}, explanation="launch")
        intent = self.language.model.intents.get(name)
        if intent is None:
            raise ValueError(f"the model has no intent {name}; there are: {', '.join(self.language.model.intents)}")
        for slot in slots:
            if slot not in intent.slots:
                raise ValueError(f"intent {name} has no slot {slot}; there are: {', '.join(intent.slots) or 'none'}")
        heard = {slot: (text,) if isinstance(text, str) else tuple(text) for slot, text in slots.items()}
        if self._session is None:
            self._begin()
        return self._intent(name, heard, f"{name}, without the language step")

    def fork(self) -> Echo:
        """A second device in the same state: what is said to one is not heard by the other."""
        other = copy.copy(self)
        other._session = copy.deepcopy(self._session)
        return other

    def understand(self, text: str) -> Understood:
        """The language step alone, as `say` would take it now; nothing is sent."""
        called = read_call(text, self.invocation, self.language.words)
        if called and called.request is not None and (called.explicit or not self._session):
            return self.language.understand(called.request)
        dialog = self._session.dialog if self._session else None
        return self.language.understand(text, dialog.asked if dialog else None, bare_phrase=self._bare_phrase)

    def _begin(self) -> None:
        self._session = _Session(f"amzn1.echo-api.session.{self._id()}")

    def _id(self) -> str:
        self._count += 1
        return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{self._identity.user} {self._count}"))

    def _hear(self, text: str) -> Turn:
        session = self._open()
        words = self.language.words
        spoken = key(text, words)
        spoken = spoken[1:] if spoken[0] in words.wake else spoken
        if not session.new and spoken in {key(phrase, words) for phrase in words.leave}:
            return self._end("USER_INITIATED", f"{text!r} leaves the skill, which may not answer")
        asked = session.dialog.asked if session.dialog else None
        understood = self.language.understand(text, asked, bare_phrase=self._bare_phrase)
        if understood.chosen is None:
            if session.new:
                self._session = None
            return replace(self._unsent("", _NO_MATCH), understood=understood)
        turn = self._intent(understood.chosen.intent, understood.chosen.slots, in_words(understood))
        return replace(turn, understood=understood)

    def _intent(self, name: str, heard: Mapping[str, tuple[str, ...]], explanation: str) -> Turn:
        session = self._open()
        dialog = session.dialog if session.dialog and session.dialog.intent == name else None
        kept = dialog.slots if dialog else None
        intent = intent_json(self.language, self._identity, name, heard, kept, at=self._clock())
        request: dict[str, Any] = {"type": "IntentRequest", "intent": intent}
        state = dialog_state(name, dialog, intent.get("slots", {}), self.language.model)
        if state:
            request["dialogState"] = state
        return self._send(request, explanation=explanation)

    def _open(self) -> _Session:
        if self._session is None:
            raise RuntimeError("no session is open")
        return self._session

    def _envelope(self, request: Mapping[str, Any]) -> dict[str, Any]:
        session = self._open()
        stamp = Stamp(f"amzn1.echo-api.request.{self._id()}", session.id, session.new, self._clock())
        return envelope(self._identity, stamp, session.attributes, request)

    def _send(self, body: Mapping[str, Any], explanation: str) -> Turn:
        """One request to the skill, and what becomes of its answer."""
        session = self._open()
        request = self._envelope(body)
        session.new = False
        answer = call(self._handler or lambda_handler(), request, self._limit)
        interfaces = self._identity.device.get("supportedInterfaces", {})
        verdict = Verdict() if answer.error else check(answer.response, self.language.model, interfaces)
        error = answer.error or "; ".join(verdict.errors)
        if error:
            kind = "ENDPOINT_TIMEOUT" if answer.timed_out else "INVALID_RESPONSE"
            return self._broken(request, answer.response, kind, error, verdict, explanation)
        response: dict[str, Any] = answer.response
        reply = response["response"]
        speech, ssml = said(reply.get("outputSpeech"))
        reprompt = said((reply.get("reprompt") or {}).get("outputSpeech"))[0] or None
        session.attributes = response.get("sessionAttributes") or {}
        session.reprompt, session.reprompted = reprompt, False
        ended = not opens(reply)
        warnings = list(verdict.warnings)
        session.dialog, ignored = follow(
            reply, request["request"], self.language.model, elicit_after_launch=self._elicit_after_launch
        )
        if ended:
            self._session = None
        return Turn(
            speech=speech,
            ssml=ssml,
            reprompt=reprompt,
            asking=list(session.attributes.get("asking") or []),
            outcome=session.attributes.get("outcome"),
            ended=ended,
            request=request,
            response=response,
            card=reply.get("card"),
            warnings=(*warnings, *ignored),
            explanation=explanation,
            exchanges=((request, response),),
        )

    def _broken(
        self, request: dict[str, Any], response: Any, kind: str, error: str, verdict: Verdict, explanation: str
    ) -> Turn:
        """Alexa cannot use the answer: she says so, and tells the skill that the session is over."""
        message = error.splitlines()[0]
        end = self._end("ERROR", explanation, {"type": kind, "message": message})
        answer = response if isinstance(response, dict) else {}
        return replace(
            end,
            speech=self.language.words.problem,
            request=request,
            response=answer,
            error=error,
            warnings=(*verdict.warnings, *end.warnings),
            exchanges=((request, answer), *end.exchanges),
        )

    def _end(self, reason: str, explanation: str, error: Mapping[str, str] | None = None) -> Turn:
        """The session ends without the skill's doing: it is told, and may not answer."""
        session = self._open()
        body: dict[str, Any] = {"type": "SessionEndedRequest", "reason": reason}
        if error:
            body["error"] = dict(error)
        request = self._envelope(body)
        self._session = None
        answer = call(self._handler or lambda_handler(), request, self._limit)
        response = answer.response if isinstance(answer.response, dict) else {}
        warnings = []
        if answer.error:
            warnings.append(f"SessionEndedRequest: {answer.error.splitlines()[0]}")
        reply = response.get("response") or {}
        if any(reply.get(part) for part in ("outputSpeech", "card", "directives", "reprompt")):
            warnings.append("the answer to a SessionEndedRequest is never heard or shown")
        return Turn(
            speech="",
            outcome=session.attributes.get("outcome"),
            request=request,
            response=response,
            warnings=tuple(warnings),
            explanation=explanation,
            exchanges=((request, response),),
        )

    def _unsent(self, speech: str, explanation: str) -> Turn:
        """A turn in which the skill hears nothing."""
        session = self._session
        attributes = session.attributes if session else {}
        return Turn(
            speech=speech,
            reprompt=session.reprompt if session else None,
            asking=list(attributes.get("asking") or []),
            outcome=attributes.get("outcome"),
            ended=session is None,
            explanation=explanation,
        )
