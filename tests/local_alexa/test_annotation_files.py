"""Annotation sets are read strictly."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.__main__ import main
from simulator.annotations.sets import read_annotations
from simulator.conversations.strict import FileProblemsError
from simulator.model import load_model

MODEL = Path(__file__).parents[1] / "data" / "models" / "numb_back.json"


def one(inputs: str, intent: str = '"name": "WhyIntent"') -> str:
    """A set with one annotation, in JSON."""
    return f'{{"data": [{{"inputs": {{{inputs}}}, "expected": [{{"intent": {{{intent}}}}}]}}]}}'


@pytest.mark.parametrize(
    ("text", "line", "what", "to_do"),
    [
        ("{", 1, "this is not JSON", "mend the line"),
        ("[]", 1, "the set is no mapping", "write"),
        ("{}", 1, "'data' is missing", 'write {"data"'),
        ('{"data": []}', 1, "the set holds no utterance", 'write {"data"'),
        ('{"data": {}}', 1, "data is no list", "write"),
        ('{"date": []}', 1, "the set has an unknown entry 'date'", "did you mean 'data'?"),
        ('{"data": [{"inputs": {}, "expected": [{"intent": {"name": "WhyIntent"}}]}]}', 1, "without an utterance", ""),
        ('{"data": [\n{"inputs": {"utterance": "a"}}]}', 2, "expects no intent", 'write "expected"'),
        (one('"utterance": "a"', '"name": "WhatIntent"'), 1, "no intent 'WhatIntent'", "did you mean"),
        (one('"utterance": "a"', '"name": "NumbIntent", "slots": {"aria":{}}'), 1, "no slot 'aria'", "did you mean"),
        (one('"utterance": "a", "referenceTimestamp": "x"'), 1, "'x' is no ISO time", "write it like"),
        (one('"utterance": "a", "utterance": "b"'), 1, "'utterance' stands twice", "remove"),
        ("utterance,intent\n", 1, "the set holds no utterance", "write"),
        ("utterance,slot[x]\na,b\n", 1, "there is no column 'intent'", "write intent"),
        ("utterance,intent,slots\na,WhyIntent,\n", 1, "the column 'slots' is not known", "use utterance"),
        ("utterance,intent,intent\na,WhyIntent,\n", 1, "the column 'intent' stands twice", "remove"),
        ("utterance,intent\n\na,WhyIntent,x\n", 3, "3 cells, where the first line has 2", "quote"),
        ("utterance,intent\n,WhyIntent\n", 2, "a line without an utterance", "write what is said"),
        ("utterance,intent\na,\n", 2, "no intent is expected", "use one of"),
        ("utterance,intent,slot[area]\na,WhyIntent,b\n", 2, "WhyIntent has no slot 'area'", "it has none"),
        ("utterance,intent,referenceTimestamp\na,WhyIntent,soon\n", 2, "'soon' is no ISO time", "write it like"),
        ('utterance,intent\n"a"b,WhyIntent\n', 2, "this is not CSV", "mend the line"),
    ],
)  # fmt: skip
def test_a_bad_set_is_told_with_line_and_what_to_do(
    text: str, line: int, what: str, to_do: str, tmp_path: Path
) -> None:
    """One problem each."""
    path = tmp_path / "set.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(FileProblemsError) as caught:
        read_annotations(path, load_model(MODEL))
    (problem,) = caught.value.problems
    assert problem.startswith(f"{path}:{line}: ")
    assert what in problem.partition(" - ")[0]
    assert to_do in problem.partition(" - ")[2]


def test_the_problems_of_all_sets_are_told_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Status 2, and no figures."""
    bad, gone = tmp_path / "bad.csv", tmp_path / "gone.json"
    bad.write_text("utterance,intent\na,WhatIntent\nb,NoIntent\n", "utf-8")
    assert main(["evaluate", str(bad), str(gone), "--model", str(MODEL)]) == 2
    done = capsys.readouterr()
    assert done.out == ""
    assert len(done.err.splitlines()) == 3
    assert f"{gone}:1: cannot be read (No such file or directory) - check the path" in done.err
