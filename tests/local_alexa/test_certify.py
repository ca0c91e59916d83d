"""Certification: every state of a skill is visited, and what Amazon's testers would object to is found."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from old_house import MODEL, House

from simulator import Echo, Turn
from simulator.certify.answers import Answers
from simulator.certify.fingerprint import folded, question
from simulator.certify.judge import Judge
from simulator.certify.nouns import Defect, Walked
from simulator.certify.report import as_json, in_words
from simulator.certify.suggestions import suggestions
from simulator.certify.walk import Budget, Walk
from simulator.conversations import form, player
from simulator.conversations.nouns import Step
from simulator.language.words import load_words
from simulator.lint.spoken import Spoken, load_spoken

NOW = datetime(2026, 1, 12, 10, 0, tzinfo=UTC)
ENGLISH, ENGLISH_JUDGED = load_words("en-US"), load_spoken("en-US")


def walk(
    spoil: str = "",
    *,
    budget: Budget | None = None,
    examples: tuple[str, ...] = (),
    along: tuple[tuple[Step, ...], ...] = (),
    seed: int = 0,
) -> Walked:
    """The walk through the house that is spoiled in one way."""
    echo = Echo(handler=House(spoil), model=MODEL, user="certify", clock=lambda: NOW)
    answers = Answers(echo.language.model, echo.language.words, ENGLISH_JUDGED, seed)
    return Walk(echo, answers, budget or Budget(barren=20), examples, along=along, seed=seed).run()


def said(defect: Defect) -> list[str]:
    """What was said on the way to a defect."""
    return [step.words for step, _ in defect.path]


def test_a_skill_in_order_is_found_in_order() -> None:
    """No defect; the walk is exhaustive, and every intent was tried."""
    walked = walk()
    assert [(defect.rule, defect.what, said(defect)) for defect in walked.defects] == []
    assert walked.cut is None
    assert walked.examined == walked.states >= 4
    assert walked.turns > 100
    assert {"LookIntent", "TakeIntent", "AMAZON.FallbackIntent", "SessionEndedRequest"} <= set(walked.intents)


LAUNCH = "open old house"
SEEDED = [
    ("no prompt", "no-prompt", [LAUNCH, "yes", "yes", "yes"]),
    ("no question", "no-question", [LAUNCH, "yes"]),
    ("no reprompt", "no-reprompt", [LAUNCH, "yes", "yes"]),
    ("asks at the end", "question-at-end", [LAUNCH, "yes", "yes", "yes", "yes"]),
    ("unknown hint", "suggestion-unknown", [LAUNCH, "yes", "no", "fly away"]),
    ("deaf hint", "suggestion-unheard", None),
    ("deaf stop", "stop-deaf", [LAUNCH, "yes", "yes", "yes", "stop"]),
    ("deaf cancel", "cancel-deaf", [LAUNCH, "yes", "cancel"]),
    ("help closes", "help-closes", [LAUNCH, "yes", "yes", "help"]),
    ("help like nonsense", "help-unhelpful", [LAUNCH, "yes", "yes", "help"]),
    ("fallback closes", "fallback-closes", None),
    ("fallback raises", "error", None),
    ("repeat closes", "repeat-closes", None),
    ("silence raises", "end-error", [LAUNCH, "yes", "(silence)", "(silence)"]),
    ("end speaks", "speech-after-end", None),
    ("too long", "error", None),
    ("card markup", "card-markup", None),
    ("needs the slot", "error", None),
    ("spoken slot", "unfilled", None),
]


@pytest.mark.parametrize(("spoil", "rule", "path"), SEEDED)
def test_a_defect_in_one_place_is_found(spoil: str, rule: str, path: list[str] | None) -> None:
    """By its rule, with the shortest way that leads there."""
    walked = walk(spoil)
    found = [defect for defect in walked.defects if defect.rule == rule]
    assert found, [(defect.rule, said(defect)) for defect in walked.defects]
    assert path is None or said(found[0]) == path
    assert walked.cut is None


def test_what_a_skill_keeps_to_itself_is_found_by_chance() -> None:
    """After three refusals the house is deaf to stop; nothing that can be heard tells these states from others."""
    (found,) = walk("deaf stop after three refusals", budget=Budget()).defects
    assert found.rule == "stop-deaf"
    assert said(found).count("no") == 3
    assert said(found)[-1] == "stop"


def test_a_crash_in_one_state_is_shown_by_the_way_to_it() -> None:
    """The attic is two steps away, and only there nonsense raises."""
    (found,) = (defect for defect in walk("fallback raises").defects if defect.rule == "error")
    assert said(found)[:3] == [LAUNCH, "yes", "yes"]
    assert len(found.path) == 4
    assert "ValueError" in found.what


def test_the_conversation_of_a_defect_can_be_played() -> None:
    """As `replay` plays it: it holds against the skill that has the defect, and fails where it is mended."""
    (defect,) = (defect for defect in as_json(walk("deaf stop"), "en-US")["defects"] if defect["rule"] == "stop-deaf")
    (conversation,) = form.read(defect["conversation"])

    def differences(spoil: str) -> list[Any]:
        echo = Echo(handler=House(spoil), model=MODEL, clock=lambda: NOW)
        return [difference for played in player.play(conversation, echo) for difference in played.differences]

    assert differences("deaf stop") == []
    assert differences("") != []
    assert [turn["say"] for turn in defect["path"]] == [LAUNCH, "yes", "yes", "yes", "stop"]


def test_the_walk_goes_along_known_conversations() -> None:
    """What chance would hardly find is found where a conversation of the skill's author leads there."""
    steps = tuple(Step(say=words) for words in ("open old house", "no", "no", "no", "what do i see"))
    walked = walk("deaf stop after three refusals", budget=Budget(barren=0), along=(steps, (Step(intent="No"),)))
    assert [said(defect) for defect in walked.defects] == [["open old house", "no", "no", "no", "stop"]]
    assert walk("deaf stop after three refusals", budget=Budget(barren=0)).defects == ()


