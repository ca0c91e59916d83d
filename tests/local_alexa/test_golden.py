"""`replay --golden`: every request and response is compared with a file."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from counting_skill import GOOD, SOURCE, WRONG, options

from simulator.__main__ import main


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own to work in, with a good and a wrong conversation."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "wrong.yaml").write_text(WRONG, "utf-8")
    return tmp_path


def golden(folder: Path, *more: str) -> int:
    """A run against a golden file."""
    files = ["good.yaml", *(one for one in more if one.endswith(".yaml"))]
    switches = [one for one in more if one not in files]
    return main(["replay", "-q", *files, "--golden", "gold.json", *options(folder), *switches])


def test_a_golden_file_is_written_on_first_use_and_then_compared(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whole requests and responses, but for ids and times."""
    assert golden(folder) == 0
    assert "gold.json: 1 conversation written" in capsys.readouterr().out
    before = (folder / "gold.json").read_bytes()
    assert golden(folder) == 0
    assert (folder / "gold.json").read_bytes() == before
    text = before.decode()
    assert '"intent"' in text
    assert '"<request 2>"' in text
    assert "amzn1.echo-api" not in text


def test_what_differs_from_the_golden_file_is_a_difference(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Though the conversation expects nothing of it: an attribute, a reprompt, anything; --update takes it over."""
    golden(folder)
    other = folder / "other.py"
    other.write_text(SOURCE.replace("Still there?", "Hello?"), "utf-8")
    changed = ("--handler", str(other))
    capsys.readouterr()
    assert golden(folder, *changed) == 1
    said = capsys.readouterr().out
    assert "DIFFERS from the golden file" in said
    changed_lines = {" ".join(line.split()) for line in said.splitlines() if "text" in line}
    assert {'- "text": "Still there?",', '+ "text": "Hello?",'} <= changed_lines
    assert main(["replay", "--json", "good.yaml", "--golden", "gold.json", *options(folder), *changed]) == 1
    assert json.loads(capsys.readouterr().out)["conversations"][0]["golden"]
    assert golden(folder, *changed, "--update") == 0
    assert golden(folder, *changed) == 0


def test_a_long_difference_is_cut_and_whole_with_verbose(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A golden file of another conversation differs in every line."""
    golden(folder)
    (folder / "good.yaml").write_text(GOOD.replace("say: stop, hears: [Bye], ended: true", "say: help"), "utf-8")
    capsys.readouterr()
    assert golden(folder) == 1
    short = capsys.readouterr().out
    assert re.search(r"\n    … \d+ lines more; -v shows them\n", short)
    assert golden(folder, "-v") == 1
    whole = capsys.readouterr().out
    assert "lines more" not in whole
    assert len(whole.splitlines()) > len(short.splitlines())


def test_a_conversation_that_the_golden_file_lacks_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is added by --update alone, and what was there stays."""
    golden(folder)
    assert golden(folder, "wrong.yaml") == 1
    assert "is not in gold.json: --update adds it" in capsys.readouterr().out
    assert golden(folder, "wrong.yaml", "--update") == 1  # it still differs from its own expectations
    assert len(json.loads((folder / "gold.json").read_text("utf-8"))["conversations"]) == 2


@pytest.mark.parametrize("text", ["no JSON", "[]", '{"conversations": {}}'])
def test_a_file_that_is_no_golden_file_is_left_alone(
    text: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It may be something else: one line, status 2."""
    (folder / "gold.json").write_text(text, "utf-8")
    assert golden(folder) == 2
    assert capsys.readouterr().err.startswith("simulator: gold.json: is no golden file")
    assert (folder / "gold.json").read_text("utf-8") == text
