"""One sentence on the workbench: what it comes to, which words or rule made it so, and what was not known."""

from __future__ import annotations

import json
from typing import Any

import pytest
from understanding_data import NOW

from simulator.__main__ import main
from simulator.workbench import vocabulary
from skill.lexicon_files import LexiconError

AT = ["--now", NOW.isoformat()]


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What the command prints."""
    assert main(["understand", *arguments, *AT]) == 0
    return capsys.readouterr().out


def data(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    """The same as data."""
    found: dict[str, Any] = json.loads(shown(capsys, *arguments, "--json"))
    return found


def test_every_finding_is_shown_with_what_made_it(capsys: pytest.CaptureFixture[str]) -> None:
    """Topics as they are known outside, each with a phrase of the lexicon or a rule."""
    lines = shown(capsys, "my lower back is numb and i leak a bit").splitlines()
    assert lines[0] == "topics"
    for line, words in (("  location: low_back", "'lower back' fits"), ("  bladder_bowel_change: yes", "because of")):
        assert words in lines[lines.index(line) + 1]
    assert lines[lines.index("finer findings") + 1] == "  urine_leak: yes  (part of bladder_bowel_change)"
    assert lines[-2:] == ["soft answer: no", "doubtful: no"]


def test_the_same_as_data(capsys: pytest.CaptureFixture[str]) -> None:
    """A value that is reported as another one is a finer finding; every name has its reasons."""
    found = data(capsys, "my lower back is numb and i can't stand up at all")
    assert found["topics"] == {"location": "low_back", "numb": "yes", "difficulty_walking_standing": "yes"}
    assert found["finer"] == {"difficulty_walking_standing": "cannot"}
    assert found["because"].keys() == found["topics"].keys()
    assert (found["intent"], found["hedged"], found["doubtful"], found["bare"]) == (None, False, False, None)
    assert found["now"] == "2026-11-23T14:00:00+00:00"


def test_what_was_asked_matters(capsys: pytest.CaptureFixture[str]) -> None:
    """Several topics: repeated, or with commas between them."""
    both = {"fever": "no", "vomiting": "no"}
    assert data(capsys, "no", "--asked", "fever", "--asked", "vomiting")["topics"] == both
    assert data(capsys, "no", "--asked", "fever, vomiting")["topics"] == both
    assert data(capsys, "no", "--asked", "fever")["topics"] == {"fever": "no"}
    assert data(capsys, "no")["topics"] == {}


def test_a_wish_and_a_soft_answer_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """The wish with its words too."""
    lines = shown(capsys, "why do you ask").splitlines()
    assert lines[0] == "wish: why_asking"
    assert "'why" in lines[1]
    assert "soft answer: yes" in shown(capsys, "i don't think so", "--asked", "fever")


def test_nothing_understood_is_said_plainly(capsys: pytest.CaptureFixture[str]) -> None:
    """With the words that nobody knows; a plain yes to nothing is told."""
    said = shown(capsys, "flurb", "the", "snark")
    assert said.startswith("Nothing was understood: no topic, no wish.\n")
    assert said.endswith("not known: flurb, snark\n")
    assert "said plainly: yes" in shown(capsys, "yes")
    assert shown(capsys, "").startswith("Nothing was understood")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("my back's been numb for three weeks since i was forty five", []),
        ("it's my clavichord, my Clavichord hurts", ["clavichord"]),
        ("i'm not sure if it's a fever", []),
    ],
)
def test_not_known_are_words_that_the_lexicon_has_no_use_for(
    said: str, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Times, ages and words that stand in phrases are known; each word is named once."""
    assert data(capsys, said)["not_known"] == words


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--asked", "fevr"], "there is no topic 'fevr' - did you mean 'fever'?"),
        (["--asked", "fever,pian,xyz"], "there is no topic 'pian' - did you mean 'pain'?; there is no topic 'xyz' - "),
        (["--locale", "fr-FR"], "the skill does not speak 'fr-FR' - use one of en-AU, "),
        (["--now", "soon"], "--now: 'soon' is no ISO time"),
    ],
)
def test_what_cannot_be_done(arguments: list[str], why: str, capsys: pytest.CaptureFixture[str]) -> None:
    """One line on stderr, exit status 2."""
    assert main(["understand", "no", *arguments]) == 2
    done = capsys.readouterr()
    assert done.out == ""
    assert done.err.startswith(f"simulator: {why}")
    assert len(done.err.splitlines()) == 1


def test_a_lexicon_that_cannot_be_read_is_told_with_its_lines(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever changes it sees every problem, and no traceback."""

    def broken(_language: str) -> None:
        raise LexiconError(["a.yaml:1: one - mend it", "b.yaml:2: two - mend it"])

    monkeypatch.setattr(vocabulary, "load", broken)
    assert main(["understand", "no"]) == 2
    said = "simulator: the skill cannot read its own files\na.yaml:1: one - mend it\nb.yaml:2: two - mend it\n"
    assert capsys.readouterr().err == said


def test_now_settles_when_something_was(capsys: pytest.CaptureFixture[str]) -> None:
    """By the clock that the time itself tells."""
    for now, minutes in (("2026-11-23T14:00", 360), ("2026-11-23T16:00", 480), ("2026-11-23T16:00+02:00", 480)):
        main(["understand", "since this morning", "--asked", "duration", "--json", "--now", now])
        assert json.loads(capsys.readouterr().out)["topics"] == {"duration": minutes}
