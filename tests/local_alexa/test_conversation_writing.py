"""Conversations are written as what happened, and added to files without loss."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies
from scripted_skill import echo, reply

from simulator import Turn
from simulator.conversations import ConversationError, Step, append, conversation_yaml, play, read
from simulator.conversations import writing as writing_module


def test_what_happened_is_written_as_what_is_expected_and_holds() -> None:
    """Words, silence and intents; the first sentence, what is asked, the urgency, the end, an error."""
    answers = (
        reply("Hello. Where is it?", attributes={"asking": ["x"]}),
        reply("No: really? Yes.", attributes={"outcome": {"urgency": "now"}}),
        ValueError("lost, {it}"),
    )
    steps: list[str | Step] = ["alexa open numb back", "", Step(intent="NumbIntent", slots={"area": "neck"}), "help"]
    device, _ = echo(*answers)
    turns = [
        (steps[0], device.say("alexa open numb back")),
        (steps[1], device.silence()),
        (steps[2], device.intend("NumbIntent", area="neck")),
        (steps[3], device.say("help")),
    ]
    now = datetime(2026, 11, 23, 14, tzinfo=UTC)
    text = conversation_yaml(turns, name="yes: {no}", locale="en-US", device="show", now=now)
    assert text.splitlines() == [
        "- name: 'yes: {no}'",
        "  locale: en-US",
        "  device: show",
        "  now: '2026-11-23T14:00:00+00:00'",
        "  turns:",
        "    - {say: alexa open numb back, asking: [x], hears: [Hello.]}",
        "    - {say: '', asking: [x], hears: ['Still there?']}",
        "    - {intent: NumbIntent, slots: {area: neck}, hears: ['No: really?'], urgency: now}",
        "    - {say: help, error: 'the skill raised ValueError: lost, {it}', "
        "hears: [There was a problem with the requested skill's response.], urgency: now, ended: true}",
    ]
    (again,) = read(text)
    assert (again.name, again.device, again.now) == ("yes: {no}", "show", now)
    device, _ = echo(*answers)
    assert [played.differences for played in play(again, device)] == [()] * 4


@pytest.mark.parametrize(
    "said", ["no", "1:30", "a: b", "it's {x}", "# hush", "- 5", "*", "käse", "'", '"', "null", "~"]
)
def test_whatever_was_said_comes_back_as_it_was_said(said: str) -> None:
    """Words that mean something to YAML."""
    device, _ = echo()
    text = conversation_yaml([(said, device.say("alexa open numb back"))], name=said)
    (again,) = read(text)
    assert (again.name, again.steps[0].say) == (said, said)


WORDS = strategies.text(strategies.characters(exclude_categories=["Cs"]), max_size=20)


@given(WORDS, WORDS, WORDS.filter(str.strip))
@settings(max_examples=100, deadline=None)
def test_any_words_come_back_on_one_line(said: str, heard: str, name: str) -> None:
    """Spaces of any kind, and the line ends that only YAML knows, become a space."""
    turn = Turn(" ".join(heard.split()))
    (again,) = read(conversation_yaml([(said, turn)], name=name))
    assert (again.name, again.steps[0].say) == (" ".join(name.split()), " ".join(said.split()))
    pieces = again.steps[0].expected.given.get("hears", ())
    assert bool(pieces) == bool(turn.speech)
    assert all(piece in turn.speech for piece in pieces)


def test_a_long_sentence_is_cut_at_a_word() -> None:
    """A line must stay readable; the piece is still found."""
    speech = "word " * 40
    device, _ = echo(reply(speech))
    (step,) = read(conversation_yaml([("alexa open numb back", device.say("alexa open numb back"))], name="x"))[0].steps
    (piece,) = step.expected.given["hears"]
    assert len(piece) <= 80
    assert piece.endswith("word")


WRITTEN = "- name: new\n  turns:\n    - {say: hi}\n"


@pytest.mark.parametrize(
    "before",
    [
        "",
        "\n",
        "# only a comment\n",
        "# head\n- {name: old, turns: [{say: a}]}",
        "- name: old\n  turns:\n  - {say: a}\n# tail\n",
        "  - name: old\n    turns:\n    - {say: a}\n",
        "\ufeff- {name: old, turns: [{say: a}]}\n",
        "- name: old\r\n  turns:\r\n  - {say: a}\r\n",
    ],
)
def test_a_file_is_added_to_and_keeps_what_it_holds(before: str, tmp_path: Path) -> None:
    """Byte by byte, comments and line ends too; its mode stays."""
    path = tmp_path / "talk.yaml"
    path.write_bytes(before.encode())
    path.chmod(0o640)
    append(path, WRITTEN)
    assert path.read_bytes().decode().startswith(before)
    assert [one.name for one in read(path)][-1] == "new"
    assert ("old" in before) == (len(read(path)) == 2)
    assert ("\r\n" in before) == (b"\r\n" in path.read_bytes().removeprefix(before.encode()))
    assert path.stat().st_mode & 0o777 == 0o640
    assert [child.name for child in tmp_path.iterdir()] == ["talk.yaml"]


def test_a_new_file_is_made(tmp_path: Path) -> None:
    """Where there is none."""
    append(tmp_path / "talk.yaml", WRITTEN)
    assert (tmp_path / "talk.yaml").read_text("utf-8") == WRITTEN


@pytest.mark.parametrize(
    "before",
    [
        "- {name: new, turns: [{say: a}]}\n",
        "- {name: old, turn: [{say: a}]}\n",
        "[{name: old, turns: [{say: a}]}]\n",
        "- {name: old, turns: [{say: a}]}\n...\n",
    ],
)
def test_a_file_that_cannot_be_added_to_is_left_as_it_is(before: str, tmp_path: Path) -> None:
    """A name that is there already, a broken file, a list in brackets, a closed document."""
    path = tmp_path / "talk.yaml"
    path.write_text(before, "utf-8")
    with pytest.raises(ConversationError, match=r"talk\.yaml"):
        append(path, WRITTEN)
    assert path.read_text("utf-8") == before
    assert [child.name for child in tmp_path.iterdir()] == ["talk.yaml"]


def test_a_full_disk_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old file stays, and no half of a new one."""
    path = tmp_path / "talk.yaml"
    path.write_text("- {name: old, turns: [{say: a}]}\n", "utf-8")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing_module.os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        append(path, WRITTEN)
    assert [child.name for child in tmp_path.iterdir()] == ["talk.yaml"]
    assert read(path)[0].name == "old"
