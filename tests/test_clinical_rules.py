"""docs/clinical-rules.md: current, whole, and honest about what is missing; and the review dates of the rules."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from safety.__main__ import main
from safety.rules.document import Document
from safety.rules.material import Paths, gather
from safety.rules.review import overdue
from safety.rules.spoken import Spoken
from safety.rules.tracing import all_rules
from safety.rules_document import DOCUMENT, write_or_check
from skill import model
from skill.model import AllOf, AnyOf, Condition, Rule
from tests.small_rules import ANY_DAY, copied, gathered, ours, page, small, written

# ---- the document ----------------------------------------------------------------------------------------------------


def test_the_document_is_current() -> None:
    """What a clinician reads is what the skill does."""
    assert DOCUMENT.read_text("utf-8") == written(), "run: python -m safety rules"


def test_the_document_is_the_same_whenever_it_is_written() -> None:
    """No day, no order of sets, no machine shows in it."""
    assert Document(gather()).write() == written()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The document is written once for all tests of the command."""
    text = written()
    monkeypatch.setattr(Document, "write", lambda _: text)


@pytest.mark.usefixtures("quick")
def test_a_stale_document_is_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One changed word is enough; checking writes nothing, and says what to run."""
    path = tmp_path / "rules.md"
    changed = written().replace("3 hours", "4 hours", 1)
    path.write_text(changed, "utf-8")
    assert write_or_check(check=True, today=ANY_DAY, document=path) == 1
    assert "python -m safety rules" in capsys.readouterr().out
    assert path.read_text("utf-8") == changed
    assert write_or_check(check=False, today=ANY_DAY, document=path) == 0
    assert path.read_text("utf-8") == written()


@pytest.mark.usefixtures("quick")
def test_a_missing_document_is_stale(tmp_path: Path) -> None:
    """And checking does not make it."""
    assert write_or_check(check=True, today=ANY_DAY, document=tmp_path / "rules.md") == 1
    assert not list(tmp_path.iterdir())


def test_every_criterion_stands_in_it_once_and_in_order() -> None:
    """By section, with its title."""
    headings = re.findall(r"^### ((?:SEED|RF|D|SC)-\S+): (.+)$", written(), re.MULTILINE)
    assert headings == list(ours().titles.items())
    sections = [title for title in re.findall(r"^## (.+)$", written(), re.MULTILINE) if title in ours().sections]
    assert sections == list(ours().sections)
    assert all(f"### To sign: {section}" in written() for section in sections)


def test_every_rule_question_source_and_topic_stands_in_it() -> None:
    """Nothing of the clinical file is left out."""
    knowledge, spoken = ours().knowledge, Spoken(ours())
    for rule in all_rules(knowledge):
        assert f"**Rule `{rule.name}`: " in written()
        assert spoken.reason(rule) in written()
    for question in knowledge.questions:
        assert spoken.asked(question) in written()
        assert spoken.again(question) in written()
    assert all(source.title in written() for source in knowledge.sources.values())
    assert all(f"\n| `{name}` | " in written() for name in knowledge.topics)
    assert "NO WORDS" not in written()
    assert "Carried nowhere" not in written()


def test_every_link_inside_the_document_leads_somewhere() -> None:
    """Criteria, decisions, shared conditions and chapters are linked by name."""
    places = set(re.findall(r'<a id="([^"]+)"></a>', written()))
    assert set(re.findall(r"\]\(#([^)]+)\)", written())) <= places


def marks(document: str) -> dict[str, str]:
    """The mark of every section that is signed."""
    return dict(re.findall(r"^### To sign: (.+?)\n.*?`(\w{10})`", document, re.DOTALL | re.MULTILINE))


def test_a_mark_changes_with_the_text_of_its_section_alone(tmp_path: Path) -> None:
    """So a signature on paper belongs to one text."""
    changed = tmp_path / "changed.yaml"
    changed.write_text(Paths().criteria.read_text("utf-8").replace('RF-23: "Lyme', 'RF-23: "The Lyme'), "utf-8")
    before, after = marks(written()), marks(Document(gather(Paths(criteria=changed))).write())
    assert set(ours().sections) < set(before)
    assert {section for section in before if before[section] != after[section]} == {"Infection"}


def test_a_mark_changes_with_a_shared_condition_and_not_with_a_case() -> None:
    """The page of a rule names the condition alone, but the rule is another; one more case changes no rule."""
    assert marks(Document(replace(ours(), cases=ours().cases[:9])).write()) == marks(written())
    risk, knowledge = ours().shared["infection_risk"], ours().knowledge
    assert isinstance(risk, AnyOf)
    less = AnyOf(risk.parts[:-1])
    rules = tuple(replace(rule, when=_with(rule.when, risk, less)) for rule in knowledge.rules)
    changed = replace(ours(), cases=(), shared={**ours().shared, "infection_risk": less})
    after = marks(Document(replace(changed, knowledge=replace(knowledge, rules=rules))).write())
    assert {section for section in after if after[section] != marks(written())[section]} == {
        "Infection",
        "Decisions where rows meet",  # one of them shaped these rules
        "Conditions that several rules share",
    }


def _with(condition: Condition, old: Condition, new: Condition) -> Condition:
    """A condition in which another stands for one part of it."""
    if condition == old:
        return new
    if isinstance(condition, AnyOf | AllOf):
        return type(condition)(tuple(_with(part, old, new) for part in condition.parts))
    return condition


# ---- a page ----------------------------------------------------------------------------------------------------------


def test_a_page_holds_what_a_clinician_must_check() -> None:
    """Rule, level, condition, words, decision, question, source, its own day of review."""
    text = page(small(), "A-3")
    assert "**Rule `hot`: soon**" in text
    assert "- When: `fever` is yes" in text
    assert '- Said: "You said that you are hot. It may be a cold."' in text
    assert "- Settled by: [D-1](#d-1) (a decision)" in text
    assert "To be read again by **2027-01-31**" in text
    assert '- "Are you hot?" Put again: "Is the forehead hot?"' in text
    assert "General knowledge" in text


def test_a_source_tells_what_is_noted_and_what_is_not() -> None:
    """Title, address, section and day; what is missing is said; what nobody read must be confirmed."""
    book = "A book. Address: `example.org/book`. Section: chapter 2. Read: 2026-05-01."
    assert book in page(small(), "A-5")
    assert "**A clinician has to confirm this.**" not in page(small(), "A-5")
    assert "**A clinician has to confirm this.**" in page(small(), "A-2")
    assert "Read: **not noted**" in written()


def test_what_has_no_words_is_shown_as_such() -> None:
    """A rule without a reason, a question that cannot be said."""
    assert "- Said: **NO WORDS in the file**" in page(small(), "A-5")
    assert '**NO WORDS in the file** (introduced with: "It is personal.")' in page(small(), "A-1")


def test_a_rule_without_source_is_shown_as_such() -> None:
    """The loader refuses it, but whoever builds rules otherwise is told as well."""
    knowledge = small().knowledge
    bare = Rule("bare", knowledge.urgencies[1], model.Test("fever", "at_least", "yes"), ("A-10",), ())
    text = page(replace(small(), knowledge=replace(knowledge, rules=(*knowledge.rules, bare))), "A-10")
    assert "- Rests on: **not noted**" in text
    assert "**SOURCE NOT NOTED**" in text


def test_a_criterion_that_no_rule_decides_by_says_why() -> None:
    """Carried elsewhere, left out, the least urgent level, a decision; or carried nowhere, which is a fault."""
    assert 'As spoken: "You said that you are hot. It may be a cold."' in page(small(), "A-8")
    assert "**Left out.** Nobody can say it aloud." in page(small(), "A-9")
    assert "It stands where no rule holds: **later**. Cases that end there: 1." in page(small(), "A-7")
    assert "- [`hot`](#a-3) (soon): `fever` is yes" in page(small(), "D-1")
    assert "- Hot and tired (D-1) → soon" in page(small(), "D-1")
    assert "**Carried nowhere.**" in page(small(), "A-10")


def test_a_criterion_named_only_with_another_answer_says_which() -> None:
    """The `with` of a rule."""
    assert "- It names this criterion only where also: `leg` is tired or graver (weak, limp)" in page(small(), "A-4")
    assert "only where also" not in page(small(), "A-3")


def test_comments_of_the_clinical_file_explain_its_names() -> None:
    """Beside a name and under it, but not the heading of others."""
    assert small().notes == {"fever": "hot and shivery", "leg": "limp: it hangs", "limp_or_hot": "what cannot wait"}


# ---- review dates ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "names"),
    [
        ("2027-01-31", []),  # on the day itself it is not yet overdue
        ("2027-02-01", ["hot"]),
        ("2027-11-30", ["hot"]),
        ("2027-12-01", ["limp", "weak", "hot", "old", "arm"]),
    ],
)
def test_overdue_rules(today: str, names: list[str]) -> None:
    """A rule's own day counts for it, else the day of the whole file."""
    due = list(overdue(small().knowledge, date.fromisoformat(today)))
    assert [rule.name for rule, _ in due] == names
    assert all(day == ("2027-01-31" if rule.name == "hot" else "2027-11-30") for rule, day in due)


