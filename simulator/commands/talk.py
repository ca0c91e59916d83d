"""A conversation with the skill in the terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from simulator.commands.keeping import telling
from simulator.commands.showing import TOUCH, card_lines, limit_lines, screen_lines, shows_anew, touch
from simulator.device.echo import Echo
from simulator.device.turn import Turn
from simulator.errors import UsageError
from simulator.language.opening import opening
from simulator.screen import styled, wrapped

WELCOME = """\
Talking to {name!r} as a speaker in {locale} would hear it. Type what you say; an empty line is silence.
"stop" or "exit" is said to the skill. To leave: .quit or Ctrl-D.\
"""
CLOSED = "The skill is closed. Enter starts it again; .quit leaves."
LEAVE = (".quit", ".exit", ".q")
LEAVE_CLOSED = ("quit", "exit", "q")  # while the skill is open, these words are for Alexa

Noted = Callable[[str, Turn], object]


@dataclass(frozen=True)
class Options:
    """What is shown beside the words: requests and responses, the language step, where the skill keeps something."""

    json: bool = False
    explain: bool = False
    store: str = ""


def talk(echo: Echo, options: Options, *, first: str = "", noted: Noted | None = None) -> int:
    """Talks until the input ends; the exit status.

    `first` is said at the beginning, by default the launch of the skill; `noted` hears of every turn and what was said.
    """
    _line_editing()
    print(styled(WELCOME.format(name=echo.invocation, locale=echo.locale), "note"))
    with telling(options.store, lambda line: print(styled(line, "note"))):
        try:
            _turn(echo, first or opening(echo.invocation, echo.locale), options, noted, shown=True)
            while True:
                text = _heard(echo)
                if text in LEAVE or (not echo.in_session and text in LEAVE_CLOSED):
                    break
                again = not text and not echo.in_session
                _turn(echo, opening(echo.invocation, echo.locale) if again else text, options, noted, shown=again)
        except (EOFError, KeyboardInterrupt):
            print()
    return 0


def _turn(echo: Echo, text: str, options: Options, noted: Noted | None, *, shown: bool) -> None:
    if shown:
        print(f"\n{styled('you:', 'prompt')} {text}")
    try:
        turn = touch(echo, echo.screen, text) if text.startswith(TOUCH) else echo.say(text)
    except UsageError as error:
        _print("error: ", str(error), "error")
        return
    if noted:
        noted(text, turn)
    _show(echo, turn, options)


def _heard(echo: Echo) -> str:
    """The next line. What is piped in is shown too, so that the output reads as a conversation."""
    prompt = f"\n{styled('you:', 'prompt', typed=True)} "
    if sys.stdin.isatty():
        return input(prompt).strip()
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    if line.strip() or echo.in_session:
        print(f"{prompt}{line.strip() or '(silence)'}")
    return line.strip()


def _line_editing() -> None:
    """Arrow keys and history, where Python has readline. The history is not written to disk: it is about health."""
    if sys.stdin.isatty():
        with suppress(ImportError):
            import readline  # noqa: F401 - importing it is what makes input() editable


def _show(echo: Echo, turn: Turn, options: Options) -> None:
    if options.json:
        for request, response in turn.exchanges:
            print(styled(json.dumps({"request": request, "response": response}, indent=2, ensure_ascii=False), "note"))
    if turn.explanation and (options.explain or not (turn.exchanges or turn.speech)):
        _print("", turn.explanation, "note")
    if turn.speech:
        _print("alexa: ", turn.speech, "alexa")
    if turn.card:
        _print("card: ", card_lines(turn.card), "note")
    if turn.screen and shows_anew(turn):
        _print("screen: ", screen_lines(turn.screen), "note")
    if turn.error:
        first, _, trace = turn.error.partition("\n")
        hint = "" if options.explain or not trace else " (--explain shows the traceback)"
        _print("error: ", f"{first}{hint}\n{trace if options.explain else ''}".rstrip(), "error")
    for warning in turn.warnings:
        _print("note: ", warning, "note")
    if options.explain and turn.limits:
        _print("limits: ", limit_lines(turn), "note")
    if not echo.in_session:
        _print("", CLOSED, "note")


def _print(label: str, text: str, style: str) -> None:
    print(styled(wrapped(label, text), style))
