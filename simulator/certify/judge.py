"""The rules by which a turn is judged, whatever the skill.

Source: Amazon's pages on functional testing, and on testing of the voice interface and user experience.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from simulator.certify.fingerprint import asks, sentences
from simulator.device.turn import Turn
from simulator.language.step import FALLBACK
from simulator.lint.spoken import Spoken

_MARKUP = re.compile(r"</?[A-Za-z][\w:-]*(?:\s[^<>]*)?/?>")
_UNFILLED = re.compile(
    r"\{\{?\s*\w+\s*\}?\}|\[object \w+\]|\bundefined\b|\bNaN\b|Traceback \(most|%\(\w+\)s"
    r"|(?<=[\w,] )None\b"  # at the start of a sentence it is a word
)
_ENDED = "SessionEndedRequest"


@dataclass(frozen=True)
class Objection:
    """What a rule says against a turn."""

    rule: str
    what: str
    todo: str


class Judge:
    """Judges turns in one language."""

    def __init__(self, spoken: Spoken) -> None:
        self._spoken = spoken
        words = "|".join(re.escape(word) for word in spoken.invitations)
        self._invites = re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) if words else None

    def turn(self, turn: Turn) -> Iterator[Objection]:
        """What holds for every turn that the skill answered."""
        if turn.error:
            first = turn.error.splitlines()[0]
            yield Objection("error", f"Alexa cannot go on: {first}", "mend the response, or what raises")
            return
        yield from self._session(turn)
        yield from self._card(turn)
        for text in (turn.speech, turn.reprompt or ""):
            if found := _UNFILLED.search(text):
                yield Objection("unfilled", f"'{found[0]}' is spoken", "fill in what it stands for")
        if turn.request.get("request", {}).get("type") == _ENDED:
            yield from self.end(turn)

    def _session(self, turn: Turn) -> Iterator[Objection]:
        if turn.ended:
            if turn.speech and asks(sentences(turn.speech)[-1]):
                yield Objection("question-at-end", "asks, and closes the session", "keep it open, or do not ask")
            return
        if not turn.speech:
            yield Objection(
                "no-prompt", "the session stays open and nothing is said", "say what is wanted, or close it"
            )
        elif not self.asks(turn.speech):
            yield Objection("no-question", "the session stays open and nothing is asked", "ask something, or close it")
        if turn.reprompt is None:
            yield Objection("no-reprompt", "the session stays open without a reprompt", "add one, or close it")

    def asks(self, text: str) -> bool:
        """Whether a text asks somebody to speak: by a question, or by words of the language that invite to."""
        if any(asks(sentence) or self._begins_a_question(sentence) for sentence in sentences(text)):
            return True
        return self._invites is None or bool(self._invites.search(text))

    def _begins_a_question(self, sentence: str) -> bool:
        first = sentence.lower().replace("’", "'").partition(" ")[0].strip(",.!?")
        return first in self._spoken.question_words

    def _card(self, turn: Turn) -> Iterator[Objection]:
        for part in ("title", "content", "text"):
            if _MARKUP.search(str((turn.card or {}).get(part) or "")):
                yield Objection(
                    "card-markup", f"the card's {part} holds markup", "write plain text: it is shown as it is"
                )

    # ---- what is said in every state ---------------------------------------------------------------------------------

    def leaves(self, turn: Turn, word: str) -> Iterator[Objection]:
        """Stop and cancel end the session from every state; a question whether to is one question too many."""
        if not turn.ended:
            yield Objection(f"{word}-deaf", f"{word} does not end the session", "close it")

    def helps(self, turn: Turn, word: str) -> Iterator[Objection]:
        """Help, and a repetition, are heard, and the conversation goes on."""
        if turn.error:
            return
        if turn.ended:
            yield Objection(f"{word}-closes", f"{word} ends the session", "answer, ask again, and keep it open")
        elif not turn.speech:
            yield Objection(f"{word}-silent", f"{word} is not answered", "answer it")

    def unhelpful(self) -> Objection:
        """Help is answered as nonsense is."""
        return Objection("help-unhelpful", "help is answered like nonsense", "say what can be said, then ask again")

    def meets(self, turn: Turn, *, first: bool) -> Iterator[Objection]:
        """Words that fit nothing are answered; at the very first prompt they do not end the conversation."""
        if turn.error:
            return
        if not turn.request:
            yield Objection("fallback-lost", "words that fit nothing reach no intent", f"add {FALLBACK} to the model")
        elif not turn.speech:
            yield Objection("fallback-silent", "words that fit nothing are not answered", "say what can be said")
        elif turn.ended and first:
            yield Objection(
                "fallback-closes", "words that fit nothing end the session", "say what can be said, and ask"
            )

    def end(self, turn: Turn) -> Iterator[Objection]:
        """A SessionEndedRequest is taken without a word, and without a fault."""
        for warning in turn.warnings:
            if warning.startswith(f"{_ENDED}:"):
                yield Objection(
                    "end-error", warning.removeprefix(f"{_ENDED}: "), f"answer {_ENDED} with an empty response"
                )
        answer = turn.exchanges[-1][1].get("response") if turn.exchanges else None
        if isinstance(answer, dict) and any(
            answer.get(part) for part in ("outputSpeech", "card", "reprompt", "directives")
        ):
            yield Objection(
                "speech-after-end", f"{_ENDED} is answered with words, a card or a directive", "leave them out"
            )

    def opening(self, turn: Turn) -> Iterator[Objection]:
        """A one-shot is answered: done and closed, or asked about and open."""
        spoke = turn.speech or (turn.response.get("response") or {}).get("directives")
        if not turn.error and not spoke and turn.ended:
            yield Objection("no-answer", "the request is not answered", "do it or ask for what is missing")

    def suggested(self, turn: Turn, phrase: str) -> Iterator[Objection]:
        """A phrase that a prompt suggests reaches an intent."""
        chosen = turn.understood.chosen if turn.understood else None
        lost = turn.understood is not None and (chosen is None or chosen.intent == FALLBACK)
        if lost:
            yield Objection(
                "suggestion-unknown", f"'{phrase}' is suggested, and no intent takes it", "add it to the model"
            )

    def unheard(self, phrase: str) -> Objection:
        """A phrase that a prompt suggests is answered as nonsense is."""
        return Objection("suggestion-unheard", f"'{phrase}' is suggested, and answered like nonsense", "understand it")

    def example(self, turn: Turn, phrase: str) -> Iterator[Objection]:
        """An example phrase of the skill's page works as it is written."""
        chosen = turn.understood.chosen if turn.understood else None
        if turn.understood and (chosen is None or chosen.intent == FALLBACK):
            yield Objection("example-phrase", f"'{phrase}' reaches no intent", "take one of the sample utterances")
        elif not turn.request:
            yield Objection("example-phrase", f"'{phrase}' does not call the skill", "name the skill in it")
