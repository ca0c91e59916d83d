"""`replay`: conversation files are played, and what differs is told."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from counting_skill import GOOD, OPEN, SOURCE, WRONG, options

from simulator import progress
from simulator.__main__ import main


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own to work in, with a good and a wrong conversation."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "wrong.yaml").write_text(WRONG, "utf-8")
    return tmp_path


def test_a_good_conversation_is_shown_as_it_goes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Place and name, both sides, and the count; exit status 0."""
    assert main(["replay", "good.yaml", *options(folder)]) == 0
    assert capsys.readouterr().out == (
        "\ngood.yaml:1: It counts its questions\n"
        "    you:   alexa open numb back\n"
        "    alexa: Question 1: where is it? Say a part of the body.\n"
        "    you:   my neck is numb\n"
        "    alexa: Question 2: where is it? Say a part of the body.\n"
        "    you:   stop\n"
        "    alexa: Bye.\n"
        "  good (3 turns)\n"
        "\n1 conversation: 1 good, 0 differ\n"
    )


def test_what_differs_is_told_with_what_was_expected_and_heard(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """At its turn and line, with the words that are near; what was not played, and the list at the end; status 1."""
    assert main(["replay", "good.yaml", "wrong.yaml", *options(folder)]) == 1
    said = capsys.readouterr().out
    assert (
        "    alexa: Question 2: where is it? Say a part of the body.\n"
        "      differs in turn 2 (line 4): hears\n"
        "        expected: Question 3 where is it\n"
        "        heard:    Question 2: where is it? Say a part of the body.\n"
        "        near: Question [-3-] {+2:+} where [-is it-] {+is it?+}\n"
    ).replace("where [-is it-] {+is it?+}", "where is [-it-] {+it?+}") in said
    assert (
        "      differs in turn 3 (line 5): ended\n"
        "        expected: the session stays open\n"
        "        found:    the session is closed\n"
        "  DIFFERS in turn 2, 3 of 4; 1 turn after it not played\n"
    ) in said
    assert said.endswith("\n2 conversations: 1 good, 1 differ\n  wrong.yaml:1: It is asked for another number\n")


def test_words_that_reach_no_skill_are_explained(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is heard then; where the skill says nothing, there is nothing to explain."""
    (folder / "talk.yaml").write_text("- {name: x, turns: [{say: hello, ended: true}]}\n", "utf-8")
    assert main(["replay", "talk.yaml", *options(folder)]) == 0
    assert "    you:   hello\n    note:  No session is open" in capsys.readouterr().out
    mute = folder / "mute.py"
    mute.write_text('def handler(event, context):\n    return {"version": "1.0", "response": {}}\n', "utf-8")
    (folder / "talk.yaml").write_text(f"- {{name: x, turns: [{{say: {OPEN}, ended: true}}]}}\n", "utf-8")
    assert main(["replay", "talk.yaml", *options(folder), "--handler", str(mute)]) == 0
    assert "note:" not in capsys.readouterr().out


def test_quiet_says_only_what_differs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The conversation that differs, whole, and the count."""
    assert main(["replay", "-q", "good.yaml", "wrong.yaml", *options(folder)]) == 1
    said = capsys.readouterr().out
    assert said.startswith("\nwrong.yaml:1: It is asked for another number\n    you:   alexa open numb back\n")
    assert "It counts" not in said


def test_long_words_are_clipped_and_shown_with_verbose(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line each; -v wraps all of them."""
    skill = folder / "long.py"
    skill.write_text(SOURCE.replace("Say a part of the body.", "word " * 40), "utf-8")
    (folder / "talk.yaml").write_text(f"- {{name: x, turns: [{{say: {OPEN}}}]}}\n", "utf-8")
    switches = ["talk.yaml", *options(folder), "--handler", str(skill)]
    main(["replay", *switches])
    (line,) = [line for line in capsys.readouterr().out.splitlines() if "alexa:" in line]
    assert len(line) <= 100
    assert line.endswith("…")
    main(["replay", "-v", *switches])
    assert capsys.readouterr().out.count("word") == 40


def test_json_has_the_shape_of_a_simulation_result(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Input, speech, invocations and differences; ids have names, so that two runs say the same."""
    switches = ["replay", "--json", "good.yaml", "wrong.yaml", *options(folder)]
    assert main(switches) == 1
    said = capsys.readouterr().out
    found = json.loads(said)
    assert (found["good"], found["differ"]) == (1, 1)
    good, wrong = found["conversations"]
    assert (good["name"], good["where"], good["good"], good["played"]) == (
        "It counts its questions", "good.yaml:1", True, 3,
    )  # fmt: skip
    turn = good["turns"][1]
    assert turn["input"] == {"content": "my neck is numb"}
    assert turn["simulation"]["status"] == "SUCCESSFUL"
    result = turn["simulation"]["result"]
    speech = "Question 2: where is it? Say a part of the body."
    assert result["alexaExecutionInfo"]["alexaResponses"] == [{"type": "Speech", "content": {"caption": speech}}]
    assert isinstance(result["alexaExecutionInfo"]["consideredIntents"], list)
    (call,) = result["skillExecutionInfo"]["invocations"]
    assert call["invocationRequest"]["body"]["session"]["sessionId"] == "<session 1>"
    assert call["invocationRequest"]["body"]["request"]["timestamp"] == "<time>"
    assert call["invocationResponse"]["body"]["sessionAttributes"] == {"count": 2}
    assert wrong["turns"][1]["differences"][0]["what"] == "hears"
    main(switches)
    assert capsys.readouterr().out == said


def test_a_skill_that_raises_is_a_failed_simulation(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its error in a line; both requests are there."""
    (folder / "talk.yaml").write_text(
        f"- {{name: x, turns: [{{say: {OPEN}}}, {{say: why do you ask, error: lost}}]}}\n", "utf-8"
    )
    assert main(["replay", "--json", "talk.yaml", *options(folder)]) == 0
    turn = json.loads(capsys.readouterr().out)["conversations"][0]["turns"][1]["simulation"]
    assert (turn["status"], turn["result"]["error"]) == ("FAILED", {"message": "the skill raised KeyError: 'lost'"})
    assert len(turn["result"]["skillExecutionInfo"]["invocations"]) == 2


# ---- files -----------------------------------------------------------------------------------------------------------


def test_a_folder_is_all_of_its_files(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In the order of their names; an empty folder is a mistake."""
    assert main(["replay", "-q", str(folder), *options(folder)]) == 1
    assert "2 conversations: 1 good, 1 differ" in capsys.readouterr().out
    (folder / "empty").mkdir()
    assert main(["replay", "empty"]) == 2
    assert "empty: holds no conversation file" in capsys.readouterr().err


def test_unusable_files_are_all_told_and_nothing_is_played(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Status 2; every problem on a line of its own."""
    (folder / "bad.yaml").write_text("- {name: x, turns: [{sya: a}]}\n", "utf-8")
    assert main(["replay", "good.yaml", "bad.yaml", "gone.yaml", *options(folder)]) == 2
    done = capsys.readouterr()
    assert done.out == ""
    assert done.err.splitlines() == [
        "bad.yaml:1: a turn has an unknown entry 'sya' - did you mean 'say'?",
        "gone.yaml:1: cannot be read (No such file or directory) - check the path",
    ]


def dialog(folder: Path, **entries: Any) -> str:
    """A replay file of ask dialog."""
    shape = {"skillId": "amzn1.ask.skill.x", "locale": "en-US", "type": "text", "userInput": [OPEN]} | entries
    (folder / "dialog.json").write_text(
        json.dumps({key: value for key, value in shape.items() if value is not None}), "utf-8"
    )
    return "dialog.json"


def test_a_replay_file_of_ask_dialog_is_played(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Up to .quit; it expects nothing, not even that the session stays open."""
    file = dialog(folder, userInput=[OPEN, " my neck is numb ", "stop", ".quit", "never said"])
    assert main(["replay", file, *options(folder)]) == 0
    said = capsys.readouterr().out
    assert [line for line in said.splitlines() if "you:" in line] == [
        "    you:   alexa open numb back",
        "    you:   my neck is numb",
        "    you:   stop",
    ]
    assert "dialog.json:1: dialog\n" in said


def test_an_error_in_a_replay_file_of_ask_dialog_differs(folder: Path) -> None:
    """A session that breaks off is never what was meant."""
    assert main(["replay", dialog(folder, userInput=[OPEN, "why do you ask"]), *options(folder)]) == 1


@pytest.mark.parametrize(
    ("entries", "problem"),
    [
        ({"skillId": None}, "skillId is missing or empty"),
        ({"locale": " "}, "locale is missing or empty"),
        ({"type": "audio"}, "type is 'audio'"),
        ({"userInput": None}, "this is no replay file of ask dialog"),
        ({"userInput": []}, "userInput is no list of what is said"),
        ({"userInput": [OPEN, ""]}, "number 2 of userInput is no text or empty"),
        ({"userInput": [OPEN, 5]}, "number 2 of userInput is no text or empty"),
        ({"userInput": [".record x"]}, "number 1 of userInput is the command .record x"),
        ({"userInput": [".quit"]}, "userInput says nothing before .quit"),
        ({"input": []}, "unknown entry 'input'"),
    ],
)
def test_a_bad_replay_file_of_ask_dialog_is_told(
    entries: dict[str, Any], problem: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As ask-cli tells it, and more strictly."""
    assert main(["replay", dialog(folder, **entries), *options(folder)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"dialog.json:1: {problem}")
    assert " - " in line


def test_broken_json_and_an_entry_that_stands_twice(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the line where it breaks."""
    (folder / "x.json").write_text('{\n"skillId": }', "utf-8")
    assert main(["replay", "x.json"]) == 2
    assert capsys.readouterr().err.startswith("x.json:2: this is not JSON")
    (folder / "x.json").write_text('{"skillId": "a", "skillId": "b", "locale": "en-US", "userInput": ["x"]}', "utf-8")
    assert main(["replay", "x.json"]) == 2
    assert capsys.readouterr().err == "x.json:1: 'skillId' stands twice - remove one of them\n"


def test_a_skill_finds_the_modules_beside_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in AWS Lambda, wherever the command is started."""
    monkeypatch.setattr(sys, "path", list(sys.path))
    skill = folder / "skill_of_two_files"
    skill.mkdir()
    (skill / "words_of_this_skill.py").write_text('STILL = "Still there?"\n', "utf-8")
    source = "from words_of_this_skill import STILL\n" + SOURCE.replace('"Still there?"', "STILL")
    (skill / "main.py").write_text(source, "utf-8")
    assert main(["replay", "-q", "good.yaml", *options(folder), "--handler", "skill_of_two_files/main.py"]) == 0


# ---- switches --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "why", "status"),
    [
        (["good.yaml", "--update"], "--update without --golden", 2),
        (["good.yaml", "--locale", "xx-XX"], "no interaction model for locale 'xx-XX'", 2),
        (["good.yaml", "--model", "bad.json"], "{folder}/bad.json:1: is not JSON", 2),
        (["good.yaml", "--device", "phone"], "no device 'phone': take one of", 2),
        (["good.yaml", "--handler", "none.py"], "none.py: no such Python file", 1),
        (["good.yaml", "--golden", "none/gold.json"], "none/gold.json: cannot be written", 2),
    ],
)
def test_what_cannot_be_done_is_one_line(
    arguments: list[str], why: str, status: int, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And a status."""
    (folder / "bad.json").write_text("x", "utf-8")
    skill = [] if "--locale" in arguments else options(folder)
    assert main([*skill, "replay", *arguments]) == status
    err = capsys.readouterr().err
    assert err.startswith(f"simulator: {why.format(folder=folder)}")
    assert len(err.splitlines()) == 1


def test_the_switches_of_a_device_may_stand_behind_the_command(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A device by its name, and a reading that is kinder to the skill; what the conversation says of itself stays."""
    chained = {"type": "Dialog.ElicitSlot", "slotToElicit": "area", "updatedIntent": {"name": "NumbIntent"}}
    last = '    return {"version": "1.0", "sessionAttributes"'
    source = SOURCE.replace(last, f'    body["directives"] = [{chained}]\n{last}')
    (folder / "asking.py").write_text(source, "utf-8")
    answer = "{say: my elbow, intent: NumbIntent, slots: {area: my elbow}}"
    (folder / "talk.yaml").write_text(f"- {{name: x, turns: [{{say: {OPEN}}}, {answer}]}}\n", "utf-8")
    switches = ["--handler", "asking.py", "--device", "spot"]
    given = ["replay", "--json", "talk.yaml", *options(folder), *switches]
    assert main([*given, "--switch", "elicit_after_launch"]) == 0
    found = json.loads(capsys.readouterr().out)["conversations"][0]["turns"][0]["simulation"]["result"]
    request = found["skillExecutionInfo"]["invocations"][0]["invocationRequest"]["body"]
    assert request["context"]["Viewport"]["shape"] == "ROUND"
    assert main(given) == 1


def test_a_bar_shows_only_where_nothing_else_does(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With --quiet, on a terminal; between the lines of a conversation it would be in the way."""
    monkeypatch.setattr(progress, "_PATIENCE", 0)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    main(["replay", "good.yaml", *options(folder)])
    assert capsys.readouterr().err == ""
    main(["replay", "-q", "good.yaml", *options(folder)])
    assert "0 of 1" in capsys.readouterr().err


def test_a_reader_that_has_seen_enough_is_no_error(folder: Path) -> None:
    """`… | head -1` ends quietly."""
    words = [sys.executable, "-m", "simulator", "replay", "--json", "good.yaml", *options(folder)]
    pipe = f"{shlex.join(words)} | head -1"
    root = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(["sh", "-c", pipe], capture_output=True, text=True, check=False, env=root)
    assert (done.stdout, done.stderr) == ("{\n", "")
