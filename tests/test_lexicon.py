"""The lexicon: every name in it exists, its answers are those of the clinical file, and mistakes are explained."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from skill import lexicon, lexicon_files
from skill.lexicon_files import LEXICON, LexiconError
from skill.lexicon_reader import load
from skill.loader import load_knowledge
from skill.model import UNKNOWN
from skill.patterns import parse

CONTROL = {
    "asked",
    "reply",
    "intent",
    "in_doubt",
    "correction",
    "withdrawn",
    "settled",
    "hedged",
    "repair",
    "contrast",
    "doubtful",
    "reserved",
    "since_then",
    "started",
    "pick",
}


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
    for name in (
        "understanding",
        "answering",
        "hearing",
        "lexicon",
        "lexicon_files",
        "lexicon_reader",
        "patterns",
        "scope",
        "spans",
        "tokens",
    ):
        code = re.sub(r'"""(?s:.*?)"""|#.*', "", (LEXICON.parents[1] / f"{name}.py").read_text(encoding="utf-8"))
        literals = set(re.findall(r'"([a-z_]+)"', code))
        assert not literals & topics, f"{name}: {literals & topics}"


BROKEN = [
    ("frames:\n- means: {numb: yes}\n  says:\n    - a [nothing_known]\n", 4, "no concept 'nothing_known'"),
    ("concepts:\n  leg: [leg]\nframes:\n- {means: {numb: yes}, says: ['[lag]']}\n", 4, "did you mean 'leg'"),
    ("concepts:\n  leg: [leg, '[leg]']\n", 2, "holds itself"),
    ("concepts:\n  leg: [leg, '[foot]']\n", 2, "no such concept"),
    ("frames:\n- means: {numb: yes}\n  says: [dead]\n  unles: [alive]\n", 3, "did you mean 'unless'"),
    ("frames:\n- means: {numb: yes}\n  say: [dead]\n", 3, "needs `means:` and `says:`"),
    ("frames:\n- {means: {numb: yes}, says: ['perhaps? ~3']}\n", 2, "nothing that must be said"),
    ("frames:\n- means: {numb: yes}\n  says: [dead]\n  plain: yes\n", 3, "write plain: true"),
    ("frames: [\n", 2, "not YAML"),
    ("\nfrmes: []\n", 2, "did you mean 'frames'"),
    ("- a list\n", 1, "not a mapping"),
    ("settings:\n  past:\n    cue: [once]\n", 2, "did you mean 'cues'"),
]


@pytest.mark.parametrize(("text", "line", "told"), BROKEN, ids=[told for _, _, told in BROKEN])
def test_a_mistake_in_the_lexicon_is_told_with_its_line(  # type: ignore[no-untyped-def]
    tmp_path, monkeypatch, text: str, line: int, told: str
) -> None:
    """Every mistake in the lexicon is told with file, line, and what to do."""
    _written(tmp_path, text, monkeypatch)
    with pytest.raises(LexiconError) as caught:
        load("xx")
    assert any(f"words.yaml:{line}: " in problem and told in problem for problem in caught.value.problems), caught.value


def test_a_mistake_in_the_words_of_time_is_told_with_its_line(tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """A mistake in the words of time is told with its line."""
    _written(tmp_path, "concepts: {}\n", monkeypatch, "numbers: {one: 1}\nunitz: {day: 1440}\n")
    with pytest.raises(LexiconError, match=r"time\.yaml:2: 'unitz'"):
        load("xx")


def test_all_mistakes_are_told_at_once(tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """All mistakes are told at once."""
    _written(tmp_path, "frames:\n- {means: {numb: yes}, says: ['[one]', '[two]']}\n", monkeypatch)
    with pytest.raises(LexiconError) as caught:
        load("xx")
    assert len(caught.value.problems) == 2


def test_a_name_in_two_files_is_told(tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """A concept that stands in two files is told."""
    folder = _written(tmp_path, "concepts:\n  leg: [leg]\n", monkeypatch)
    (folder / "more.yaml").write_text("concepts:\n  leg: [pin]\n")
    with pytest.raises(LexiconError, match=r"words.yaml:2: concepts: leg stands in two files"):
        load("xx")


def _written(tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch, time: str = "numbers: {one: 1}\n") -> Path:
    """A language of its own, with one file besides the words of time."""
    folder = tmp_path / "xx"
    folder.mkdir()
    (folder / "time.yaml").write_text(time)
    (folder / "words.yaml").write_text(text)
    monkeypatch.setattr(lexicon_files, "LEXICON", tmp_path)
    return folder


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


OPPOSED = [
    ("fine", "trouble"), ("fine", "odd"), ("fine", "weak_word"), ("fine", "pain_word"), ("fine", "numb"),
    ("fine", "unsteady"), ("better_word", "worse_word"), ("same_word", "worse_word"), ("same_word", "better_word"),
    ("gone_word", "worse_word"), ("yes_word", "no_word"), ("sudden_word", "gradual_word"), ("ease", "no_difference"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), OPPOSED)
def test_no_phrase_means_a_thing_and_its_opposite(one: str, other: str) -> None:
    """A phrase in both would be heard as either."""
    both = [" ".join(words) for words, names in load("en").phrases.written.items() if {one, other} <= {*names}]
    assert not both
