"""The files of languages are read strictly: nothing that is misspelt is lost in silence."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

from simulator.language.words import LANGUAGES, load_words
from simulator.language.words_file import KINDS, LanguageFileError, read_language

FILES = sorted(LANGUAGES.glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_language_says_everything(path: Path) -> None:
    """A language file has exactly the entries that are read, each of its kind."""
    missing = set(KINDS) - set(read_language(path))
    assert not missing, f"{path.name}: write {', '.join(sorted(missing))}, empty where the language has none"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@pytest.mark.parametrize("table", ["numbers", "scales", "units", "halves", "ordinals"])
def test_spellings_that_are_one_word_have_one_value(path: Path, table: str) -> None:
    """Words that differ in case, accents or other letters that people leave out mean the same."""
    words = load_words(path.stem)
    values: dict[str, object] = {}
    for spelled, value in read_language(path)[table].items():
        folded = words.folded(unicodedata.normalize("NFKC", spelled).lower())
        assert values.setdefault(folded, value) == value, spelled


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("wake: [alexa\nplease: [please]", 2, "is not YAML"),
        ("- alexa", 1, "holds no mapping - it must start with `name: value`"),
        ("", 1, "holds no mapping"),
        ("wake: [alexa]\nfiller: [um]", 2, "unknown entry 'filler' - did you mean 'fillers'?"),
        ("zebra: [um]", 1, "unknown entry 'zebra' - the entries are those of en.yaml"),
        ("wake: alexa", 1, "wake is of the wrong kind - it must be a list of words"),
        ("wake: [alexa, 7]", 1, "wake: 7 is no text - write words in quotes"),
        ("wake: [alexa, '']", 1, "wake: '' is no text"),
        ("numbers: [one]", 1, "numbers is of the wrong kind - it must be a mapping"),
        ("numbers:\n  one: eins", 1, "numbers: one: 'eins' is no whole number"),
        ("numbers:\n  one: 1\n  two: 2\n  one: 3", 4, "numbers: 'one' stands twice (first in line 2)"),
        ("wake: [a]\nwake: [b]", 2, "'wake' stands twice (first in line 1)"),
        ("halves: {both: true}", 1, "halves: both: True is no number"),
        ("ones_first: yes", 1, "ones_first: 'yes' is neither true nor false"),
        ("units: {hour: hours}", 1, "units: hour: 'hours' is no unit - write S, M, H, D, W, MONTH or Y"),
        ("builtins: {YesIntent: [yes]}", 1, "builtins: YesIntent: that is no built-in intent - write its whole name"),
        ("requests: [{verbs: [ask], optional: true}]", 1, "a request has verbs, connectors and optional"),
        ("requests: [{verbs: [ask], connectors: for, optional: true}]", 1, "it must be a list of words"),
        ("problem: ''", 1, "problem: '' is no text"),
    ],
)
def test_a_broken_file_gets_one_line(tmp_path: Path, text: str, line: int, told: str) -> None:
    """The line names file and place, says what is wrong, and what to do."""
    path = tmp_path / "xx.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LanguageFileError) as error:
        read_language(path)
    message = str(error.value)
    assert message.startswith(f"{path}:{line}: ")
    assert told in message
    assert re.search(r" - \w", message)
    assert "\n" not in message


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    """A line for each problem, in the order of the file."""
    path = tmp_path / "xx.yaml"
    path.write_text("wake: 1\nplease: [please]\nfiller: [um]\n", encoding="utf-8")
    with pytest.raises(LanguageFileError) as error:
        read_language(path)
    assert [line.split(": ")[0] for line in str(error.value).splitlines()] == [f"{path}:1", f"{path}:3"]


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    """Not there, or not UTF-8: one line, too."""
    with pytest.raises(LanguageFileError, match=r"xx.yaml:1: cannot be read .* - restore the file"):
        read_language(tmp_path / "xx.yaml")
    (tmp_path / "yy.yaml").write_bytes(b"wake: [\xff\xfe]")
    with pytest.raises(LanguageFileError, match=r"yy.yaml:1: cannot be read .* - restore the file, saved as UTF-8"):
        read_language(tmp_path / "yy.yaml")


def test_bare_words_are_words(tmp_path: Path) -> None:
    """YAML would take yes, no, on, off and null for truths and for nothing; in a language they are words."""
    path = tmp_path / "xx.yaml"
    path.write_text("function: [on, off, yes, no, null, y, n]\nnumbers: {null: 0}\nones_first: true", encoding="utf-8")
    raw = read_language(path)
    assert raw["function"] == ["on", "off", "yes", "no", "null", "y", "n"]
    assert (raw["numbers"], raw["ones_first"]) == ({"null": 0}, True)


def test_words_are_read_once() -> None:
    """All locales of a language share its words."""
    assert load_words("en-GB") == load_words("en-US")
    assert load_words("en-AU") is load_words("en-AU")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_noise_can_do_everything_in_every_language(path: Path) -> None:
    """Fillers, swallowed words and sound-alikes are there; a sound-alike is another word."""
    noise = read_language(path)["noise"]
    assert all(noise.values())
    assert not [word for word, heard in noise["misheard"].items() if word in heard]
