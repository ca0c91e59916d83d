"""The house keeps its floors: imports go down only, symptoms live in data, files stay short."""

from __future__ import annotations

import ast
import importlib
import io
import json
import re
import subprocess
import sys
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from skill.lexicon_reader import load
from skill.loader import load_knowledge

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("skill", "simulator", "safety", "lambda", "interaction_model", "benchmarks")
MODULES = sorted(path.stem for path in (ROOT / "skill").glob("*.py") if path.stem != "__init__")
LONGEST_FILE = 300

STDLIB_ONLY = {"model", "engine", "durations"}
DOOR = "alexa"  # the only module that speaks with ask_sdk
ABOVE = {  # module -> what may not be loaded with it, since it stands on the same floor or above
    "model": set(MODULES) - {"model"},
    "loader": {"engine", "understanding", "speech", "conversation", "alexa"},
    "engine": {"loader", "understanding", "speech", "conversation", "alexa"},
    "understanding": {"engine", "speech", "conversation", "alexa"},
    "speech": {"engine", "understanding", "conversation", "alexa"},
    "conversation": {"understanding", "alexa"},
}
NEVER = {
    "simulator",
    "interaction_model",
    "safety",
    "lambda",
    "handler",
    "tests",
    "boto3",
    "flask",
    "flask_ask_sdk",
    "cryptography",
}

WORKBENCH = "workbench"
WORKBENCH_DOORS = {  # understanding and what it stands on, and the names of locales; never the engine or the talk
    "skill.ages",
    "skill.durations",
    "skill.lexicon",
    "skill.lexicon_files",
    "skill.lexicon_reader",
    "skill.loader",
    "skill.matching",
    "skill.model",
    "skill.patterns",
    "skill.scope",
    "skill.speech",
    "skill.strict_yaml",
    "skill.tagging",
    "skill.tokens",
    "skill.understanding",
}
INSIDE_DOORS = {  # for insight alone: what the rules make of the answers in a session; still never the talk
    "skill.engine",
    "skill.loader",
    "skill.model",
    "skill.speech",
    "skill.state",
}

LOADED = """
import importlib, json, sys
sys.path.insert(0, sys.argv[1])
before = set(sys.modules)
importlib.import_module(sys.argv[2])
print(json.dumps(sorted(set(sys.modules) - before)))
"""


def python_files(*rooms: str) -> list[Path]:
    """Every Python file of some rooms."""
    return sorted(path for room in rooms for path in (ROOT / room).rglob("*.py"))


@cache
def loaded(module: str) -> frozenset[str]:
    """All that is loaded when a fresh interpreter imports one module."""
    run = [sys.executable, "-c", LOADED, str(ROOT), module]
    return frozenset(json.loads(subprocess.run(run, check=True, capture_output=True, text=True).stdout))


def foreign(names: frozenset[str]) -> set[str]:
    """Top-level packages that are neither the language's own nor the skill's."""
    tops = {name.partition(".")[0] for name in names}
    return {
        top for top in tops - sys.stdlib_module_names - {"skill"} if not top.startswith("_") and top != "cython_runtime"
    }


