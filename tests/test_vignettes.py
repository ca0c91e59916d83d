"""Forty labelled patients speak with the skill through the local Alexa, and get the advice that clinicians expect."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

import pytest
from patient import DATA, Conversation, talk, verdict, vignettes

LONGEST_SELF_CARE = 16
EXACT_AT_LEAST = 38


@cache
def _held() -> dict[str, Conversation]:
    return {vignette["id"]: talk(vignette) for vignette in vignettes()}


def _verdict(vignette: dict[str, Any]) -> str:
    outcome = _held()[vignette["id"]].outcome
    return verdict(vignette, outcome["urgency"] if outcome else None)


def test_at_least_38_of_40_get_the_expected_level() -> None:
    """And the others one that clinicians would accept too."""
    verdicts = {vignette["id"]: _verdict(vignette) for vignette in vignettes()}
    assert Counter(verdicts.values())["exact"] >= EXACT_AT_LEAST, verdicts
    assert set(verdicts.values()) <= {"exact", "accepted"}, verdicts


@pytest.mark.parametrize("vignette", vignettes(), ids=lambda vignette: f"{vignette['id']} {vignette['opening']}")
def test_nobody_is_sent_below_every_accepted_level(vignette: dict[str, Any]) -> None:
    """Under-triage does harm: none, ever."""
    assert _verdict(vignette) != "below", _held()[vignette["id"]].told()


@pytest.mark.parametrize(
    "vignette",
    [vignette for vignette in vignettes() if vignette["expected"] == "self_care_watch"],
    ids=lambda vignette: f"{vignette['id']} {vignette['opening']}",
)
def test_self_care_takes_at_most_16_questions(vignette: dict[str, Any]) -> None:
    """Counted without the opening question, which everybody gets."""
    held = _held()[vignette["id"]]
    asked = [turn for _, turn in held.turns if turn.asking]
    assert len(asked) <= LONGEST_SELF_CARE, held.told()


@pytest.mark.parametrize("vignette", vignettes(), ids=lambda vignette: vignette["id"])
def test_the_session_holds_no_words_of_the_person(vignette: dict[str, Any]) -> None:
    """Answers are kept as topics and values; what is sent back stays far below Alexa's 24 kB."""
    for said, turn in _held()[vignette["id"]].turns:
        kept = str(turn.response.get("sessionAttributes"))
        assert len(said) < 12 or said not in kept
        assert len(str(turn.response)) < 12_000


OTHERS = [
    vignette for path in sorted((DATA / "patients").glob("*.yaml")) for vignette in vignettes(f"patients/{path.stem}")
]
"""More patients, in other voices. What the first hearing of them came to stands in docs/understanding.md."""


@pytest.mark.parametrize("vignette", OTHERS, ids=lambda vignette: f"{vignette['id']} {vignette['opening']}")
def test_no_other_patient_is_sent_below_every_accepted_level(vignette: dict[str, Any]) -> None:
    """Whatever is misheard, it errs towards care."""
    held = talk(vignette)
    assert verdict(vignette, held.outcome["urgency"] if held.outcome else None) != "below", held.told()
