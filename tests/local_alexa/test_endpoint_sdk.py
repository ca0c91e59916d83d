"""flask-ask-sdk: imported by one module, although it cannot be imported as it is."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import flask
import pytest
from signed_requests import SKILL, Listener, root

from simulator.endpoint import mount
from simulator.endpoint.signature import Trust

ROOT = Path(__file__).resolve().parents[2]
SDK = {"flask_ask_sdk", "ask_sdk_webservice_support"}
FRESH = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from flask import Flask
from simulator.endpoint import mount
from simulator.endpoint.signature import Trust
assert not {SDK!r} & set(sys.modules), "it is imported before it is needed"
app = Flask("fresh")
mount(app, lambda event, context: {{}}, skill_id="a")
assert {SDK!r} <= set(sys.modules)
print(*sorted(name for name in sys.modules if name.partition(".")[0] in ("certvalidator", "oscrypto")))
print(type(app.extensions["ASK_SDK_SKILL_ADAPTER"]["/alexa"]).__module__)
"""


def test_it_can_be_imported_in_a_fresh_interpreter() -> None:
    """Whatever OpenSSL this machine has. What stands in for the part that breaks is gone afterwards."""
    run = subprocess.run([sys.executable, "-c", FRESH], capture_output=True, text=True, check=False)
    assert run.stderr == ""
    assert run.stdout.splitlines() == ["", "flask_ask_sdk.skill_adapter"]


def test_the_real_part_is_used_where_somebody_has_imported_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """And stays: nothing of another program's is taken away."""
    real = ModuleType("certvalidator")
    monkeypatch.setitem(sys.modules, "certvalidator", real)
    mount(flask.Flask(__name__), Listener(), skill_id=SKILL, trust=Trust([root().certificate]))
    assert sys.modules["certvalidator"] is real


def test_only_one_module_imports_it() -> None:
    """What is wrong with it is put right in one place."""
    users = set()
    for path in (ROOT / "simulator").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if SDK & {name.partition(".")[0] for name in names}:
                users.add(path.relative_to(ROOT).as_posix())
    assert users == {"simulator/endpoint/sdk.py"}


def test_another_adapter_in_the_same_application_goes_on_verifying() -> None:
    """The SDK's switches hold for the whole application: we leave them as they were."""
    app = flask.Flask(__name__)
    app.config["ASK_SDK_VERIFY_TIMESTAMP"] = False
    mount(app, Listener(), skill_id=SKILL, trust=Trust([root().certificate]))
    assert app.config["ASK_SDK_VERIFY_SIGNATURE"] is True
    assert app.config["ASK_SDK_VERIFY_TIMESTAMP"] is False


def test_several_skills_have_a_path_each() -> None:
    """In one application."""
    app = flask.Flask(__name__)
    for path in ("/one", "/two"):
        mount(
            app, Listener({"path": path}), skill_id=SKILL, path=path, unsigned=True, trust=Trust([root().certificate])
        )
    found = [rule.rule for rule in app.url_map.iter_rules() if rule.methods == {"POST"}]
    assert found == ["/one", "/two"]


@pytest.mark.parametrize(
    "module", ["simulator", "simulator.commands", "simulator.endpoint", "simulator.endpoint.client"]
)
def test_who_does_not_serve_loads_neither_flask_nor_cryptography(module: str) -> None:
    """Talking to a server, as well, needs nothing that only the server does."""
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import {module}; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"flask", "cryptography", *SDK} & set(run.stdout.split())
