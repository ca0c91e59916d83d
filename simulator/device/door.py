"""Calling the skill as AWS Lambda does: JSON in, JSON out, a context, a limit of time."""

from __future__ import annotations

import importlib.util
import json
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from simulator.device.deadline import TooLate, within

Handler = Callable[[dict[str, Any], Any], Any]
ROOT = Path(__file__).resolve().parents[2]
HANDLER = ROOT / "lambda" / "handler.py"
HANDLER_NAMES = ("lambda_handler", "handler")  # as Amazon's samples call it, and as AWS Lambda does
_NO_STORE = ("NoRegionError", "NoCredentialsError")
_KEPT = " - it keeps something in DynamoDB: load it within kept_in(FILE) of simulator.store"
"""What boto3 raises when nobody told it where DynamoDB is."""
LONGEST_LAMBDA = 900
"""Seconds that a Lambda function may run at most (AWS, "Lambda quotas")."""


class SkillError(RuntimeError):
    """A skill that cannot be called; the message says why. Its cause is the skill's own error."""


@dataclass(frozen=True)
class LambdaContext:
    """The part of AWS Lambda's context object that handlers read."""

    aws_request_id: str
    deadline: float | None
    function_name: str = "local-alexa"
    function_version: str = "$LATEST"
    invoked_function_arn: str = "arn:aws:lambda:us-east-1:000000000000:function:local-alexa"
    memory_limit_in_mb: int = 512

    def get_remaining_time_in_millis(self) -> int:
        """Milliseconds until Alexa stops waiting; with no limit of time, as many as Lambda can give at most."""
        if self.deadline is None:
            return LONGEST_LAMBDA * 1000
        return max(0, int((self.deadline - time.monotonic()) * 1000))


@dataclass(frozen=True)
class Answer:
    """What a call of the handler came to. `error` is None when there is a response; `seconds` is wall-clock."""

    response: Any
    seconds: float
    error: str | None = None
    timed_out: bool = False


@lru_cache(maxsize=1)
def lambda_handler() -> Handler:
    """The function that AWS Lambda calls: `handler` of lambda/handler.py, loaded once."""
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    return load_handler(str(HANDLER))


def load_handler(where: str) -> Handler:
    """The function of a Python file, "path/to/file.py:name".

    Without a name it is `lambda_handler` or `handler`. As on Lambda, the file finds the modules that lie beside it.
    Raises SkillError when there is no such file or function, or when the file cannot be run.
    """
    names: tuple[str, ...] = HANDLER_NAMES
    path = Path(where)
    if not path.exists() and ":" in where:
        file, _, name = where.rpartition(":")
        names, path = (name,), Path(file)
    spec = importlib.util.spec_from_file_location(f"{path.stem}_for_alexa", path) if path.is_file() else None
    if spec is None or spec.loader is None:
        raise SkillError(f"{path}: no such Python file, so there is no skill to call")
    module = importlib.util.module_from_spec(spec)
    try:
        with _beside(str(path.resolve().parent)):
            spec.loader.exec_module(module)
    except Exception as error:
        kind = type(error).__name__
        hint = (
            " - it keeps something in DynamoDB: load it within kept_in(FILE) of simulator.store"
            if kind in _NO_STORE
            else ""
        )
        raise SkillError(f"{path}: the skill does not start, {kind}{hint}:\n{error}") from error
    found = next((getattr(module, name) for name in names if callable(getattr(module, name, None))), None)
    if found is None:
        raise SkillError(f"{path}: has no function {' or '.join(names)} - name it: {path}:NAME")
    return cast(Handler, found)


@contextmanager
def _beside(folder: str) -> Iterator[None]:
    """Modules that lie in the folder are found: first while a skill is loaded, as on Lambda; afterwards, last.

    A skill may import more when it is called. In front they would hide ours for good: people call theirs skill.py, too.
    """
    there = folder in sys.path
    sys.path.insert(0, folder)
    try:
        yield
    finally:
        sys.path.remove(folder)
        if not there:
            sys.path.append(folder)


def call(handler: Handler, request: dict[str, Any], limit: float | None) -> Answer:
    """One call. Nothing is shared with the handler: both ways go through JSON, as between Alexa and Lambda.

    `limit` is in seconds; None waits for ever, for whoever steps through the skill with a debugger.
    """
    event = json.loads(json.dumps(request))
    start = time.monotonic()
    context = LambdaContext(request["request"]["requestId"], None if limit is None else start + limit)
    try:
        raw = within(limit, lambda: handler(event, context))
    except TooLate as late:
        return _late(time.monotonic() - start, limit, f"; it was stopped at {late.place}" if late.place else "")
    except SystemExit as error:
        return Answer(None, time.monotonic() - start, f"the skill ended Python, by SystemExit({error}) - let it return")
    except Exception as error:
        return Answer(None, time.monotonic() - start, _why(error))
    seconds = time.monotonic() - start
    if limit is not None and seconds > limit:
        return _late(seconds, limit, "")
    try:
        return Answer(json.loads(json.dumps(raw, allow_nan=False)), seconds)
    except (TypeError, ValueError, RecursionError) as error:
        return Answer(None, seconds, f"the skill's answer is not JSON: {error} - return plain values only")


def _late(seconds: float, limit: float | None, where: str) -> Answer:
    return Answer(None, seconds, f"the skill took {seconds:.1f} s, {limit:g} at most{where}", timed_out=True)


def _why(error: Exception) -> str:
    return f"the skill raised {type(error).__name__}: {error}\n{traceback.format_exc()}"
