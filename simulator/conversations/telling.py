"""A played conversation in words: as it goes, and with what differs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from simulator.conversations.nouns import Conversation, Difference, Played
from simulator.screen import clipped, styled, wrapped

_YOU, _ALEXA, _CARD, _NOTE = "    you:   ", "    alexa: ", "    card:  ", "    note:  "


def told(played: Played, *, whole: bool) -> Iterator[str]:
    """A turn: what was said, what was heard, what differs. `whole`: with all words, the card and the warnings."""
    fit: Callable[[str, str], str] = wrapped if whole else clipped
    turn = played.turn
    yield fit(_YOU, played.step.words)
    if turn.speech:
        yield styled(fit(_ALEXA, turn.speech), "alexa")
    elif turn.explanation and not turn.exchanges:
        yield styled(fit(_NOTE, turn.explanation), "note")
    if whole:
        if turn.card:
            yield styled(wrapped(_CARD, str(turn.card.get("title") or turn.card["type"])), "note")
        for warning in turn.warnings:
            yield styled(wrapped(_NOTE, warning), "note")
    for difference in played.differences:
        yield from (styled(line, "error") for line in in_words(difference, played))


def in_words(difference: Difference, played: Played) -> list[str]:
    """One difference: the entry and its place, what was expected, what was found, and what is near."""
    where = f" (line {played.step.line})" if played.step.line else ""
    heads = ("expected", "heard" if difference.what in ("hears", "not_hears", "reprompt") else "found")
    lines = [f"      differs in turn {played.number}{where}: {difference.what}"]
    lines += [
        wrapped(f"        {head + ':':<10}", text)
        for head, text in zip(heads, (difference.expected, difference.found), strict=True)
    ]
    return [*lines, wrapped("        ", difference.hint)] if difference.hint else lines


def ending(conversation: Conversation, turns: Sequence[Played]) -> str:
    """The last line of a conversation."""
    wrong = [str(played.number) for played in turns if played.differences]
    if not wrong:
        return styled(f"  good ({counted(len(turns), 'turn')})", "good")
    left = len(conversation.steps) - len(turns)
    rest = f"; {counted(left, 'turn')} after it not played" if left else ""
    return styled(f"  DIFFERS in turn {', '.join(wrong)} of {len(conversation.steps)}{rest}", "error")


def report(conversation: Conversation, turns: Sequence[Played]) -> str:
    """A whole conversation that differs, for a test's report."""
    lines = [f"{conversation.where}: {conversation.name}"]
    for played in turns:
        lines += told(played, whole=bool(played.differences))
    return "\n".join([*lines, ending(conversation, turns)])


def counted(number: int, what: str) -> str:
    """A number of things: 1 turn, 2 turns."""
    return f"{number} {what}{'' if number == 1 else 's'}"
