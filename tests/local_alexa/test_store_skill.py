"""Skills that keep something, as they are: Amazon's SDK and its DynamoDB adapter, over sessions and processes."""

from __future__ import annotations

import os
import subprocess
import sys
from argparse import Namespace
from io import StringIO
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from moto.server import ThreadedMotoServer
from scripted_skill import echo, reply

from simulator.commands.keeping import keeping, own_file
from simulator.commands.talk import Options, talk
from simulator.device.door import SkillError, load_handler
from simulator.store import kept_in
from simulator.store.file import StoreFile

SKILL = Path(__file__).parent / "skills" / "high_low"
NUMBERS = "\n".join("one two three four five six seven eight nine ten".split())  # noqa: SIM905 - what is typed


def play(*options: str, said: str = f"yes\n{NUMBERS}\nno\n", home: Path | None = None) -> CompletedProcess[str]:
    """A whole game in a process of its own; nobody needs an AWS account for it."""
    command = [sys.executable, "-m", "simulator", "--handler", f"{SKILL}.py", "--model", f"{SKILL}.json", *options]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    clean |= {"XDG_STATE_HOME": str(home)} if home else {}
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


def test_without_a_word_it_is_kept_in_a_file_of_the_skills_own(tmp_path: Path) -> None:
    """And it is told where; two skills have two files."""
    first = play(home=tmp_path)
    (file,) = (tmp_path / "local-alexa").iterdir()
    assert f"What the skill keeps in DynamoDB is in {file};" in " ".join(first.stdout.split())
    assert "You have played 1 times." in play(said="", home=tmp_path).stdout
    assert own_file(f"{SKILL}.py:lambda_handler") == own_file(f"{SKILL}.py") != own_file("another/high_low.py")


def test_a_file_that_is_begun_in_a_conversation_is_told_at_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And a skill that kept nothing has none to be told of."""
    file = tmp_path / "kept.sqlite"
    monkeypatch.setattr("sys.stdin", StringIO("why\n"))
    assert talk(echo(reply(), reply())[0], Options(store=str(file))) == 0
    assert str(tmp_path) not in capsys.readouterr().out
    monkeypatch.setattr("sys.stdin", StringIO("why\n"))
    talk(echo(reply(), reply())[0], Options(store=str(file)), noted=lambda *_: file.touch())
    assert f"The skill keeps something: it is in {file}." in capsys.readouterr().out


def kept(handler: str | None, command: str = "talk", **asked: object) -> tuple[str, str | None, str | None]:
    """What is told, the user, and where boto3 would go, while a command runs."""
    nothing = {"store": None, "dynamodb": None, "user": None}
    options = Namespace(**nothing | {"handler": handler, "command": command} | asked)
    with keeping(options):
        return options.kept, options.user, os.environ.get("AWS_ENDPOINT_URL_DYNAMODB")


def test_who_gets_a_store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Another skill on this machine, unless its developer has chosen an endpoint; in a test it begins with nothing."""
    for name in ("AWS_ENDPOINT_URL_DYNAMODB", "AWS_ENDPOINT_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    told, user, endpoint = kept("skill.py")
    assert (told, user) == (str(own_file("skill.py")), "somebody")
    assert endpoint is not None
    assert kept("skill.py", user="me")[1] == "me"
    told, user, endpoint = kept("skill.py", "replay")
    assert (told, user) == ("", None)
    assert endpoint is not None
    assert kept(None) == ("", None, None)
    assert kept("https://localhost/alexa") == ("", None, None)
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:8000")
    assert kept("skill.py") == ("", None, "http://127.0.0.1:8000")


def test_credentials_for_other_services_stay(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A skill may call more than DynamoDB; only a store that was asked for hides what is there."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "mine")
    with kept_in(tmp_path / "kept.sqlite", when_needed=True):
        assert os.environ["AWS_ACCESS_KEY_ID"] == "mine"
    with kept_in(tmp_path / "kept.sqlite"):
        assert os.environ["AWS_ACCESS_KEY_ID"] == "local"


def test_a_skill_without_a_store_says_what_it_needs() -> None:
    """In Python, instead of boto3's riddle alone."""
    lines = f"from simulator.device.door import load_handler; load_handler({f'{SKILL}.py'!r})"
    clean = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    done = subprocess.run([sys.executable, "-c", lines], capture_output=True, text=True, check=False, env=clean)
    assert "it keeps something in DynamoDB: load it within kept_in(FILE) of simulator.store" in done.stderr


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
