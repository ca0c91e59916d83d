"""What is told beside a denial is not denied: labelled sentences put together, "not swollen at all but i threw up".

The pieces are labelled utterances that say one thing each and are understood unasked, so what a pair means is known.
"""

from __future__ import annotations

import itertools
import random

import pytest
from understanding_data import NOW, items

from simulator.workbench.judging import judge
from simulator.workbench.labels import Utterance
from simulator.workbench.vocabulary import emergency_topics
from skill.model import NO, YES
from skill.understanding import understand

MARKED = ("{no} but {yes}", "{no} although {yes}", "{no} it's just {yes}", "{yes} but {no}", "{yes} though {no}")
PLAIN = ("{no} {yes}", "{no} and {yes}", "no {no} {yes}", "{no} just {yes}", "{yes} {no}", "{yes} and {no}")
PAIRS = 300
WORDS = range(3, 12)
ALLOWED = 0.01
"""Share of pairs with no "but" between them in which a yes may be heard as denied: "never had cancer aches"."""

JOINS_ALREADY = {"but", "no", "yes", "sorry", "actually", "though", "although"}


def _pieces(value: str) -> list[tuple[str, str]]:
    """(sentence, topic) for every labelled sentence that says this of one danger, and nothing else."""
    dangers = set(emergency_topics())
    found: list[tuple[str, str]] = []
    for item in items("utterances") + items("own_utterances") + items("stranger_utterances"):
        words = item.say.split()
        told = [topic for topic in item.meaning if topic != "caller"]
        plain = len(told) == 1 and not item.intent and JOINS_ALREADY.isdisjoint(words) and len(words) in WORDS
        if plain and told[0] in dangers and item.meaning[told[0]] == value and _unasked(item):
            found.append((item.say, told[0]))
    return found


def _unasked(item: Utterance) -> bool:
    """Whether it is understood without its question."""
    return judge(item, understand(item.say, (), now=NOW)).right


YES_PIECES, NO_PIECES = _pieces(YES), _pieces(NO)


def _denied(form: str, seed: int) -> list[str]:
    """Pairs in which the danger that was told is heard as no."""
    chance = random.Random(seed)  # noqa: S311 - a sample, not a secret
    pairs = chance.sample(list(itertools.product(YES_PIECES, NO_PIECES)), PAIRS)
    said = [(form.format(yes=yes, no=no), topic) for (yes, topic), (no, other) in pairs if topic != other]
    return [sentence for sentence, topic in said if understand(sentence, (), now=NOW).topics.get(topic) == NO]


def test_there_are_enough_pieces() -> None:
    """There are enough pieces."""
    assert len(YES_PIECES) > 100
    assert len(NO_PIECES) > 20


@pytest.mark.parametrize("form", MARKED)
def test_after_a_but_nothing_is_denied_any_more(form: str) -> None:
    """After a but, nothing is denied any more."""
    assert not _denied(form, seed=1)


@pytest.mark.parametrize("form", PLAIN)
def test_a_denial_hardly_ever_reaches_what_stands_beside_it(form: str) -> None:
    """A denial hardly ever reaches what stands beside it."""
    denied = _denied(form, seed=2)
    assert len(denied) <= ALLOWED * PAIRS, denied


BRUSHED_OFF = ("not at all", "not really", "not in the slightest", "no i don't think so", "not lately", "not a bit")
WELL = {
    "both_legs": ("legs are fine", "my legs are fine", "both legs are normal"),
    "bladder_bowel_change": ("waterworks are fine", "peeing is normal"),
    "difficulty_walking_standing": ("walking is fine", "i'm walking fine"),
    "balance_coordination": ("balance is fine", "my balance is good"),
    "chest_belly_pain": ("chest is fine", "my chest feels fine"),
    "fever": ("temperature is normal", "temp's fine"),
}


@pytest.mark.parametrize("lead", BRUSHED_OFF)
def test_a_no_before_a_fine_makes_no_danger_of_it(lead: str) -> None:
    """Who says "not really, my legs are fine" is well; who says "I don't think my legs are fine" may not be."""
    for topic, said in WELL.items():
        for well in said:
            assert understand(f"{lead} {well}", [topic], now=NOW).topics.get(topic, NO) == NO, (lead, well)
    assert understand("i don't think my legs are fine", ["both_legs"], now=NOW).topics.get("both_legs") != NO