def test_example_phrases_are_tried() -> None:
    """With a name they call the skill; without, they are said to the open skill."""
    good = ("Alexa, open old house.", "Alexa, ask old house to look around.", "take the lamp")
    assert walk(examples=good).defects == ()
    bad = walk(examples=("Alexa, ask old home to look around.", "fly me to the moon"))
    assert {(defect.rule, said(defect)[-1]) for defect in bad.defects} == {
        ("example-phrase", "Alexa, ask old home to look around."),
        ("example-phrase", "fly me to the moon"),
    }


def test_the_same_walk_twice_finds_the_same() -> None:
    """It is seeded; another seed says other things."""
    first, second, other = walk("too long"), walk("too long"), walk("too long", seed=1)
    assert [said(defect) for defect in first.defects] == [said(defect) for defect in second.defects]
    assert (first.turns, first.states, first.intents) == (second.turns, second.states, second.intents)
    assert other.intents != first.intents


def test_a_budget_cuts_the_walk_and_is_told() -> None:
    """The report never says that all was seen when it was not."""
    walked = walk(budget=Budget(states=2))
    assert (walked.examined, walked.cut) == (2, "states")
    assert "cut by its budget of states" in in_words(walked, "en-US")
    assert as_json(walked, "en-US")["exhaustive"] is False
    assert walk(budget=Budget(seconds=0.0001)).cut == "seconds"
    assert "exhaustive: every state" in in_words(walk(), "en-US")


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("You can say: repeat, why, or stop.", ["repeat", "why", "stop"]),
        ("You can also say: repeat, why, go back, or stop.", ["repeat", "why", "go back", "stop"]),
        ("Shall I say that again? You can also ask why, or say: send it to my phone.", ["why", "send it to my phone"]),
        ("For example: my back is cold.", ["my back is cold"]),
        ("Just say \"play\" or 'next'.", ["play", "next"]),
        ("Try saying “open the door”.", ["open the door"]),
        ("You can ask me for a poem, and I'll read you one.", []),
        ("Please say that again.", []),
        ("Tell me more.", []),
        ("What were you doing? For example sitting, sleeping or lifting.", ["sitting", "sleeping", "lifting"]),
    ],
)
def test_phrases_that_a_prompt_suggests_are_found(text: str, phrases: list[str]) -> None:
    """In quotes, or after words that introduce them."""
    assert suggestions(text, ENGLISH_JUDGED) == phrases


def test_a_language_without_words_for_it_is_judged_more_mildly() -> None:
    """Only what stands in quotes is a suggestion then."""
    assert suggestions('Sagen Sie „Hilfe" oder "Stopp".', Spoken()) == ["Hilfe", "Stopp"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("At most 3 more. Is it red?", "At most twelve more. Is it red?", True),
        ("Sorry, I did not get that. Is it red?", "Is it red?", True),
        ("Is it red?", "Is it green?", False),
        ("Is it red? Or green?", "Is it blue? Or green?", True),
    ],
)
def test_states_are_told_apart_by_the_question_that_is_open(one: str, other: str, same: bool) -> None:
    """Numbers and what comes before the question make no difference."""
    assert (folded(question(one), ENGLISH) == folded(question(other), ENGLISH)) is same


def test_words_said_back_make_no_other_state() -> None:
    """They are what the person said, and not the skill's own."""
    assert folded("Green tea it is. Milk?", ENGLISH, ["green tea"]) == folded(
        "Rooibos it is. Milk?", ENGLISH, ["rooibos"]
    )


@pytest.mark.parametrize(
    ("speech", "found"),
    [("You chose None. What else?", True), ("Blue, None. Right?", True), ("None of these? Then say no.", False)],
)
def test_a_value_that_is_missing_is_no_word_of_the_language(speech: str, found: bool) -> None:
    """Python's None, spoken by a skill that forgot to fill it in; a sentence may begin with the same letters."""
    objections = Judge(ENGLISH_JUDGED).turn(Turn(speech=speech, reprompt="Well?", ended=False))
    assert ("unfilled" in {one.rule for one in objections}) is found


@pytest.mark.parametrize(
    ("speech", "asks"),
    [
        ("Here is your first question. What is the capital of Ohio.", True),
        ("What's your name", True),
        ("I know what you want.", False),
        ("Ohio is a state.", False),
    ],
)
def test_what_begins_as_a_question_asks_whatever_mark_ends_it(speech: str, asks: bool) -> None:
    """It is spoken the same."""
    assert Judge(ENGLISH_JUDGED).asks(speech) is asks
