"""The pictures of the questions: within GitHub's limits, whole, and drawn in stages that hold every question."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from safety.rules.material import Paths
from safety.rules.stages import read_stages
from safety.rules_document import DOCUMENT
from skill.loader import load_knowledge
from skill.strict_yaml import KnowledgeError
from tests.small_rules import copied, gathered, ours

# ---- pictures --------------------------------------------------------------------------------------------------------

DIAGRAMS = re.findall(r"```mermaid\n(.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)


@pytest.mark.parametrize("number", range(len(DIAGRAMS)))
def test_a_picture_is_small_enough_for_github_and_for_the_eye(number: int) -> None:
    """GitHub draws up to 500 arrows and 50,000 characters; nobody reads more than sixty boxes."""
    picture = DIAGRAMS[number]
    assert len(picture) < 50_000
    assert len(re.findall(r" (?:-->|==+>|-\.->) ", picture)) < 500
    assert 1 < len(re.findall(r":::\w+$", picture, re.MULTILINE)) <= 60


def test_there_is_an_overview_and_a_picture_of_each_stage() -> None:
    """Every stage stands in the overview."""
    assert len(DIAGRAMS) == 1 + len(ours().stages)
    assert all(f"{number}. {stage.title}" in DIAGRAMS[0] for number, stage in enumerate(ours().stages, 1))


def test_the_pictures_name_every_question_and_all_that_it_settles() -> None:
    """By its number in the order asked."""
    together_drawn = " ".join(DIAGRAMS[1:]).replace("<br/>", " ")
    for number, question in enumerate(ours().knowledge.questions, 1):
        (label,) = re.findall(rf'q{number}\["{number}\. ([^"]*)"\]', together_drawn)
        assert all(topic.replace("_", " ") in label for topic in question.asks)
        assert ("only if" in label) == (question.only_if is not None)


# ---- stages ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("questions", "problem"),
    [
        ("[both, fever, place]", "2: question 'leg' is in no stage, so no picture shows it - add it to the stage"),
        ("[both, fever, leg, place, arm]", "3: 'arm' is no question of the clinical file - "),
        ("[both, fever, leg, place, fever]", "3: 'fever' is in two places - leave it in one of them"),
        ("[both, leg, fever, place]", "3: 'leg' stands where 'fever' is asked - keep the order of the questions"),
        ("both", "3: stage 'First' is not whole - write {purpose: …, questions: […]}"),
    ],
)
def test_stages_that_do_not_hold_every_question(questions: str, problem: str, tmp_path: Path) -> None:
    """Each question is in one stage, where it is asked; anything else says what to do."""
    where = copied(tmp_path)
    text = where.stages.read_text("utf-8")
    where.stages.write_text(text.replace("[both, fever, leg, place]", questions), "utf-8")
    with pytest.raises(KnowledgeError) as caught:
        gathered(where)
    assert any(line.startswith(f"{where.stages}:{problem}") for line in caught.value.problems), caught.value.problems


def test_our_stages_hold_every_question() -> None:
    """In the order asked."""
    held = [question for stage in read_stages(Paths().stages, load_knowledge()) for question in stage.questions]
    assert held == list(load_knowledge().questions)
