"""Two clear answers about one topic: put once where they change the outcome; until then the graver one stands."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from skill.conversation import Conversation, Reply
from skill.loader import load_knowledge
from skill.model import UNKNOWN, Heard, Question, Value
from skill.speech import load_speech
from skill.state import State
from tests.people import WELL

KNOWLEDGE = load_knowledge()
CONVERSATION = Conversation(KNOWLEDGE, load_speech("en-US"))
EMERGENCY = KNOWLEDGE.urgencies[-1].name


def said(reply: Reply, intent: str | None = None, pick: str | None = None, **answers: Value) -> Reply:
    """Say something, with the state as it comes back from the session."""
    state = State.from_attributes(json.loads(json.dumps(reply.state.to_attributes())), KNOWLEDGE)
    assert state == reply.state
    return CONVERSATION.hear(state, Heard(answers, intent=intent, pick=pick))


def question(name: str | None) -> Question:
    """The question of that name."""
    return next(one for one in KNOWLEDGE.questions if one.name == name)


def answered(reply: Reply, everything: Mapping[str, Value] = WELL) -> Reply:
    """Answer the open question as the well person does, or another one."""
    return said(reply, **{name: everything[name] for name in question(reply.question).asks})


def until(asked: str, **story: Value) -> Reply:
    """The well person's conversation, after a story, when a question is open."""
    reply = said(CONVERSATION.open(), numb="yes", **story)
    while reply.question != asked:
        assert reply.question, f"'{asked}' is not asked"
        reply = answered(reply)
    return reply


# ---- when it is put ------------------------------------------------------------------------------------------------


def test_a_graver_fact_against_an_earlier_no_is_put() -> None:
    """What was said before, what is said now, and the question itself; the open question waits."""
    reply = said(until("age"), fever="yes")
    assert reply.asking == ("fever",)
    assert "there is no fever, and then that there is a fever" in reply.speech
    assert reply.speech.endswith("Do you have a fever, or feel hot and shivery, now or in the last two days?")
    assert reply.state.answers["fever"] == "yes"
    assert said(reply, fever="no").question == "age"
    assert said(reply, fever="no").state.answers["fever"] == "no"
    assert said(reply, fever="yes").question == "age"
    assert said(reply, fever="yes").state.answers["fever"] == "yes"


def test_a_milder_fact_against_an_earlier_graver_one_is_put() -> None:
    """The graver one stands until it is answered."""
    reply = said(until("age", fever="yes"), fever="no")
    assert reply.asking == ("fever",)
    assert "there is a fever, and then that there is no fever" in reply.speech
    assert reply.state.answers["fever"] == "yes"


def test_what_changes_nothing_is_put_only_when_it_does() -> None:
    """While something else is as urgent, nobody is bothered."""
    reply = said(until("age", vomiting="yes"), fever="yes")
    assert reply.question == "age"
    reply = said(reply, intent="correct", vomiting="no")
    assert reply.asking == ("fever",)


def test_two_that_hide_each_other_are_both_put() -> None:
    """Either alone would not change the outcome; both together do."""
    reply = said(until("age"), fever="yes", vomiting="yes")
    assert reply.asking == ("fever",)
    reply = said(reply, fever="no")
    assert reply.asking == ("vomiting",)
    assert said(reply, vomiting="no").question == "age"


def test_an_emergency_is_never_held_up() -> None:
    """Neither before it is put, nor while it is."""
    reply = said(until("age", pain="yes"), fever="yes")
    assert reply.state.outcome
    assert reply.state.outcome["urgency"] == EMERGENCY
    reply = said(said(until("age"), fever="yes"), saddle_numbness="yes")
    assert reply.state.outcome
    assert reply.state.outcome["urgency"] == EMERGENCY


def test_a_number_is_asked_in_its_own_words() -> None:
    """Of two ages the one that is more urgent stands."""
    reply = said(until("onset"), age=70)
    assert reply.asking == ("age",)
    assert reply.speech.endswith("How old are you?")
    assert reply.state.answers["age"] == 70
    assert said(reply, age=40).state.answers["age"] == 40


