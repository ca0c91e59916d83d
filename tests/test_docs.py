"""What the documentation shows is what happens."""

from __future__ import annotations

import ast
import re
import shlex
import shutil
from pathlib import Path

import pytest

from simulator import Echo
from simulator.__main__ import main
from simulator.conversations import play, read
from simulator.device.door import load_handler

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted(path for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
_TURN = re.compile(r"^(you|alexa): (.*?)(?=^(?:you|alexa): |\Z)", re.MULTILINE | re.DOTALL)


def _transcript() -> list[tuple[str, str]]:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"```text\n(you: .*?)```", text, re.DOTALL)
    assert block, "the README has no transcript"
    return [(who, " ".join(words.split())) for who, words in _TURN.findall(block[1])]


def test_the_conversation_in_the_readme_is_the_one_that_is_held() -> None:
    """Turn by turn, word for word."""
    echo = Echo(locale="en-US")
    turns = _transcript()
    assert len(turns) >= 6
    for (_, said), (_, shown) in zip(turns[::2], turns[1::2], strict=True):
        assert " ".join(echo.say(said).speech.split()) == shown, f"after '{said}'"


SHOWN = [
    pytest.param(command, shown, id=f"{name}: {command.split()[0]} {number}")
    for name in ("simulator", "workbench")
    for number, (command, shown) in enumerate(
        re.findall(
            r"```text\n\$ python -m simulator ([^\n]+)\n(.*?)```",
            (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8"),
            re.DOTALL,
        ),
        1,
    )
]


def test_every_kind_of_output_is_among_those_that_are_tried() -> None:
    """The documents show what these commands print."""
    commands = {str(case.values[0]).split()[0] for case in SHOWN}
    assert commands == {"lint", "explain", "replay", "certify", "understand", "evaluate"}


@pytest.mark.parametrize(("command", "shown"), SHOWN)
def test_the_output_in_a_document_is_what_is_printed(
    command: str, shown: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Line by line, but for the phrases of the lexicon, which may change without a change of meaning.

    And for how long a walk was: it takes other turns after any change of the language step.
    """
    monkeypatch.chdir(ROOT)
    main(shlex.split(command))
    printed = capsys.readouterr().out
    assert _lasting(printed) == _lasting(shown), f"{command}: put what it prints in the document"


def _lasting(text: str) -> list[str]:
    lines = [line for line in text.splitlines() if " fits " not in line]
    return [re.sub(r"\d+", "#", line) if " turns in " in line else line for line in lines]


def _document(name: str) -> str:
    return (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")


def test_the_defect_in_the_tutorial_is_found_as_it_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A help that suggests what no intent takes, in a copy of the example."""
    shown = re.search(r"```yaml\n(# suggestion-unknown.*?)```", _document("simulator"), re.DOTALL)
    assert shown
    skill = shutil.copytree(ROOT / "examples" / "tea_time", tmp_path / "tea") / "skill.py"
    sound = skill.read_text(encoding="utf-8")
    assert "You can say: green tea." in sound
    skill.write_text(sound.replace("You can say: green tea.", "You can say: surprise me."), encoding="utf-8")
    model = skill.with_name("interactionModels") / "custom" / "en-US.json"
    assert main(["certify", "--model", str(model), "--handler", str(skill)]) == 1
    assert shown[1] in capsys.readouterr().out


def test_the_conversation_in_the_tutorial_holds() -> None:
    """Every way through it, with the example skill."""
    shown = re.search(r"```yaml\n(- name: Alexa asks.*?)```", _document("simulator"), re.DOTALL)
    assert shown
    example = ROOT / "examples" / "tea_time"
    handler = load_handler(str(example / "skill.py"))
    ways = read(shown[1])
    assert len(ways) == 2
    for way in ways:
        device = Echo(handler=handler, model=example / "interactionModels" / "custom" / "en-US.json")
        assert all(not played.differences for played in play(way, device)), way.name


def test_every_test_that_the_simulator_document_names_is_there() -> None:
    """Requirement 20: each deviation names the test that pins it, and each of the twenty requirements what shows it."""
    text = _document("simulator")
    there = {
        node.name
        for path in (ROOT / "tests").rglob("test_*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
    }
    deviations = re.search(r"\| what \| here \| pinned by \|\n\|---.*?\n\n", text, re.DOTALL)
    requirements = re.search(r"\| # \| what \| shown by \|\n\|---.*?\Z", text, re.DOTALL)
    assert deviations
    assert requirements
    for row in [*deviations[0].splitlines()[2:], *requirements[0].splitlines()[2:]]:
        if row:
            named = re.findall(r"`(test_\w+)`", row.rpartition(" | ")[2])
            assert set(named) <= there, row
            assert named, row
    assert re.findall(r"^\| (\d+) \|", requirements[0], re.MULTILINE) == [str(number) for number in range(1, 21)]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    """Relative links only: no network is asked."""
    for target in re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), f"{path.name} links to {target}, which is not there"


def test_every_make_target_that_a_document_names_exists() -> None:
    """`make …` in any document."""
    targets = set(re.findall(r"^([a-z][\w-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for path in DOCUMENTS:
        for named in re.findall(r"`make ([a-z-]+)|^make ([a-z-]+)", path.read_text(encoding="utf-8"), re.MULTILINE):
            target = named[0] or named[1]
            assert target in targets, f"{path.name} names make {target}"
