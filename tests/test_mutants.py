"""The mutants of the clinical file: every small change is noticed by a named case, or changes nothing for anybody."""

from __future__ import annotations

from dataclasses import replace

import pytest

from safety.mutants import edits, mutants
from safety.mutate import Court, mutate, witness
from safety.people import people, well, written_out
from skill import model
from skill.loader import TRIAGE, load_knowledge
from skill.model import AllOf, AnyOf, UnlessTold

KNOWLEDGE = load_knowledge()
MUTANTS = list(mutants(KNOWLEDGE))

ONE, OTHER = model.Test("a", "at_least", "yes"), model.Test("b", "at_least", 30)


def test_no_mutant_survives(capsys: pytest.CaptureFixture[str]) -> None:
    """1,200 small changes; what nobody notices is proved to change nothing."""
    assert mutate(TRIAGE) == 0
    assert f"{len(MUTANTS)} mutants" in (told := capsys.readouterr().out)
    assert "0 survive" in told


@pytest.mark.parametrize("rule", [*KNOWLEDGE.rules, *KNOWLEDGE.raises], ids=lambda rule: rule.name)
def test_every_rule_has_its_mutants(rule: model.Rule) -> None:
    """Taken out, of each other urgency, and in the other form where it is of the highest."""
    changes = {mutant.change.partition(": ")[2] for mutant in MUTANTS if mutant.rule is rule}
    assert "taken out" in changes
    urgency = rule.urgency
    others = [one.name for one in KNOWLEDGE.urgencies if urgency and one != urgency]
    assert {f"{name} instead of {urgency.name}" for name in others if urgency} <= changes
    assert ("the other form of it" in changes) == (urgency == KNOWLEDGE.urgencies[-1])


def test_every_landing_of_not_knowing_has_its_mutants() -> None:
    """Of every topic."""
    assert {mutant.topic for mutant in MUTANTS if mutant.topic} == set(KNOWLEDGE.topics)


def test_a_condition_is_changed_in_one_place() -> None:
    """A part left out at every depth, a number moved by one both ways, `unless_told` taken away."""
    condition = AllOf((ONE, AnyOf((OTHER, UnlessTold(ONE)))))
    found = [changed for _, changed in edits(condition)]
    later, earlier = replace(OTHER, value=31), replace(OTHER, value=29)
    assert found == [
        AllOf((AnyOf((OTHER, UnlessTold(ONE))),)),
        AllOf((ONE,)),
        AllOf((ONE, AnyOf((UnlessTold(ONE),)))),
        AllOf((ONE, AnyOf((later, UnlessTold(ONE))))),
        AllOf((ONE, AnyOf((earlier, UnlessTold(ONE))))),
        AllOf((ONE, AnyOf((OTHER,)))),
        AllOf((ONE, AnyOf((OTHER, ONE)))),
    ]


def test_a_mutant_that_nobody_notices_is_shown_with_a_case_that_would() -> None:
    """The fewest answers beside those of the well person."""
    mutant = next(one for one in MUTANTS if one.change == "rule 'fever': taken out")
    assert Court(KNOWLEDGE, []).wronged(mutant) is None
    assert witness(KNOWLEDGE, mutant) == {"fever": "yes"}


def test_a_number_that_is_off_by_one_is_noticed_by_somebody_at_the_edge() -> None:
    """Not by somebody far from it."""
    mutant = next(one for one in MUTANTS if one.change == "rule 'lasting': [duration at_least 180] with 181")
    found = Court(KNOWLEDGE, people()).wronged(mutant)
    assert found is not None
    assert found.answers["duration"] == 180


def test_a_sentence_with_a_gap_stands_for_several_cases() -> None:
    """One for each line under `each`, its answers added to the others."""
    row = {"case": "A {} thing", "answers": {"a": 1}, "each": {"red": {"b": 2}, "blue": {"a": 3}}, "urgency": "u"}
    assert list(written_out([row])) == [
        {"case": "A red thing", "answers": {"a": 1, "b": 2}, "urgency": "u"},
        {"case": "A blue thing", "answers": {"a": 3}, "urgency": "u"},
    ]


def test_everybody_has_a_sentence_of_their_own() -> None:
    """So that whoever notices a mutant has a name; and everybody differs from the well person or is a vignette."""
    sentences = [person.sentence for person in people()]
    assert len(set(sentences)) == len(sentences)
    assert all(person.answers != well() for person in people() if person.urgency != KNOWLEDGE.urgencies[0].name)