def test_an_answer_that_takes_back_what_was_told_is_put() -> None:
    """Asked what happened: "nothing, I did not fall"."""
    reply = until("injury_energy", injury="yes")
    reply = said(reply, injury="no")
    assert reply.asking == ("injury",)
    assert reply.state.answers["injury"] == "yes"
    reply = said(reply, injury="no")
    assert reply.question == "legs_sweep"
    assert reply.state.answers["injury"] == "no"


def test_an_answer_that_takes_back_what_does_not_matter_counts() -> None:
    """No doubt is left where there need not be one."""
    reply = said(until("injury_energy", injury="yes", vomiting="yes"), injury="no")
    assert reply.question == "legs_sweep"
    assert reply.state.answers["injury"] == "no"
    assert said(reply, intent="correct", vomiting="no").asking == ("injury",)


def test_a_finer_finding_against_the_whole_is_put_and_falls_with_it() -> None:
    """No pain, and then a stiff neck: the question is about pain."""
    reply = said(until("conditions", seen_doctor="no"), neck_pain="yes")
    assert reply.asking == ("pain",)
    assert reply.state.answers["pain"] == "yes"
    reply = said(reply, pain="no")
    assert (reply.state.answers["pain"], reply.state.answers["neck_pain"]) == ("no", "no")


@pytest.mark.parametrize(
    ("topic", "one", "other", "contradict"),
    [
        ("fever", "no", "yes", True),
        ("fever", "no", UNKNOWN, False),
        ("both_legs", "feet_only", "yes", False),  # the same, said more finely
        ("pattern", ("stays_local",), ("one_leg",), True),
        ("pattern", ("one_arm",), ("one_leg",), False),  # two findings
        ("conditions", "no", ("lupus",), True),
        ("conditions", ("other",), ("lupus",), False),
        ("age", 30, 31, True),
        ("trigger", "none", "pressure", True),
    ],
)
def test_what_contradicts(topic: str, one: Value, other: Value, contradict: bool) -> None:
    """Two clear answers that cannot both be so."""
    assert CONVERSATION.contradictions.contradict(topic, one, other) is contradict
    assert CONVERSATION.contradictions.contradict(topic, other, one) is contradict


def test_a_correction_is_not_put() -> None:
    """Whoever says "actually" has said which one is right."""
    reply = said(until("age", fever="yes", vomiting="no"), intent="correct", fever="no")
    assert reply.question == "age"
    assert reply.state.answers["fever"] == "no"


# ---- how it is answered --------------------------------------------------------------------------------------------


def test_pointing_at_one_of_them_is_an_answer() -> None:
    """As in "what I said before" and "the second": even where the words could be a wish."""
    reply = said(until("age"), fever="yes")
    assert said(reply, pick="earlier", intent="go_back").state.answers["fever"] == "no"
    assert said(reply, pick="later").state.answers["fever"] == "yes"
    assert said(until("age"), pick="earlier").question == "age"


@pytest.mark.parametrize("fever", [None, UNKNOWN])
def test_no_answer_is_asked_for_once_more_and_then_the_graver_stands(fever: str | None) -> None:
    """Never a loop, and never put again."""
    unclear: dict[str, Value] = {"fever": fever} if fever else {}
    reply = said(until("age"), fever="yes")
    reply = said(reply, **unclear)
    assert reply.speech.endswith(load_speech("en-US").say("questions.fever.rephrase"))
    reply = said(reply, **unclear)
    assert reply.question == "age"
    assert reply.state.answers["fever"] == "yes"
    reply = said(reply, fever="no")
    assert reply.question == "age"
    assert reply.state.answers["fever"] == "yes"


def test_it_can_be_skipped() -> None:
    """The graver one stands."""
    reply = said(said(until("age"), fever="yes"), intent="skip_question")
    assert reply.question == "age"
    assert reply.state.answers["fever"] == "yes"


