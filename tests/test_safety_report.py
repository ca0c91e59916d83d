"""The safety report counts what it says it counts, leaves nobody out, and tells when it is not current."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest

from safety import patients
from safety.__main__ import main
from safety.report import writing
from safety.report.blocks import Picture, Table
from safety.report.document import document
from safety.report.figures import counted, share
from safety.report.gathering import measured, own_sources, published
from safety.report.vignettes import read_sets
from simulator import Echo
from simulator.device.door import lambda_handler

ROOT = Path(__file__).resolve().parent.parent
SMALL = ROOT / "tests" / "data" / "report_vignettes.yaml"
COMMITTED = ROOT / "docs" / "safety-report"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the report on five patients in `out`."""
    folder = tmp_path_factory.mktemp("report")
    assert main(["report", "--file", str(SMALL), "--out", str(folder / "out")]) == 0
    return folder


def _figures(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "out" / "figures.json").read_text(encoding="utf-8"))
    return found


def _set(folder: Path) -> dict[str, Any]:
    (found,) = _figures(folder)["sets"]
    return dict(found)


def test_the_matrix_is_the_one_counted_by_hand(small: Path) -> None:
    """Expected down, advised across; who ends without advice has a column."""
    filled = {
        (expected, advised): count
        for expected, row in _set(small)["matrix"].items()
        for advised, count in row.items()
        if count
    }
    assert filled == {
        ("emergency_now", "emergency_now"): 1,
        ("emergency_now", "self_care_watch"): 1,
        ("urgent_today", "emergency_now"): 1,
        ("see_doctor_soon", "emergency_now"): 1,
        ("routine_appointment", "none"): 1,
    }


def test_the_shares_are_those_counted_by_hand(small: Path) -> None:
    """In all, by level and by tag; no advice is too little care."""
    found = _set(small)
    counts = {name: found["all"][name]["count"] for name in ("exact", "accepted", "above", "below", "right")}
    assert counts == {"exact": 1, "accepted": 1, "above": 1, "below": 2, "right": 2}
    assert found["by_level"]["emergency_now"]["exact"]["share"] == 0.5
    assert found["by_tag"]["one"]["right"] == share(2, 2)
    assert found["by_tag"]["two"]["below"]["count"] == 1
    assert (found["safe"]["count"], found["advised"]["count"], found["emergencies"]["count"]) == (3, 4, 1)
    assert found["self_care"]["share"] is None  # there is none to be measured on
    assert {case["id"]: case["verdict"] for case in found["not_exact"]} == {
        "B": "accepted", "C": "above", "D": "below", "E": "below"
    }  # fmt: skip
    assert found["unscripted"] == 0


def test_a_target_is_missed_where_the_figure_says_so(small: Path) -> None:
    """And not measured where there is nothing to measure."""
    met = {row["measure"]: row["met"] for rows in _figures(small)["targets"].values() for row in rows}
    assert met["exact"] is met["safe"] is met["advised"] is met["above"] is False
    assert met["self_care"] is None
    assert met["spoken"] is met["at_once"] is met["heard_as_no"] is True


def test_every_target_has_a_measure(small: Path) -> None:
    """A target that nothing measures would be a promise."""
    figures = _figures(small)
    for target in published()["targets"]:
        measured(target["measure"], figures["sets"][0], figures["understanding"][0])
        assert {"at_least", "at_most"} & set(target)


def test_a_conversation_that_breaks_is_listed_and_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As too little care; the others are still heard."""

    def handler(event: dict[str, Any], context: object) -> Any:
        if "dribbling" in json.dumps(event["request"]):
            raise RuntimeError("out of order")
        return lambda_handler()(event, context)

    monkeypatch.setattr(patients, "Echo", partial(Echo, handler=handler))
    assert main(["report", "--file", str(SMALL), "--out", str(tmp_path / "out")]) == 0
    found = _set(tmp_path)
    assert [case["id"] for case in found["broke"]] == ["A", "B", "C"]
    assert (found["patients"], found["all"]["below"]["count"]) == (5, 5)
    assert "3 conversations broke off" in capsys.readouterr().out
    assert "out of order" in (tmp_path / "out" / "README.md").read_text(encoding="utf-8")


# ---- files -----------------------------------------------------------------------------------------------------------

BAD = """vignettes:
- id: A
  opening: "my back is numb"
  answers:
  - {asked_about: feverr, says: "no"}
  - {asked_about: age, says: "ten"}
  - {asked_about: age, says: "eleven"}
  - {asked_about: pain}
  expected: urgent
  acceptable: [self_care_wach]
