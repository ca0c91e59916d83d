"""The answer to a question that wants a yes or a no."""

from __future__ import annotations

from simulator.language.step import EXACT, Language, Understood
from simulator.language.text import key, tokens

YES, NO = "AMAZON.YesIntent", "AMAZON.NoIntent"


def is_yes(said: str, language: Language) -> bool:
    """Whether a whole utterance, less the fillers around it, is one of Alexa's phrases for yes, or the model's."""
    return _is(said, YES, language)


def is_no(said: str, language: Language) -> bool:
    """The same for no."""
    return _is(said, NO, language)


def _is(said: str, name: str, language: Language) -> bool:
    words = language.words
    intent = language.model.intents.get(name)
    phrases = {key(phrase, words) for phrase in (*words.builtins.get(name, ()), *(intent.samples if intent else ()))}
    run = [token.word for token in tokens(said, words)]
    if run and run[0] in words.wake:
        run = run[1:]
    if tuple(run) in phrases:
        return True
    while run and run[0] in words.fillers:
        run = run[1:]
    while run and run[-1] in words.fillers:
        run = run[:-1]
    return tuple(run) in phrases


def leaves(understood: Understood) -> bool:
    """Whether words that are no yes and no no are for an intent: a built-in one, or a sample that was said as it is."""
    chosen = understood.chosen
    return chosen is not None and chosen.how != "fallback" and chosen.score >= EXACT
