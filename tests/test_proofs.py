"""The proofs: they speak of the engine as it is, and each catches the broken clinical file that is meant for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safety.anybody import Anybody
from safety.claims import Claim, check
from safety.domains import domains
from safety.floors import FLOORS, read_floors
from safety.proofs import PROOFS
from safety.proofs.length import Interviews
from safety.proofs.subject import Subject
from safety.prove import prove, run, subject_of
from skill.engine import Findings, next_step
from skill.loader import TRIAGE, load_knowledge
from skill.model import UNKNOWN, Ask, Value
from skill.strict_yaml import KnowledgeError
from tests.people import WELL, read

KNOWLEDGE = load_knowledge()
DOMAINS = domains(KNOWLEDGE)
SWEEPS = [question.name for question in KNOWLEDGE.questions if question.is_sweep]
BROKEN: list[dict[str, Any]] = read("data/broken_rules.yaml")
BY_NAME = {proof.name: proof for proof in PROOFS}


def value_of(name: str) -> st.SearchStrategy[Value]:
    """Any answer to a topic; numbers at the edges of their stretches and beside them."""
    domain = DOMAINS[name]
    if domain.is_set:
        known: st.SearchStrategy[Value] = st.lists(st.sampled_from(domain.topic.values), max_size=3, unique=True).map(
            lambda some: tuple(some) or "no"
        )
    elif domain.is_number:
        edges = [int(value) for value in domain.values]
        known = st.sampled_from([*edges, *(edge + 1 for edge in edges), *(edge - 1 for edge in edges if edge)])
    else:
        known = st.sampled_from(domain.topic.values)
    return known | st.just(UNKNOWN)


@st.composite
def anybody(draw: st.DrawFn) -> dict[str, Value]:
    """Somebody in the middle of an interview: some of the well person's answers, and some others."""
    told = draw(st.sets(st.sampled_from(sorted(WELL))) | st.just(set(WELL)))
    changed = draw(st.lists(st.sampled_from(sorted(KNOWLEDGE.topics)), max_size=10, unique=True))
    return {name: WELL[name] for name in sorted(told)} | {name: draw(value_of(name)) for name in changed}


# ---- the formulas are the engine -------------------------------------------------------------------------------------


