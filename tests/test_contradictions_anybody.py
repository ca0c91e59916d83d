"""Properties of contradictions: what must hold for anybody, whatever they say, in whatever order."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from skill.contradictions import graver
from skill.conversation import Reply
from skill.engine import so_far
from skill.model import UNKNOWN, Urgency, Value
from tests.test_contradictions import CONVERSATION, KNOWLEDGE, question, said
from tests.test_engine import ASKED, TOPICS, anybody, value_of, volunteered

quick = settings(max_examples=30, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))


def urgency(reply: Reply) -> Urgency:
    """What is known by now asks for this."""
    return so_far(KNOWLEDGE, reply.state.answers).urgency


@st.composite
def contradicting(draw: st.DrawFn) -> tuple[dict[str, Value], str, Value, Value]:
    """Anybody, a topic, and two answers about it that contradict each other."""
    everything = draw(anybody(changes=4))
    ordered = sorted(name for name in ASKED if TOPICS[name].kind not in ("minutes", "years"))
    name = draw(st.sampled_from(ordered))
    contradict = CONVERSATION.contradictions.contradict
    one = draw(value_of(TOPICS[name]).filter(lambda value: value not in (UNKNOWN, ())))
    other = draw(value_of(TOPICS[name]).filter(lambda value: value != () and contradict(name, one, value)))
    return everything, name, one, other


def held(everything: Mapping[str, Value], story: Mapping[str, Value], at: int, then: Mapping[str, Value]) -> Reply:
    """A conversation in which something is told at a turn; whatever is put because of it stays without an answer."""
    reply = said(CONVERSATION.open(), **{"numb": "yes", **story})
    put: list[str] = []
    for turn in range(80):
        if reply.state.outcome:
            note(f"put: {put}")
            return reply
        if reply.state.in_question:
            put += [reply.state.in_question] if not reply.state.missed else []
            assert len(put) == len(set(put))
            reply = said(reply)
        else:
            known = {name: everything[name] for name in question(reply.question).asks if name not in story}
            reply = said(reply, **{**known, **(then if turn == at else {})})
    pytest.fail(f"no advice after 80 turns: {reply.question}")


@quick
@given(contradicting(), st.integers(0, 12))
def test_a_contradiction_without_an_answer_is_never_below_the_graver_answer(
    person: tuple[dict[str, Value], str, Value, Value], at: int
) -> None:
    """In either order, at whatever turn the other answer comes; and every conversation ends."""
    everything, name, one, other = person
    told = volunteered(everything) | {kept: everything[kept] for kept in ("seen_doctor", "duration")}
    story = {topic: value for topic, value in told.items() if value != UNKNOWN} | {name: one}
    grave = graver(TOPICS[name], one, other)
    note(f"{name}: {one}, then {other} at {at}; story {story}")
    both = held(everything, story, at, {name: other})
    if name not in both.state.contradictions:  # the advice came first
        grave = one
    alone = held(everything, {**story, name: grave}, -1, {})
    assert urgency(both) >= urgency(alone)


_WISHES = (None, None, None, "correct", "repeat", "go_back", "skip_question", "why_asking", "off_topic", "wait")


@quick
@given(st.data())
def test_the_graver_answer_stands_in_every_turn(data: st.DataObject) -> None:
    """Whatever is said in whatever order: with neither of two unsettled answers would it be more urgent."""
    reply = said(CONVERSATION.open(), numb="yes")
    for _ in range(20):
        names = data.draw(st.lists(st.sampled_from(sorted(ASKED)), max_size=3, unique=True))
        own = question(reply.question).asks if reply.question else ()
        chosen = dict.fromkeys((*names, *(own if data.draw(st.booleans()) else ())))
        answers = {name: data.draw(value_of(TOPICS[name]).filter(lambda value: value != ())) for name in chosen}
        reply = said(reply, intent=data.draw(st.sampled_from(_WISHES)), **answers)
        standing = reply.state.answers
        for name, one in reply.state.contradictions.items():
            if one.stage != "settled":
                for value in (one.first, one.then):
                    other = so_far(KNOWLEDGE, {**standing, name: value}).urgency
                    assert other <= urgency(reply), (name, one, standing[name])
        if reply.reprompt is None:
            return


@quick
@given(anybody(changes=3))
def test_who_does_not_contradict_is_asked_nothing_more(everything: dict[str, Value]) -> None:
    """Saying the same thing again, or more of it, is no contradiction."""
    reply = said(CONVERSATION.open(), **volunteered(everything) | {"numb": "yes"})
    told: dict[str, Value] = {}
    for _ in range(60):
        if not reply.question:
            return
        told |= {name: everything[name] for name in question(reply.question).asks}
        reply = said(reply, **told)
        assert reply.state.in_question is None
