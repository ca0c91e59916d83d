"""What is deployed: built by the very target that `sam build` calls, then started as AWS starts it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement  # comes with pytest

ROOT = Path(__file__).resolve().parent.parent
KNOWLEDGE = sorted((ROOT / "skill" / "knowledge").rglob("*.yaml"))

START = """
import importlib, json, sys
sys.path.insert(0, sys.argv[1])
module, _, name = sys.argv[2].rpartition(".")
handler = getattr(importlib.import_module(module.replace("/", ".")), name)
response = handler(json.load(sys.stdin), None)
ours = ("skill", "ask_sdk_core", "ask_sdk_model", "yaml")
inside = [module.__file__ for name, module in sys.modules.items() if name.partition(".")[0] in ours]
print(json.dumps({"response": response, "loaded": inside}))
"""


class _Template(yaml.SafeLoader):
    """CloudFormation's own tags are read as plain values."""


def _plain(loader: yaml.SafeLoader, _tag: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node)
    assert isinstance(node, yaml.MappingNode)
    return loader.construct_mapping(node)


_Template.add_multi_constructor("!", _plain)


@pytest.fixture(scope="module")
def function() -> dict[str, Any]:
    """The function as template.yaml describes it."""
    template = yaml.load((ROOT / "template.yaml").read_text(encoding="utf-8"), Loader=_Template)  # noqa: S506 - safe
    found: dict[str, Any] = template["Resources"]["SkillFunction"]
    return found


@pytest.fixture(scope="module")
def artifact(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that would be zipped and sent to AWS."""
    folder = tmp_path_factory.mktemp("the artifact")  # a space in the path, on purpose
    run = ["make", "-C", str(ROOT), "build-SkillFunction", f"ARTIFACTS_DIR={folder}"]
    done = subprocess.run(run, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder


def test_it_answers_a_launch_by_itself(artifact: Path, function: dict[str, Any]) -> None:
    """In a fresh interpreter that sees nothing but the package, by the entry that template.yaml names."""
    event = json.loads((ROOT / "tests" / "data" / "launch.json").read_text(encoding="utf-8"))
    run = [sys.executable, "-I", "-S", "-B", "-c", START, str(artifact), function["Properties"]["Handler"]]
    done = subprocess.run(run, input=json.dumps(event), capture_output=True, text=True, cwd=artifact)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert "911" in answer["response"]["response"]["outputSpeech"]["ssml"]
    assert answer["response"]["response"]["shouldEndSession"] is False
    assert all(Path(file).is_relative_to(artifact) for file in answer["loaded"] if file)


@pytest.mark.parametrize("path", KNOWLEDGE, ids=lambda path: str(path.relative_to(ROOT)))
def test_both_readers_of_yaml_agree(path: Path) -> None:
    """The C reader takes more than the plain one (an unquoted `a?` in [...]), which runs where no C part is built."""
    text = path.read_text(encoding="utf-8")
    quick = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    assert yaml.safe_load(text) == yaml.load(text, Loader=quick)  # noqa: S506 - a safe loader too


def test_it_holds_what_runs_and_nothing_else(artifact: Path) -> None:
    """The skill, its data, the handler and the wheels; no tests, no simulator, no bytecode, no metadata."""
    tops = {path.name for path in artifact.iterdir()}
    assert {"skill", "handler.py", "yaml", "ask_sdk_core", "ask_sdk_model"} <= tops
    assert not tops & {"tests", "simulator", "interaction_model", "flask", "boto3", "cryptography", "bin", "lambda"}
    every = list(artifact.rglob("*"))
    assert not [path for path in every if path.name == "__pycache__" or path.suffix in (".pyc", ".dist-info")]
    assert (artifact / "skill" / "knowledge" / "triage.yaml").is_file()
    assert sum(path.stat().st_size for path in every if path.is_file()) < 50_000_000


def test_its_compiled_parts_are_for_the_machine_in_the_template(artifact: Path, function: dict[str, Any]) -> None:
    """The wheels are chosen for AWS, not for the machine that builds."""
    properties = function["Properties"]
    assert properties["Architectures"] == ["arm64"]
    version = properties["Runtime"].removeprefix("python").replace(".", "")
    compiled = [path.name for path in artifact.rglob("*.so")]
    assert compiled
    assert all(f"cpython-{version}-aarch64" in name for name in compiled)


def test_the_exact_versions_stay_in_the_ranges() -> None:
    """lambda/requirements.txt pins what pyproject.toml asks for, and everything that pulls in."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = (ROOT / "lambda" / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pins = dict(line.split("==") for line in lines if line and not line.startswith("#"))
    for text in project["dependencies"]:
        wanted = Requirement(text)
        assert wanted.specifier.contains(pins[wanted.name]), text


def test_the_template_fits_alexa(function: dict[str, Any]) -> None:
    """Alexa waits eight seconds; only the alias may be called, and only by our skill once its id is set."""
    properties = function["Properties"]
    assert properties["Timeout"] == 8
    assert properties["MemorySize"] == 512
    assert properties["AutoPublishAlias"] == "live"
    assert properties["Environment"]["Variables"] == {"SKILL_ID": "SkillId"}
    assert [event["Type"] for event in properties["Events"].values()] == ["AlexaSkill"]
    assert function["Metadata"]["BuildMethod"] == "makefile"
    assert (ROOT / properties["CodeUri"] / f"{properties['Handler'].split('.')[0]}.py").is_file()


def test_every_command_of_the_contract_is_there() -> None:
    """The commands that outside tools hold on to."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for command in ("talk", "test", "install", "serve", "check", "bench"):
        assert re.search(rf"^{command}:.*## ", makefile, re.MULTILINE), command


def test_an_old_python_is_told_what_is_needed(tmp_path: Path) -> None:
    """Without a Python that is new enough, one line says which is needed, and nothing is left behind."""
    (tmp_path / "Makefile").write_text((ROOT / "Makefile").read_text(encoding="utf-8"))
    (tmp_path / "pyproject.toml").touch()
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("python3", "python3.11", "python3.12", "python3.13", "python3.14"):
        (tools / name).write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2 && exit 0\nexit 1\n')
        (tools / name).chmod(0o755)
    run = ["make", "install"]
    done = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, env={"PATH": f"{tools}:/usr/bin:/bin"})
    assert done.returncode != 0
    assert "needs Python 3.11 or newer" in done.stderr
    assert "Python 3.9.2" in done.stderr
    assert not (tmp_path / ".venv").exists()


@pytest.mark.parametrize("package", ["skill", "simulator"])
def test_an_installed_package_has_all_its_files(package: str) -> None:
    """Words, tables and the page are no Python: what is not named in pyproject.toml is left behind."""
    setup = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = setup["tool"]["setuptools"]["package-data"][package]
    named = {file for pattern in patterns for file in (ROOT / package).glob(pattern)}
    there = {file for file in (ROOT / package).rglob("*.*") if file.suffix not in (".py", ".pyc", ".md")}
    assert there <= named