@pytest.mark.usefixtures("quick")
def test_overdue_rules_are_told_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the day, and what to do; the document may be current all the same."""
    path = tmp_path / "rules.md"
    path.write_text(written(), "utf-8")
    assert write_or_check(check=True, today="2099-01-01", document=path) == 1
    told = capsys.readouterr().out
    assert "rules.md is current" in told
    for rule in all_rules(ours().knowledge):
        assert f"\n  {rule.name}: {rule.review_by or ours().knowledge.review_by}\n" in told
    assert "review_by in skill/knowledge/triage.yaml" in told


@pytest.mark.parametrize("given", ["tomorrow", "2027-13-01", "20270131", ""])
def test_a_wrong_day_is_told(given: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit status 2, and how to write it."""
    assert main(["rules", "--check", "--today", given]) == 2
    assert "Write it like 2027-01-31" in capsys.readouterr().err


def test_the_advice_does_not_depend_on_the_day_of_review(tmp_path: Path) -> None:
    """A rule that is long overdue still protects."""
    where = copied(tmp_path)
    where.triage.write_text(where.triage.read_text("utf-8").replace('by: "2027', 'by: "1999'), "utf-8")
    late = gathered(where)
    assert len(list(overdue(late.knowledge, date(2026, 1, 1)))) == len(all_rules(late.knowledge))
    told = [(case.advice.urgency, case.advice.ambulance, case.named) for case in late.cases]
    assert told == [(case.advice.urgency, case.advice.ambulance, case.named) for case in small().cases]
