"""How a skill is called: wake word, launch phrase, name, and perhaps a request with it ("ask back check about ...").

Some languages say the launch phrase after the name; both orders are data of the language.
"""

from __future__ import annotations

from dataclasses import dataclass

from simulator.language.text import Token, key, spoken, tokens
from simulator.language.words import Request, Words


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
    started = _launched(run, wanted, words) or _followed(run, wanted, words)
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
    again = True
    while again:
        again = False
        for phrase in words.please:
            before = _closed(run, phrase, words)
            if before:
                run, again = run[:before], True
                break
    return run


def _closed(run: tuple[Token, ...], phrase: str, words: Words) -> int:
    """The position of a phrase that ends the run; 0 when it does not."""
    start = len(run) - len(key(phrase, words))
    return start if start > 0 and _phrase(run, start, phrase, words) == len(run) else 0


def _phrase(run: tuple[Token, ...], at: int, phrase: str, words: Words) -> int:
    """The position after a phrase that stands at `at`; 0 when it does not."""
    wanted = key(phrase, words)
    return at + len(wanted) if tuple(token.word for token in run[at : at + len(wanted)]) == wanted else 0


def _name(run: tuple[Token, ...], at: int, wanted: tuple[str, ...], words: Words) -> int:
    """The position after the invocation name; fillers and an article before it, its words run together: all fine."""
    while at < len(run) and run[at].word in words.fillers and wanted[:1] != (run[at].word,):
        at += 1
    if at < len(run) and run[at].word in words.articles and wanted[:1] != (run[at].word,):
        at += 1
    if tuple(token.word for token in run[at : at + len(wanted)]) == wanted:
        return at + len(wanted)
    return at + 1 if at < len(run) and run[at].word == "".join(wanted) else 0


def _launched(run: tuple[Token, ...], wanted: tuple[str, ...], words: Words) -> Call | None:
    """A call in which the launch phrase comes first."""
    for request in words.requests:
        for verb in request.verbs:
            after = _phrase(run, 0, verb, words)
            at = _name(run, after, wanted, words) if after else 0
            asked = _request(run, at, request, words) if at else None
            if asked and asked not in words.launch_after:
                return Call(asked, True)
    for verb in words.launch:
        after = _phrase(run, 0, verb, words)
        at = _name(run, after, wanted, words) if after else 0
        if at:
            rest = spoken(run[at:])
            return Call(None, True, "" if rest in words.launch_after else rest)
    return None


def _followed(run: tuple[Token, ...], wanted: tuple[str, ...], words: Words) -> Call | None:
    """A call in which the name comes first."""
    at = _name(run, 0, wanted, words)
    if not at:
        return None
    for request in words.requests_after:
        for verb in request.verbs:
            after = _phrase(run, at, verb, words)
            asked = _request(run, after, request, words) if after else None
            if asked and not any(_phrase(run, at, phrase, words) == len(run) for phrase in words.launch_after):
                return Call(asked, True)
    for phrase in words.launch_after:
        after = _phrase(run, at, phrase, words)
        if after:
            return Call(None, True, spoken(run[after:]))
    return None


def _request(run: tuple[Token, ...], at: int, request: Request, words: Words) -> str | None:
    """The request that starts at `at`, without the words around it; None when there is none."""
    for closer in request.closers:
        end = _closed(run, closer, words)
        if end > at:
            run = run[:end]
            break
    for connector in request.connectors:
        rest = _phrase(run, at, connector, words)
        if rest and rest < len(run):
            return spoken(run[rest:])
    return spoken(run[at:]) if request.optional and at < len(run) else None


def _from(run: tuple[Token, ...], wanted: tuple[str, ...], words: Words, woken: bool) -> Call | None:
    """A call that ends with the name: "<request> from <name>"."""
    for at in range(1, len(run)):
        if run[at].word in words.before_name and _name(run, at + 1, wanted, words) == len(run):
            return Call(spoken(run[:at]), woken)
    return None
