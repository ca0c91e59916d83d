"""The evaluation of labelled files: figures that are counted by hand, bad files, exit codes."""

from __future__ import annotations

import io
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from understanding_data import NOW

from simulator import progress
from simulator.__main__ import main
from simulator.intervals import interval
from simulator.workbench.labels import read_labels
from simulator.workbench.vocabulary import emergency_topics
from skill.strict_yaml import KnowledgeError
from tests.people import HERE, read

SMALL = HERE / "data" / "labelled_small.yaml"
BROKEN: dict[str, dict[str, Any]] = {way["name"]: way for way in read("data/broken_labels.yaml")}
AT = ["--now", NOW.isoformat()]


def written(folder: Path, *items: str) -> Path:
    """A file of labelled utterances."""
    path = folder / "said.yaml"
    path.write_text("groups:\n- group: some\n  items:\n" + "".join(f"  - {item}\n" for item in items), "utf-8")
    return path


def report(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    """The evaluation of the small file, as data."""
    main(["evaluate", str(SMALL), "--json", *AT, *arguments])
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_figures_are_those_counted_by_hand(capsys: pytest.CaptureFixture[str]) -> None:
    """Right are the sentences 1, 2, 4, 7, 9, 10; the tenth invents something, the ninth misses that it is soft."""
    found = report(capsys)
    assert [list(group.values())[1:] for group in found["groups"]] == [["facts", 6, 3, 3, 3], ["wishes", 4, 3, 2, 1]]
    total = found["total"]
    assert total["said"] == 10
    assert [total[name]["count"] for name in ("right", "clean", "exact")] == [6, 5, 4]
    assert [total[name]["share"] for name in ("right", "clean", "exact")] == [0.6, 0.5, 0.4]


def test_what_is_taken_for_what_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    """The most frequent first, then by name; a dash for nothing."""
    found = report(capsys)
    assert [tuple(row.values()) for row in found["confusions"]] == [
        ("duration", "30", "180", 1),
        ("injury", "unknown", "no", 1),
        ("tingling", "-", "yes", 1),
        ("vomiting", "yes", "no", 1),
    ]
    assert [tuple(row.values()) for row in found["wishes_confused"]] == [("wish", "help", "repeat", 1)]


def test_the_most_frequent_confusion_stands_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever its name."""
    wrong = "{say: about three hours, context: duration, meaning: {duration: 5}}"
    path = written(tmp_path, "{say: my back is numb and tingly, meaning: {numb: yes, age: 5}}", wrong, wrong)
    main(["evaluate", str(path), "--json"])
    rows = json.loads(capsys.readouterr().out)["confusions"]
    assert [(row["topic"], row["count"]) for row in rows] == [("duration", 2), ("age", 1), ("tingling", 1)]


def test_an_emergency_heard_as_no_is_told_with_the_reason(capsys: pytest.CaptureFixture[str]) -> None:
    """A yes and a don't-know; the status says so too."""
    assert main(["evaluate", str(SMALL), *AT]) == 1
    said = capsys.readouterr().out
    last = said[said.index("EMERGENCY QUESTIONS HEARD AS NO ALTHOUGH NO WAS NOT SAID: 2") :]
    assert re.search(
        r'labelled_small.yaml:10: "no" \(asked: vomiting\)\n +vomiting: labelled yes, heard no\n +no - answer', last
    )
    assert "injury: labelled unknown, heard no" in last
    found = report(capsys)["heard_as_no"]
    assert [(row["topic"], row["labelled"]) for row in found] == [("vomiting", "yes"), ("injury", "unknown")]
    assert all(row["because"] and row["say"] == "no" for row in found)


@pytest.mark.parametrize("topic", ["pain", "swelling"])
def test_a_mistake_that_is_no_emergency_is_a_figure(topic: str, tmp_path: Path) -> None:
    """Exit status 0."""
    assert topic not in emergency_topics()
    assert main(["evaluate", str(written(tmp_path, f"{{say: no, context: {topic}, meaning: {{{topic}: yes}}}}"))]) == 0


def test_misses_are_listed_with_label_and_what_was_heard(capsys: pytest.CaptureFixture[str]) -> None:
    """Each sentence that is not exact, with its line; the others are not named."""
    main(["evaluate", str(SMALL), "--misses", *AT])
    said = capsys.readouterr().out
    assert "Not exact: 6\n" in said
    listed = said[said.index("Not exact") : said.index("Facts confused")]
    assert re.findall(r"labelled_small.yaml:(\d+): ", listed) == ["8", "10", "11", "15", "16", "17"]
    for line in (
        "duration: labelled 30, heard 180",
        "wish: labelled help, heard repeat",
        "answer: labelled firm, heard soft",
        "tingling: labelled -, heard yes",
    ):
        assert f"      {line}\n" in listed
    assert len(report(capsys, "--misses")["misses"]) == 6
    assert "misses" not in report(capsys)


def test_the_table_names_files_groups_and_intervals(capsys: pytest.CaptureFixture[str]) -> None:
    """Groups of the same name in two files stay apart; a file named twice counts once."""
    other = HERE / "data" / "own_utterances.yaml"
    main(["evaluate", str(SMALL), str(SMALL), str(other), *AT])
    said = capsys.readouterr().out
    assert said.count("labelled_small.yaml\n") == said.count("own_utterances.yaml\n") == 1
    assert re.search(r"^  facts +6 +3 +50\.0 % +3 +50\.0 % +3 +50\.0 %$", said, re.MULTILINE)
    assert re.search(r"^all +513 ", said, re.MULTILINE)
    assert re.search(r"^95 % interval( +\d+\.\d - \d+\.\d %){3}$", said, re.MULTILINE)
    assert "\x1b" not in said


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [(0, 10, 0.0, 0.3085), (10, 10, 0.6915, 1.0), (6, 10, 0.2624, 0.8784), (5, 10, 0.1871, 0.8129), (0, 0, 0.0, 1.0)],
)
def test_intervals_are_those_of_the_tables(count: int, of: int, low: float, high: float) -> None:
    """Clopper and Pearson, 95 %."""
    assert interval(count, of) == pytest.approx((low, high), abs=5e-5)


