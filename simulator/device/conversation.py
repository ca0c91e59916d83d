"""How a device and a skill take turns: what was heard, what is sent, and what Alexa says by herself."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import replace
from random import Random
from typing import Any

from simulator.device.consent import ACCEPTED, DENIED, NOT_ANSWERED, Consent, answered, wanted
from simulator.device.envelope import intent_json
from simulator.device.exchange import Connection, Exchange
from simulator.device.response import listens, opens
from simulator.device.session import Session
from simulator.device.switches import Switches
from simulator.device.turn import Turn, joined, said, told
from simulator.dialog.confirming import is_no, is_yes, leaves
from simulator.dialog.dialog import Dialog, content
from simulator.dialog.directives import ASKING, follow
from simulator.dialog.prompts import PromptError, speech
from simulator.dialog.steps import next_step, state
from simulator.language.explain import in_words
from simulator.language.step import Language, Understood
from simulator.language.text import key

MOST_REQUESTS = 10  # in one turn; a skill that chains intents in a circle would never stop
_NO_MATCH = "No intent fits, and the model has no AMAZON.FallbackIntent: nothing is sent."
_NOT_LISTENING = "The microphone is closed: only words after the wake word are for the skill. Nothing is sent."
_NEITHER = "{!r} is neither a yes nor a no: taken for a yes, as it was reported of devices"


class Conversation:
    """The turns of one device with one skill, session after session."""

    def __init__(self, language: Language, connection: Connection, switches: Switches, random: Random) -> None:
        self.language = language
        self.session: Session | None = None
        self._connection = connection
        self._switches = switches
        self._random = random

    def fork(self) -> Conversation:
        """Another one in the same state; neither hears of the other."""
        other = copy.copy(self)
        other.session = copy.deepcopy(self.session)
        other._connection = copy.copy(self._connection)
        other._random = copy.deepcopy(self._random)
        return other

    @property
    def connection(self) -> Connection:
        """The line to the skill."""
        return self._connection

    def begin(self) -> None:
        """Opens a new session; an open one is forgotten."""
        self.session = Session(f"amzn1.echo-api.session.{self._connection.new_id()}")
        self._connection.screen = None

    def silence(self) -> Turn:
        """Nobody answers: the reprompt is heard; the second time the session ends."""
        session = self._open()
        if session.consent:
            return self._consented(session.consent, NOT_ANSWERED, "silence: the permission is not given")
        if not session.listening:
            self.session = None
            return self._unsent("", "silence: the screen is dark, the session is over, and the skill is not told")
        if session.reprompt is not None and not session.reprompted:
            session.reprompted = True
            return self._unsent(session.reprompt, "silence: the reprompt")
        return self.end("EXCEEDED_MAX_REPROMPTS", "silence: the session ends")

    def understand(self, text: str) -> Understood:
        """The language step alone, as `hear` would take it now."""
        dialog = self.session.dialog if self.session else None
        asked = dialog.asked if dialog else None
        return self._hearing().understand(text, asked, bare_phrase=self._switches.bare_search_query)

    def hear(self, text: str) -> Turn:
        """Something was said in the open session."""
        session = self._open()
        words = self.language.words
        spoken = key(text, words)
        if not session.listening and spoken[0] not in words.wake:
            return self._unsent("", _NOT_LISTENING)
        spoken = spoken[1:] if spoken[0] in words.wake else spoken
        if not session.new and spoken in {key(phrase, words) for phrase in words.leave}:
            return self.end("USER_INITIATED", f"{text!r} leaves the skill, which may not answer")
        confirmed = self._confirmed(text)
        if confirmed:
            return confirmed
        understood = self.understand(text)
        if understood.chosen is None:
            if session.new:
                self.session = None
            return replace(self._unsent("", _NO_MATCH), understood=understood)
        turn = self.intent(understood.chosen.intent, understood.chosen.slots, in_words(understood))
        return replace(turn, understood=understood)

    def confirm(self, yes: bool, explanation: str) -> Turn | None:
        """A yes or a no to what is to be confirmed; None when nothing is."""
        dialog, consent = self._open().dialog, self._open().consent
        if consent:
            return self._consented(consent, ACCEPTED if yes else DENIED, explanation)
        if dialog is None or dialog.question is None or dialog.question.kind == "elicit":
            return None
        return self._go_on(dialog.answered(yes), explanation, begun=True)

    def intent(self, name: str, heard: Mapping[str, tuple[str, ...]], explanation: str) -> Turn:
        """An intent was heard, with these words in its slots; an open dialog of the same intent goes on."""
        before = self._open().dialog
        before = before if before and before.intent == name else None
        kept = before.slots if before else None
        at = self._connection.clock()
        intent = intent_json(self._hearing(), self._connection.identity, name, heard, kept, at=at)
        slots = intent.get("slots") or {}
        spoken = {**(before.spoken if before else {})}
        spoken |= {slot: (content(slots[slot]), ", ".join(words)) for slot, words in heard.items() if slot in slots}
        dialog = Dialog(name, slots, before.confirmation if before else "NONE", None, spoken)
        return self._go_on(dialog, explanation, begun=before is not None)

    def send(self, body: Mapping[str, Any], explanation: str, dialog: Dialog | None = None, sent: int = 0) -> Turn:
        """One request to the skill, and what becomes of its answer. `dialog` is what an IntentRequest is about.

        `sent` counts the requests of this turn that went before.
        """
        session, model = self._open(), self.language.model
        spoken = self._switches.speech_with_delegate
        exchange = self._connection.send(session, body, model, speech_with_delegate=spoken)
        session.new, session.consent = False, None
        if exchange.error:
            return self._broken(exchange, exchange.error, explanation)
        reply, now = exchange.body, self._connection.clock()
        directives = reply.get("directives") or ()
        launched = self._switches.elicit_after_launch
        followed = follow(reply, exchange.request["request"], dialog, model, after_launch=launched)
        errors = list(followed.errors)
        if followed.delegated and sent + 1 >= MOST_REQUESTS:
            errors.append(
                f"{MOST_REQUESTS} requests in one turn, all answered by Dialog.Delegate: nothing is ever said"
            )
        if errors:
            return self._broken(exchange, "; ".join(errors), explanation)
        session.attributes = exchange.response.get("sessionAttributes") or {}
        session.dialog, session.entities = followed.dialog, session.entities.updated(directives, now)
        text, ssml = said(reply.get("outputSpeech"))
        session.reprompt = said((reply.get("reprompt") or {}).get("outputSpeech"))[0] or None
        session.reprompted = False
        ignored = not followed.heeded and any(directive.get("type") in ASKING for directive in directives)
        ended = not opens(reply, self._connection.interfaces) or (ignored and reply.get("shouldEndSession") is None)
        session.listening = listens(reply)
        self._connection.keep_in_view(reply)
        turn = replace(
            told(exchange, session, self._connection.screen, explanation),
            speech=text,
            ssml=ssml,
            reprompt=session.reprompt,
            asking=session.asking,
            ended=ended,
            card=reply.get("card"),
            listening=session.listening and not ended,
            warnings=(*exchange.warnings, *followed.warnings),
        )
        consent = wanted(reply)
        if consent and sent + 1 < MOST_REQUESTS:
            return self._ask_consent(consent, turn, sent)
        if ended:
            self.session = None
        if followed.delegated and followed.dialog:
            return joined(turn, self._delegate(followed.dialog, "", sent + 1))
        return turn

    def end(self, reason: str, explanation: str, error: Mapping[str, str] | None = None) -> Turn:
        """The session ends without the skill's doing: it is told, and may not answer."""
        session = self._open()
        self.session = None
        exchange = self._connection.tell_the_end(session, reason, self.language.model, error)
        return told(exchange, session, self._connection.screen, explanation)

    def _open(self) -> Session:
        if self.session is None:
            raise RuntimeError("no session is open")
        return self.session

    def _hearing(self) -> Language:
        """The language step with the values that the skill added."""
        added = self.session.entities.at(self._connection.clock()) if self.session else {}
        return self.language.extended(added) if added else self.language

    def _confirmed(self, text: str) -> Turn | None:
        """The turn after a confirmation; None when none was asked for, or the words are for another intent."""
        dialog, language, consent = self._open().dialog, self._hearing(), self._open().consent
        if consent:
            return self._answered(consent, text)
        if dialog is None or dialog.question is None or dialog.question.kind == "elicit":
            return None
        if is_no(text, language):
            return self.confirm(False, f"{text!r} denies")
        if is_yes(text, language):
            return self.confirm(True, f"{text!r} confirms")
        if self._switches.confirm_by_yes_only or leaves(language.understand(text)):
            return None
        return self.confirm(True, _NEITHER.format(text))

    def _ask_consent(self, consent: Consent, turn: Turn, sent: int) -> Turn:
        """Alexa asks for a permission by herself, after what the skill said; what was given is not asked for again."""
        if self._connection.granted.issuperset(consent.scopes):
            then = self.send(consent.request(ACCEPTED), "the permission was given before", sent=sent + 1)
            return replace(joined(turn, then), speech=f"{turn.speech} {then.speech}".strip())
        session, question = self._open(), consent.question(self.language)
        session.consent, session.listening, session.reprompt = consent, True, question
        both = f"{turn.speech} {question}".strip()
        return replace(turn, speech=both, reprompt=question, permissions=consent.scopes, ended=False, listening=True)

    def _answered(self, consent: Consent, text: str) -> Turn:
        """Words after that question; the second time that they are no answer, Alexa gives up."""
        status = answered(text, self.language) or (NOT_ANSWERED if consent.again else None)
        if status:
            return self._consented(consent, status, f"{text!r}: the permission is {status}")
        self._open().consent = replace(consent, again=True)
        again = self._unsent(consent.question(self.language), f"{text!r} is neither a yes nor a no: Alexa asks again")
        return replace(again, permissions=consent.scopes)

    def _consented(self, consent: Consent, status: str, explanation: str) -> Turn:
        self._connection.keep_in_view({}, consent.scopes if status == ACCEPTED else ())
        return self.send(consent.request(status), explanation)

    def _go_on(self, dialog: Dialog, explanation: str, *, begun: bool) -> Turn:
        """After an answer: with auto delegation Alexa goes on by herself, else the skill is asked."""
        known = self.language.model.dialog.get(dialog.intent)
        if known and known.automatic:
            return self._delegate(dialog, explanation, 0)
        return self._ask_skill(dialog, explanation, state(known, begun=begun), 0)

    def _delegate(self, dialog: Dialog, explanation: str, sent: int) -> Turn:
        """Alexa's own next step by the dialog model: a question, or the request that all is complete."""
        dialog = next_step(dialog, self.language.model, self._connection.clock())
        if dialog.question is None:
            return self._ask_skill(dialog, explanation, "COMPLETED", sent)
        session = self._open()
        try:
            prompt, doubts = speech(dialog, dialog.question, self.language.model, self._random)
            text, ssml = said(prompt)
        except PromptError as error:
            return self._broken(None, str(error), explanation)
        session.new, session.dialog = False, dialog
        session.reprompt, session.reprompted, session.listening = text, False, True
        note = f"Alexa asks by the dialog model: {dialog.question}"
        turn = self._unsent(text, "\n".join(part for part in (explanation, note) if part))
        return replace(turn, ssml=ssml, warnings=tuple(doubts))

    def _ask_skill(self, dialog: Dialog, explanation: str, dialog_state: str | None, sent: int) -> Turn:
        body: dict[str, Any] = {"type": "IntentRequest", "intent": dialog.json()}
        if dialog_state:
            body["dialogState"] = dialog_state
        return self.send(body, explanation, dialog, sent)

    def _broken(self, exchange: Exchange | None, error: str, explanation: str) -> Turn:
        """Alexa cannot go on: she says so, and tells the skill that the session is over."""
        kind = exchange.kind if exchange else "INVALID_RESPONSE"
        end = self.end("ERROR", explanation, {"type": kind, "message": error.splitlines()[0]})
        broken = replace(end, speech=self.language.words.problem, error=error)
        if exchange is None:
            return broken
        return replace(
            broken,
            request=exchange.request,
            response=exchange.response,
            warnings=(*exchange.warnings, *end.warnings),
            exchanges=((exchange.request, exchange.response), *end.exchanges),
        )

    def _unsent(self, speech: str, explanation: str) -> Turn:
        """A turn in which the skill hears nothing."""
        session = self.session
        return Turn(
            speech=speech,
            reprompt=session.reprompt if session else None,
            asking=session.asking if session else [],
            outcome=session.attributes.get("outcome") if session else None,
            ended=session is None,
            screen=self._connection.screen,
            listening=bool(session and session.listening),
            explanation=explanation,
        )