def test_a_soft_no_is_put_once_more_where_not_knowing_is_an_emergency() -> None:
    """As for any question about an emergency."""
    told: dict[str, Value] = {"saddle_numbness": "yes", "seen_doctor": "yes", "duration": 50_000, "course": "same"}
    reply = said(until("age", **told, fever="no", vomiting="no"), saddle_numbness="no")
    assert reply.asking == ("saddle_numbness",)
    soft = Heard({"saddle_numbness": "no"}, hedged=True)
    reply = CONVERSATION.hear(reply.state, soft)
    assert reply.asking == ("saddle_numbness",)
    assert reply.state.answers["saddle_numbness"] == "yes"
    assert CONVERSATION.hear(reply.state, soft).question == "age"


@pytest.mark.parametrize("wish", ["repeat", "why_asking", "help", "wait", "privacy", "progress", "explain_question"])
def test_wishes_are_met_and_it_stays_open(wish: str) -> None:
    """Like on any other question."""
    reply = said(said(until("age"), fever="yes"), intent=wish)
    assert reply.asking == ("fever",)
    assert said(reply, fever="no").question == "age"


def test_going_back_from_it_takes_back_the_answer_but_not_the_alarm() -> None:
    """The question before is open again; what was told in passing is put after it."""
    reply = said(until("age"), age=30, fever="yes")
    reply = said(reply, intent="go_back")
    assert reply.question == "age"
    assert "age" not in reply.state.answers
    assert reply.state.answers["fever"] == "yes"
    assert said(reply, age=30).asking == ("fever",)


def test_going_back_to_it_opens_it_again() -> None:
    """The answer is undone, whichever it was."""
    for fever in ("yes", "no"):
        reply = said(said(said(until("age"), fever="yes"), fever=fever), intent="go_back")
        assert reply.asking == ("fever",)
        assert reply.state.answers["fever"] == "yes"


# ---- after the advice ----------------------------------------------------------------------------------------------


def advised(**story: Value) -> Reply:
    """The well person's conversation until there is advice."""
    reply = said(CONVERSATION.open(), numb="yes", **story)
    while reply.question:
        reply = answered(reply)
    return reply


def test_after_the_advice_something_graver_is_advised_at_once() -> None:
    """Somebody may walk away from a question."""
    reply = said(advised(), fever="yes")
    assert reply.state.outcome
    assert reply.state.outcome["urgency"] == "urgent_today"


def test_after_the_advice_something_milder_is_put() -> None:
    """But what was advised as an emergency is not taken back in passing."""
    reply = said(advised(fever="yes"), fever="no")
    assert reply.asking == ("fever",)
    assert advised(saddle_numbness="yes").state.outcome
    assert said(advised(saddle_numbness="yes"), saddle_numbness="no").asking == ()


# ---- what is kept --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kept",
    [
        "fever",
        {"fever": "no"},
        {"fever": ["no", "yes"]},
        {"fever": ["no", "yes", "done"]},
        {"fever": ["no", "hot", "open"]},
        {"fever": [UNKNOWN, "yes", "open"]},
        {"numb": ["no", "yes", "open"]},  # no question asks for it
        {"vomiting": ["no", "yes", "open"]},  # nothing stands
        {"fever": None},
    ],
    ids=str,
)
def test_what_is_unsound_in_a_session_is_left_out(kept: object) -> None:
    """An old version, or a stranger's hand."""
    attributes = {"answers": {"fever": "yes"}, "told": True, "contradictions": kept}
    assert State.from_attributes(attributes, KNOWLEDGE).contradictions == {}


def test_what_is_kept_is_values_alone() -> None:
    """Topics and values, and how far it is."""
    kept = said(until("age"), fever="yes").state.to_attributes()
    assert kept["contradictions"] == {"fever": ["no", "yes", "open"]}


def test_it_is_said_of_somebody_else() -> None:
    """In the third person, for every topic that is asked."""
    words = CONVERSATION.contradictions.words
    reply = said(until("age", caller="third_party", blood_thinners="yes"), blood_thinners="no")
    one = reply.state.contradictions["blood_thinners"]
    assert "they take a blood thinner, and then that they take no blood thinner" in words("blood_thinners", one, True)
