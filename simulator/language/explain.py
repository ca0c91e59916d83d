"""The language step in words, and in the shape of `ask smapi profile-nlu`, so that both can be compared.

Source of the shape: ProfileNluResponse of Amazon's SMAPI. What is ours stands under "local", in no other place.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from simulator.language.invocation import read_call
from simulator.language.noise import Noise
from simulator.language.readings import Asked, Candidate, Understood
from simulator.language.resolution import intent_shape
from simulator.language.step import Language
from simulator.language.text import key
from simulator.model import DialogIntent

SKILL = "amzn1.ask.skill.local"


def in_words(understood: Understood) -> str:
    """One line for the reading chosen, one for every runner-up."""
    lines = [_line(understood.chosen)] if understood.chosen else ["no intent fits"]
    lines += [f"  rather than {_line(other)}" for other in understood.others]
    return "\n".join(lines)


def _line(candidate: Candidate) -> str:
    if candidate.how == "fallback":
        return f"{candidate.intent}: nothing fits well enough"
    slots = "".join(f", {name} = {' | '.join(heard)}" for name, heard in candidate.slots.items())
    return f'{candidate.intent} {candidate.score:.2f} {candidate.how} by "{candidate.sample}"{slots}'


def explanation(
    language: Language, said: str, asked: Asked | None = None, noise: Noise | None = None
) -> tuple[str, dict[str, Any]]:
    """What becomes of words said to an open skill, or with a call of the skill: in words, and as `profile` has it.

    A call without a request is a LaunchRequest, words that leave the skill end the session: no intent is selected then.
    """
    words = language.words
    called = read_call(said, language.model.invocation, words)
    called = called if called and (called.explicit or called.request) else None  # a bare name is an answer
    request = called.request if called else said
    lines = [] if not called else [f"call of the skill; the request: {request}" if request else "LaunchRequest"]
    if request is None:
        if called and called.dropped:
            lines.append(f"  the words after the name are lost: {called.dropped}")
        shape = profile(Understood(said, None), language)
        shape["local"] |= {"said": said, "request": "LaunchRequest"}
        return "\n".join(lines), shape
    heard = noise.over(request, words) if noise else request
    if heard != request:
        lines.append(f"heard: {heard}")
    run = key(heard, words)
    leaves = not called and (run[1:] if run[:1] and run[0] in words.wake else run) in {
        key(phrase, words) for phrase in words.leave
    }
    understood = Understood(heard, None) if leaves else language.understand(heard, None if called else asked)
    lines.append("SessionEndedRequest: these words leave the skill" if leaves else in_words(understood))
    shape = profile(understood, language, session_ended=leaves)
    sent = "SessionEndedRequest" if leaves else "IntentRequest" if understood.chosen else None
    shape["local"] |= {"said": said, "request": sent}
    return "\n".join(lines), shape


def profile(
    understood: Understood,
    language: Language | None = None,
    *,
    skill: str = SKILL,
    at: datetime | None = None,
    session_ended: bool = False,
) -> dict[str, Any]:
    """The shape of `ask smapi profile-nlu`. `language` resolves the slots; without it they hold the words alone.

    `skill` is the skill's id, `at` what "tomorrow" counts from. `multiTurn` tells what Alexa would ask next by the
    dialog model; its token is what `explain --asked` takes.
    """

    def shape(candidate: Candidate) -> dict[str, Any]:
        if language:
            return intent_shape(language.model.intents[candidate.intent], language.types, skill, candidate.slots, at=at)
        slots = {name: {"name": name, **_bare(heard)} for name, heard in candidate.slots.items()}
        return {"name": candidate.intent, "confirmationStatus": "NONE", "slots": slots}

    chosen = understood.chosen
    found: dict[str, Any] = {
        "sessionEnded": session_ended,
        "selectedIntent": shape(chosen) if chosen else None,
        "consideredIntents": [shape(other) for other in understood.others],
    }
    dialog = language.model.dialog.get(chosen.intent) if language and chosen else None
    if language and chosen and dialog:
        asked = _next_question(dialog, chosen)
        if asked:
            act, prompt, token = asked
            variations = language.model.prompts.get(prompt or "", ())
            found["multiTurn"] = {"dialogAct": act, "token": token, "prompt": variations[0].value if variations else ""}
    found["local"] = {
        "utterance": understood.utterance,
        "asked": _name(understood.asked),
        "selected": _local(chosen) if chosen else None,
        "considered": [_local(other) for other in understood.others],
    }
    return found


def _next_question(dialog: DialogIntent, chosen: Candidate) -> tuple[dict[str, str], str | None, str] | None:
    """What the dialog model would have Alexa ask: the act, the id of the prompt, the token; None when all is known."""
    for slot in dialog.slots:
        token = f"{chosen.intent}.{slot.name}"
        if slot.elicited and slot.name not in chosen.slots:
            return {"type": "Dialog.ElicitSlot", "targetSlot": slot.name}, slot.elicitation, token
        if slot.confirmed and slot.name in chosen.slots:
            return {"type": "Dialog.ConfirmSlot", "targetSlot": slot.name}, slot.confirmation, token
    if dialog.confirmed:
        return {"type": "Dialog.ConfirmIntent"}, dialog.confirmation, chosen.intent
    return None


def _bare(heard: Sequence[str]) -> dict[str, Any]:
    """The words of a slot, not resolved."""
    if len(heard) == 1:
        return {"value": heard[0]}
    return {"slotValue": {"type": "List", "values": [{"type": "Simple", "value": words} for words in heard]}}


def _name(asked: Asked | None) -> str | None:
    return f"{asked.intent}.{asked.slot}" if asked else None


def _local(candidate: Candidate) -> dict[str, Any]:
    return {
        "intent": candidate.intent,
        "how": candidate.how,
        "sample": candidate.sample,
        "score": candidate.score,
        "heard": {name: list(heard) for name, heard in candidate.slots.items()},
    }
