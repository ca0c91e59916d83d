"""How the safety report counts: verdicts, intervals, lengths, criteria and targets, each by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from safety import patients
from safety.patients import Vignette, talk
from safety.reading_grade import words_of
from safety.report.figures import share, summary
from safety.report.gathering import meets
from safety.report.reasons import decided_and_named
from safety.report.running import hear, labelled_and_named, seconds

EMERGENCY = "down below has gone numb and i keep dribbling pee ever since my back went at work"


def test_intervals_are_the_exact_ones() -> None:
    """Clopper and Pearson, from tables."""
    assert share(40, 40) == {"count": 40, "of": 40, "share": 1.0, "low": 0.9119, "high": 1.0}
    assert share(39, 40) == {"count": 39, "of": 40, "share": 0.975, "low": 0.8684, "high": 0.9994}
    assert share(0, 8)["high"] == 0.3694
    assert share(0, 0) == {"count": 0, "of": 0, "share": None, "low": 0.0, "high": 1.0}


def test_quartiles_are_those_of_the_values_themselves() -> None:
    """One value has quartiles too, and none has none."""
    assert summary([4, 1, 3, 2, 5]) == {"low": 2.0, "median": 3.0, "high": 4.0, "longest": 5}
    assert summary([7]) == {"low": 7, "median": 7, "high": 7, "longest": 7}
    assert summary([]) is None


@pytest.mark.parametrize(
    ("urgency", "verdict"),
    [
        ("urgent_today", "exact"),
        ("routine_appointment", "accepted"),
        ("see_doctor_soon", "above"),  # between two accepted levels, and none of them
        ("emergency_now", "above"),
        ("self_care_watch", "below"),
        (None, "below"),
    ],
)
def test_verdicts(urgency: str | None, verdict: str) -> None:
    """Exact, accepted, or outside of all that is accepted."""
    assert Vignette("x", "", {}, "urgent_today", ("routine_appointment",)).verdict(urgency) == verdict


def test_length_counts_the_words_of_both_sides() -> None:
    """At 150 words a minute: call, greeting, opening and advice; before the advice, without it."""
    vignette = Vignette("x", EMERGENCY, {}, "emergency_now")
    case, held = hear(vignette), talk(vignette)
    advice = len(words_of(held.turns[0][1].speech))
    before = sum(len(words_of(said)) for said in (patients.CALL, held.greeting.speech, EMERGENCY))
    assert (case.words_before, case.words_in_all, case.questions) == (before, before + advice, 0)
    assert (seconds(150), seconds(1), seconds(3), seconds(0)) == (60, 0, 1, 0)


def test_a_patient_without_words_for_a_question_is_counted() -> None:
    """An answer that nobody wrote down is no part of the case."""
    assert hear(Vignette("x", "my back is numb", {}, "emergency_now")).unscripted > 0


def test_a_criterion_is_met_by_itself_or_a_part_of_it() -> None:
    """And never by one that only begins alike."""
    why = ("SEED-2b4 control", "SEED-2a1 weakness", "RF-1 none", "SC: short", "no criterion", "RF-50 not known")
    assert labelled_and_named(why, ["SEED-2b4u", "SEED-2a", "RF-10", "SC-1", "RF-50"]) == {
        "SEED-2b4": True, "SEED-2a1": False, "RF-1": False, "SC": True, "RF-50": True
    }  # fmt: skip


def test_a_reason_that_is_not_spoken_is_found() -> None:
    """Each criterion that decided is looked for in the words of the advice."""
    turn = talk(Vignette("x", EMERGENCY, {}, "emergency_now")).turns[-1][1]
    assert turn.outcome
    named = decided_and_named(turn, turn.outcome, "en-US")
    assert {"RF-01", "SEED-2b4u"} <= set(named)
    assert all(named.values())
    silent = decided_and_named(replace(turn, speech="Go to an emergency room now."), turn.outcome, "en-US")
    assert silent == dict.fromkeys(named, False)


def test_a_target_is_met_by_the_figure_itself() -> None:
    """At the limit it is met."""
    assert meets({"at_least": 0.95}, 0.95) is True
    assert meets({"at_most": 0.05}, 0.0501) is False
    assert meets({"at_most": 0}, None) is None
