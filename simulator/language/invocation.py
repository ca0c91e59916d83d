"""How a skill is called: wake word, launch phrase, name, and perhaps a request with it ("ask back check about ...")."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.language.text import Token, key, spoken, tokens
from simulator.language.words import Words


@dataclass(frozen=True)
class Call:
    """A call of the skill. `request` is None for a launch; `explicit` when a launch phrase or a wake word was said."""

    request: str | None
    explicit: bool
    dropped: str = ""


def read_call(said: str, name: str, words: Words) -> Call | None:
    """The call in `said`, or None when it does not call the skill of that invocation name."""
    run = tokens(said, words)
    woken = bool(run) and run[0].word in words.wake
    if woken:
        run = run[1:]
    run = _trim(run, words)
    wanted = key(name, words)
    started = _launched(run, wanted, words)
    if started:
        return started
    at = _name(run, 0, wanted, words)
    if at and at == len(run):
        return Call(None, woken)
    return _from(run, wanted, words, woken)


def _trim(run: tuple[Token, ...], words: Words) -> tuple[Token, ...]:
    """Without the politeness around it."""
    again = True
    while again:
        again = False
        for phrase in words.polite:
            after = _phrase(run, 0, phrase, words)
            if after:
                run, again = run[after:], True
                break
    while run and run[-1].word in words.please:
        run = run[:-1]
    return run


def _phrase(run: tuple[Token, ...], at: int, phrase: str, words: Words) -> int:
    """The position after a phrase that stands at `at`; 0 when it does not."""
    wanted = key(phrase, words)
    return at + len(wanted) if tuple(token.word for token in run[at : at + len(wanted)]) == wanted else 0


def _name(run: tuple[Token, ...], at: int, wanted: tuple[str, ...], words: Words) -> int:
    """The position after the invocation name; an article before it, and its words run together, are fine."""
    if at < len(run) and run[at].word in words.articles and wanted[:1] != (run[at].word,):
        at += 1
    if tuple(token.word for token in run[at : at + len(wanted)]) == wanted:
        return at + len(wanted)
    return at + 1 if at < len(run) and run[at].word == "".join(wanted) else 0


def _launched(run: tuple[Token, ...], wanted: tuple[str, ...], words: Words) -> Call | None:
    for request in words.requests:
        for verb in request.verbs:
            after = _phrase(run, 0, verb, words)
            at = _name(run, after, wanted, words) if after else 0
            if not at or at == len(run):
                continue
            for connector in request.connectors:
                rest = _phrase(run, at, connector, words)
                if rest and rest < len(run):
                    return Call(spoken(run[rest:]), True)
            if request.optional:
                return Call(spoken(run[at:]), True)
    for verb in words.launch:
        after = _phrase(run, 0, verb, words)
        at = _name(run, after, wanted, words) if after else 0
        if at:
            return Call(None, True, spoken(run[at:]))
    return None


def _from(run: tuple[Token, ...], wanted: tuple[str, ...], words: Words, woken: bool) -> Call | None:
    """A call that ends with the name: "<request> from <name>"."""
    for at in range(1, len(run)):
        if run[at].word in words.before_name and _name(run, at + 1, wanted, words) == len(run):
            return Call(spoken(run[:at]), woken)
    return None