- id: A
  openning: "hello"
  expected: urgent_today
  acceptable: [urgent_today]
- nothing
"""


def test_every_problem_of_every_file_is_told_with_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And what to do; the exit status is 2, and nothing is written."""
    bad, empty, lost = tmp_path / "bad.yaml", tmp_path / "empty.yaml", tmp_path / "lost.yaml"
    bad.write_text(BAD, encoding="utf-8")
    empty.write_text("vignettes: []\n", encoding="utf-8")
    files = [part for path in (bad, empty, lost) for part in ("--file", str(path))]
    assert main(["report", *files, "--out", str(tmp_path / "out")]) == 2
    told = capsys.readouterr().err.splitlines()
    for line, words in (
        (5, "no topic 'feverr' - did you mean 'fever'"),
        (7, "A answers 'age' twice"),
        (8, "A has no says"),
        (9, "no level 'urgent' - did you mean"),
        (10, "no level 'self_care_wach' - did you mean 'self_care_watch'"),
        (11, "the id A stands twice (first in line 2)"),
        (11, "A has no opening"),
        (11, "A has no list of answers"),
        (12, "unknown entry 'openning' - did you mean 'opening'"),
        (14, "A repeats urgent_today"),
        (1, "vignette 3 is no mapping"),
    ):
        assert any(one.startswith(f"{bad}:{line}: ") and words in one for one in told), words
    assert any(one.startswith(f"{empty}:1: the file holds no vignette - ") for one in told)
    assert any(one.startswith(f"{lost}:1: cannot be read") for one in told)
    assert len(told) == 13
    assert not (tmp_path / "out").exists()


def test_somebody_elses_report_is_never_written_over_ours() -> None:
    """Without --out it goes where all that can be made again goes."""
    assert writing.OTHERS.is_relative_to(ROOT / "build")
    assert writing.OWN == COMMITTED


