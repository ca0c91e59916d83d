"""What the documentation shows is what happens."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from simulator import Echo
from simulator.__main__ import main

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


def _shown_commands() -> list[tuple[str, str]]:
    text = (ROOT / "docs" / "simulator.md").read_text(encoding="utf-8")
    return re.findall(r"```text\n\$ python -m simulator ([^\n]+)\n(.*?)```", text, re.DOTALL)


def test_the_output_in_the_simulator_document_is_what_is_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Line by line, but for the phrases of the lexicon, which may change without a change of meaning."""
    monkeypatch.chdir(ROOT)
    commands = _shown_commands()
    assert {command.split()[0] for command, _ in commands} == {"understand", "evaluate"}
    for command, shown in commands:
        main(shlex.split(command))
        printed = capsys.readouterr().out
        assert _without_phrases(printed) == _without_phrases(shown), f"{command}: put what it prints in the document"


def _without_phrases(text: str) -> list[str]:
    return [line for line in text.splitlines() if " fits " not in line]


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
