"""Skills that keep something, as they are: Amazon's SDK and its DynamoDB adapter, over sessions and processes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from moto.server import ThreadedMotoServer

from simulator.device.door import SkillError, load_handler
from simulator.store.file import StoreFile

SKILL = Path(__file__).parent / "skills" / "high_low"
NUMBERS = "\n".join("one two three four five six seven eight nine ten".split())  # noqa: SIM905 - what is typed


def play(*options: str, said: str = f"yes\n{NUMBERS}\nno\n") -> subprocess.CompletedProcess[str]:
    """A whole game in a process of its own; nobody needs an AWS account for it."""
    command = [sys.executable, "-m", "simulator", "--handler", f"{SKILL}.py", "--model", f"{SKILL}.json", *options]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    return subprocess.run(command, input=said, capture_output=True, text=True, check=False, env=clean)


def test_a_skill_of_amazons_sdk_remembers_over_sessions_and_processes(tmp_path: Path) -> None:
    """Its code knows nothing of the store: a second process, and a second session in it, find what was kept."""
    path = tmp_path / "new folder" / "kept.sqlite"
    first = play("--store", str(path))
    assert (first.returncode, first.stderr) == (0, "")
    assert "alexa: Welcome to High Low. Shall we play?" in first.stdout
    assert "alexa: Found! Again?" in first.stdout
    assert f"What the skill keeps in DynamoDB is in {path}; empty that" in " ".join(first.stdout.split())
    second = play("--store", str(path), said=f"yes\n{NUMBERS}\nno\n\n")
    assert "You have played 1 times." in second.stdout
    assert "You have played 2 times." in second.stdout
    kept = StoreFile(path)
    assert kept.items("High-Low-Game") == [
        {"id": {"S": "amzn1.ask.account.somebody"}, "attributes": {"M": {"games": {"N": "2"}}}}
    ]
    kept.close()
    assert "Welcome to High Low." in play("--store", str(path), "--user", "another", said="").stdout


def test_the_same_skill_on_another_dynamodb() -> None:
    """By its address: moto's server, which others use in their tests."""
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        url = f"http://127.0.0.1:{server.get_host_and_port()[1]}"
        assert "Welcome to High Low." in play("--dynamodb", url).stdout
        assert "You have played 1 times." in play("--dynamodb", url, said="").stdout
    finally:
        server.stop()


def test_a_skill_without_a_store_says_what_it_needs() -> None:
    """Instead of boto3's riddle alone."""
    done = play(said="")
    assert done.returncode == 1
    assert "NoRegionError - it keeps something in DynamoDB: start it with --store FILE" in done.stderr


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--store", "a", "--dynamodb", "http://127.0.0.1:1"], "in one place only - give one of them"),
        (["--dynamodb", "somewhere"], "'somewhere' is no address of a server - give one like http://127.0.0.1:8000"),
        (["--store", "{broken}"], "(file is not a database) - delete it to begin anew, or name another file"),
    ],
)
def test_what_cannot_be_a_store(tmp_path: Path, options: list[str], why: str) -> None:
    """One line, before the skill is loaded."""
    broken = tmp_path / "broken.sqlite"
    broken.write_text("no database, although it is long enough to be one" * 40, encoding="utf-8")
    done = play(*(option.format(broken=broken) for option in options), said="")
    assert done.returncode == 2
    assert why in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_skill_that_fails_for_another_reason_gets_no_such_hint(tmp_path: Path) -> None:
    """The hint is for what boto3 lacks."""
    path = tmp_path / "skill.py"
    path.write_text("1 / 0", encoding="utf-8")
    with pytest.raises(SkillError) as caught:
        load_handler(str(path))
    assert "--store" not in str(caught.value)
