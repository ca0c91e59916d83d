"""Conditions in words, exactly; and what decides a case, computed."""

from __future__ import annotations

from pathlib import Path

import pytest

from safety.rules.reach import Level, alone, together
from safety.rules.tracing import all_rules, decided_only_by, holding, settling, without
from safety.rules.wording import Wording, length
from skill import model
from skill.engine import so_far
from skill.model import AllOf, AnyOf, Condition, UnlessTold
from tests.small_rules import copied, gathered, ours, page, small, wording

# ---- conditions in words ---------------------------------------------------------------------------------------------

HOT, LIMP, WEAK = (
    model.Test("fever", "at_least", "yes"),
    model.Test("leg", "at_least", "limp"),
    model.Test("leg", "at_least", "weak"),
)
BACK, ARM = model.Test("place", "includes", "back"), model.Test("place", "includes", "arm")


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (HOT, "`fever` is yes"),
        (WEAK, "`leg` is weak or graver (limp)"),
        (LIMP, "`leg` is limp"),
        (model.Test("leg", "at_least", "no"), "`leg` is no or graver (tired, weak, limp)"),
        (model.Test("leg", "is", ("no", "weak")), "`leg` is exactly no or weak"),
        (model.Test("place", "includes", "neck"), "`place` includes neck"),
        (model.Test("days", "at_least", 180), "`days` is 3 hours or more"),
        (model.Test("days", "under", 10081), "`days` is under 7 days 1 minute"),
        (model.Test("age", "under", 16), "`age` is under 16"),
        (AllOf((HOT, WEAK)), "`fever` is yes, and `leg` is weak or graver (limp)"),
        (AnyOf((HOT, WEAK)), "`fever` is yes, or `leg` is weak or graver (limp)"),
        (AnyOf((BACK, HOT, ARM)), "`place` includes back or arm, or `fever` is yes"),
        (AllOf((BACK, ARM)), "`place` includes back, and `place` includes arm"),
        (
            AllOf((WEAK, AnyOf((BACK, HOT)))),
            "`leg` is weak or graver (limp), and (`place` includes back, or `fever` is yes)",
        ),
        (AnyOf((BACK, AllOf((HOT, ARM)))), "`place` includes back, or (`fever` is yes, and `place` includes arm)"),
        (UnlessTold(AnyOf((HOT, BACK))), "unless told otherwise (`fever` is yes, or `place` includes back)"),
        (AnyOf((HOT, LIMP)), "[*limp or hot*](#limp_or_hot)"),
        (AllOf((ARM, AnyOf((HOT, LIMP)))), "`place` includes arm, and [*limp or hot*](#limp_or_hot)"),
    ],
)
def test_a_condition_in_words(condition: Condition, words: str) -> None:
    """Every relation and every nesting, exactly."""
    words_of = wording(small())
    assert words_of.line(condition) == words
    assert words_of.outline(condition) == [words]


def test_a_long_condition_is_a_list() -> None:
    """Each part in a line of its own, under what joins them; parts of parts likewise."""
    words_of = Wording(small().knowledge, small().text, {})
    inner = AnyOf((*(AllOf((HOT, model.Test("days", "at_least", days))) for days in (60, 120, 180)),))
    assert words_of.outline(AllOf((WEAK, inner))) == [
        "all of:",
        "- `leg` is weak or graver (limp)",
        "- any of:",
        "  - `fever` is yes, and `days` is 1 hour or more",
        "  - `fever` is yes, and `days` is 2 hours or more",
        "  - `fever` is yes, and `days` is 3 hours or more",
    ]


def test_a_shared_condition_is_spelt_out_where_it_is_defined() -> None:
    """There its name would say nothing."""
    words_of = wording(small())
    assert words_of.outline(small().shared["limp_or_hot"], whole=True) == ["`fever` is yes, or `leg` is limp"]


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0 minutes"), (1, "1 minute"), (90, "1 hour 30 minutes"), (1440, "1 day"), (60480, "42 days")],
)
def test_a_length_of_time_in_words(minutes: int, words: str) -> None:
    """Exactly: no rounding."""
    assert length(minutes) == words


