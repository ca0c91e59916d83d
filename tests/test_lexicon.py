"""The lexicon: every name in it exists, its answers are those of the clinical file, and mistakes are explained."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from skill import lexicon
from skill.lexicon import LEXICON, LexiconError, load
from skill.loader import load_knowledge
from skill.model import UNKNOWN
from skill.patterns import parse

CONTROL = {"asked", "reply", "intent", "hedged", "repair", "contrast", "doubtful"}


def test_frames_speak_of_known_topics_and_values() -> None:
    """Frames speak of known topics and values."""
    topics = load_knowledge().topics
    for frame in load("en").frames:
        for means in (frame.means, frame.denied):
            for name, value in means.items():
                if name.partition("[")[0] in CONTROL:
                    continue
                topic = topics[name]
                allowed = {UNKNOWN, "yes", "no"} if topic.kind == "yes_no" else {UNKNOWN, "no", *topic.values}
                assert value in allowed, f"{name}: {value} in {frame.patterns[0].text}"


def test_frames_are_asked_of_known_topics() -> None:
    """Frames are asked of known topics."""
    known = {*load_knowledge().topics, lexicon.OPENING}
    for frame in load("en").frames:
        assert frame.asked <= known, frame.asked - known


def test_intents_are_the_public_ones() -> None:
    """Intents are the public ones."""
    wishes = {frame.means["intent"] for frame in load("en").frames if "intent" in frame.means}
    assert wishes == {
        "explain_question",
        "why_asking",
        "repeat",
        "go_back",
        "skip_question",
        "start_over",
        "correct",
        "wait",
        "help",
        "stop",
        "ask_result",
        "ask_reason",
        "ask_what_doctor_does",
        "are_you_a_doctor",
        "privacy",
        "progress",
        "off_topic",
        "out_of_scope_symptom",
    }


def test_python_names_no_word_of_the_lexicon_and_no_topic() -> None:
    """Python names no word of the lexicon and no topic."""
    topics = set(load_knowledge().topics)
    for name in ("understanding", "answering", "hearing", "lexicon", "patterns", "scope", "spans", "tokens"):
        code = re.sub(r'"""(?s:.*?)"""|#.*', "", (LEXICON.parents[1] / f"{name}.py").read_text(encoding="utf-8"))
        literals = set(re.findall(r'"([a-z_]+)"', code))
        assert not literals & topics, f"{name}: {literals & topics}"


def test_an_unknown_concept_is_explained(tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """An unknown concept is explained."""
    folder = tmp_path / "xx"
    folder.mkdir()
    (folder / "time.yaml").write_text("numbers: {one: 1}\n")
    (folder / "words.yaml").write_text('frames: [{means: {numb: "yes"}, says: ["[nothing_known]"]}]\n')
    monkeypatch.setattr(lexicon, "LEXICON", tmp_path)
    with pytest.raises(LexiconError, match="nothing_known"):
        load("xx")


def test_a_language_without_lexicon_is_explained() -> None:
    """A language without lexicon is explained."""
    with pytest.raises(LexiconError, match="no lexicon"):
        load("zz")


def test_a_pattern_must_hold_something() -> None:
    """A pattern must hold something."""
    with pytest.raises(ValueError, match="nothing that must be said"):
        parse("maybe? ~3")


@pytest.mark.parametrize("path", sorted((LEXICON / "en").glob("*.yaml")), ids=lambda path: path.name)
def test_lexicon_files_read_the_same_everywhere(path: Path) -> None:
    """With or without the C library of YAML, and no name stands twice in a mapping."""
    text = path.read_text(encoding="utf-8")
    fast = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    assert yaml.safe_load(text) == yaml.load(text, Loader=fast)  # noqa: S506 - a safe loader
    assert not list(_twice(yaml.compose(text)))


def _twice(node: yaml.Node) -> Iterator[str]:
    """Keys that a mapping holds twice."""
    if isinstance(node, yaml.MappingNode):
        keys = [key.value for key, _ in node.value]
        yield from (key for key in keys if keys.count(key) > 1)
        for _, value in node.value:
            yield from _twice(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _twice(value)


def test_who_hears_both_legs_in_the_pattern_hears_it_of_the_legs() -> None:
    """The rule for both legs reads that topic alone, so no frame may give the pattern without it."""
    for frame in load("en").frames:
        if frame.means.get("pattern") == "both_legs":
            assert frame.means.get("both_legs", "no") != "no", frame
