"""What people say is understood: labelled sentences, the answers of the vignettes, noise, speed, explanations."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

import pytest
from understanding_data import NOW, answers, hear, items, judged

from simulator.workbench.labels import Utterance
from simulator.workbench.vocabulary import emergency_topics
from skill.loader import load_knowledge
from skill.understanding import understand

ROOT = Path(__file__).parents[1]
SHARED, OWN, STRANGERS = items("utterances"), items("own_utterances"), items("stranger_utterances")
RED_FLAGS = emergency_topics()
FILLERS = ("um", "er", "well", "you know", "basically", "honestly")
SMALL = {"a", "the", "of", "really", "very", "just", "so", "bit"}


@pytest.mark.parametrize(
    ("name", "said", "share"), [("shared", SHARED, 0.95), ("own", OWN, 0.92), ("strangers", STRANGERS, 0.92)]
)
def test_most_utterances_are_understood_exactly(name: str, said: list[Utterance], share: float) -> None:
    """Most utterances are understood exactly."""
    right = sum(judged(item).exact for item in said)
    assert right >= share * len(said), f"{name}: {right} of {len(said)}"


def test_no_group_of_utterances_is_left_behind() -> None:
    """No group of utterances is left behind."""
    groups: dict[str, list[bool]] = defaultdict(list)
    for item in SHARED:
        groups[item.group].append(judged(item).right)
    weak = {group: sum(right) / len(right) for group, right in groups.items() if sum(right) / len(right) < 0.85}
    assert not weak


EMERGENCIES = [item for item in SHARED if item.group.startswith("emergency")]


@pytest.mark.parametrize("item", EMERGENCIES, ids=lambda item: item.say)
def test_no_emergency_is_missed(item: Utterance) -> None:
    """No emergency is missed."""
    assert not judged(item).missed


@pytest.mark.parametrize("item", SHARED + OWN + STRANGERS, ids=lambda item: item.say)
def test_a_red_flag_is_never_denied_by_guess(item: Utterance) -> None:
    """A red flag is never denied by guess."""
    judgement = judged(item)
    assert not judgement.denied, judgement.heard.because


@pytest.mark.parametrize("lead", ["yes ", "well ", "maybe ", "um yeah ", "actually ", "to be honest "])
def test_a_word_before_it_never_turns_a_danger_into_a_no(lead: str) -> None:
    """A word before it never turns a danger into a no."""
    topics = load_knowledge().topics
    for item in SHARED + OWN:
        for topic in item.asked:
            if topics[topic].kind in {"yes_no", "choice"} and topic in RED_FLAGS and item.meaning.get(topic) == "yes":
                led = hear(item, lead + item.say)
                assert led.topics.get(topic) != "no", (lead + item.say, led.because)


def test_the_answers_of_the_vignettes_agree_with_their_facts() -> None:
    """The answers of the vignettes agree with their facts."""
    topics, wrong = load_knowledge().topics, []
    for vignette, topic, said, fact in answers():
        if topics[topic].kind != "yes_no" and topics[topic].values[:1] != ("no",):
            continue
        heard = understand(said, [topic], now=NOW)
        wanted = "unknown" if fact == "don't know" else "no" if fact.split(",")[0].split()[0] == "no" else None
        value = heard.topics.get(topic)
        if wanted is None:
            agrees = value not in (None, "no", "unknown") or (topic == "spinal_procedure" and "year" in fact)
        else:
            agrees = value == wanted
        if not agrees:
            wrong.append((vignette, topic, said, fact, value))
    assert not wrong


@pytest.mark.parametrize(
    ("said", "asked", "answers"),
    [
        (
            "no my chest's okay breathing is normal no eyesight and speech are okay",
            ("chest_belly_pain", "breathing", "face_speech_vision"),
            {"chest_belly_pain": "no", "breathing": "no", "face_speech_vision": "no"},
        ),
        (
            "only slightly in the left no strength is normal",
            ("both_legs", "leg_weakness"),
            {"both_legs": "no", "leg_weakness": "no"},
        ),
        (
            "not ever no i don't take them not on steroids",
            ("cancer_history", "blood_thinners", "immune_or_steroids"),
            {"cancer_history": "no", "blood_thinners": "no", "immune_or_steroids": "no"},
        ),
        ("no temp no sickness", ("fever", "vomiting"), {"fever": "no", "vomiting": "no"}),
        ("it aches nothing like that", ("pain", "swelling"), {"pain": "yes", "swelling": "no"}),
        ("yes no no", ("pain", "tingling", "swelling"), {"pain": "yes", "tingling": "no", "swelling": "no"}),
    ],
)
def test_answers_in_a_row_go_to_what_was_asked(said: str, asked: tuple[str, ...], answers: dict[str, str]) -> None:
    """Answers in a row go to what was asked."""
    heard = understand(said, asked, now=NOW)
    assert {topic: heard.answers.get(topic) for topic in answers} == answers, heard.because


@pytest.mark.parametrize(
    ("said", "asked", "topic", "value"),
    [
        ("i have to rush to the loo which isn't like me", ("bladder_bowel_change",), "bladder_bowel_change", "urgency"),
        ("i can't stand up at all", ("difficulty_walking_standing",), "difficulty_walking_standing", "cannot"),
        ("i can't stand for long", ("difficulty_walking_standing",), "difficulty_walking_standing", "yes"),
        ("i can't lift my left foot at all", ("leg_weakness",), "leg_weakness", "severe"),
        ("only my feet tingle", ("both_legs",), "both_legs", "feet_only"),
        ("only when i'm sitting on the toilet", ("saddle_numbness",), "saddle_numbness", "only_while_sitting"),
        ("nothing comes out when i try to pee", (), "urine_retention", "yes"),
        ("ten minutes most evenings for weeks", ("duration",), "duration", 10),
        ("it's not been back", ("course",), "course", "once"),
        ("no", ("pattern",), "pattern", ("stays_local",)),
        ("five years ago", ("spinal_procedure",), "spinal_procedure", "no"),
        ("yes", ("tearing_pain",), "tearing_pain", "yes"),
        ("i had the baby three weeks ago", ("recent_birth",), "recent_birth", "yes"),
    ],
)
def test_finer_findings(said: str, asked: tuple[str, ...], topic: str, value: str | int | tuple[str, ...]) -> None:
    """Finer findings."""
    heard = understand(said, asked, now=NOW)
    assert heard.answers.get(topic) == value, heard.because


@pytest.mark.parametrize("said", ["no sorry fifty eight", "no sorry i'm fifty eight", "no sorry it's my upper back"])
@pytest.mark.parametrize("asked", ["both_legs", "breathing", "saddle_numbness", "fever"])
def test_what_puts_something_else_right_denies_no_danger(said: str, asked: str) -> None:
    """What puts something else right denies no danger, though it begins with a no."""
    assert asked not in understand(said, [asked], now=NOW).answers


@pytest.mark.parametrize("said", ["no sorry", "no sorry i haven't", "no sorry nothing like that"])
def test_a_no_may_be_sorry(said: str) -> None:
    """A no with a sorry, and nothing else, is a no."""
    assert understand(said, ["fever"], now=NOW).answers == {"fever": "no"}


def test_a_yes_to_several_questions_is_left_open() -> None:
    """A yes to several questions is left open."""
    assert understand("yes", ("chest_belly_pain", "breathing")).answers == {}


def test_an_illness_of_somebody_else_is_not_the_persons() -> None:
    """An illness of somebody else is not the persons."""
    assert "conditions" not in understand("my back's numb and my mum had lupus").answers


def test_every_finding_is_explained_by_words_that_were_said() -> None:
    """Every finding is explained by words that were said."""
    heard = understand("my lower back is numb and i've been sick")
    for topic in heard.answers:
        assert any(line.startswith(f"{topic}:") for line in heard.because)


@pytest.mark.parametrize("said", ["", "   ", "???", "\u00e4\u00f6 \u65e5\u672c", "1234567890 " * 30, "a" * 5000])
def test_what_is_not_language_is_nothing(said: str) -> None:
    """What is not language is nothing."""
    heard = understand(said, ("fever",), now=NOW)
    assert heard.intent is None
    assert "fever" not in heard.answers


def test_writing_does_not_matter() -> None:
    """Writing does not matter."""
    plain = understand("no i can't stand for long", ("difficulty_walking_standing",))
    for said in ("No, I can\u2019t stand for long!", "no i cant stand for long", "NO I CAN'T STAND FOR LONG."):
        assert understand(said, ("difficulty_walking_standing",)).answers == plain.answers


@pytest.mark.parametrize(("noise", "share"), [("fillers", 0.90), ("dropped", 0.85)])
def test_noise_costs_little(noise: str, share: float) -> None:
    """Noise costs little."""
    order, right = random.Random(7), 0  # noqa: S311 - noise, not a secret
    for item in SHARED:
        words = item.say.split()
        if noise == "fillers":
            words.insert(order.randrange(len(words) + 1), order.choice(FILLERS))
        else:
            words = [word for word in words if word not in SMALL or len(words) < 4]
        right += judged(item, " ".join(words)).right
    assert right >= share * len(SHARED), right


def test_it_is_the_same_every_time() -> None:
    """It is the same every time."""
    for item in SHARED[:60]:
        assert hear(item) == hear(item)


def test_a_long_sentence_is_understood_at_once() -> None:
    """A long sentence is understood at once."""
    said = " ".join(["my lower back is numb and tingly and i cannot feel my left leg since tuesday but no fever"] * 2)
    understand(said)
    best = min(_seconds(said) for _ in range(20))
    assert best < 0.01, best


def _seconds(said: str) -> float:
    start = time.perf_counter()
    understand(said)
    return time.perf_counter() - start


def test_the_same_words_always_mean_the_same() -> None:
    """No answer hangs on the order in which a set happens to lie in memory."""
    code = (
        "import sys; sys.path[:0] = ['tests', '.']\n"
        "from understanding_data import hear, items\n"
        "print([repr(hear(item)) for item in items('utterances')])"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(told) == 1
