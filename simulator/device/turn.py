"""One turn of a conversation: what was sent, what came back, and what is heard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from simulator.device.exchange import Exchange
from simulator.device.limits import TIME_LIMIT, Limit, account
from simulator.device.screen import Screen
from simulator.device.session import Session
from simulator.language.step import Understood
from simulator.ssml import SsmlError, heard


@dataclass(frozen=True)
class Turn:
    """What happened after one thing was said (or not said).

    speech       the words heard, SSML removed; Alexa's own words when something went wrong; "" when nothing is said
    ssml         the outputSpeech as it was sent
    reprompt     the words heard when nobody answers, or None
    asking       topics that the open question asks about; [] when none
    outcome      None until advice is given, then a dict
    ended        the session is closed
    request      the request envelope that was sent; {} when none was
    response     the response envelope that came back; {} when none did
    card         the card, or None
    screen       what the screen shows now, with `items` to be seen and touched; None when it shows nothing
    permissions  the permissions that Alexa has just asked the user for; () when she has not
    listening    the microphone is open: what is said next reaches the skill without the wake word
    seconds      that the skill took for its last answer, or None; `time_limit`: how many it may (None: any)
    warnings     what a device might do otherwise, or would silently ignore
    error        None, or why the session broke off: one line, then the traceback if the handler raised
    explanation  what the local Alexa made of the words
    understood   the language step, or None when it was not needed
    exchanges    every (request, response) of this turn; the last may be a SessionEndedRequest
    """

    speech: str
    ssml: str = ""
    reprompt: str | None = None
    asking: list[str] = field(default_factory=list)
    outcome: dict[str, Any] | None = None
    ended: bool = True
    request: dict[str, Any] = field(default_factory=dict)
    response: dict[str, Any] = field(default_factory=dict)
    card: dict[str, Any] | None = None
    screen: Screen | None = None
    permissions: tuple[str, ...] = ()
    listening: bool = False
    seconds: float | None = field(default=None, compare=False)
    time_limit: float | None = TIME_LIMIT
    warnings: tuple[str, ...] = ()
    error: str | None = None
    explanation: str = ""
    understood: Understood | None = None
    exchanges: tuple[tuple[dict[str, Any], dict[str, Any]], ...] = ()

    @property
    def limits(self) -> tuple[Limit, ...]:
        """How near the response came to each of Alexa's limits: bytes, characters, seconds. () when none came."""
        return account(self.response, self.seconds, self.time_limit) if self.response else ()


def told(exchange: Exchange, session: Session | None, screen: Screen | None, explanation: str) -> Turn:
    """The turn of one request of which nothing is heard: what was sent, what came back, what the screen shows."""
    return Turn(
        speech="",
        outcome=session.attributes.get("outcome") if session else None,
        request=exchange.request,
        response=exchange.response,
        screen=screen,
        seconds=exchange.seconds,
        time_limit=exchange.limit,
        warnings=exchange.warnings,
        explanation=explanation,
        exchanges=((exchange.request, exchange.response),),
    )


def joined(first: Turn, then: Turn) -> Turn:
    """One turn of two requests: what is heard of both, and the exchanges, warnings and explanations of both."""
    return replace(
        then,
        speech=" ".join(part for part in (first.speech, then.speech) if part),
        request=then.request or first.request,
        response=then.response or first.response,
        card=then.card or first.card,
        warnings=(*first.warnings, *then.warnings),
        explanation="\n".join(part for part in (first.explanation, then.explanation) if part),
        exchanges=(*first.exchanges, *then.exchanges),
    )


def said(speech: Mapping[str, Any] | None) -> tuple[str, str]:
    """(words heard, text as sent) of an outputSpeech that was checked."""
    if not speech:
        return "", ""
    if speech["type"] == "PlainText":
        return " ".join(speech["text"].split()), speech["text"]
    try:
        return heard(speech["ssml"]), speech["ssml"]
    except SsmlError:
        return "", speech["ssml"]
