"""Amazon's NLU annotation sets are evaluated with any model."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from simulator.__main__ import main
from simulator.annotations.sets import Annotation, Meaning, is_annotation_set, read_annotations
from simulator.model import load_model

DATA = Path(__file__).parents[1] / "data"
SETS = DATA / "annotations"
MODEL = DATA / "models" / "numb_back.json"
SMALL = """\
utterance,referenceTimestamp,intent,slot[area],slot[howLong]
my neck is numb,,NumbIntent,neck,
my neck has been numb for three days,,NumbIntent,neck,P2D
my neck is numb,,NumbIntent,foot,
why do you ask,,NumbIntent,neck,
my neck is numb,,WhyIntent,,
there is numbness in my neck,,NumbIntent,,
"""


def annotation(utterance: str, *intents: dict[str, Any], **inputs: str) -> dict[str, Any]:
    """One annotation, in JSON's shape."""
    return {"inputs": {"utterance": utterance, **inputs}, "expected": [{"intent": intent} for intent in intents]}


def numb(**slots: Any) -> dict[str, Any]:
    """An expected NumbIntent."""
    return {"name": "NumbIntent", "slots": {name: {"value": value} for name, value in slots.items()}}


def written(folder: Path, *annotations: Any, name: str = "set.json") -> Path:
    """A set in JSON."""
    path = folder / name
    path.write_text(json.dumps({"data": list(annotations)}), "utf-8")
    return path


def evaluated(path: Path, capsys: pytest.CaptureFixture[str], *more: str, status: int = 1) -> dict[str, Any]:
    """The report as data, and the status as it should be."""
    assert main(["evaluate", str(path), "--model", str(MODEL), "--json", *more]) == status
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


# ---- our sets --------------------------------------------------------------------------------------------------------


def test_the_test_model_finds_every_intent_and_slot_of_its_set(capsys: pytest.CaptureFixture[str]) -> None:
    """Fillers, hyphens, contractions, synonyms, durations, several values, stories, built-in phrases, nonsense."""
    found = evaluated(SETS / "numb_back.json", capsys, status=0)
    assert (found["utterances"], found["right"], found["misses"]) == (34, 34, [])
    assert found["total"]["slots"]["f1"] == 1.0


