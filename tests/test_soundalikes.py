"""Long names that were misheard are found again, and nothing else is taken for one."""

from __future__ import annotations

import pytest

from skill.lexicon_reader import load
from skill.soundalikes import SoundAlikes
from skill.understanding import understand

ALIKE = {"ph": "f", "c": "k", "x": "ks", "a": "", "e": "", "i": "", "o": "", "u": ""}


@pytest.mark.parametrize(
    ("heard", "topic"),
    [
        ("war for in", "blood_thinners"),
        ("a pixie ban twice a day", "blood_thinners"),
        ("river rocks a ban", "blood_thinners"),
        ("pred nis alone", "immune_or_steroids"),
        ("a zathia prine", "immune_or_steroids"),
        ("my co fen o late", "immune_or_steroids"),
    ],
)
def test_a_misheard_medicine_is_found(heard: str, topic: str) -> None:
    """A misheard medicine is found."""
    assert understand(heard, [topic]).topics == {topic: "yes"}


@pytest.mark.parametrize("said", ["some days and not others", "my balance is not what it was", "it is there now"])
def test_ordinary_words_stay_what_they_are(said: str) -> None:
    """Ordinary words stay what they are."""
    words = load("en").spelling.clean(said).words
    assert words == tuple(said.split())


def test_two_names_that_sound_the_same_are_never_guessed() -> None:
    """Two names that sound the same are never guessed."""
    alike = SoundAlikes.of(["kabatin", "cobutene", "phenaxitol"], ALIKE, ["one"])
    assert alike.mend([("kabutan", 0)]) == [("kabutan", 0)]
    assert alike.mend([("fen", 0), ("axi", 1), ("tol", 2)]) == [("phenaxitol", 0)]


def test_words_that_are_all_known_are_no_name() -> None:
    """Words that are all known are no misheard name."""
    alike = SoundAlikes.of(["phenaxitol"], ALIKE, ["fen", "axi", "tol"])
    assert alike.mend([("fen", 0), ("axi", 1), ("tol", 2)]) == [("fen", 0), ("axi", 1), ("tol", 2)]


def test_the_place_where_it_was_heard_is_kept() -> None:
    """What comes after a mended name still knows where it was heard."""
    cleaned = load("en").spelling.clean("war for in since tuesday")
    assert cleaned.words == ("warfarin", "since", "tuesday")
    assert cleaned.origins == (0, 3, 4)
