"""`record`: a conversation in the terminal becomes a test."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from counting_skill import GOOD, options

from simulator.__main__ import main
from simulator.conversations import read

WHAT_WAS_RECORDED = """\
- name: a talk
  locale: en-US
  turns:
    - {say: 'alexa, open numb back', hears: ['Question 1: where is it?']}
    - {say: my neck is numb, hears: ['Question 2: where is it?']}
    - {say: '', hears: ['Still there?']}
    - {say: stop, hears: [Bye.], ended: true}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def piped(monkeypatch: pytest.MonkeyPatch, said: str = "my neck is numb\n\nstop\n") -> None:
    """What is said comes from a pipe."""
    monkeypatch.setattr("sys.stdin", io.StringIO(said))


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """What is said, and then the name, are typed in a terminal; after the last line it is closed."""
    rest: Iterator[str] = iter(lines)

    def read_line(_prompt: str = "") -> str:
        try:
            return next(rest)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", read_line)


def test_a_conversation_is_recorded_and_holds_when_it_is_replayed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What happened is what is expected; silence and the end too."""
    piped(monkeypatch)
    assert main(["record", "talk.yaml", "--name", "a talk", *options(folder)]) == 0
    said = capsys.readouterr().out
    assert "alexa: Question 2: where is it?" in said
    assert said.endswith("talk.yaml: 'a talk' was added\n")
    assert (folder / "talk.yaml").read_text("utf-8") == WHAT_WAS_RECORDED
    assert main(["replay", "-q", "talk.yaml", *options(folder)]) == 0


def test_it_is_added_to_what_the_file_holds(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the end, after what was there, byte by byte."""
    (folder / "talk.yaml").write_text(GOOD, "utf-8")
    piped(monkeypatch)
    assert main(["record", "talk.yaml", "--name", "a talk", *options(folder)]) == 0
    assert (folder / "talk.yaml").read_text("utf-8") == f"{GOOD}\n{WHAT_WAS_RECORDED}"


def test_the_name_is_asked_for_until_it_is_a_new_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a terminal, after the talk."""
    (folder / "talk.yaml").write_text(GOOD, "utf-8")
    typed(monkeypatch, "my neck is numb", ".quit", "It counts its questions", "another")
    assert main(["record", "talk.yaml", *options(folder)]) == 0
    assert "There is one of this name in the file." in capsys.readouterr().out
    assert [one.name for one in read(folder / "talk.yaml")] == ["It counts its questions", "another"]


@pytest.mark.parametrize("lines", [(".quit", ""), (".quit",)])
def test_without_a_name_nothing_is_kept(
    lines: tuple[str, ...], folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Enter, or Ctrl-D."""
    typed(monkeypatch, *lines)
    assert main(["record", "talk.yaml", *options(folder)]) == 0
    assert capsys.readouterr().out.endswith("Nothing was written.\n")
    assert not (folder / "talk.yaml").exists()


def test_place_device_and_time_are_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The locale is not written where the folder is named after it; something else may be said first."""
    (folder / "en-GB").mkdir()
    piped(monkeypatch, "")
    place = ["--locale", "en-GB", "--device", "show", "--now", "2026-11-23T14:00"]
    arguments = ["en-GB/talk.yaml", "--name", "x", "--first", "alexa tell numb back my neck is numb"]
    assert main(["record", *arguments, *place, *options(folder)]) == 0
    assert (folder / "en-GB" / "talk.yaml").read_text("utf-8") == (
        "- name: x\n  device: show\n  now: '2026-11-23T14:00:00+00:00'\n  turns:\n"
        "    - {say: alexa tell numb back my neck is numb, hears: ['Question 1: where is it?']}\n"
    )
    assert main(["replay", "-q", "en-GB", *options(folder)]) == 0


def test_the_requests_have_the_time_that_was_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As the replay will have it."""
    piped(monkeypatch, "")
    main(["record", "x.yaml", "--name", "x", "--now", "2026-11-23T14:00+01:00", "--json", *options(folder)])
    assert '"timestamp": "2026-11-23T13:00:00Z"' in capsys.readouterr().out


