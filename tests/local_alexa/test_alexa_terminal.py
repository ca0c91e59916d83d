"""The terminal of the local Alexa, run as a program."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from simulator import __main__ as command_line
from simulator.commands import COMMANDS

MODEL = Path(__file__).parents[1] / "data" / "models" / "numb_back.json"
SKILL = """
def handler(event, context):
    request = event["request"]
    if request["type"] == "SessionEndedRequest":
        return {"version": "1.0", "response": {}}
    if request["type"] == "IntentRequest" and request["intent"]["name"] == "WhyIntent":
        raise KeyError("lost")
    end = request["type"] == "IntentRequest" and request["intent"]["name"] == "AMAZON.StopIntent"
    body = {"outputSpeech": {"type": "PlainText", "text": "Bye." if end else "Where is it?"}, "shouldEndSession": end}
    if not end:
        body["reprompt"] = {"outputSpeech": {"type": "PlainText", "text": "Still there?"}}
    return {"version": "1.0", "response": body}
"""


@pytest.fixture
def skill(tmp_path: Path) -> list[str]:
    """The options for another skill than ours."""
    path = tmp_path / "skill.py"
    path.write_text(SKILL, encoding="utf-8")
    return ["--model", str(MODEL), "--handler", str(path)]


def run(*arguments: str, said: str = "") -> subprocess.CompletedProcess[str]:
    """The program, with what is typed."""
    return subprocess.run(
        [sys.executable, "-m", "simulator", *arguments], input=said, capture_output=True, text=True, check=False
    )


def test_a_conversation(skill: list[str]) -> None:
    """It starts by itself, silence is an empty line, and a session that ended starts again with Enter."""
    done = run(*skill, said="my neck is numb\n\n\n\nstop\nyes\nquit\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("you: alexa, open numb back\nalexa: Where is it?") == 2
    assert "you: my neck is numb\nalexa: Where is it?" in done.stdout
    assert "you: (silence)\nalexa: Still there?" in done.stdout
    assert "alexa: Bye.\nThe skill is closed. Enter starts it again; .quit leaves." in done.stdout
    assert "not for the skill" in done.stdout
    assert "\x1b" not in done.stdout


def test_the_end_of_the_input_leaves(skill: list[str]) -> None:
    """Ctrl-D, and what is piped in."""
    assert run(*skill, said="my neck is numb").returncode == 0


def test_json_and_explain(skill: list[str]) -> None:
    """Requests, responses and the language step are shown when asked for."""
    done = run(*skill, "--json", "--explain", said="my neck is numb\n.quit\n")
    assert '"type": "LaunchRequest"' in done.stdout
    assert '"shouldEndSession": false' in done.stdout
    assert 'NumbIntent 1.00 exact by "my {area} is numb", area = neck' in done.stdout


def test_an_error_is_shown_in_one_line(skill: list[str]) -> None:
    """With --explain, the traceback too."""
    done = run(*skill, said="why do you ask\n")
    assert "error: the skill raised KeyError: 'lost' (--explain shows the traceback)" in done.stdout
    assert "Traceback" not in done.stdout
    assert "Traceback" in run(*skill, "--explain", said="why do you ask\n").stdout


def test_explain() -> None:
    """One utterance, in words or in the shape of profile-nlu."""
    assert run("explain", "--model", str(MODEL), "my", "neck", "is", "numb").stdout.startswith("NumbIntent 1.00")
    asked = run("explain", "--model", str(MODEL), "--asked", "NumbIntent.area", "--json", "my elbow")
    shape = json.loads(asked.stdout)
    assert shape["selectedIntent"]["slots"]["area"]["value"] == "my elbow"


@pytest.mark.parametrize(
    ("arguments", "why", "status"),
    [
        (["--locale", "xx-XX"], "no interaction model for locale 'xx-XX'", 2),
        (["--model", "no/such.json"], "cannot be read", 2),
        (["--model", str(MODEL), "--handler", "no/such.py"], "no such Python file", 1),
        (["explain", "--model", str(MODEL), "--asked", "Nope.nose", "x"], "no slot Nope.nose", 2),
    ],
)
def test_what_cannot_be_done(arguments: list[str], why: str, status: int) -> None:
    """One line on stderr; exit status 2, or 1 where it is the skill that does not start."""
    done = run(*arguments)
    assert done.returncode == status
    assert done.stderr.startswith("simulator: ")
    assert why in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_help() -> None:
    """It names the commands, and says that nothing leaves the machine."""
    done = run("--help")
    assert "explain" in done.stdout
    assert "Nothing leaves this machine" in done.stdout


def test_importing_it_is_light() -> None:
    """The skill, YAML and the web come when they are needed."""
    code = "import sys, simulator; print([m for m in ('skill', 'yaml', 'flask', 'ask_sdk_core') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("order", [["--json", "--locale", "en-GB", "lint"], ["lint", "--json", "--locale", "en-GB"]])
def test_what_all_commands_know_may_stand_before_or_behind(
    order: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A switch is never lost."""
    seen: list[tuple[bool, str]] = []
    command = replace(COMMANDS[0], name="lint", run=lambda options: seen.append((options.json, options.locale)) or 0)
    monkeypatch.setattr(command_line, "COMMANDS", (command,))
    assert command_line.main(order) == 0, capsys.readouterr().err
    assert seen == [(True, "en-GB")]


def test_a_model_without_a_skill_is_answered_by_our_own_and_that_is_said() -> None:
    """Whoever forgets --handler would wonder."""
    line = [sys.executable, "-m", "simulator", "--model", str(MODEL)]
    done = subprocess.run(line, input=".quit\n", capture_output=True, text=True, check=True)
    assert done.stderr.startswith("Our own skill answers, although the model was named: --handler FILE")