@settings(max_examples=400, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(anybody())
def test_the_formulas_say_what_the_engine_does(answers: dict[str, Value]) -> None:
    """Urgency, form, and which question would be put now: for anybody, whatever is told, not known or open."""
    findings, person = Findings(KNOWLEDGE, answers), Anybody.certain(KNOWLEDGE, answers)
    advice = findings.advice()
    assert person.at_least == [urgency <= advice.urgency for urgency in KNOWLEDGE.urgencies]
    assert person.ambulance == advice.ambulance
    assert person.done == (findings.next_question(SWEEPS) is None)
    asked = findings.next_question(SWEEPS)
    assert asked is None or person.would_be_asked(asked) is True


def test_no_rule_tells_two_numbers_of_a_stretch_apart() -> None:
    """So a proof over the starts of stretches is one over all numbers."""
    for name, domain in DOMAINS.items():
        if domain.is_number:
            starts = [int(value) for value in domain.values]
            for start, after in zip(starts, [*starts[1:], starts[-1] + 1000], strict=True):
                one, other = ({**WELL, name: number} for number in (start, after - 1))
                assert Findings(KNOWLEDGE, one).advice() == Findings(KNOWLEDGE, other).advice(), name


# ---- the proofs ------------------------------------------------------------------------------------------------------


def broken_file(row: dict[str, Any], folder: Path) -> Path:
    """The clinical file with a change, which stands in it just once."""
    text = TRIAGE.read_text(encoding="utf-8")
    assert text.count(row["instead_of"]) == 1, row["instead_of"]
    path = folder / "broken.yaml"
    path.write_text(text.replace(row["instead_of"], row["stands"]), encoding="utf-8")
    return path


@pytest.mark.parametrize("row", BROKEN, ids=[row["broken"] for row in BROKEN])
def test_a_broken_file_is_caught_by_the_proof_meant_for_it(row: dict[str, Any], tmp_path: Path) -> None:
    """It can be read, its proof fails, and it shows answers that break it, unless it misses somebody."""
    outcome = run(BY_NAME[row["caught_by"]], subject_of(broken_file(row, tmp_path)), at_most=1)
    assert not outcome.holds
    assert outcome.broken[0].answers or "there is nobody like this" in outcome.broken[0].about


def test_every_proof_has_a_broken_file() -> None:
    """A proof that nothing can fail proves nothing."""
    assert {row["caught_by"] for row in BROKEN} == {proof.name for proof in PROOFS}


def test_the_answers_that_break_a_proof_are_the_fewest(tmp_path: Path) -> None:
    """Cancer alone is enough to show that it can wait."""
    row = next(row for row in BROKEN if row["broken"] == "Cancer can wait for the doctor")
    outcome = run(BY_NAME["floors"], subject_of(broken_file(row, tmp_path)), at_most=1)
    assert outcome.broken[0].answers == {"somebody": {"cancer_history": "yes"}}


def test_a_broken_file_is_told_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command prints the proof, the answers and what the skill calls them, and fails."""
    row = next(row for row in BROKEN if row["broken"] == "Cancer can wait for the doctor")
    assert prove(broken_file(row, tmp_path), [BY_NAME["floors"]]) == 1
    told = capsys.readouterr().out
    assert "FAILS   Nobody falls below a floor" in told
    assert "somebody: cancer_history: yes (there has been cancer)" in told
    assert "0 of 1 proofs hold" in told


def test_a_claim_about_nobody_is_no_proof() -> None:
    """What holds of nobody would be proved of everybody."""
    person, sound = Anybody.free(KNOWLEDGE)
    nobody = [*sound, person.told["age"].open, person.told["age"].unknown]
    found = check(Claim("nobody", {"somebody": person}, nobody, person.ambulance))
    assert found is not None
    assert "there is nobody like this" in found.about


def test_the_longest_interview_is_one_that_the_engine_holds() -> None:
    """Question by question, each sweep asked again in parts; and the limit is not larger than it must be."""
    course = Interviews(subject_of(TRIAGE)).longest()
    known, put = dict(course.opening), []
    while isinstance(step := next_step(KNOWLEDGE, known, put), Ask):
        put.append(step.question.name)
        if not step.question.is_sweep:
            known |= {name: course.answers[name] for name in step.question.asks}
    assert tuple(put) == course.questions
    assert len(put) == read_floors(KNOWLEDGE).longest


# ---- the floors ------------------------------------------------------------------------------------------------------


def with_floors(text: str, folder: Path) -> Subject:
    """The real clinical file, held against other floors."""
    path = folder / "floors.yaml"
    path.write_text(text, encoding="utf-8")
    return Subject(KNOWLEDGE, read_floors(KNOWLEDGE, path))


def faults() -> Iterator[tuple[str, str, str]]:
    """Mistakes in the file of floors: what stands there, what instead, and what is said of it."""
    yield "at_least: routine_appointment}", "at_least: routine_apointment}", "'routine_apointment' is no urgency"
    yield "when: {cancer_history:", "when: {cancer_histroy:", "needs 'cancer_histroy', which is no topic"
    yield "longest: 41", "longest: many", "'longest' is no whole number"
    yield "beside: {saddle_numbness:", "beside: {sadle_numbness:", "'sadle_numbness' is no topic"
    yield "self_care:\n", "selfcare:\n", "unknown section 'selfcare'"
    yield "form: ambulance}", "from: ambulance}", "from"


@pytest.mark.parametrize(("right", "wrong", "said"), list(faults()), ids=[wrong for _, wrong, _ in faults()])
def test_a_mistake_in_the_floors_is_told_with_its_line(right: str, wrong: str, said: str, tmp_path: Path) -> None:
    """And with what to do."""
    text = FLOORS.read_text(encoding="utf-8")
    assert right in text
    with pytest.raises(KnowledgeError) as found:
        with_floors(text.replace(right, wrong, 1), tmp_path)
    assert any(said in problem and ".yaml:" in problem and " - " in problem for problem in found.value.problems)
