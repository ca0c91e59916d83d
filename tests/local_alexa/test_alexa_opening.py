"""How a skill is opened in every language that the local Alexa knows."""

from __future__ import annotations

import pytest

from simulator.language.invocation import read_call
from simulator.language.opening import opening
from simulator.language.words import LANGUAGES, load_words

KNOWN = sorted(path.stem for path in LANGUAGES.glob("*.yaml"))


@pytest.mark.parametrize("language", KNOWN)
def test_the_opening_opens_the_skill(language: str) -> None:
    """It is heard as a launch without a request, and nothing of it is lost."""
    call = read_call(opening("numb back", language), "numb back", load_words(language))
    assert call is not None
    assert (call.request, call.explicit, call.dropped) == (None, True, "")


def test_it_is_said_in_the_language() -> None:
    """In its words, and in its order of words; the bare name where nothing is known of a language."""
    assert opening("numb back", "en-GB") == "alexa, open numb back"
    assert opening("numb back", "de-DE").startswith("alexa, öffne ")
    assert opening("numb back", "ja-JP").startswith("アレクサ, numb back")
    assert opening("numb back", "hi-IN") == "एलेक्सा, numb back खोलो"  # which has both orders, and this one oftener
    assert opening("numb back", "eo-XX") == "numb back"