def test_two_runs_give_the_same_files(small: Path, tmp_path: Path) -> None:
    """In another process, with other hashes, to the byte; and nothing in them tells where or when."""
    run = [sys.executable, "-m", "safety", "report", "--file", str(SMALL), "--out", str(tmp_path)]
    subprocess.run(run, check=True, cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": "7"}, capture_output=True)
    written = {path.name: path.read_bytes() for path in (small / "out").iterdir()}
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == written
    assert not any(b"<dc:date>" in content for content in written.values())


def test_a_figure_that_is_not_current_is_named(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And so is a file that is not what the figures give; --check writes nothing."""
    figures, out = _figures(small), small / "out"
    monkeypatch.setattr(writing, "gather", lambda _: figures)
    assert writing.write_or_check(None, out, check=True) == 0
    before = {path: path.read_bytes() for path in out.iterdir()}
    changed = json.loads(json.dumps(figures))
    changed["sets"][0]["all"]["exact"]["count"] = 5
    (out / "figures.json").write_text(json.dumps(changed), encoding="utf-8")
    (out / "README.md").write_text("nothing", encoding="utf-8")
    (out / "published.svg").unlink()
    (out / "old.svg").write_text("", encoding="utf-8")
    assert writing.write_or_check(None, out, check=True) == 1
    printed = capsys.readouterr().out
    assert "report_vignettes.yaml].all.exact.count: 5 -> 1" in printed
    assert all(f"{out / name} is {what}" in printed for name, what in (
        ("README.md", "not what the figures give"), ("published.svg", "missing"), ("old.svg", "left over")
    ))  # fmt: skip
    assert "index.html" not in printed
    assert (out / "README.md").read_text(encoding="utf-8") == "nothing"
    (out / "old.svg").unlink()
    for path, content in before.items():
        path.write_bytes(content)


def test_a_picture_of_another_matplotlib_is_current_if_it_shows_the_same(small: Path) -> None:
    """But not one that the same release draws otherwise, nor one of other figures."""
    picture = (small / "out" / "verdicts.svg").read_text(encoding="utf-8")
    other = re.sub(r"matplotlib \d[\w.]*", "matplotlib 0.1", picture).replace("<path", "<path ")
    assert writing._same("verdicts.svg", other, picture)
    assert not writing._same("verdicts.svg", picture.replace("<path", "<path "), picture)
    shows_other = re.sub(r"<dc:description>\w", "<dc:description>?", other)
    assert not writing._same("verdicts.svg", shows_other, picture)


# ---- what is committed -----------------------------------------------------------------------------------------------


@cache
def _committed() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((COMMITTED / "figures.json").read_text(encoding="utf-8"))
    return found


def test_the_committed_report_leaves_no_vignette_out() -> None:
    """All of every file, each in its own set and in its order."""
    read_in = read_sets(source.path for source in own_sources())
    there = [(one["file"], [case["id"] for case in one["cases"]]) for one in _committed()["sets"]]
    assert there == [(source.name, [vignette.id for vignette in read_in[source.path]]) for source in own_sources()]
    assert [one["role"] for one in _committed()["sets"]] == ["developed_on", *["heard_once"] * (len(there) - 1)]


def test_the_committed_files_are_what_the_committed_figures_give() -> None:
    """A word that was changed in text.yaml asks for `make report`."""
    assert not list(writing.problems(_committed(), COMMITTED))


def test_first_hearings_are_quoted_as_they_were_noted_down() -> None:
    """Figures that cannot be measured again stand in docs/understanding.md."""
    noted = (ROOT / published()["first_hearing"]["source"]).read_text(encoding="utf-8")
    rows = re.findall(r"^\| \w+ set,.*\| first \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", noted, re.MULTILINE)
    quoted = published()["first_hearing"]["sets"]
    assert [tuple(map(int, row)) for row in rows] == [
        tuple(one[name] for name in ("exact", "accepted", "above", "below")) for one in quoted
    ]
    sizes = {one["file"]: one["patients"] for one in _committed()["sets"]}
    assert all(
        counted(one["exact"], one["accepted"], one["above"], one["below"])["patients"] == sizes[one["file"]]
        for one in quoted
    )


def test_what_is_put_beside_ours_stands_in_the_figure_of_the_study() -> None:
    """Each value of the picture, and where it was read."""
    for study in published()["published"]:
        assert study["source"]
        numbers = {float(number) for number in re.findall(r"\d+(?:\.\d+)?", study["figure"])}
        for one in study.get("compare", ()):
            assert {one["value"], round(100 - one["value"], 1)} & numbers, (study["study"], one)


def test_the_document_is_whole() -> None:
    """Rows are as long as their head, pictures are there and told to who cannot see them, nothing is unfilled."""
    for block in document(_committed()):
        if isinstance(block, Table):
            assert {len(row) for row in block.rows} == {len(block.head)}
        if isinstance(block, Picture):
            assert len(block.alt) > 20
            assert (COMMITTED / block.file).is_file()
    page, markdown = ((COMMITTED / name).read_text(encoding="utf-8") for name in ("index.html", "README.md"))
    assert not re.findall(r"\{\w+\}", page.partition("</style>")[2] + markdown)


def test_the_page_asks_no_network_for_anything() -> None:
    """No script, no font, no style, no picture from elsewhere."""
    page = (COMMITTED / "index.html").read_text(encoding="utf-8")
    assert not re.findall(r"<script|<link|@import|url\(|(?:src|href)=\"(?:https?:)?//", page)