# ---- what decides ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("criterion", "only"),
    [
        ("A-1", {"A limp leg": "later", "A weak leg": "later", "Hot and weak": "soon"}),
        ("A-2", {"A weak leg": "later", "Hot and weak": "soon"}),  # without `weak`, nothing asks for now
        ("A-3", {"Hot and tired (D-1)": "later"}),  # old and hot is soon by another rule as well
        ("A-4", {"Hot and tired (D-1)": "later"}),
        ("A-5", {}),
        ("A-6", {"An arm": "later"}),  # a rule that only raises
        ("A-7", {}),  # no rule carries it
    ],
)
def test_cases_that_only_one_criterion_decides(criterion: str, only: dict[str, str]) -> None:
    """Its rules are taken away, and the advice is less urgent; nothing else counts."""
    found = decided_only_by(small().knowledge, criterion, small().cases)
    assert {one.case.sentence: one.without.urgency.name for one in found} == only


def test_another_form_of_the_same_urgency_counts_as_decided(tmp_path: Path) -> None:
    """An ambulance that would not be called any more is as much as a level."""
    where = copied(tmp_path)
    text = where.triage.read_text("utf-8").replace("criteria: [A-1], sources: [R1]}", "criteria: [A-8], sources: [R1]}")
    where.triage.write_text(text, "utf-8")
    changed = gathered(where)
    (limp,) = decided_only_by(changed.knowledge, "A-8", changed.cases)
    assert (limp.case.advice.urgency, limp.case.advice.ambulance) == (limp.without.urgency, True)
    assert not limp.without.ambulance


def test_a_page_lists_the_deciding_cases_and_counts_the_others() -> None:
    """With what would be advised without it."""
    text = page(small(), "A-3")
    assert "Only this decides (1):" in text
    assert "- Hot and tired (D-1) → soon. Without it: later." in text
    assert "Other cases in which it holds: 2." in text  # hot and weak, old and hot
    assert "Only this decides: **no case**." in page(small(), "A-5")
    assert len(holding("A-3", small().cases)) == 3


def test_our_rules_taken_away_are_really_gone() -> None:
    """Every deciding case that our document names is less urgent, or of another form, without those rules."""
    knowledge = ours().knowledge
    for one in decided_only_by(knowledge, "RF-01", ours().cases):
        left = without(knowledge, [rule for rule in all_rules(knowledge) if "RF-01" in (*rule.criteria, *rule.extra)])
        assert so_far(left, one.case.answers).urgency < one.case.advice.urgency


def test_the_topics_that_settle_a_condition() -> None:
    """All where they are few; else those without which it cannot hold, or all where none is needed."""
    assert settling(AllOf((HOT, AnyOf((BACK, WEAK)))), few=2) == ["fever"]
    assert settling(AllOf((HOT, AnyOf((BACK, WEAK)))), few=3) == ["fever", "place", "leg"]
    assert settling(AnyOf((BACK, HOT)), few=1) == ["place", "fever"]
    assert settling(AnyOf((AllOf((HOT, BACK)), UnlessTold(AllOf((WEAK, HOT))))), few=0) == ["fever"]


def test_how_urgent_an_answer_can_make_it() -> None:
    """Alone in the well person (once its question may be asked), and together with others."""
    knowledge, well = small().knowledge, small().well
    _, soon, now = knowledge.urgencies
    assert alone(knowledge, "fever", well) == Level(soon)
    assert alone(knowledge, "leg", well) == Level(now, ambulance=True)
    assert alone(knowledge, "age", well) is None
    assert together(knowledge, "age") == Level(soon)
    assert together(knowledge, "leg") == Level(now, ambulance=True)
    assert together(knowledge, "days") is None
