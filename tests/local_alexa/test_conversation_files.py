"""Conversation files are read strictly."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from simulator.conversations import ConversationError, read


def one(*turns: str) -> str:
    """A file with one conversation."""
    return "- name: one\n  turns:\n" + "".join(f"  - {turn}\n" for turn in turns)


def test_a_file_is_read_as_it_is_written(tmp_path: Path) -> None:
    """Names, places and times; bare words that YAML takes for truths and numbers stay words."""
    folder = tmp_path / "en-GB"
    folder.mkdir()
    path = folder / "talk.yaml"
    path.write_text(
        '- name: first\n  device: show\n  now: "2026-11-23T14:00"\n  turns:\n  - {say: no, hears: [911, yes]}\n'
        '  - {say: "", asking: []}\n- {name: second, locale: de-DE, turns: [{say: 1:30}]}\n',
        "utf-8",
    )
    first, second = read(path)
    assert (first.name, first.locale, first.device) == ("first", "en-GB", "show")
    assert first.now == datetime(2026, 11, 23, 14, tzinfo=UTC)
    assert [step.say for step in first.steps] == ["no", ""]
    assert first.steps[0].expected.given == {"hears": ("911", "yes")}
    assert first.steps[1].expected.given == {"asking": ()}
    assert [step.line for step in first.steps] == [5, 6]
    assert (second.locale, second.steps[0].say, second.where) == ("de-DE", "1:30", f"{path}:7")


def test_without_words_an_intent_is_sent_and_with_words_it_is_expected() -> None:
    """The same two entries, and the order of a reader's questions: what is done, what must come of it."""
    done, said, touched = read(
        one("{intent: A, slots: {x: y, z: [a, b]}}", "{say: hm, intent: A, slots: {x: null}}", "{touch: [go, 1]}")
    )[0].steps
    assert (done.say, done.intent, done.slots, done.expected.given) == (None, "A", {"x": "y", "z": ["a", "b"]}, {})
    assert (said.say, said.intent, said.expected.given) == ("hm", "", {"intent": "A", "slots": {"x": None}})
    assert touched.touch == ("go", 1)
    assert touched.sent is None
    assert [step.words for step in (done, said, touched)] == ["(A, x = y, z = a | b)", "hm", "(touch: go, 1)"]


def test_branches_are_conversations_of_their_own() -> None:
    """Every way through them, with the turns before; branches may branch again."""
    text = one(
        "{say: hello}",
        "{branches: [{name: yes, turns: [{say: yes}, {branches: [{name: a, turns: [{say: a}]}, "
        "{name: b, turns: [{say: b}]}]}]}, {name: no, turns: [{say: no}]}]}",
    )
    assert [(way.name, [step.say for step in way.steps]) for way in read(text)] == [
        ("one / yes / a", ["hello", "yes", "a"]),
        ("one / yes / b", ["hello", "yes", "b"]),
        ("one / no", ["hello", "no"]),
    ]


