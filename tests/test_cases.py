"""The cases: each is a sentence that a clinician would sign, and together they prove what every rule is for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from safety.people import told_in, written_out
from skill.engine import so_far
from skill.loader import load_knowledge
from skill.model import Advise, Rule
from tests.people import HERE, WELL, named, read, well_but

KNOWLEDGE = load_knowledge()
FILES = sorted(path.name for path in (HERE / "cases").glob("[!_]*.yaml"))
CASES: list[dict[str, Any]] = [case for name in FILES for case in written_out(read(f"cases/{name}"))]
READING: list[dict[str, Any]] = read("data/second_reading.yaml")["patients"]
RULES = [*KNOWLEDGE.rules, *KNOWLEDGE.raises]


def advised(case: dict[str, Any]) -> Advise:
    """What the engine advises, everything answered."""
    return so_far(KNOWLEDGE, told_in(case))


def explained(advice: Advise) -> str:
    """Which rules or open topics stood behind advice, for a failing test."""
    return ", ".join(reason.rule.name if reason.rule else f"unknown {reason.topics[0]}" for reason in advice.reasons)


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    """The urgency, the spoken form and the criteria that the sentence promises."""
    advice = advised(case)
    assert advice.urgency.name == case["urgency"], explained(advice)
    if "form" in case:
        assert ("ambulance" if advice.ambulance else "go") == case["form"]
    missing = set(case["criteria"]) - named(KNOWLEDGE, advice)
    assert not missing, f"not named: {missing}; held: {explained(advice)}"
    assert not set(case.get("unnamed", ())) & named(KNOWLEDGE, advice)


def test_cases_are_well_written() -> None:
    """No sentence is repeated, no key or topic is misspelt."""
    sentences = [case["case"] for case in CASES]
    assert sorted(set(sentences)) == sorted(sentences)
    keys = {"case", "answers", "untold", "urgency", "form", "criteria", "unnamed"}
    assert all(set(case) <= keys for case in CASES)
    topics = {topic for case in CASES for topic in (*case["answers"], *WELL)}
    assert topics <= set(KNOWLEDGE.topics)


def without(rule: Rule, case: dict[str, Any]) -> Advise:
    """What would be advised if a rule were not in the clinical file."""
    left = replace(
        KNOWLEDGE,
        rules=tuple(other for other in KNOWLEDGE.rules if other is not rule),
        raises=tuple(other for other in KNOWLEDGE.raises if other is not rule),
    )
    return so_far(left, told_in(case))


@pytest.mark.parametrize("rule", RULES, ids=[rule.name for rule in RULES])
def test_every_rule_alone_decides_a_case(rule: Rule) -> None:
    """Take the rule out, and some case is judged less urgent: no rule is idle, none is covered by another."""
    for case in CASES:
        advice = advised(case)
        if any(reason.rule is rule for reason in advice.reasons) and without(rule, case).urgency < advice.urgency:
            return
    pytest.fail(f"rule '{rule.name}' decides no case alone: write one, or fold the rule into the one that covers it")


@pytest.mark.parametrize("topic", KNOWLEDGE.topics)
def test_every_landing_of_unknown_has_a_case(topic: str) -> None:
    """Each topic whose unknown counts for something else than its assumed answer is shown with an unknown answer."""
    found = KNOWLEDGE.topics[topic]
    if found.part_of and found.unknown.counts_as == found.assumed:
        return
    assert any(case["answers"].get(topic) == "unknown" for case in CASES)


@pytest.mark.parametrize("decision", [f"D-{number}" for number in range(1, 26)])
def test_every_decision_is_shown(decision: str) -> None:
    """Each decision where rows meet is named by a case, or is a matter of what is heard."""
    heard_only = {"D-24": "which tablets count as steroids"}
    shown = any(f"({decision})" in case["case"] or f"({decision}," in case["case"] for case in CASES)
    assert shown or heard_only.get(decision)


def test_all_levels_are_reached() -> None:
    """The cases reach every urgency."""
    assert {case["urgency"] for case in CASES} == {urgency.name for urgency in KNOWLEDGE.urgencies}


@pytest.mark.parametrize("patient", READING, ids=[patient["patient"] for patient in READING])
def test_second_reading(patient: dict[str, Any]) -> None:
    """The patients of an independent reading of the tables are judged as that reading did, with its criteria named."""
    advice = so_far(KNOWLEDGE, well_but(patient["answers"]))
    assert advice.urgency.name == patient["level"], explained(advice)
    assert advice.ambulance or not patient.get("ambulance")
    missing = set(patient["why"]) - named(KNOWLEDGE, advice)
    assert not missing, f"not named: {missing}; held: {explained(advice)}"
