"""What the page of the local Alexa shows of our rules: the same as the engine says, at every turn."""

from __future__ import annotations

from typing import Any

import pytest

from simulator import Echo
from simulator.workbench.insight import insight, levels, read_insight
from skill.engine import Findings, next_step, so_far
from skill.loader import load_knowledge
from skill.model import Ask

KNOWLEDGE = load_knowledge()
STORY = "my lower back has been numb since this morning and i have a fever"


def held(*lines: str, locale: str = "en-US") -> dict[str, Any]:
    """The session attributes after a conversation."""
    echo = Echo(locale)
    turn = echo.say("alexa open back check")
    for line in lines:
        turn = echo.say(line)
    attributes: dict[str, Any] = turn.response["sessionAttributes"]
    return attributes


def test_at_the_opening_nothing_holds_and_everything_is_open() -> None:
    """The least urgent level, the floor of the clinical file for those who leave, and the first question first."""
    found = read_insight(held(), "en-US")
    assert found.urgency.rank == 0
    assert found.floor.name == KNOWLEDGE.unfinished.name
    assert (found.rules, found.answers, found.advised) == ((), (), None)
    assert found.open[0].question == KNOWLEDGE.questions[0].name


def test_a_rule_that_holds_is_told_with_what_it_rests_on() -> None:
    """Its name, urgency, words, criteria, topics and the documents behind it."""
    attributes = held(STORY)
    found = read_insight(attributes, "en-US")
    advice = so_far(KNOWLEDGE, attributes["answers"])
    assert found.urgency.name == advice.urgency.name != KNOWLEDGE.urgencies[0].name
    assert [rule.rule for rule in found.rules] == [reason.rule.name for reason in advice.reasons if reason.rule]
    (rule,) = found.rules
    assert rule.words == "there is a fever"
    assert rule.topics == ("fever",)
    assert rule.criteria
    assert all(source.title for source in rule.sources)


def test_every_open_question_has_a_rule_that_waits_for_it() -> None:
    """In the order in which they are asked, each with the rules that it can still decide, the gravest first."""
    attributes = held(STORY)
    found = read_insight(attributes, "en-US")
    step = next_step(KNOWLEDGE, attributes["answers"], attributes["put"])
    assert isinstance(step, Ask)
    assert found.open[0].question == step.question.name
    names = [question.name for question in KNOWLEDGE.questions]
    assert [names.index(one.question) for one in found.open] == sorted(names.index(one.question) for one in found.open)
    for one in found.open:
        ranks = [rule.urgency.rank for rule in one.decides]
        assert ranks, one.question
        assert ranks == sorted(ranks, reverse=True)
        assert min(ranks) > found.urgency.rank, one.question


def test_a_question_that_can_change_nothing_is_not_open() -> None:
    """What is settled by an answer leaves the list."""
    before = {one.question for one in read_insight(held(STORY), "en-US").open}
    after = {one.question for one in read_insight(held(STORY, "none of those"), "en-US").open}
    assert after < before


def test_after_advice_nothing_is_open() -> None:
    """The level that was spoken is told beside what the rules require."""
    found = read_insight(held("my back is numb and i can't pee since last night"), "en-US")
    assert found.advised == found.urgency.name == KNOWLEDGE.urgencies[-1].name
    assert found.open == ()
    assert found.rules[0].urgency == found.urgency


def test_what_is_not_ruled_out_is_told_as_such() -> None:
    """Not to know is a reason without a rule."""
    lines = ("my back is numb", "none of those", "no", "no", "no", "i don't know", "i don't know")
    found = read_insight(held(*lines), "en-US")
    assert "" in {rule.rule for rule in found.rules}
    unknown = next(rule for rule in found.rules if not rule.rule)
    assert "rule out" in unknown.words
    assert unknown.sources == ()


@pytest.mark.parametrize("attributes", [{}, {"answers": 7}, {"answers": {"fever": "perhaps"}}, {"put": {"a": 1}}])
def test_unsound_attributes_are_left_out(attributes: dict[str, Any]) -> None:
    """A stranger's hand, an older version: nothing breaks."""
    assert insight(attributes, "en-US")["answers"] == ()


def test_the_words_are_those_of_the_locale() -> None:
    """Levels and questions as they are spoken there."""
    ours, theirs = (insight(held("my back is numb", locale=one), one) for one in ("en-US", "en-GB"))
    assert [one["words"] for one in ours["open"]] != [one["words"] for one in theirs["open"]]
    assert [level["name"] for level in levels("en-GB")] == [urgency.name for urgency in KNOWLEDGE.urgencies]


def test_the_undecided_rules_are_those_that_more_answers_can_bring_about() -> None:
    """The engine asks for their topics alone."""
    findings = Findings(KNOWLEDGE, {"location": "low_back", "fever": "yes"})
    undecided = list(findings.undecided())
    assert undecided
    assert all(findings.holds(rule.when) is None for rule, _ in undecided)
    assert {topic for _, topics in undecided for topic in topics}.isdisjoint({"location", "fever"})
