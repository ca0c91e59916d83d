"""How near a turn came to what Alexa allows. The limits themselves, with their sources, stand here too."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MOST_BYTES = 24_000
"""Bytes of a whole response, session attributes included: "24 kB" in Amazon's reference, read strictly."""
MOST_SPEECH = MOST_CARD = 8000
"""Characters of outputSpeech and of reprompt, markup included; of all texts of a card together."""
MOST_URL, MOST_TOKEN, MOST_STREAM_URL = 2000, 1024, 8000
"""Characters: of an image's address; of AudioPlayer's token, and of the address of its stream."""
TIME_LIMIT = 8.0
"""Seconds that Alexa waits for a skill."""


@dataclass(frozen=True)
class Limit:
    """One limit: what was used of what is allowed, in `unit`."""

    name: str
    used: float
    most: float
    unit: str

    @property
    def share(self) -> float:
        """The part that was used: 1.0 is exactly what is allowed."""
        return self.used / self.most

    def __str__(self) -> str:
        return f"{self.name}: {self.used:,.{3 if self.unit == 'seconds' else 0}f} of {self.most:,.0f} {self.unit}"


def size(response: Any) -> int:
    """The bytes of a response as it is sent."""
    text = json.dumps(response, ensure_ascii=False, separators=(",", ":"), default=str)
    return len(text.encode("utf-8", "surrogatepass"))


def account(response: Any, seconds: float | None, most_seconds: float | None = TIME_LIMIT) -> tuple[Limit, ...]:
    """How near a response is to each limit; what it does not have is left out. Takes whatever came back."""
    limits = []
    if seconds is not None and most_seconds:
        limits.append(Limit("answer", seconds, most_seconds, "seconds"))
    limits.append(Limit("response", size(response), MOST_BYTES, "bytes"))
    body = _object(_object(response).get("response"))
    for name, speech in (
        ("outputSpeech", body.get("outputSpeech")),
        ("reprompt", _object(body.get("reprompt")).get("outputSpeech")),
    ):
        letters = _letters(speech, ("text", "ssml"))
        if letters:
            limits.append(Limit(name, letters, MOST_SPEECH, "characters"))
    letters = _letters(body.get("card"), ("title", "content", "text"))
    if letters:
        limits.append(Limit("card", letters, MOST_CARD, "characters"))
    return tuple(limits)


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _letters(value: Any, names: tuple[str, ...]) -> int:
    return sum(len(text) for text in (_object(value).get(name) for name in names) if isinstance(text, str))
