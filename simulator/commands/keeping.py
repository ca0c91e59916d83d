"""Where a skill keeps what it puts into DynamoDB while a command runs: what was asked for, or a file of its own."""

from __future__ import annotations

import argparse
import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from simulator.errors import UsageError

LASTING = ("talk", "serve")
"""Commands in which a skill knows somebody again the next time. The others are tests: each begins with nothing."""
_CHOSEN = ("AWS_ENDPOINT_URL_DYNAMODB", "AWS_ENDPOINT_URL")
_SOMEBODY = "somebody"
_THERE = "What the skill keeps in DynamoDB is in {kept}; empty that, and the skill knows nobody."
_BEGUN = "The skill keeps something: it is in {kept}. Delete that, and the skill knows nobody."


@contextmanager
def keeping(options: argparse.Namespace) -> Iterator[None]:
    """A store round a command, before any skill is loaded. Our own skill, and one that is served, get none.

    Sets `options.kept`, the file or URL that is to be told ("" for none), and a user who stays the same where what is
    kept lasts. Raises UsageError, StoreError.
    """
    options.kept = str(options.dynamodb or options.store or "")
    if options.store and options.dynamodb:
        raise UsageError("--store and --dynamodb: what the skill keeps can be in one place only - give one of them")
    skill = options.handler if options.handler and "://" not in options.handler else ""
    if not options.kept and (not skill or any(os.environ.get(name) for name in _CHOSEN)):
        yield
        return
    from simulator.store import kept_at, kept_in

    lasting = options.command in LASTING
    if lasting:
        options.user = options.user or _SOMEBODY
    if options.dynamodb:
        with kept_at(options.dynamodb):
            yield
    elif options.store:
        with kept_in(options.store):
            yield
    elif lasting:
        file = own_file(skill)
        options.kept = str(file)
        with kept_in(file, when_needed=True):
            yield
    else:
        with TemporaryDirectory() as folder, kept_in(Path(folder) / "kept.sqlite", when_needed=True):
            yield


@contextmanager
def telling(kept: str, tell: Callable[[str], object]) -> Iterator[None]:
    """Tells where the skill keeps something: before, when it does already, else afterwards, when it has begun to."""
    there = _is_there(kept)
    if there:
        tell(_THERE.format(kept=kept))
    yield
    if not there and _is_there(kept):
        tell(_BEGUN.format(kept=kept))


def _is_there(kept: str) -> bool:
    return "://" in kept or bool(kept and Path(kept).is_file())


def own_file(skill: str) -> Path:
    """The file of a skill, by its place on this machine: among the state of programs (XDG Base Directory)."""
    place = Path(skill.rpartition(":")[0] or skill) if not Path(skill).exists() else Path(skill)
    state = os.environ.get("XDG_STATE_HOME")
    folder = Path(state) if state else Path.home() / ".local" / "state"
    mark = hashlib.sha256(str(place.resolve()).encode()).hexdigest()[:8]
    return folder / "local-alexa" / f"{place.stem}-{mark}.sqlite"
