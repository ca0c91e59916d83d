"""What is answered when nothing else can be: a sound response, by hand, that names the emergency number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from skill.speech import load_speech, ssml

_SPOKEN = ("LaunchRequest", "IntentRequest")


def last_words(event: object) -> dict[str, Any]:
    """A response to any envelope, however broken: an apology where speech is allowed, silence where it is not."""
    request = _part(event, "request")
    if request.get("type") not in _SPOKEN:
        return {"version": "1.0", "response": {}}
    locale = request.get("locale")
    speech = load_speech(locale if isinstance(locale, str) else "").say("apology_and_end")
    return {
        "version": "1.0",
        "response": {"outputSpeech": {"type": "SSML", "ssml": ssml(speech)}, "shouldEndSession": True},
    }


def _part(event: object, key: str) -> Mapping[str, Any]:
    part = event.get(key) if isinstance(event, Mapping) else None
    return part if isinstance(part, Mapping) else {}