def imported(path: Path) -> set[str]:
    """Every module that a file names in an import, at the top or inside a function."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


# ---- floors ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("module", MODULES)
def test_a_module_of_the_skill_loads_nothing_it_must_not(module: str) -> None:
    """Standard library; yaml where files are read; ask_sdk at one door; what is not deployed, never."""
    names = loaded(f"skill.{module}")
    packages = foreign(names)
    assert not {name.partition(".")[0] for name in names} & NEVER
    if module in STDLIB_ONLY:
        assert packages == set()
    elif module != DOOR:
        assert packages <= {"yaml"}


@pytest.mark.parametrize("module", sorted(ABOVE))
def test_imports_go_down_only(module: str) -> None:
    """The floors of the house: conversation on engine, understanding and speech, these on model and loader."""
    there = {name.removeprefix("skill.") for name in loaded(f"skill.{module}") if name.startswith("skill.")}
    assert not there & ABOVE[module]


def test_only_one_file_imports_the_alexa_sdk() -> None:
    """Another platform is another door beside it."""
    users = [path for path in python_files(*ROOMS) if any(name.startswith("ask_sdk") for name in imported(path))]
    assert [path for path in users if "simulator" not in path.parts] == [ROOT / "skill" / f"{DOOR}.py"]


def test_the_simulator_reaches_the_skill_only_through_the_handler() -> None:
    """As Amazon does: it knows the handler and the JSON models, and nothing of what is inside.

    The workbench looks inside on purpose, for it tells which words of a sentence made which finding, and no response
    holds that. What emulates a device, and what talks through it, must not: it would hear what Alexa never sends.
    """
    for path in python_files("simulator"):
        inside = {name for name in imported(path) if name.partition(".")[0] in {"skill", "interaction_model"}}
        doors = INSIDE_DOORS if path.name == "insight.py" else WORKBENCH_DOORS
        assert inside <= (doors if path.parent.name == WORKBENCH else set()), path


def test_only_the_commands_open_the_workbench() -> None:
    """And only when one of them runs: talking, to our skill or another, loads nothing of it."""
    opened = [path for path in python_files("simulator") if any(_of_workbench(name) for name in imported(path))]
    assert {path for path in opened if path.parent.name != WORKBENCH} == {
        ROOT / "simulator" / "commands" / "understanding.py",
        ROOT / "simulator" / "commands" / "serve.py",
    }
    assert not {name for name in loaded("simulator.commands") if name.startswith("skill") or _of_workbench(name)}
    assert not {name for name in loaded("simulator.web.app") if name.startswith("skill.") or _of_workbench(name)}


SIMULATOR_FLOORS = (  # a room may use those before it; of those that stand together, none uses another
    {"errors"},
    {"screen", "intervals", "iso_time", "progress", "moments", "ssml"},
    {"model"},
    {"language"},
    {"dialog"},
    {"device"},
    {"command", "store", "lint", "endpoint", "conversations", "workbench"},
    {"skills", "annotations", "certify", "web"},
    {"commands", "pytest_plugin"},
    {"__main__"},
)


@pytest.mark.parametrize("path", python_files("simulator"), ids=lambda path: str(path.relative_to(ROOT)))
def test_the_simulators_imports_go_down_only(path: Path) -> None:
    """Words, then language, dialog, device; then what is done with a device; then commands."""
    floor = {room: place for place, rooms in enumerate(SIMULATOR_FLOORS) for room in rooms}
    room = path.relative_to(ROOT / "simulator").parts[0].removesuffix(".py")
    needs = {name.split(".")[1] for name in imported(path) if name.startswith("simulator.")} - {room}
    assert not {one for one in needs if floor[one] >= floor.get(room, len(floor))}


def _of_workbench(name: str) -> bool:
    return name.startswith(f"simulator.{WORKBENCH}")


def test_the_simulator_starts_without_a_web_server() -> None:
    """Talking in the terminal needs nothing that only the web page does."""
    for module in ("simulator", "simulator.__main__"):
        assert not {name.partition(".")[0] for name in loaded(module)} & {"flask", "flask_ask_sdk", "cryptography"}


def test_the_model_is_built_of_what_the_skill_reads_and_says() -> None:
    """The generator knows the data, not the conversation."""
    used = {name for name in imported(ROOT / "interaction_model" / "build.py") if name.startswith("skill")}
    assert used <= {"skill.lexicon_reader", "skill.loader", "skill.speech", "skill.strict_yaml"}


def test_the_handler_is_found_although_lambda_is_a_keyword() -> None:
    """As AWS imports it, and from the root of the repository."""
    assert callable(importlib.import_module("lambda.handler").handler)
    assert callable(importlib.import_module("handler").handler)


# ---- words -----------------------------------------------------------------------------------------------------------
# A symptom is named by the clinical file (names and values of topics, word by word) or by the lexicon's groups of words
# for parts of the body and for what is felt. Code (names and strings) may use none of them; comments and docstrings
# decide nothing, and may quote an example. Left out are words that mean something else in a program, or that belong to
# any conversation, whatever it is about.

# fmt: off
BODY_AND_FEELING = {
    "numb", "tingle", "leg_part", "arm_part", "saddle_part", "buttock", "chest", "belly", "pain_word", "spasm_word",
    "swollen", "rash_word", "fever_word", "sick_word",
}
ORDINARY = {
    "activity", "after", "age", "and", "at", "back", "below", "better", "birth", "body", "both", "caller", "cannot",
    "change", "course", "doctor", "duration", "expected", "failure", "for", "hand", "high", "history", "in", "level",
    "local", "location", "low", "medium", "multiple", "night", "no", "none", "off", "on", "once", "one", "only", "or",
    "other", "over", "party", "pattern", "position", "present", "pressure", "product", "raw", "recurring", "repeat",
    "same", "seen", "self", "sharp", "side", "single", "sitting", "speech", "standing", "static", "stays", "still",
    "stop", "stops", "sudden", "temp", "third", "trigger", "under", "unknown", "up", "urgency", "use", "weight",
    "while", "whole", "wide", "worse", "yes",
}
# fmt: on


@cache
def symptoms() -> frozenset[str]:
    """Words that name a symptom: see above for where they come from."""
    topics = load_knowledge().topics
    named = {part for topic in topics.values() for name in (topic.name, *topic.values) for part in name.split("_")}
    phrases = load("en").phrases.written
    felt = {words[0] for words, concepts in phrases.items() if len(words) == 1 and BODY_AND_FEELING & set(concepts)}
    return frozenset(word for word in named | felt if len(word) > 2) - ORDINARY


def code_words(path: Path) -> Iterator[tuple[str, int]]:
    """The words of the names and strings of a file, with their lines; no comments, no docstrings."""
    source = path.read_text(encoding="utf-8")
    docstrings = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            docstrings.add(node.value.lineno)
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        docstring = token.type == tokenize.STRING and token.start[0] in docstrings
        if token.type in (tokenize.NAME, tokenize.STRING) and not docstring:
            for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", token.string):
                yield word.lower(), token.start[0]


@pytest.mark.parametrize("path", python_files(*ROOMS), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_python_file_names_a_symptom(path: Path) -> None:
    """What the experts know is data."""
    named = {f"{path.name}:{line}: {word}" for word, line in code_words(path) if word in symptoms()}
    assert not named


def test_a_symptom_would_be_found(tmp_path: Path) -> None:
    """The test above can fail: in a name, in a string, in a name of a topic."""
    path = tmp_path / "bad.py"
    path.write_text(
        '"""Numb is allowed here."""\nbladder_ok = 1  # fever\nx = "saddle_numbness"\nfeverNow = "tingling"\n'
    )
    assert {word for word, _ in code_words(path)} & symptoms() == {"bladder", "saddle", "numbness", "fever", "tingling"}


@pytest.mark.parametrize("path", python_files(*ROOMS, "tests"), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_is_too_long(path: Path) -> None:
    """A file that passes 300 lines does two jobs."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE
