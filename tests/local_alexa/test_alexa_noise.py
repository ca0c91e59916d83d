"""Noise: what a recogniser may make of words, the same for the same seed (requirement 17)."""

from __future__ import annotations

import pytest
from scripted_skill import MODEL, Script, echo, intent_of

from simulator import Echo
from simulator.language.noise import Noise
from simulator.language.step import load_language
from simulator.language.words import load_words

WORDS = load_words("en-US")
SAID = "my back is numb and i can't feel my legs since two weeks ago"


def test_noise_is_the_same_for_the_same_seed_turn_and_words() -> None:
    """And another for another seed, and when the same is said again."""
    heard = Noise(1, 0.4).over(SAID, WORDS)
    assert heard == Noise(1, 0.4).over(SAID, WORDS)
    assert heard != SAID
    assert len({Noise(seed, 0.4).over(SAID, WORDS) for seed in range(20)}) > 15
    assert len({Noise(1, 0.4).over(SAID, WORDS, turn) for turn in range(20)}) > 15


def test_without_a_rate_nothing_happens() -> None:
    """Words are then heard as they were typed."""
    assert all(Noise(seed, 0.0).over(SAID, WORDS) == SAID for seed in range(20))


def test_the_rate_is_the_share_of_words_that_something_happens_to() -> None:
    """Over many seeds, so many words come out as they went in."""
    kept = sum(len(set(SAID.split()) & set(Noise(seed, 0.2).over(SAID, WORDS).split())) for seed in range(300)) / (
        300 * len(set(SAID.split()))
    )
    assert 0.78 < kept < 0.93


@pytest.mark.parametrize(
    ("kind", "said", "heard"),
    [
        ("a word that sounds the same", "two", {"to", "too"}),
        ("a small word lost", "my back", {"back", "bag", "bak"}),
        ("a small word doubled", "my legs", {"my my legs"}),
        ("two words as one", "lower spleen", {"lowerspleen"}),
        ("a filler", "spleen", {"um spleen", "you know spleen"}),
    ],
)
def test_what_may_happen_to_words(kind: str, said: str, heard: set[str]) -> None:
    """Each kind of noise comes about under some seed."""
    outcomes = {Noise(seed, 0.6).over(said, WORDS) for seed in range(400)}
    assert heard <= outcomes, kind


def test_something_is_always_heard() -> None:
    """All words are never lost: silence is another thing."""
    assert all(Noise(seed, 1.0).over("my", WORDS).strip() for seed in range(50))


def test_a_device_with_noise_mishears_what_is_said_to_an_open_skill() -> None:
    """The call itself is understood; what was heard is told, and is what the skill gets; a fork hears the same."""
    device, _ = echo(noise=Noise(2, 0.9))
    assert device.say("alexa open numb back").request["request"]["type"] == "LaunchRequest"
    other = device.fork()
    turn, again = (one.say("tell me why do you ask") for one in (device, other))
    assert turn.understood is not None
    assert turn.understood.utterance != "tell me why do you ask"
    assert turn.explanation.startswith(f"heard: {turn.understood.utterance}\n")
    assert again.understood == turn.understood
    clear = Echo(handler=Script(), model=MODEL).say("tell numb back my neck is numb")
    assert not clear.explanation.startswith("heard:")


def test_a_number_is_a_seed() -> None:
    """The rate is then a tenth; the same seed holds the same conversation."""
    said = ["my lower back is numb"] * 8
    held = []
    for _ in range(2):
        device, _ = echo(noise=11)
        device.say("open numb back")
        held.append([device.say(words).understood for words in said])
    assert held[0] == held[1]
    assert {one.utterance for one in held[0] if one} > {"my lower back is numb"}


def test_noise_in_a_language_without_data_does_only_what_needs_none() -> None:
    """Words are merged or doubled."""
    none = load_words("xx-XX")
    heard = {Noise(seed, 0.5).over("alpha beta", none) for seed in range(50)}
    assert heard <= {"alpha beta", "alphabeta", "alpha beta beta"}
    assert len(heard) == 3


def test_most_of_what_is_misheard_is_still_understood() -> None:
    """The language step forgives some of it: with a tenth of the words, most utterances reach their intent."""
    language = load_language(MODEL, "en-US")
    said = [
        "my lower back is numb",
        "my neck has been numb for two days",
        "i have weak legs and fever",
        "why do you ask",
    ]
    intents = ["NumbIntent", "NumbIntent", "SymptomIntent", "WhyIntent"]
    right = [
        getattr(language.understand(Noise(seed, 0.1).over(words, WORDS)).chosen, "intent", None) == intent
        for words, intent in zip(said, intents, strict=True)
        for seed in range(50)
    ]
    assert 0.85 < sum(right) / len(right) < 1.0


def test_noise_reaches_the_request() -> None:
    """The slot holds what was heard."""
    device, _ = echo(noise=Noise(4, 0.5))
    values = {intent_of(device.say("tell numb back my neck is numb")).get("slots", {}).get("area", {}).get("value")}
    values |= {
        intent_of(device.say("tell numb back my neck is numb")).get("slots", {}).get("area", {}).get("value")
        for _ in range(12)
    }
    assert len(values) > 1
