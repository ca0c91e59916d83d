"""The templates in which a language file says how dates and times are said."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from simulator.language.templates import Templates, template_problem


def colours(run: Sequence[str]) -> list[tuple[str, int]]:
    """A reader of one word."""
    return [(run[0], 1)] if run[:1] in (["red"], ["blue"]) else []


def read(template: str, said: str, **constants: object) -> list[tuple[dict[str, object], int]]:
    """Every way to read what was said, the longest first."""
    templates = Templates([{"say": [template], **constants}], {"colour": colours}, str.split)
    return [(dict(found.fields), found.length) for found in templates.read(said.split())]


def test_words_may_be_left_out_or_chosen() -> None:
    """Brackets may be nested; what a reader finds, and the constants, are told."""
    template = "[the [very]] {colour} (one|two)"
    for said in ("the very red one", "the red two", "red one"):
        assert read(template, said, much=3) == [({"colour": "red", "much": 3}, len(said.split()))]
    assert read(template, "very red one") == []
    assert read(template, "the green one") == []


def test_the_longest_reading_comes_first() -> None:
    """Words that follow and are not meant stay."""
    assert [length for _, length in read("{colour} [one] [more]", "red one more time")] == [3, 2, 1]


@pytest.mark.parametrize(
    ("template", "problem"),
    [
        ("{color} one", "{color} is not known; use one of the names at the head of the entry"),
        ("[the one", "[ is not closed; put brackets in pairs"),
        ("the (one]", "] closes nothing; put brackets in pairs"),
        ("the) one", ") closes nothing; put brackets in pairs"),
        ("[the] (one|two) {colour}", ""),
    ],
)
def test_a_template_with_an_error_says_what_to_do(template: str, problem: str) -> None:
    """The reader of language files tells it with its line; building from it is refused."""
    assert template_problem(template, {"colour"}) == problem
    if problem:
        with pytest.raises(ValueError, match="template"):
            Templates([{"say": [template]}], {"colour": colours}, str.split)
