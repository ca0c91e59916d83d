"""The command `certify`, run as a program; and our own skill, as far as a small budget goes."""

from __future__ import annotations

import json
import subprocess
import sys
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from old_house import MODEL

from simulator import Echo
from simulator.certify.answers import Answers
from simulator.certify.page import example_phrases, manifest_of
from simulator.certify.report import in_words
from simulator.certify.walk import Budget, Walk
from simulator.commands.certify import along_of
from simulator.conversations import form
from simulator.lint.spoken import load_spoken
from simulator.model import model_path

HERE = Path(__file__).parent


def spoiled(folder: Path, spoil: str) -> list[str]:
    """The options for the house that is spoiled in one way."""
    code = f"import sys\nsys.path.insert(0, {str(HERE)!r})\nfrom old_house import House\nhandler = House({spoil!r})\n"
    (folder / "skill.py").write_text(code, encoding="utf-8")
    (folder / "model.json").write_text(json.dumps(MODEL), encoding="utf-8")
    return ["--model", str(folder / "model.json"), "--handler", str(folder / "skill.py")]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command."""
    return subprocess.run(
        [sys.executable, "-m", "simulator", "certify", *arguments], capture_output=True, text=True, check=False
    )


def test_a_defect_is_told_with_its_conversation(tmp_path: Path) -> None:
    """Exit status 1; what is printed is a conversation file beside the line that tells the defect."""
    done = run(*spoiled(tmp_path, "deaf stop"))
    assert (done.returncode, done.stderr) == (1, "")
    first, *rest = done.stdout.splitlines()
    assert first.startswith("# stop-deaf: stop does not end the session")
    assert first.endswith(" - close it")
    (conversation,) = form.read(done.stdout)
    assert [step.say for step in conversation.steps] == ["open old house", "yes", "yes", "yes", "stop"]
    assert conversation.steps[-1].expected.given["hears"] == ("Really?",)
    assert rest[-1].startswith("# 1 defect. ")
    assert "exhaustive" in rest[-1]


def test_json_has_it_for_programs(tmp_path: Path) -> None:
    """With the path, and how far the walk went; a manifest beside the model is found."""
    page = {"locales": {"en-US": {"examplePhrases": ["Alexa, open old house", "Alexa, ask the mill to grind"]}}}
    manifest = {"manifest": {"publishingInformation": page}}
    (tmp_path / "skill.json").write_text(json.dumps(manifest), encoding="utf-8")
    done = run(*spoiled(tmp_path, "fallback raises"), "--json", "--seed", "3")
    assert done.returncode == 1
    shape = json.loads(done.stdout)
    assert {defect["rule"] for defect in shape["defects"]} == {"example-phrase", "error"}
    error = next(defect for defect in shape["defects"] if defect["rule"] == "error")
    assert [step["say"] for step in error["path"]][:3] == ["Alexa, open old house", "yes", "yes"]
    assert shape["exhaustive"] is True
    assert shape["states"] == shape["examined"]


def test_nothing_found_is_status_0(tmp_path: Path) -> None:
    """And one line."""
    done = run(*spoiled(tmp_path, ""))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("# no defects. ")
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "why", "status"),
    [
        (["--model", "no/such.json"], "cannot be read", 2),
        (["--handler", "no/such.py"], "no such Python file", 1),
        (["--manifest", "no/such.json"], "no/such.json: cannot be read", 2),
        (["--manifest", "pyproject.toml"], "is no skill manifest", 2),
        (["--along", "no/such.yaml"], "no/such.yaml:1: cannot be read", 2),
        (["--seconds", "0"], "invalid", 2),
        (["--states", "-1"], "invalid", 2),
    ],
)
def test_what_cannot_be_done(tmp_path: Path, arguments: list[str], why: str, status: int) -> None:
    """One line on stderr that says why."""
    done = run(*spoiled(tmp_path, ""), *arguments)
    assert (done.returncode, done.stdout) == (status, "")
    assert why in done.stderr.splitlines()[-1]


def test_our_own_skill_as_far_as_a_small_budget_goes() -> None:
    """No defect in the first states, nor in any one-shot. `make certify` walks to the end."""
    clock = datetime(2026, 1, 12, 10, 0, tzinfo=UTC)
    echo = Echo(user="certify", clock=lambda: clock)
    answers = Answers(echo.language.model, echo.language.words, load_spoken("en-US"), 0)
    manifest = manifest_of(model_path("en-US"))
    assert manifest is not None
    phrases = example_phrases(manifest, "en-US")
    assert len(phrases) == 3
    walked = Walk(echo, answers, Budget(states=6, combinations=False), phrases).run()
    assert walked.defects == (), in_words(walked, "en-US")
    assert walked.cut == "states"


def test_our_own_skill_is_led_along_the_conversations_of_its_tests() -> None:
    """Nobody has to name them; another skill has its own, or none."""

    def along(**named: Any) -> list[Path]:
        return along_of(Namespace(**{"along": None, "model": None, "handler": None, "locale": "en-US", **named}))

    assert {file.name for file in along()} >= {"kitchen_table.yaml", "late_questions.yaml"}
    assert along(handler="skill.py") == []
    assert along(along=[Path("mine.yaml")]) == [Path("mine.yaml")]
