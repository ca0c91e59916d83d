"""In every state of a conversation every wish is met, every answer moves on, and leaving is never a bare goodbye."""

from __future__ import annotations

import json
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.conversation import Conversation, Reply
from skill.loader import load_knowledge
from skill.model import UNKNOWN, Heard, Question, Value
from skill.speech import load_speech
from skill.state import State

KNOWLEDGE = load_knowledge()
CONVERSATION = Conversation(KNOWLEDGE, load_speech("en-US"))
STORY = Heard({"numb": "yes"})
WISHES = (
    "explain_question", "why_asking", "repeat", "correct", "wait", "help", "ask_result", "ask_reason",
    "ask_what_doctor_does", "are_you_a_doctor", "privacy", "progress", "send_to_phone",
)  # fmt: skip
"""Wishes after which the same question is open. Going back, skipping and leaving have tests of their own."""
WELL: dict[str, Value] = {
    "age": 30, "duration": 200, "still_present": "yes", "course": "same", "onset": "gradual", "trigger": "none",
    "posture_relief": "no", "pattern": ("stays_local",), "seen_doctor": "no", "pain": "yes", "injury": "yes",
}  # fmt: skip


def _answer(question: Question) -> Heard:
    return Heard({name: WELL.get(name, "no") for name in question.asks})


def _question(name: str | None) -> Question:
    return next(question for question in KNOWLEDGE.questions if question.name == name)


@cache
def _states() -> tuple[tuple[Reply, str], ...]:
    """Replies with an open question, one for each question on the way of somebody with much to tell."""
    found = []
    reply = CONVERSATION.hear(CONVERSATION.open().state, STORY)
    while reply.question:
        found.append((reply, reply.question))
        reply = CONVERSATION.hear(reply.state, _answer(_question(reply.question)))
    assert reply.state.outcome
    return tuple(found)


def _each_state() -> list[object]:
    return [pytest.param(reply, id=name) for reply, name in _states()]


@pytest.mark.parametrize("wish", WISHES)
@pytest.mark.parametrize("reply", _each_state())
def test_a_wish_is_met_and_the_question_stays_open(reply: Reply, wish: str) -> None:
    """Whatever is asked in return, the answer that is still wanted can be given next."""
    met = CONVERSATION.hear(reply.state, Heard(intent=wish))
    assert met.asking == reply.asking
    assert met.reprompt
    assert met.state.answers == reply.state.answers
    after = CONVERSATION.hear(met.state, _answer(_question(met.question)))
    assert after.question != reply.question


@pytest.mark.parametrize("reply", _each_state())
def test_leaving_says_when_to_go_to_emergency_and_the_level_so_far(reply: Reply) -> None:
    """In every state; never less than the clinical file asks for somebody who leaves early."""
    left = CONVERSATION.hear(reply.state, Heard(intent="stop"))
    assert left.reprompt is None
    assert CONVERSATION.adviser.emergency_sentence(third_party=False) in left.speech
    assert left.state.outcome
    assert KNOWLEDGE.urgency(left.state.outcome["urgency"]) >= KNOWLEDGE.unfinished


@pytest.mark.parametrize("reply", _each_state())
def test_an_emergency_in_passing_is_advised_at_once(reply: Reply) -> None:
    """Whatever is being asked."""
    alarmed = CONVERSATION.hear(reply.state, Heard({"saddle_numbness": "yes"}))
    assert alarmed.state.outcome
    assert alarmed.state.outcome["urgency"] == "emergency_now"


@pytest.mark.parametrize("reply", _each_state())
def test_going_back_undoes_the_last_answer(reply: Reply) -> None:
    """The question before is open again, and the answers are as they were."""
    back = CONVERSATION.hear(reply.state, Heard(intent="go_back"))
    assert len(back.state.answers) < len(reply.state.answers)
    assert len(back.state.history) == len(reply.state.history) - 1


@pytest.mark.parametrize("reply", _each_state())
@pytest.mark.parametrize("heard", [Heard(), Heard(intent="off_topic"), Heard(intent="skip_question")], ids=str)
def test_no_question_is_asked_for_ever(reply: Reply, heard: Heard) -> None:
    """Somebody who is never understood still comes to advice."""
    for _ in range(120):
        reply = CONVERSATION.hear(reply.state, heard)
        if reply.state.outcome:
            return
    pytest.fail("no advice after 120 turns")


@pytest.mark.parametrize("reply", _each_state())
def test_the_session_survives_the_way_through_json(reply: Reply) -> None:
    """Alexa carries the state as JSON between two turns."""
    carried = json.loads(json.dumps(reply.state.to_attributes()))
    assert State.from_attributes(carried, KNOWLEDGE) == reply.state
    assert len(json.dumps(carried)) < 8_000


def _values(name: str) -> st.SearchStrategy[Value]:
    topic = KNOWLEDGE.topics[name]
    if topic.kind == "set":
        members = st.lists(st.sampled_from(topic.values), min_size=1, max_size=2, unique=True).map(tuple)
        return st.one_of(st.just(UNKNOWN), st.just("no"), members)
    if topic.kind in ("minutes", "years"):
        return st.one_of(st.just(UNKNOWN), st.integers(0, 100_000 if topic.kind == "minutes" else 100))
    return st.sampled_from((*topic.values, UNKNOWN))


_HEARD = st.builds(
    Heard,
    answers=st.sampled_from(sorted(KNOWLEDGE.topics)).flatmap(
        lambda name: st.one_of(st.just({}), st.fixed_dictionaries({name: _values(name)}))
    ),
    intent=st.one_of(
        st.none(), st.sampled_from((*WISHES, "go_back", "skip_question", "start_over", "off_topic", "stop"))
    ),
    hedged=st.booleans(),
    bare=st.sampled_from((None, "yes", "no")),
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(_HEARD, max_size=25))
def test_anything_said_in_any_order_is_answered(said: list[Heard]) -> None:
    """Something is said in every turn, and advice can be reached from wherever it leads."""
    reply = CONVERSATION.open()
    for heard in said:
        state = State.from_attributes(json.loads(json.dumps(reply.state.to_attributes())), KNOWLEDGE)
        reply = CONVERSATION.hear(state, heard)
        assert reply.speech.strip()
        assert bool(reply.asking) == bool(reply.question)
        if reply.reprompt is None:
            return
    for _ in range(40):
        if reply.state.outcome:
            return
        heard = _answer(_question(reply.question)) if reply.question else STORY
        reply = CONVERSATION.hear(reply.state, heard)
    pytest.fail(f"no advice from {reply.state.answers}")


def test_an_answer_that_goes_round_in_circles_stays_at_its_graver_value() -> None:
    """Two questions that undo each other's answer must not keep a frightened person talking for ever."""
    reply = CONVERSATION.hear(CONVERSATION.open().state, STORY)
    for _ in range(80):
        question = _question(reply.question)
        answers = dict(_answer(question).answers) | {"injury": "no" if "injury" in question.about else "yes"}
        reply = CONVERSATION.hear(reply.state, Heard(answers))
        if reply.state.outcome:
            assert reply.state.answers["injury"] == "yes"
            return
    pytest.fail("no advice after 80 turns")
