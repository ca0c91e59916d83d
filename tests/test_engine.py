"""Properties of the engine over the clinical file: what must hold for anybody, whatever they answer."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, note, settings
from hypothesis import strategies as st

from skill.engine import Findings, next_step, so_far
from skill.loader import load_knowledge
from skill.model import UNKNOWN, Advise, Answers, Ask, Question, Topic, Value
from tests.people import WELL, answers, named, read, well_but

KNOWLEDGE = load_knowledge()
TOPICS = KNOWLEDGE.topics
URGENCIES = KNOWLEDGE.urgencies
ASKED = {topic for question in KNOWLEDGE.questions for topic in question.asks}
RAISING = {name for name, topic in TOPICS.items() if topic.unknown.raises}

LONGEST = 36
"""Questions of the longest interview: a long search found 34, with sweeps asked again in parts, and a margin of two."""

SHORT = 16
"""Questions of an interview in which every answer is the best one (section 4 of the specification)."""

NOT_IN_ORDER_OF_GRAVITY: dict[str, str] = {}
"""Topics of which a graver value may be less urgent, with the decision of the specification that says so. None is.

Minutes and years have no order of gravity: what is new can be graver than what is old (D-3, D-7, D-9).
"""

TOLD_TO_BE_OLD = ("seen_doctor", "duration")
"""D-7: a change in the private area is an emergency unless these were told before it; they are not asked then."""

quick = settings(max_examples=60, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))

MINUTES = (0, 5, 20, 60, 170, 180, 300, 1439, 1440, 4320, 10080, 10081, 20159, 20160, 60480, 525600)
YEARS = (2, 9, 15, 16, 40, 49, 50, 64, 65, 80)


def value_of(topic: Topic) -> st.SearchStrategy[Value]:
    """Any answer to a topic, the least grave first, since hypothesis shrinks towards it."""
    if topic.kind == "set":
        known: st.SearchStrategy[Value] = st.lists(st.sampled_from(topic.values), max_size=3, unique=True).map(tuple)
    elif topic.kind in ("minutes", "years"):
        known = st.sampled_from(MINUTES if topic.kind == "minutes" else YEARS)
    else:
        known = st.sampled_from(topic.values)
    return known | st.just(UNKNOWN)


def anybody(changes: int = 8) -> st.SearchStrategy[dict[str, Value]]:
    """Full sets of answers: the well person with a few topics changed, so that every level is met."""

    def changed(names: list[str]) -> st.SearchStrategy[dict[str, Value]]:
        return st.fixed_dictionaries({name: value_of(TOPICS[name]) for name in names}).map(
            lambda some: {**WELL, **some}
        )

    return st.lists(st.sampled_from(sorted(TOPICS)), max_size=changes, unique=True).flatmap(changed)


def tell(found: Answers) -> None:
    """Print what a failing person answered, as far as it differs from the well one."""
    note(str({name: value for name, value in found.items() if WELL.get(name) != value}))


def applies(question: Question, everything: Answers) -> bool:
    """Whether a question is put to somebody with these answers."""
    return question.only_if is None or bool(Findings(KNOWLEDGE, everything).holds(question.only_if))


def interview(told: Answers, everything: Answers) -> tuple[Advise, dict[str, Value], list[str]]:
    """Ask until advice comes; the advice, the answers that it took, and the questions put."""
    known = dict(told)
    put: list[str] = []
    while isinstance(step := next_step(KNOWLEDGE, known, put), Ask):
        question = step.question
        assert question.name not in put, f"'{question.name}' is put twice"
        put.append(question.name)
        best = all(everything[name] == TOPICS[name].values[0] for name in question.asks if TOPICS[name].values)
        if not question.is_sweep or best:  # a sweep with anything to tell is answered "yes", and asked again in parts
            known |= {name: everything[name] for name in question.asks}
    return step, known, put


def volunteered(everything: Answers) -> dict[str, Value]:
    """What no question asks for: it is told at the opening, or never."""
    return {name: value for name, value in everything.items() if name not in ASKED}


# ---- gravity -------------------------------------------------------------------------------------------------------


@quick
@given(anybody(), st.data())
def test_a_graver_answer_is_never_less_urgent(everything: dict[str, Value], data: st.DataObject) -> None:
    """Answer one topic more gravely, and the urgency stays or rises."""
    tell(everything)
    ordered = [name for name, topic in TOPICS.items() if topic.kind not in ("minutes", "years")]
    for name in data.draw(st.lists(st.sampled_from(ordered), min_size=30, max_size=30, unique=True), label="topics"):
        topic = TOPICS[name]
        if name in NOT_IN_ORDER_OF_GRAVITY:
            continue
        if topic.kind == "set":
            more = data.draw(st.sampled_from(topic.values), label=name)
            steps: list[Value] = [(), (more,)]
        else:
            steps = list(topic.values)
        urgencies = [so_far(KNOWLEDGE, {**everything, name: value}).urgency for value in steps]
        assert urgencies == sorted(urgencies), f"{name}: {dict(zip(steps, urgencies, strict=True))}"


@quick
@given(anybody(), st.data())
def test_not_knowing_is_never_less_urgent_than_the_best_answer(
    everything: dict[str, Value], data: st.DataObject
) -> None:
    """An unknown answer never reassures more than the least grave one."""
    tell(everything)
    for name in data.draw(
        st.lists(st.sampled_from(sorted(TOPICS)), min_size=30, max_size=30, unique=True), label="topics"
    ):
        topic = TOPICS[name]
        best: Value = topic.values[0] if topic.values else WELL.get(name, 0)
        least = so_far(KNOWLEDGE, {**everything, name: (best,) if topic.kind == "set" else best})  # type: ignore[dict-item]
        assert so_far(KNOWLEDGE, {**everything, name: UNKNOWN}).urgency >= least.urgency, name


@quick
@given(anybody())
def test_one_more_thing_told_never_lowers_what_is_open(everything: dict[str, Value]) -> None:
    """What is known so far is never more urgent than what all answers require: but for D-7."""
    tell(everything)
    names = list(everything)
    random.Random(len(names)).shuffle(names)  # noqa: S311 - no secret
    known: dict[str, Value] = {}
    before = so_far(KNOWLEDGE, known).urgency
    for name in names:
        known[name] = everything[name]
        after = so_far(KNOWLEDGE, known).urgency
        if name not in TOLD_TO_BE_OLD:
            assert after >= before, f"{name}: {before} -> {after}"
        before = after


# ---- interviews ----------------------------------------------------------------------------------------------------


@quick
@given(anybody(), st.data())
def test_asking_what_matters_finds_what_asking_everything_finds(
    everything: dict[str, Value], data: st.DataObject
) -> None:
    """The interview leaves out only questions that could not have changed the outcome."""
    everything = {
        name: WELL.get(name, TOPICS[name].assumed or 0) if value == UNKNOWN and name in RAISING else value
        for name, value in everything.items()
    }
    tell(everything)
    opening = data.draw(st.lists(st.sampled_from(sorted(everything)), max_size=3, unique=True), label="opening")
    told = volunteered(everything) | {name: everything[name] for name in (*opening, *TOLD_TO_BE_OLD)}
    asked = {name for question in KNOWLEDGE.questions if applies(question, everything) for name in question.asks}
    whole = told | {name: everything[name] for name in asked}
    advice, known, put = interview(told, everything)
    note(f"put: {put}")
    full = so_far(KNOWLEDGE, whole)
    assert advice.urgency == full.urgency, f"left out: {sorted(set(whole) - set(known))}"
    assert len(put) <= LONGEST


@quick
@given(anybody())
def test_an_unknown_that_was_never_asked_raises_nothing(everything: dict[str, Value]) -> None:
    """With unknowns that raise, an interview ends too, and is at most as urgent as if all had been asked."""
    tell(everything)
    told = volunteered(everything) | {name: everything[name] for name in TOLD_TO_BE_OLD}
    advice, _, put = interview(told, everything)
    assert advice.urgency <= so_far(KNOWLEDGE, everything).urgency
    assert len(put) <= LONGEST


@pytest.mark.parametrize("age", [16, 25, 55, 64])
@pytest.mark.parametrize("trigger", TOPICS["trigger"].values[:-1])
@pytest.mark.parametrize("seen", ["yes", "no"])
def test_the_best_answers_make_a_short_interview(age: int, trigger: str, seen: str) -> None:
    """Somebody whose every answer is the best is done within sixteen questions, and needs nobody."""
    everything = well_but({"age": age, "trigger": trigger, "seen_doctor": seen})
    advice, _, put = interview(volunteered(everything), everything)
    assert advice.urgency == URGENCIES[0]
    assert len(put) <= SHORT, put


@pytest.mark.parametrize(
    "name", sorted(name for name, topic in TOPICS.items() if topic.unknown.at_least and topic.values)
)
def test_an_emergency_is_advised_at_once(name: str) -> None:
    """As soon as the gravest answer to an emergency question is told, nothing more is asked where it decides alone."""
    topic = TOPICS[name]
    if topic.kind == "set" or so_far(KNOWLEDGE, well_but({name: topic.values[-1]})).urgency < URGENCIES[-1]:
        return
    step = next_step(KNOWLEDGE, {name: topic.values[-1]})
    if name == "balance_coordination":  # how long decides whether it is slow (RF-11)
        assert isinstance(step, Ask)
    else:
        assert isinstance(step, Advise), name
        assert step.urgency == URGENCIES[-1]


EMERGENCY_TOPICS = [
    name
    for name, topic in TOPICS.items()
    if name in ASKED
    and topic.kind in ("yes_no", "choice")
    and topic.unknown.at_least
    and topic.name not in ("tearing_pain", "injury_energy")
]


@quick
@given(anybody(changes=2))
def test_self_care_only_after_clear_answers_to_every_emergency_question(everything: dict[str, Value]) -> None:
    """Nobody is told to stay at home before every emergency question has its best answer (or the exception of D-6)."""
    tell(everything)
    advice, known, _ = interview(volunteered(everything), everything)
    assume(advice.urgency == URGENCIES[0])
    for name in EMERGENCY_TOPICS:
        assert known.get(name) in (TOPICS[name].values[0], "only_while_sitting"), name
    assert not [reason for reason in advice.reasons if reason.urgency]
    assert named(KNOWLEDGE, advice) == set(KNOWLEDGE.otherwise)


# ---- the file ------------------------------------------------------------------------------------------------------


@quick
@given(anybody(), st.randoms(use_true_random=False))
def test_the_order_of_rules_means_nothing(everything: dict[str, Value], chance: random.Random) -> None:
    """Shuffle the rules, and the advice, its form and its criteria stay."""
    tell(everything)
    rules = list(KNOWLEDGE.rules)
    chance.shuffle(rules)
    shuffled = replace(KNOWLEDGE, rules=tuple(rules))
    one, other = so_far(KNOWLEDGE, everything), so_far(shuffled, everything)
    assert (one.urgency, one.ambulance) == (other.urgency, other.ambulance)
    assert named(KNOWLEDGE, one) == named(shuffled, other)


VIGNETTES: list[dict[str, Any]] = read("data/vignette_answers.yaml")


@pytest.mark.parametrize("vignette", VIGNETTES, ids=[vignette["id"] for vignette in VIGNETTES])
def test_vignette(vignette: dict[str, Any]) -> None:
    """The structured facts of each vignette give the expected level."""
    advice = so_far(KNOWLEDGE, answers(vignette["answers"]))
    assert advice.urgency.name == vignette["expected"], [reason.rule.name for reason in advice.reasons if reason.rule]
