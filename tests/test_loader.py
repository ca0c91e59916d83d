"""Broken files: each is refused with one error that lists every problem as `path:line: what - what to do`."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from skill.loader import TRIAGE, KnowledgeError, load_knowledge, read_knowledge
from skill.speech import LOCALES, locales, read_speech
from tests.people import HERE, read

SMALL = (HERE / "data" / "small_clinical_file.yaml").read_text("utf-8")
BROKEN: dict[str, dict[str, Any]] = {way["name"]: way for way in read("data/broken_clinical_files.yaml")}


def refused(path: Path, reading: Callable[[], object]) -> list[tuple[int, str, str]]:
    """The problems of a file that must not load, as line, what, and what to do; each in the form that is promised."""
    with pytest.raises(KnowledgeError) as caught:
        reading()
    found = [re.fullmatch(re.escape(str(path)) + r":(\d+): (.+?) - (.+)", line) for line in caught.value.problems]
    assert all(found), caught.value.problems
    assert str(caught.value) == "\n".join(caught.value.problems)
    return [(int(one[1]), one[2], one[3]) for one in found if one]


def broken(text: str, way: str) -> str:
    """The text of a clinical file, broken in one way."""
    old, new = BROKEN[way]["text"], BROKEN[way]["becomes"]
    if old == "ALL":
        return str(new)
    assert text.count(old) == 1, f"'{old}' stands {text.count(old)} times"
    return text.replace(old, new)


def write(folder: Path, text: str) -> Path:
    """A clinical file with this text."""
    path = folder / "triage.yaml"
    path.write_text(text, "utf-8")
    return path


def test_the_small_file_and_ours_are_whole(tmp_path: Path) -> None:
    """The file that the tests break loads as it stands, and so does ours."""
    small = read_knowledge(write(tmp_path, SMALL))
    assert [rule.name for rule in (*small.rules, *small.raises)] == ["hot", "cold", "again"]
    assert read_knowledge(TRIAGE) == load_knowledge()
    assert load_knowledge() is load_knowledge()


def test_a_rule_may_have_a_day_of_review_of_its_own(tmp_path: Path) -> None:
    """Otherwise the day of the whole file counts for it; nothing else of the rule changes."""
    dated = SMALL.replace("    criteria: [A-1]\n", '    criteria: [A-1]\n    review_by: "2027-01-31"\n')
    hot, cold = read_knowledge(write(tmp_path, dated)).rules
    assert (hot.review_by, cold.review_by) == ("2027-01-31", "")
    assert replace(hot, review_by="") == read_knowledge(write(tmp_path, SMALL)).rules[0]


@pytest.mark.parametrize("what", BROKEN)
def test_broken_clinical_file(what: str, tmp_path: Path) -> None:
    """One thing is wrong: it is said with its line, and with what to do."""
    path = write(tmp_path, broken(SMALL, what))
    problems = refused(path, lambda: read_knowledge(path))
    expected = BROKEN[what]["problem"]
    assert any(
        line == expected["line"] and expected["said"] in said and expected["to_do"] in to_do
        for line, said, to_do in problems
    ), problems


def test_several_problems_are_told_at_once(tmp_path: Path) -> None:
    """Whoever mends the file sees everything that is wrong in one run."""
    ways = ("an unknown source", "a misspelt entry of a rule", "an unquoted no", "two rules of one name")
    text = SMALL
    for way in ways:
        text = broken(text, way)
    path = write(tmp_path, text)
    told = " ".join(said for _, said, _ in refused(path, lambda: read_knowledge(path)))
    assert all(BROKEN[way]["problem"]["said"] in told for way in ways)


def test_a_missing_clinical_file(tmp_path: Path) -> None:
    """No file, no triage: it says which file is missing."""
    path = tmp_path / "triage.yaml"
    ((line, said, to_do),) = refused(path, lambda: read_knowledge(path))
    assert line == 1
    assert "cannot be read" in said
    assert "restore the file" in to_do


def test_a_clinical_file_that_is_no_text(tmp_path: Path) -> None:
    """Bytes that are no text are refused like a missing file."""
    path = tmp_path / "triage.yaml"
    path.write_bytes(b"\xff\xfe\x00urgencies")
    assert "cannot be read" in refused(path, lambda: read_knowledge(path))[0][1]


# ---- locales ------------------------------------------------------------------------------------------------------


@pytest.fixture
def words(tmp_path: Path) -> Path:
    """A folder with the words of the base language and of one locale, to break."""
    for name in ("en.yaml", "en-US.yaml"):
        shutil.copy(LOCALES / name, tmp_path)
    return tmp_path


def change(path: Path, old: str, new: str) -> int:
    """Replace a text that stands once; its line."""
    text = path.read_text("utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), "utf-8")
    return text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize("locale", [*locales(), "en", "en-ZA"])
def test_our_locales_load(locale: str) -> None:
    """Every locale of ours is whole; one that we do not have speaks the base language."""
    assert read_speech(locale, LOCALES, load_knowledge()).exact == (locale in locales())


def test_a_question_without_words(words: Path) -> None:
    """A question that cannot be said is found before anybody is asked."""
    change(words / "en.yaml", "  fever:\n    ask:", "  fevr:\n    ask:")
    problems = refused(words / "en.yaml", lambda: read_speech("en-US", words, load_knowledge()))
    assert {said for _, said, _ in problems} >= {
        f"no words for 'questions.fever.{part}'" for part in ("ask", "rephrase", "why")
    }
    assert all("add 'fever' here" in to_do for _, said, to_do in problems if "questions.fever" in said)


def test_a_rule_without_words(words: Path) -> None:
    """A rule whose reason cannot be said is found too."""
    change(words / "en.yaml", "  band: {because:", "  bnd: {because:")
    problems = refused(words / "en.yaml", lambda: read_speech("en-US", words, load_knowledge()))
    assert [said for _, said, _ in problems] == ["no words for 'reasons.band.because'"]


def test_an_answer_without_words(words: Path) -> None:
    """An answer of a question that could not be said back, if it were contradicted."""
    change(words / "en.yaml", '  vomiting: {"no": "there was no vomiting", ', "  vomiting: {")
    problems = refused(words / "en.yaml", lambda: read_speech("en-US", words, load_knowledge()))
    assert [said for _, said, _ in problems] == ["no words for 'told.vomiting.no'"]


def test_an_unknown_placeholder(words: Path) -> None:
    """A name in braces that nobody fills in is refused, with the nearest known one."""
    line = change(
        words / "en.yaml", '"Is there any change in {your|their} face, speech or sight?"', '"Is {pe} all right?"'
    )
    problems = refused(words / "en.yaml", lambda: read_speech("en-US", words, load_knowledge()))
    assert problems == [(line, "'{pe}' is no word", "did you mean 'pee'?")]


def test_a_reason_without_meaning(words: Path) -> None:
    """A reason must point to a meaning that is there."""
    change(words / "en.yaml", "meaning: shingles}\n  one_sided", "meaning: shingels}\n  one_sided")
    ((_, said, to_do),) = refused(words / "en.yaml", lambda: read_speech("en-US", words, load_knowledge()))
    assert "has no meaning 'shingels'" in said
    assert "did you mean 'shingles'?" in to_do


def test_an_override_of_nothing(words: Path) -> None:
    """What a locale changes must be there to be changed."""
    path = words / "en-US.yaml"
    path.write_text("words:\n  emergency_nubmer: '911'\n", "utf-8")
    problems = refused(path, lambda: read_speech("en-US", words, load_knowledge()))
    assert problems == [(2, "'emergency_nubmer' overrides nothing in en.yaml", "did you mean 'emergency_number'?")]


def test_an_unknown_placeholder_of_a_locale(words: Path) -> None:
    """The names in braces are checked in what a locale changes, too."""
    path = words / "en-US.yaml"
    path.write_text("apology: 'Call {emergency_nubmer}.'\n", "utf-8")
    problems = refused(path, lambda: read_speech("en-US", words, load_knowledge()))
    assert problems == [(1, "'{emergency_nubmer}' is no word", "did you mean 'emergency_number'?")]


def test_a_missing_base_language(tmp_path: Path) -> None:
    """Without the base language nothing can be said."""
    path = tmp_path / "en.yaml"
    assert "cannot be read" in refused(path, lambda: read_speech("en-US", tmp_path, load_knowledge()))[0][1]