def test_our_model_finds_what_people_say_to_it(capsys: pytest.CaptureFixture[str]) -> None:
    """All but a correction whose every word but "actually" is another sample's."""
    assert main(["evaluate", str(SETS / "back_check.json"), "--at-least", "97", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["utterances"] == 41
    assert {miss["utterance"] for miss in found["misses"]} <= {"actually it was on the left"}


def test_a_model_of_another_trade_is_heard_as_well(capsys: pytest.CaptureFixture[str]) -> None:
    """Everyday orders and bookings, in other words than the samples; one needs to know what "get here" means."""
    model = MODEL.with_name("pizza_palace.json")
    files = [str(SETS / "pizza_palace.csv"), "--model", str(model)]
    assert main(["evaluate", *files, "--at-least", "96", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["utterances"], found["right"]) == (25, 24)
    assert [miss["utterance"] for miss in found["misses"]] == ["when does my pizza get here"]


def test_json_and_csv_say_the_same() -> None:
    """The same set in both forms; several values have | between them in CSV."""
    model = load_model(MODEL)
    as_json, as_csv = (read_annotations(SETS / f"numb_back.{form}", model) for form in ("json", "csv"))
    assert [(one.utterance, one.at, one.expected) for one in as_json] == [
        (one.utterance, one.at, one.expected) for one in as_csv
    ]
    assert as_json[15] == Annotation(
        "i have weak legs and can't pee",
        (Meaning("SymptomIntent", {"symptom": ("weak legs", "can't pee")}),),
        datetime(2026, 11, 23, 14, tzinfo=UTC),
        f"{SETS / 'numb_back.json'}:17",
    )
    assert as_csv[15].where == f"{SETS / 'numb_back.csv'}:17"


# ---- figures ---------------------------------------------------------------------------------------------------------


def test_figures_are_those_counted_by_hand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Slots of a wrong intent are missed there, and count against the intent that was heard."""
    path = tmp_path / "small.csv"
    path.write_text(SMALL, "utf-8")
    found = evaluated(path, capsys)
    assert (found["utterances"], found["right"]) == (6, 1)
    assert found["total"]["said"] == 6
    assert found["total"]["right"] == 4
    assert found["total"]["accuracy"] == 0.6667
    assert found["total"]["accuracyInterval"] == [0.2228, 0.9567]
    assert [tuple(row.values())[:4] for row in found["intents"]] == [
        ("NumbIntent", 5, 4, 0.8),
        ("WhyIntent", 1, 0, 0.0),
    ]
    assert found["intents"][0]["slots"] == {
        "expected": 5, "heard": 6, "right": 2, "precision": 0.3333, "recall": 0.4, "f1": 0.3636,
    }  # fmt: skip
    assert found["intents"][1]["slots"]["precision"] is None
    assert found["confusions"] == [
        {"expected": "NumbIntent", "heard": "WhyIntent", "count": 1},
        {"expected": "WhyIntent", "heard": "NumbIntent", "count": 1},
    ]


def test_the_report_lists_figures_confusions_and_misses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each miss with its line, and what was heard."""
    path = tmp_path / "small.csv"
    path.write_text(SMALL, "utf-8")
    assert main(["evaluate", str(path), "--model", str(MODEL)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["said", "right", "slots", "heard", "right", "precision", "recall", "F1"]
    assert lines[1].split() == [
        "NumbIntent",
        "5",
        "4",
        "80.0",
        "%",
        "5",
        "6",
        "2",
        "33.3",
        "%",
        "40.0",
        "%",
        "36.4",
        "%",
    ]
    assert lines[2].split() == ["WhyIntent", "1", "0", "0.0", "%", "0", "0", "0", "-", "-", "-"]
    assert "95 % interval" in lines[4]
    start = lines.index("Intents confused (expected -> heard)")
    assert lines[start + 1].split() == ["1", "NumbIntent", "->", "WhyIntent"]
    start = lines.index("Missed: 5")
    assert lines[start + 1 : start + 5] == [
        f'  {path}:3: "my neck has been numb for three days"',
        "      slot howLong: expected P2D, heard P3D",
        f'  {path}:4: "my neck is numb"',
        "      slot area: expected foot, heard neck",
    ]
    assert lines[start + 6].startswith("      intent: expected NumbIntent, heard WhyIntent 1.00 exact by")
    assert lines[-3] == "      slot area: expected -, heard neck"
    assert lines[-1] == "1 of 6 utterances reach their intent with every slot as expected"


def test_any_of_several_meanings_is_right(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The one that is nearest to what was heard is reported."""
    other = {"name": "StoryIntent", "slots": {"story": {"value": "is numb"}}}
    evaluated(written(tmp_path, annotation("my neck is numb", other, numb(area="neck"))), capsys, status=0)
    found = evaluated(written(tmp_path, annotation("my neck is numb", other, numb(area="foot"))), capsys)
    assert found["misses"][0]["expected"]["intent"]["name"] == "NumbIntent"
    assert found["misses"][0]["actual"] == {"intent": {"name": "NumbIntent", "slots": {"area": {"value": "neck"}}}}


def test_case_and_the_order_of_several_values_do_not_count(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Their number does."""
    symptoms = {"name": "SymptomIntent", "slots": {"symptom": {"value": ["Can't pee", "weak  legs"]}}}
    said = "i have weak legs and can't pee"
    evaluated(written(tmp_path, annotation(said, symptoms)), capsys, status=0)
    symptoms["slots"] = {"symptom": {"value": ["can't pee"]}}
    evaluated(written(tmp_path, annotation(said, symptoms)), capsys, status=1)


def test_dates_count_from_the_reference_timestamp(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From --now where there is none."""
    slot = {"name": "day", "type": "AMAZON.DATE"}
    intent = {"name": "BookIntent", "slots": [slot], "samples": ["book it for {day}"]}
    model = tmp_path / "model.json"
    model.write_text(
        json.dumps({"interactionModel": {"languageModel": {"invocationName": "my diary", "intents": [intent]}}}),
        "utf-8",
    )
    expected = {"name": "BookIntent", "slots": {"day": {"value": "2018-10-26"}}}
    said = "book it for tomorrow"
    stamped = written(tmp_path, annotation(said, expected, referenceTimestamp="2018-10-25T23:50:02.135Z"))
    evaluated(stamped, capsys, "--model", str(model), status=0)
    bare = written(tmp_path, annotation(said, expected))
    evaluated(bare, capsys, "--model", str(model), status=1)
    evaluated(bare, capsys, "--model", str(model), "--now", "2018-10-25T12:00", status=0)


def test_where_no_intent_fits_and_there_is_no_fallback_nothing_is_heard(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A dash in the report."""
    intent = {"name": "ByeIntent", "samples": ["farewell then"]}
    model = tmp_path / "model.json"
    model.write_text(
        json.dumps({"interactionModel": {"languageModel": {"invocationName": "my diary", "intents": [intent]}}}),
        "utf-8",
    )
    path = written(tmp_path, annotation("purple monkey", {"name": "ByeIntent"}))
    found = evaluated(path, capsys, "--model", str(model))
    assert found["confusions"] == [{"expected": "ByeIntent", "heard": "-", "count": 1}]


# ---- status and switches ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("percent", "status"), [("16", 0), ("17", 1), ("0", 0)])
def test_the_share_that_must_be_right_can_be_set(percent: str, status: int, tmp_path: Path) -> None:
    """One of six is 16.7 percent."""
    path = tmp_path / "small.csv"
    path.write_text(SMALL, "utf-8")
    assert main(["evaluate", str(path), "--model", str(MODEL), "--at-least", percent]) == status


def test_several_sets_are_counted_together(capsys: pytest.CaptureFixture[str]) -> None:
    """One that is named twice counts once."""
    one, other = SETS / "numb_back.json", SETS / "numb_back.csv"
    assert main(["evaluate", str(one), str(other), str(one), "--model", str(MODEL), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["utterances"] == 68


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["{set}", "{labels}"], "is an annotation set, {labels} holds labelled sentences - evaluate them one"),
        (["{labels}", "--model", "{model}"], "--model is for annotation sets, and {labels} is none - leave it out"),
        (["{labels}", "--at-least", "5"], "--at-least is for annotation sets, and {labels} is none"),
        (["{set}", "--now", "noon"], "'noon' is no ISO time"),
        (["{set}", "--model", "gone.json"], "gone.json: cannot be read"),
        (["{set}", "--locale", "xx-XX"], "no interaction model for locale 'xx-XX'"),
    ],
)
def test_what_cannot_be_done_is_one_line(arguments: list[str], why: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Status 2."""
    names = {"set": SETS / "back_check.json", "labels": DATA / "labelled_small.yaml", "model": MODEL}
    assert main(["evaluate", *(one.format(**names) for one in arguments)]) == 2
    err = capsys.readouterr().err
    assert err.startswith("simulator: ")
    assert why.format(**names) in err
    assert len(err.splitlines()) == 1


def test_the_form_tells_what_a_file_is(tmp_path: Path) -> None:
    """Its name, or else how it begins."""
    for name, text, is_set in (
        ("a.json", "", True),
        ("a.csv", "", True),
        ("a.txt", "utterance,intent\n", True),
        ("b.txt", '\n{"data": []}', True),
        ("a.yaml", "groups: []", False),
        ("b.yaml", "{groups: []}", False),
        ("gone.yaml", None, False),
    ):
        if text is not None:
            (tmp_path / name).write_text(text, "utf-8")
        assert is_annotation_set(tmp_path / name) is is_set, name
