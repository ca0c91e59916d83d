"""The clinical file against the clinical specification: every criterion is carried, every rule has its authority."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

from skill import model
from skill.loader import load_knowledge
from skill.model import AllOf, AnyOf, Condition, Rule, UnlessTold
from skill.speech import load_speech
from tests.people import read

KNOWLEDGE = load_knowledge()
RULES: tuple[Rule, ...] = (*KNOWLEDGE.rules, *KNOWLEDGE.raises)
CRITERIA: dict[str, str] = {name: title for part in read("data/criteria.yaml").values() for name, title in part.items()}


def used() -> dict[str, str]:
    """Every criterion that the clinical file names, and where."""
    places: dict[str, str] = {}
    for rule in RULES:
        for name in (*rule.criteria, *rule.extra, *rule.settled_by):
            places[name] = f"rule '{rule.name}'"
    places |= dict.fromkeys(KNOWLEDGE.otherwise, "`otherwise`")
    places |= dict.fromkeys(KNOWLEDGE.carried_elsewhere, "`carried_elsewhere`")
    return places | dict.fromkeys(KNOWLEDGE.left_out, "`left_out`")


def test_the_list_of_criteria_is_whole() -> None:
    """The list itself: the article, 56 red flags, 25 decisions, 7 conditions of self-care."""
    for kind, count in (("RF", 56), ("D", 25), ("SC", 7)):
        assert {name for name in CRITERIA if name.startswith(kind + "-")} == {
            f"{kind}-{number:02}" if kind == "RF" else f"{kind}-{number}" for number in range(1, count + 1)
        }
    assert sum(name.startswith("SEED-") for name in CRITERIA) == 44


def test_every_criterion_is_carried_or_left_out_with_a_reason() -> None:
    """Nothing in the specification is lost in silence."""
    places = used()
    missing = [f"{name}: {title}" for name, title in CRITERIA.items() if name not in places]
    assert not missing, "carried by no rule, nor by carried_elsewhere, nor left_out:\n" + "\n".join(missing)
    assert all(len(reason) > 20 for reason in KNOWLEDGE.left_out.values())


def test_every_criterion_named_exists() -> None:
    """An id that the specification does not have points nowhere."""
    wrong = [f"{name} in {place}" for name, place in used().items() if name not in CRITERIA]
    assert not wrong


def test_a_criterion_is_carried_in_one_way() -> None:
    """What a rule decides is not also listed as left out or carried elsewhere."""
    ruled = {name for rule in RULES for name in (*rule.criteria, *rule.extra)}
    assert not ruled & set(KNOWLEDGE.left_out)
    assert not set(KNOWLEDGE.carried_elsewhere) & set(KNOWLEDGE.left_out)


def test_every_rule_has_criteria_and_sources() -> None:
    """A rule without authority is an opinion. Decisions shape a rule, they are no criterion of one."""
    for rule in RULES:
        assert rule.criteria or rule.extra, rule.name
        assert rule.sources, rule.name
        assert set(rule.sources) <= set(KNOWLEDGE.sources), rule.name
        assert not [name for name in (*rule.criteria, *rule.extra) if name.startswith("D-")], rule.name
        assert all(name.startswith("D-") for name in rule.settled_by), rule.name


def test_every_source_is_used() -> None:
    """The list of sources holds what the rules rest on, and no more."""
    assert {source for rule in RULES for source in rule.sources} == set(KNOWLEDGE.sources)


def test_what_is_carried_elsewhere_is_there() -> None:
    """Each entry of carried_elsewhere starts with the kind of place, and the place exists."""
    speech = load_speech("en-US")
    for name, place in KNOWLEDGE.carried_elsewhere.items():
        kind, _, what = place.partition(": ")
        if kind.startswith("topic "):
            assert kind.removeprefix("topic ") in KNOWLEDGE.topics, name
        elif kind == "spoken" and (rule := re.fullmatch(r"meaning of (\w+)", what)):
            assert speech.say("meanings." + speech.say(f"reasons.{rule[1]}.meaning")), name
        elif kind == "spoken":
            assert speech.say(f"advice.{what}.any"), name
        elif kind == "topics":
            mentioned = re.findall(r"\w+_\w+", what)
            assert set(mentioned) <= set(KNOWLEDGE.topics), name
        else:
            assert kind == "engine", f"{name}: what kind of place is '{kind}'?"


def test_spoken_reasons_hold_what_the_article_says() -> None:
    """The reasons of the article (SEED-1e, 1f, 2c, 3d, 3e, 4e, 5b) are in what is said."""
    speech = load_speech("en-US")

    def meaning(rule: str) -> str:
        return speech.say("meanings." + speech.say(f"reasons.{rule}.meaning"))

    for rule, words in {
        "lasting": ("disc", "pinched nerve", "more serious", "early"),
        "difficulty_walking": ("serious",),
        "injury": ("injury",),
        "condition_and_pain": ("nerve damage", "pressure", "urgent"),
        "one_leg": ("narrow spine", "nerve"),
    }.items():
        assert all(word in meaning(rule) for word in words), meaning(rule)
    doctor = speech.say("advice.what_doctor_does.any")
    assert all(word in doctor for word in ("tests", "scan", "therapy", "shot")), doctor


def test_the_review_is_not_overdue() -> None:
    """Whoever keeps this skill must have the clinical file read again by the day that it names."""
    due = date.fromisoformat(KNOWLEDGE.review_by)
    assert due >= datetime.now(tz=UTC).date(), "the clinical file is due for review: see review_by in triage.yaml"


def parts_of(condition: Condition) -> Iterator[model.Test]:
    """Every test of one topic in a condition."""
    if isinstance(condition, AnyOf | AllOf):
        for part in condition.parts:
            yield from parts_of(part)
    elif isinstance(condition, UnlessTold):
        yield from parts_of(condition.part)
    else:
        yield condition


def test_every_topic_is_used() -> None:
    """A topic that no rule and no question needs, nor what it implies, is heard for nothing (but for whom)."""
    conditions = [part for rule in RULES for part in (rule.when, *rule.extra.values())]
    conditions += [question.only_if for question in KNOWLEDGE.questions if question.only_if]
    needed = {test.topic for condition in conditions for test in parts_of(condition)}
    needed |= {name for name, topic in KNOWLEDGE.topics.items() if topic.implies and topic.part_of in needed}
    assert set(KNOWLEDGE.topics) - needed == {"caller", "numb"}