def test_an_interval_of_many_is_narrow_and_quick() -> None:
    """Thousands of sentences are no trouble."""
    low, high = interval(4500, 5000)
    assert 0.89 < low < 0.9 < high < 0.91


@pytest.mark.parametrize("name", BROKEN)
def test_a_bad_file_is_refused_with_every_problem(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each with its line, what is wrong, and what to do; exit status 2 and no figures."""
    path = tmp_path / "bad.yaml"
    path.write_text(BROKEN[name]["text"], "utf-8")
    assert main(["evaluate", str(path)]) == 2
    done = capsys.readouterr()
    assert done.out == ""
    lines, problems = done.err.splitlines(), BROKEN[name]["problems"]
    for line, (number, what, to_do) in zip(lines, problems, strict=True):
        assert re.fullmatch(rf"{re.escape(f'{path}:{number}: {what}')}.* - {re.escape(to_do)}.*", line)


def test_a_file_that_is_not_there_and_one_that_is_no_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The problems of all files are told at once, beside a file that is good."""
    (tmp_path / "bytes.yaml").write_bytes(b"\xff\xfe\x00")
    gone, binary = tmp_path / "gone.yaml", tmp_path / "bytes.yaml"
    assert main(["evaluate", str(SMALL), str(gone), str(binary), str(tmp_path)]) == 2
    assert capsys.readouterr().err.splitlines() == [
        f"{gone}:1: cannot be read (No such file or directory) - check the path",
        f"{binary}:1: is not text in UTF-8 - save it as UTF-8",
        f"{tmp_path}:1: cannot be read (Is a directory) - check the path",
    ]


def test_labels_that_yaml_takes_for_something_else_are_words(tmp_path: Path) -> None:
    """Truths in any writing, a single member of a set, numbers that are said; times are refused with a hint."""
    path = written(
        tmp_path,
        "{say: yes, context: fever, meaning: {fever: True, pain: OFF, numb: 'yes', conditions: diabetes}, hedged: yes}",
        "{say: 48, context: [age], hedged: null, meaning: {age: 48, pattern: no, caller: unknown}}",
    )
    first, second = read_labels(path)
    assert first.meaning == {"fever": "yes", "pain": "no", "numb": "yes", "conditions": ["diabetes"]}
    assert (first.say, first.hedged, second.say, second.asked) == ("yes", True, "48", ("age",))
    assert second.meaning == {"age": 48, "pattern": "no", "caller": "unknown"}
    with pytest.raises(KnowledgeError, match="1:30 stands without quotes and YAML would read it as an int"):
        read_labels(written(tmp_path, "{say: 1:30, context: duration}"))


class _Screen(io.StringIO):
    """A terminal that is nobody's."""

    def isatty(self) -> bool:
        """It says that it is one."""
        return True


def test_a_bar_shows_on_a_terminal_alone_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """And only where it takes long."""
    for stream, patience, shown in ((_Screen(), 0, True), (_Screen(), 60, False), (io.StringIO(), 0, False)):
        monkeypatch.setattr(progress, "_PATIENCE", patience)
        monkeypatch.setattr(sys, "stderr", stream)
        assert list(progress.watched("abcd")) == ["a", "b", "c", "d"]
        assert ("of 4" in stream.getvalue()) == shown
        assert stream.getvalue().endswith("\r\x1b[K" if shown else "")


def test_a_locale_or_time_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """One line, with what to do; exit status 2."""
    assert main(["evaluate", str(SMALL), "--locale", "en-UG"]) == 2
    assert capsys.readouterr().err == "simulator: the skill does not speak 'en-UG' - did you mean 'en-US'?\n"
    assert main(["evaluate", str(SMALL), "--now", "noon"]) == 2
    assert capsys.readouterr().err == "simulator: --now: 'noon' is no ISO time - write it like 2026-11-23T14:00\n"