@pytest.mark.parametrize(
    ("text", "line", "what", "to_do"),
    [
        ("", 1, "the file is empty", "write - name"),
        ("# nothing yet\n", 1, "the file is empty", "write - name"),
        ("[]", 1, "the file is empty", "write - name"),
        ("name: x", 1, "the file is no list", "write each under the other"),
        ("- name: x\n  turns: [", 3, "this is not YAML", "mend the line"),
        ("- just words", 1, "a conversation is no mapping", "write `name: value`"),
        ("- name: x", 1, "conversation 'x' has no turns", "write turns:"),
        ("- name: x\n  turns: []", 2, "turns is empty", "write - {say"),
        ("- name: x\n  turns: {say: a}", 2, "turns is no list", "write each under the other"),
        ("- turns: [{say: a}]", 1, "a conversation or branch without `name`", "write name"),
        ("- name: x\n  name: y\n  turns: [{say: a}]", 2, "'name' stands twice", "remove or rename"),
        ("- name: x\n  loc: en-US\n  turns: [{say: a}]", 2, "unknown entry 'loc'", "did you mean 'locale'?"),
        ("- name: x\n  locale: english\n  turns: [{say: a}]", 2, "locale is 'english'", "write it like en-US"),
        ("- name: x\n  device: phone\n  turns: [{say: a}]", 2, "there is no device 'phone'", "use one of"),
        ("- name: x\n  now: noon\n  turns: [{say: a}]", 2, "now is 'noon', which is no ISO time", "write it like"),
        ("- {name: x, turns: [{say: a}]}\n- {name: x, turns: [{say: b}]}", 2, "two conversations 'x'", "rename"),
        (one("{say: a, heard: [b]}"), 3, "unknown entry 'heard'", "did you mean 'hears'?"),
        (one("{say: a, say: b}"), 3, "'say' stands twice", "remove or rename"),
        (one("{say: }"), 3, "say is empty", 'write words, or "" for silence'),
        (one("{say: [a]}"), 3, "say is no text", "write words"),
        (one("{hears: [a]}"), 3, "a turn in which nothing is done", 'write say: "…"'),
        (one("{slots: {a: b}}"), 3, "slots without an intent", 'write say: "…"'),
        (one("{say: a, touch: [b]}"), 3, "a turn with `say` and `touch`", "make two turns"),
        (one("{send: {}}"), 3, "send without a type", "write {type"),
        (one("{send: {typ: x}}"), 3, "send without a type", "write {type"),
        (one("{send: x}"), 3, "send is no mapping", "write `name: value`"),
        (one("{intent: A, slots: {a: }}"), 3, "slot a is empty", "write words"),
        (one("{say: a, hears: {b: c}}"), 3, "hears is no text", "write words"),
        (one("{say: a, hears: }"), 3, "hears is empty", "write words"),
        (one("{say: a, ended: perhaps}"), 3, "ended is neither true nor false", "write true or false"),
        (one("{say: a, card: {colour: red}}"), 3, "card has an unknown entry 'colour'", "use one of"),
        (one("{say: a, attributes: [b]}"), 3, "attributes is no mapping", "write `name: value`"),
        (one("{say: a, attributes: {b: no}}"), 3, "YAML would not read no as words", 'write "no"'),
        (one("{say: a, directives: Dialog.Delegate}"), 3, "directives is no list", "write each"),
        (one("{branches: [{name: b, turns: [{say: c}]}]}", "{say: d}"), 4, "turns after branches", "move them"),
        (one("{branches: [{name: b}]}"), 3, "branch 'b' has no turns", "write turns:"),
        (one("&a [*a]"), 1, "entries are nested too deep", "write it flat"),
    ],
)
def test_a_bad_file_is_told_with_line_and_what_to_do(text: str, line: int, what: str, to_do: str) -> None:
    """One problem each; nothing is guessed."""
    with pytest.raises(ConversationError) as caught:
        read(text, "talk.yaml")
    assert len(caught.value.problems) == 1
    assert re.fullmatch(rf"talk\.yaml:{line}: .*{re.escape(what)}.* - .*{re.escape(to_do)}.*", caught.value.problems[0])


def test_every_problem_of_a_file_is_told_at_once() -> None:
    """Not one after the other."""
    with pytest.raises(ConversationError) as caught:
        read("- {name: x, turns: [{sy: a}]}\n- {turns: [{say: a, ended: 3}]}", "talk.yaml")
    assert [problem.partition(": ")[0] for problem in caught.value.problems] == ["talk.yaml:1"] + ["talk.yaml:2"] * 2


def test_a_few_aliases_that_stand_for_millions_are_refused() -> None:
    """A small file must not take all memory."""
    rows = "".join(f"- &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
    with pytest.raises(ConversationError, match="nested too deep"):
        read("- &a0 [x]\n" + rows)


def test_a_file_that_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    """Not there, a folder, no text."""
    (tmp_path / "bytes.yaml").write_bytes(b"\xff\xfe\x00")
    for name, why in (("gone.yaml", "cannot be read"), ("", "cannot be read"), ("bytes.yaml", "is not text in UTF-8")):
        with pytest.raises(ConversationError, match=why) as caught:
            read(tmp_path / name)
        assert len(caught.value.problems) == 1
