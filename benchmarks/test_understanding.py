"""How long a sentence of forty words takes to be understood, the lexicon loaded: the budget is two milliseconds."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from skill.understanding import understand

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
SENTENCES = {
    "a story": (
        (),
        "well it started about three weeks ago after i had been digging the garden all day and now the bottom of "
        "my back feels numb and tingly and it goes down my left leg but i can still walk all right",
    ),
    "a list of noes": (
        ("chest_belly_pain", "breathing", "face_speech_vision"),
        "no nothing like that my chest is fine my breathing is fine i can see and talk as well as i ever could "
        "and my face is not drooping or anything of the sort so no none of those at all thanks",
    ),
    "an emergency in passing": (
        ("duration",),
        "i could not tell you exactly but it must be since about tuesday and what worries me more to be honest is"
        " that i have not been able to pass any water since this morning and my bum has gone numb too",
    ),
    "somebody else": (
        (),
        "i am ringing about my mother she is eighty one and has diabetes and takes warfarin and she tripped over "
        "the cat on sunday and now she says both her legs feel weak and she cannot feel her back",
    ),
    "words that nobody knows": (
        ("pain",),
        "the quick brown fox jumps over a lazy dog while seven wizards quietly mix potions under purple clouds "
        "beside some gentle river where turtles paint tiny boats and whisper ancient riddles to every curious "
        "hedgehog that happens along",
    ),
}


@pytest.mark.parametrize("name", SENTENCES)
def test_forty_words(name: str, benchmark: Any) -> None:
    """Forty words, about the longest that somebody says in one breath."""
    asked, said = SENTENCES[name]
    benchmark(understand, said, asked, now=NOW)
