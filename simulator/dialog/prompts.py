"""The prompts of the model, as Alexa speaks them: one variation at random, with the slots' words in their places.

Source: Amazon's page "Define the dialog to collect and confirm required information".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random
from typing import Any
from xml.sax.saxutils import escape

from simulator.dialog.dialog import Dialog, Question
from simulator.model import InteractionModel
from simulator.ssml import SsmlError, heard

_SLOT = re.compile(r"\{\s*(\w+)\s*\}")


class PromptError(ValueError):
    """Alexa must ask, and the model gives her no words for it; the message says where."""


def speech(
    dialog: Dialog, question: Question, model: InteractionModel, random: Random
) -> tuple[dict[str, Any], list[str]]:
    """What Alexa asks, in the shape of an outputSpeech, and what is doubtful about it.

    Raises PromptError when the model has no such prompt, or one that Alexa could not speak.
    """
    if question.prompt is None:
        raise PromptError(f"Alexa must ask ({question} of {dialog.intent}), but the model gives no prompt for it")
    variation = random.choice(model.prompts[question.prompt])
    empty = [name for name in _SLOT.findall(variation.value) if not dialog.words(name)]
    doubts = [f"prompt {question.prompt} says {{{name}}}, which is empty: nothing is said there" for name in empty]
    if variation.type != "SSML":
        return {"type": "PlainText", "text": _with_words(variation.value, dialog, str)}, doubts
    ssml = _with_words(variation.value, dialog, escape)
    if not ssml.lstrip().startswith("<speak"):
        ssml = f"<speak>{ssml}</speak>"
    try:
        heard(ssml)
    except SsmlError as error:
        raise PromptError(f"prompt {question.prompt} of the model: {error}") from error
    return {"type": "SSML", "ssml": ssml}, doubts


def _with_words(text: str, dialog: Dialog, written: Callable[[str], str]) -> str:
    return _SLOT.sub(lambda found: written(dialog.words(found[1])), text)
