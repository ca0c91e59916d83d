"""The time limit of the local Alexa: a skill that hangs does not hang the device, and cannot come back late."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from scripted_skill import MODEL, reply

from simulator import Echo
from simulator.device.deadline import TooLate, within
from simulator.device.door import LONGEST_LAMBDA, call

LIMIT = 0.05
OVER = threading.Event()
"""Set when a test is over: what was left behind in a thread must not slow the next one."""
REQUEST = {"request": {"requestId": "r"}}


@pytest.fixture(autouse=True)
def _left_behind() -> Iterator[None]:
    OVER.clear()
    yield
    OVER.set()


def sleeps(_event: Any, _context: Any) -> Any:
    """Waits."""
    time.sleep(5)


def spins(_event: Any, _context: Any) -> Any:
    """Never ends by itself."""
    end = time.monotonic() + 5
    while time.monotonic() < end and not OVER.is_set():
        pass


def waits_for_another_thread(_event: Any, _context: Any) -> Any:
    """Waits for what never comes."""
    threading.Event().wait(5)


def catches_everything(_event: Any, _context: Any) -> Any:
    """Says that it is well although it was stopped."""
    try:
        time.sleep(5)
    except BaseException:  # what is under test
        return reply()


def in_the_main_thread(run: Callable[[], Any]) -> Any:
    """As in the terminal and in tests."""
    return run()


def in_another_thread(run: Callable[[], Any]) -> Any:
    """As behind the web page."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result()


THREADS = pytest.mark.parametrize("somewhere", [in_the_main_thread, in_another_thread])


@THREADS
@pytest.mark.parametrize("skill", [sleeps, spins, waits_for_another_thread, catches_everything])
def test_a_skill_that_hangs(somewhere: Callable[..., Any], skill: Callable[..., Any]) -> None:
    """At the limit Alexa gives up, wherever she runs, whatever the skill does."""
    start = time.monotonic()
    answer = somewhere(lambda: call(skill, REQUEST, LIMIT))
    assert time.monotonic() - start < 2
    assert answer.timed_out
    assert answer.response is None
    assert (answer.error or "").startswith("the skill took 0.1 s, 0.05 at most")


@THREADS
def test_the_place_where_it_hung_is_named(somewhere: Callable[..., Any]) -> None:
    """The line of the skill, not of the library in which it waited."""
    error = somewhere(lambda: call(waits_for_another_thread, REQUEST, LIMIT)).error or ""
    assert "it was stopped at test_alexa_deadline.py:" in error
    assert error.endswith("in waits_for_another_thread")


def test_a_device_goes_on_after_a_skill_that_hung() -> None:
    """The session ends with ENDPOINT_TIMEOUT; the next launch is as if nothing had been."""
    slow = [True]

    def skill(event: dict[str, Any], _context: Any) -> Any:
        if event["request"]["type"] == "LaunchRequest" and slow.pop():
            time.sleep(5)
        slow.append(False)
        return reply("Here.")

    device = Echo(handler=skill, model=MODEL, time_limit=LIMIT)
    turn = device.say("open numb back")
    assert turn.ended
    end = turn.exchanges[-1][0]["request"]
    assert (end["reason"], end["error"]["type"]) == ("ERROR", "ENDPOINT_TIMEOUT")
    assert device.say("open numb back").speech == "Here."


def test_a_late_answer_is_nobodys() -> None:
    """Outside the main thread the skill runs on; what it gives then reaches no later turn."""
    released, ended = threading.Event(), threading.Event()

    def skill(_event: dict[str, Any], _context: Any) -> Any:
        if not released.is_set():
            released.wait(5)
            ended.set()
            return reply("Late.")
        return reply("In time.")

    def turns() -> list[str]:
        device = Echo(handler=skill, model=MODEL, time_limit=0.5)  # time enough for the second on a busy machine
        first = device.intend("LaunchRequest").error or ""
        released.set()
        assert ended.wait(5)
        return [first, device.intend("LaunchRequest").speech]

    first, second = in_another_thread(turns)
    assert "0.5 at most" in first
    assert second == "In time."


@THREADS
def test_a_skill_that_ends_python_does_not_end_the_device(somewhere: Callable[..., Any]) -> None:
    """In AWS Lambda that is an error of the skill."""

    def leaves(_event: Any, _context: Any) -> Any:
        raise SystemExit(3)

    assert (
        somewhere(lambda: call(leaves, REQUEST, 1)).error == "the skill ended Python, by SystemExit(3) - let it return"
    )


def test_ctrl_c_still_works() -> None:
    """Whoever waits for a slow skill may leave."""

    def interrupted(_event: Any, _context: Any) -> Any:
        signal.raise_signal(signal.SIGINT)
        time.sleep(5)

    with pytest.raises(KeyboardInterrupt):
        call(interrupted, REQUEST, 1)
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def test_an_alarm_of_somebody_else_is_kept() -> None:
    """A test runner's own time limit goes on, less the time that passed."""
    before = signal.signal(signal.SIGALRM, signal.SIG_IGN)
    try:
        signal.setitimer(signal.ITIMER_REAL, 50)
        assert within(1, lambda: time.sleep(0.01) or "done") == "done"
        left, _ = signal.getitimer(signal.ITIMER_REAL)
        assert 40 < left < 49.995
        assert signal.getsignal(signal.SIGALRM) == signal.SIG_IGN
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_no_limit_for_whoever_debugs() -> None:
    """None waits for ever; the skill is told the longest time that Lambda knows."""
    seen = []

    def skill(_event: Any, context: Any) -> Any:
        seen.append(context.get_remaining_time_in_millis())
        time.sleep(0.02)
        return reply()

    assert Echo(handler=skill, model=MODEL, time_limit=None).say("open numb back").error is None
    assert seen == [LONGEST_LAMBDA * 1000]


@THREADS
def test_errors_pass_through(somewhere: Callable[..., Any]) -> None:
    """What the function raises is what is raised."""
    with pytest.raises(KeyError, match="lost"):
        somewhere(lambda: within(1, lambda: {}["lost"]))
    assert not issubclass(TooLate, Exception)
