"""The check of a new way of saying something: what it meets in the lexicon, and which sentences it changes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simulator.__main__ import main
from skill.lexicon_reader import load

LABELS = """\
groups:
- group: two
  items:
  - {say: "my back is a right porridge", context: null, meaning: {numb: "yes"}}
  - {say: "i had porridge for breakfast", context: duration, meaning: {}}
"""


@pytest.fixture
def labels(tmp_path: Path) -> Path:
    """A labelled file in which one sentence needs a new word, and one must not be touched by it."""
    path = tmp_path / "labels.yaml"
    path.write_text(LABELS, encoding="utf-8")
    return path


def run(*arguments: object) -> int:
    """The command, as from a shell."""
    return main(["phrase", *map(str, arguments)])


def test_sentences_that_change_are_shown(labels: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The better ones and the worse ones, and the status tells that some are worse."""
    assert run("porridge", "--concept", "numb", "--files", labels) == 1
    told = capsys.readouterr().out
    assert "that hold it: 2; 2 would change, 1 for the better, 1 for the worse" in told
    assert f'better  {labels}:4: "my back is a right porridge"' in told
    assert "numb: - -> yes (labelled yes)" in told
    assert f'WORSE  {labels}:5: "i had porridge for breakfast" (asked: duration)' in told


def test_nothing_is_written(labels: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The lexicon in use stays as it was."""
    before = load("en").phrases.written
    run("porridge", "--concept", "numb", "--files", labels)
    assert load("en").phrases.written == before
    assert ("porridge",) not in before
    capsys.readouterr()


@pytest.mark.parametrize(
    ("phrase", "concept", "note"),
    [
        ("numb", "numb", "stands there already: nothing changes"),
        ("numb", "trouble", '"numb" is also numb'),
        ("don't work", "trouble", 'it is heard as "do not work" - write that'),
        ("nearly fine", "trouble", '"nearly fine" hides'),
        ("feet", "trouble", '"feet" does not count inside "'),
    ],
)
def test_what_a_phrase_meets_is_told(
    phrase: str, concept: str, note: str, labels: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same words elsewhere, longer and shorter phrases, and words that are never heard so."""
    run(phrase, "--concept", concept, "--files", labels)
    assert note in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["porridge", "--concept", "nub"], "did you mean 'numb'?"),
        (["[porridge]", "--concept", "numb"], "no such concept"),
        (["porridge", "--concept", "numb", "--files", "nowhere.yaml"], "nowhere.yaml:1: cannot be read"),
    ],
)
def test_what_cannot_be_tried_is_explained(arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With what to do, and status 2."""
    assert run(*arguments) == 2
    assert told in capsys.readouterr().err


def test_the_same_for_programs(labels: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As JSON."""
    run("porridge", "--concept", "numb", "--files", labels, "--json")
    told = json.loads(capsys.readouterr().out)
    assert told["looked_at"] == 2
    assert [change["worse"] for change in told["changes"]] == [False, True]
