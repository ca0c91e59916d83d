"""A yes or a don't-know to a danger is never heard as a no, however much it sounds like one (data/never_no.yaml)."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from understanding_data import DATA, NOW

from simulator.workbench.vocabulary import emergency_topics
from skill.loader import load_knowledge
from skill.model import NO
from skill.understanding import understand

LEADS = ("", "well ", "no well ", "um ", "to be honest ")
SHARE_HEARD = 0.5
READ = yaml.safe_load((DATA / "never_no.yaml").read_text(encoding="utf-8"))
SENTENCES: list[dict[str, Any]] = [item for group in READ["groups"] for item in group["items"]]


def _asked(item: dict[str, Any]) -> tuple[str, ...]:
    context = item["context"]
    return (context,) if isinstance(context, str) else tuple(context)


@pytest.mark.parametrize("item", SENTENCES, ids=lambda item: f"{item['context']}: {item['say']}")
def test_what_sounds_like_a_no_is_not_heard_as_one(item: dict[str, Any]) -> None:
    """What sounds like a no is not heard as one."""
    for lead in LEADS:
        heard = understand(lead + item["say"], _asked(item), now=NOW)
        denied = [topic for topic in item["meaning"] if heard.answers.get(topic) == NO]
        assert not denied, (lead + item["say"], heard.because)


def test_every_sentence_is_about_a_danger_and_none_is_labelled_no() -> None:
    """Every sentence is about a danger and none is labelled no."""
    topics, dangers = load_knowledge().topics, set(emergency_topics())
    for item in SENTENCES:
        assert item["meaning"], item["say"]
        assert set(item["meaning"]) <= dangers & topics.keys(), item["say"]
        assert set(item["meaning"]) <= set(_asked(item)), item["say"]
        assert NO not in item["meaning"].values(), item["say"]


def test_many_of_them_are_heard_rightly() -> None:
    """Many of them are heard rightly; the others are asked about again."""
    right = 0
    for item in SENTENCES:
        heard = understand(item["say"], _asked(item), now=NOW).answers
        right += all((heard.get(topic) or NO) != NO for topic in item["meaning"])
    assert right >= SHARE_HEARD * len(SENTENCES)


PLAIN_NOES = {
    "fever": ("no", "no fever", "nope nothing like that", "fine thanks", "no i feel fine", "normal as far as i know"),
    "breathing": (
        "no my breathing's fine",
        "breathing's okay apart from the back",
        "no just the numb back",
        "all good",
    ),
    "difficulty_walking_standing": ("no i walk fine", "i can walk fine", "walking normally", "no trouble at all"),
    "balance_coordination": ("my balance is fine", "steady as a rock", "no balance is good", "i'm balanced"),
    "bladder_bowel_change": ("no all normal", "waterworks are fine", "same as ever", "no accidents no leaks"),
    "saddle_numbness": ("no feels normal", "i can feel everything", "no numbness there", "feels fine when i wipe"),
    "collapse": ("no never fainted", "not that i know of", "no nothing like that", "haven't passed out"),
    "injury": ("no injury", "no i just woke up with it", "nothing happened", "no falls or knocks"),
}


@pytest.mark.parametrize(("topic", "said"), [(topic, said) for topic, some in PLAIN_NOES.items() for said in some])
def test_a_plain_no_is_still_a_no(topic: str, said: str) -> None:
    """A plain no is still a no."""
    heard = understand(said, [topic], now=NOW)
    assert heard.answers.get(topic) == NO, heard.because


WORDY_HEARD = 0.97


def test_true_noes_in_many_words_are_heard() -> None:
    """Caution must not take back what is a clear no: who is asked again and again ends in emergency for nothing."""
    read = yaml.safe_load((DATA / "wordy_noes.yaml").read_text(encoding="utf-8"))
    said: list[dict[str, Any]] = [item for group in read["groups"] for item in group["items"]]
    lost = []
    for item in said:
        answers = understand(item["say"], _asked(item), now=NOW).answers
        if any(answers.get(topic) != NO for topic in item["meaning"]):
            lost.append(item["say"])
    assert len(lost) <= (1 - WORDY_HEARD) * len(said), lost


ELSEWHERE = [
    "i did trip over the cat but i didn't fall",
    "i didn't fall",
    "i haven't hurt it",
    "i'm not on any tablets",
    "a good eight weeks",
    "oh gosh fifteen years easy",
    "i can't feel my feet properly",
    "i took my temperature and it's normal",
    "it's same as it was only now i've pooed myself",
    "i had the baby three weeks ago so not any more",
    "it did hurt but not any more",
    "a couple of hours but i can't feel either of my legs now",
]


@pytest.mark.parametrize("asked", ["breathing", "face_speech_vision", "saddle_numbness"])
@pytest.mark.parametrize("say", ELSEWHERE)
def test_what_is_said_of_something_else_is_no_answer(say: str, asked: str) -> None:
    """People answer something else than what was asked; its "fine" and its "didn't" belong to that alone."""
    assert understand(say, asked=[asked], now=NOW).topics.get(asked) != "no"


@pytest.mark.parametrize(
    ("say", "asked"),
    [
        ("i didn't fall", "injury"),
        ("i haven't hurt it", "injury"),
        ("i'm not on any tablets", "blood_thinners"),
        ("no i didn't fall or anything", "injury"),
        ("fine", "breathing"),
        ("no i'm all right", "breathing"),
    ],
)
def test_where_it_was_asked_it_is_one(say: str, asked: str) -> None:
    """The same words in their place."""
    assert understand(say, asked=[asked], now=NOW).topics.get(asked) == "no"