def test_who_speaks_and_what_was_allowed_may_stand_before_the_command(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As for talking; when it is replayed, too."""
    piped(monkeypatch, "")
    scope = "alexa::alerts:reminders:skill:readwrite"
    before = ["--user", "anna", "--permission", scope]
    main([*before, "record", "talk.yaml", "--name", "x", "--json", *options(folder)])
    said = capsys.readouterr().out
    assert '"userId": "amzn1.ask.account.anna"' in said
    assert scope in said
    assert main([*before, "replay", "talk.yaml", "--json", *options(folder)]) == 0
    assert scope in capsys.readouterr().out


def test_a_replay_file_for_ask_dialog_is_written_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It quits at its end, and `replay` plays it."""
    piped(monkeypatch, "my neck is numb\n.quit\n")
    assert main(["record", "talk.yaml", "--name", "x", "--ask", "dialog.json", *options(folder)]) == 0
    found = json.loads((folder / "dialog.json").read_text("utf-8"))
    assert found.pop("skillId").startswith("amzn1.ask.skill.")
    assert found == {
        "locale": "en-US",
        "type": "text",
        "userInput": ["alexa, open numb back", "my neck is numb", ".quit"],
    }
    assert main(["replay", "-q", "dialog.json", *options(folder)]) == 0


def test_silence_cannot_be_written_for_ask_dialog(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The conversation is kept all the same."""
    piped(monkeypatch, "\n.quit\n")
    assert main(["record", "talk.yaml", "--name", "x", "--ask", "dialog.json", *options(folder)]) == 2
    assert "dialog.json: was not written: ask dialog has no silence" in capsys.readouterr().err
    assert not (folder / "dialog.json").exists()
    assert [one.name for one in read(folder / "talk.yaml")] == ["x"]


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["talk.yaml"], "simulator: nobody can be asked for a name"),
        (["talk.yaml", "--name", "It counts its questions"], "simulator: talk.yaml: has a conversation"),
        (["none/talk.yaml", "--name", "x"], "simulator: none/talk.yaml: there is no such folder"),
        (["new.yaml", "--name", "x", "--ask", "talk.yaml"], "simulator: talk.yaml: is there already"),
        (["new.yaml", "--name", "x", "--now", "noon"], "simulator: 'noon' is no ISO time"),
        (["broken.yaml", "--name", "x"], "broken.yaml:1: a conversation has an unknown entry 'nam'"),
        ([".", "--name", "x"], ".:1: cannot be read (Is a directory)"),
    ],
)
def test_what_cannot_be_recorded_is_told_before_anybody_talks(
    arguments: list[str], why: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Status 2, and the files stay as they are."""
    (folder / "talk.yaml").write_text(GOOD, "utf-8")
    (folder / "broken.yaml").write_text("- {nam: x}\n", "utf-8")
    piped(monkeypatch)
    assert main(["record", *arguments, *options(folder)]) == 2
    done = capsys.readouterr()
    assert (done.out, done.err.startswith(why)) == ("", True), done.err
    assert (folder / "talk.yaml").read_text("utf-8") == GOOD
    assert not (folder / "new.yaml").exists()


def test_what_cannot_be_written_in_the_end_is_shown(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """So that nothing that was said is lost."""
    (folder / "talk.yaml").write_text("[{name: old, turns: [{say: a}]}]\n", "utf-8")
    piped(monkeypatch)
    assert main(["record", "talk.yaml", "--name", "a talk", *options(folder)]) == 2
    err = capsys.readouterr().err
    assert err.endswith(f"This is what was to be written:\n{WHAT_WAS_RECORDED}\n")
    assert err.startswith("talk.yaml:")
