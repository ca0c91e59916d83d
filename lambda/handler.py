"""AWS's door: load once, guard, answer."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping
from typing import Any

from skill.alexa import build_skill, load_all
from skill.fallback import last_words

log = logging.getLogger(__name__)

load_all("en-US")  # a broken knowledge file stops the start, not a conversation
_answer: Callable[[Any, Any], dict[str, Any]] = build_skill(os.environ.get("SKILL_ID") or None).lambda_handler()


def handler(event: Mapping[str, Any], context: object) -> dict[str, Any]:
    """Answer one Alexa request envelope with one response envelope, whatever happens on the way."""
    try:
        return _answer(event, context)
    except Exception as error:  # the SDK raises before any handler of its own on envelopes that it does not know
        log.error("a request failed before it could be answered: %s", type(error).__name__)
        return last_words(event)
