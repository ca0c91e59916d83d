"""`python -m simulator compare`: what a change of the clinical file does, and to whom."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

import safety.versions
from safety.compare import compare
from safety.versions import known_to, read_version
from simulator.__main__ import main
from skill.loader import TRIAGE, load_knowledge, read_knowledge
from skill.strict_yaml import KnowledgeError

CANCER = 'urgency: urgent_today\n    when: {cancer_history: "yes"}'
RASH = 'urgency: urgent_today\n    when: {rash: "yes"}'


def changed(folder: Path, before: str, after: str) -> Path:
    """The clinical file with a change, which stands in it just once."""
    text = TRIAGE.read_text(encoding="utf-8")
    assert text.count(before) == 1, before
    path = folder / "changed.yaml"
    path.write_text(text.replace(before, after), encoding="utf-8")
    return path


def test_a_file_and_itself_differ_for_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    """Proved for anybody, and nobody is listed."""
    assert main(["compare", str(TRIAGE)]) == 0
    told = capsys.readouterr().out
    assert "Nobody is advised less urgently than before, whatever they answer (proved)." in told
    assert "->" not in told


def test_a_change_that_lowers_is_told_first_and_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the smallest answers, with the cases by their sentences, and with the sets of answers in words."""
    path = changed(tmp_path, CANCER, CANCER.replace("urgent_today", "see_doctor_soon"))
    assert main(["compare", str(TRIAGE), str(path)]) == 1
    told = capsys.readouterr().out
    assert "LESS URGENTLY than before: cancer_history: yes (there has been cancer)" in told
    assert "  urgent_today -> see_doctor_soon: Cancer ever and a numb back are for today" in told
    assert "the well person, but cancer_history: yes (there has been cancer)" in told


def test_a_change_that_only_raises_passes(tmp_path: Path) -> None:
    """And its cases are listed all the same; of pairs of answers only those that make the difference together."""
    path = changed(tmp_path, RASH, RASH.replace("urgent_today", "emergency_now"))
    found = compare(load_knowledge(), read_knowledge(path))
    assert found.safe
    assert found.named
    assert not any(one.less for one in (*found.named, *found.sets))
    assert [one.who for one in found.sets] == [
        "the well person, but rash: yes (there is a rash)",
        "the well person, but rash: unknown",
    ]


def test_a_change_that_matters_only_together_shows_both_answers(tmp_path: Path) -> None:
    """One answer more would say nothing more."""
    when = '{all: [{fever: "yes"}, {pain: "yes"}]}'
    path = changed(tmp_path, f"when: {when}", 'when: {all: [{fever: "yes"}, {pain: "yes"}, {vomiting: "yes"}]}')
    found = compare(load_knowledge(), read_knowledge(path))
    assert not found.safe
    assert "the well person, but fever: yes (there is a fever); pain: yes (there is pain)" in [
        one.who for one in found.sets
    ]


def test_the_form_counts_as_well(tmp_path: Path) -> None:
    """To go there oneself is less than to call the ambulance."""
    path = changed(
        tmp_path,
        '    ambulance: true\n    when: {breathing: "yes"}',
        '    ambulance: false\n    when: {breathing: "yes"}',
    )
    found = compare(load_knowledge(), read_knowledge(path))
    assert not found.safe
    assert "emergency_now by ambulance -> emergency_now: " in str(found.sets[0])


def test_programs_get_all_of_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As JSON."""
    path = changed(tmp_path, RASH, RASH.replace("urgent_today", "see_doctor_soon"))
    assert main(["compare", str(TRIAGE), str(path), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["less_urgent_for_anybody"].startswith("rash: ")
    assert {"who", "before", "after"} == set(told["cases"][0])


def test_a_version_without_a_topic_is_compared_by_what_it_knows() -> None:
    """Answers that it cannot take are left out."""
    assert known_to(load_knowledge(), {"fever": "yes", "no_such_topic": "yes", "pain": "odd"}) == {"fever": "yes"}


def test_a_revision_is_read_as_it_stood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not as it stands now."""
    place = tmp_path / "skill" / "knowledge" / "triage.yaml"
    place.parent.mkdir(parents=True)
    place.write_bytes(TRIAGE.read_bytes())
    git = ["git", "-C", str(tmp_path), "-c", "user.name=A", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "first"]):
        subprocess.run([*git, *command], check=True)
    place.write_text("broken", encoding="utf-8")
    monkeypatch.setattr(safety.versions, "_ROOT", tmp_path)
    assert read_version("HEAD").rules == load_knowledge().rules


@pytest.mark.parametrize(
    ("name", "said"),
    [("no-such-revision", "neither a file nor a revision"), ("tests/people.py", "people.py:"), ("", "neither")],
)
def test_what_is_no_version_is_told_with_what_to_do(name: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """And nothing is compared."""
    with pytest.raises(KnowledgeError):
        read_version(name)
    assert main(["compare", name]) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert " - " in told.err
    assert not told.out
