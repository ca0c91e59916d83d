"""Conversations in tests/conversations are tests of their own, by the local Alexa's plugin for pytest."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
FEWEST = 37
"""Conversations that there were when they became tests of their own: none may get lost on the way."""


def test_every_conversation_is_a_test() -> None:
    """As many as the files hold, counted by another reader of YAML; `make test` holds each of them."""
    files = sorted((ROOT / "tests" / "conversations").glob("*/*.yaml"))
    written = {
        f"{path.relative_to(ROOT)}::{one['name']}"
        for path in files
        for one in yaml.safe_load(path.read_text(encoding="utf-8"))
    }
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "--override-ini=addopts=", "-q", "tests/conversations"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    collected = [line for line in done.stdout.splitlines() if line.startswith("tests/conversations/")]
    assert {line.partition(" / ")[0] for line in collected} == written  # each way through its branches is a test
    assert len(collected) >= FEWEST
