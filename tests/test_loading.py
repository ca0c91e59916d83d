"""What is read from disk is read once, at the cold start: a turn opens no file and imports nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from understanding_data import items

ROOT = Path(__file__).parents[1]

WATCHED = """
import sys
sys.path[:0] = [sys.argv[1], sys.argv[1] + "/lambda"]
import handler  # what AWS imports at a cold start
from datetime import UTC, datetime
from skill.understanding import understand

seen = []
sys.addaudithook(lambda event, given: seen.append((event, str(given[0]))) if event in {"open", "import"} else None)
for line in sys.stdin.read().splitlines():
    asked, _, said = line.partition("\\t")
    understand(said, tuple(filter(None, asked.split(","))), now=datetime(2026, 11, 23, 14, tzinfo=UTC))
open(sys.argv[1] + "/README.md").close()  # the watch itself is watched
print("\\n".join(f"{event} {what}" for event, what in seen))
"""


def test_understanding_loads_nothing_after_the_cold_start() -> None:
    """Hundreds of sentences of all kinds, in a fresh process: no file opened, no module imported."""
    lines = "\n".join(f"{','.join(one.asked)}\t{one.say}" for one in items("utterances"))
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, str(ROOT)], input=lines, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["open", str(ROOT / "README.md")]
