"""Running a function with an end: whoever hangs does not hang the device.

In the main thread, where there are signals, the function itself is stopped: nothing of it is left to come back late,
and it runs where AWS Lambda would run it. Elsewhere it runs in a thread of its own, which is left behind at the end.
"""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

_PYTHON = str(Path(os.__file__).parent)
_AGAIN = 0.2
"""Seconds after which a function that swallowed the first call to stop gets the next one."""


class TooLate(BaseException):
    """The time is over. No Exception, so that a skill that catches those does not catch this one."""

    def __init__(self, place: str = "") -> None:
        super().__init__(place)
        self.place = place


def within(seconds: float | None, run: Callable[[], Any]) -> Any:
    """What `run` gives, or its exception; TooLate, with the place where it was, after so many seconds (None: never)."""
    if seconds is None:
        return run()
    if threading.current_thread() is threading.main_thread() and hasattr(signal, "setitimer"):
        return _with_alarm(seconds, run)
    return _in_a_thread(seconds, run)


def _with_alarm(seconds: float, run: Callable[[], Any]) -> Any:
    """An alarm that somebody else had set (a test runner's, say) is set again afterwards."""

    def stop(_number: int, frame: FrameType | None) -> None:
        raise TooLate(_place(frame))

    start = time.monotonic()
    before = signal.signal(signal.SIGALRM, stop)
    left, every = signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
    try:
        return run()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if left:
            signal.setitimer(signal.ITIMER_REAL, max(left - (time.monotonic() - start), 0.001), every)


def _in_a_thread(seconds: float, run: Callable[[], Any]) -> Any:
    answers: queue.SimpleQueue[tuple[bool, Any]] = queue.SimpleQueue()

    def work() -> None:
        try:
            answers.put((True, run()))
        except BaseException as error:  # all of it belongs to whoever waits, also SystemExit
            answers.put((False, error))

    thread = threading.Thread(target=work, name="skill", daemon=True)
    thread.start()
    try:
        good, answer = answers.get(timeout=seconds)
    except queue.Empty:
        raise TooLate(_place(sys._current_frames().get(thread.ident or 0))) from None
    if good:
        return answer
    raise answer


def _place(frame: FrameType | None) -> str:
    """The innermost line that is neither Python's own nor an installed package's, like "skill.py:12, in weather"."""
    own = frame
    while own is not None and _installed(own.f_code.co_filename):
        own = own.f_back
    own = own if own is not None and own.f_code.co_filename != __file__ else frame
    return f"{Path(own.f_code.co_filename).name}:{own.f_lineno}, in {own.f_code.co_name}" if own else ""


def _installed(file: str) -> bool:
    return file.startswith(("<", _PYTHON)) or "site-packages" in file
