"""`serve`, as a program and in its parts."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

import pytest
from flask import Flask
from scripted_skill import MODEL

from simulator.__main__ import main
from simulator.commands.serve import is_loopback, skill_to_serve
from simulator.errors import UsageError
from simulator.model import ModelError
from simulator.web.app import create_app
from simulator.web.served import Served
from simulator.web.server import PORT, TRIES, open_server

ROOT = Path(__file__).resolve().parents[2]
SKILL = """
def handler(event, context):
    return {"version": "1.0", "response": {"outputSpeech": {"type": "PlainText", "text": "Mine."}}}
"""


@pytest.fixture
def skill_file(tmp_path: Path) -> Path:
    """Another skill than ours."""
    path = tmp_path / "another.py"  # not skill.py: its folder is looked in before ours
    path.write_text(SKILL, encoding="utf-8")
    return path


def test_any_skill_is_served_and_nothing_is_written_down(skill_file: Path) -> None:
    """One line with the address; a conversation; the endpoint beside it; Ctrl-C ends it well."""
    command = [sys.executable, "-m", "simulator", "serve", "--port", "0"]
    command += ["--handler", str(skill_file), "--model", str(MODEL)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT) as run:
        assert run.stdout is not None
        line = run.stdout.readline()
        try:
            assert line.startswith("The local Alexa is at http://127.0.0.1:")
            address = line.split("at ", 1)[1].split("/ ", 1)[0]
            name = _post(f"{address}/api/conversations", {})["id"]
            turn = _post(f"{address}/api/conversations/{name}/turns", {"say": "alexa open numb back"})
            assert turn["speech"] == "Mine."
            with pytest.raises(urllib.error.HTTPError, match="400"):
                _post(f"{address}/alexa", {"say": "unsigned"})
        finally:
            run.send_signal(signal.SIGINT)
        out, err = run.communicate(timeout=20)
    assert (run.returncode, out.strip()) == (0, "")
    assert "numb back" not in err
    assert "/api" not in err


def _post(address: str, body: dict[str, str]) -> dict[str, str]:
    request = urllib.request.Request(address, json.dumps(body).encode(), {"Content-Type": "application/json"})  # noqa: S310 - our own server
    with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 - the same
        found: dict[str, str] = json.load(answer)
    return found


def test_programs_read_where_it_is(skill_file: Path) -> None:
    """--json: the addresses of the page and of the endpoint."""
    command = [sys.executable, "-m", "simulator", "serve", "--json", "--port", "0"]
    command += ["--handler", str(skill_file), "--model", str(MODEL)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT) as run:
        assert run.stdout is not None
        line = run.stdout.readline()
        run.kill()
    told = json.loads(line)
    assert told["page"].startswith("http://127.0.0.1:")
    assert told["endpoint"] == f"{told['page']}alexa"


@pytest.mark.parametrize(
    "raw",
    [
        b"NONSENSE\r\n\r\n",
        b"POST /api/conversations HTTP/1.1\r\nHost: localhost\r\nContent-Length: abc\r\n\r\n{}",
        b"POST /api/conversations HTTP/1.1\r\nHost: loc[al\r\nContent-Length: 2\r\n\r\n{}",
        b"POST /api/files HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\n{}",
        b"GET /static/%00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ],
    ids=lambda raw: repr(raw[:40]),
)
def test_nonsense_on_the_wire_is_refused(raw: bytes) -> None:
    """A status of 400 to 413, never 500, and the server goes on."""
    server = open_server(create_app(Served(lambda *_: {}, {"en-US": MODEL}, "en-US")), "127.0.0.1", 0)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as wire:
            wire.sendall(raw)
            wire.shutdown(socket.SHUT_WR)
            answer = b"".join(iter(lambda: wire.recv(4096), b""))
        assert re.search(rb"HTTP/1.[01] 4\d\d |Error code: 400", answer), answer
        assert _post(f"http://127.0.0.1:{server.port}/api/conversations", {})["invocation"] == "numb back"
    finally:
        server.shutdown()
        thread.join(5)
        server.server_close()


def test_the_next_free_port_is_taken() -> None:
    """When nobody asked for one."""
    first = open_server(Flask("a"), "127.0.0.1", None)
    second = open_server(Flask("b"), "127.0.0.1", None)
    first.server_close()
    second.server_close()
    assert PORT <= first.port < second.port < PORT + TRIES


def test_a_port_that_is_taken_is_said(capsys: pytest.CaptureFixture[str], skill_file: Path) -> None:
    """When it was asked for: status 2, and what to do."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        arguments = ["serve", "--handler", str(skill_file), "--model", str(MODEL), "--port", port]
        assert main(arguments) == 2
    error = capsys.readouterr().err
    assert f"port {port} (" in error
    assert "try another --port" in error


@pytest.mark.parametrize("port", [-1, 65_536, 10**9])
def test_a_port_that_is_none_is_said(port: int) -> None:
    """A number out of range."""
    with pytest.raises(UsageError, match="0 to 65535"):
        open_server(Flask("a"), "127.0.0.1", port)


@pytest.mark.parametrize(
    ("host", "alone"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("192.168.1.4", False), ("x", False)],  # noqa: S104 - told, not opened
)
def test_other_machines_are_warned_of(host: str, alone: bool) -> None:
    """Only what this machine alone can reach needs no warning."""
    assert is_loopback(host) is alone


def test_our_own_skill_shows_what_is_inside() -> None:
    """In every locale that has a model; another skill shows nothing of it."""
    own = skill_to_serve(None, None, "en-GB")
    assert own.inside is not None
    assert own.locale == "en-GB"
    assert {"en-US", "en-GB"} <= set(own.locales)
    assert skill_to_serve(None, MODEL, "en-US").inside is None


def test_a_folder_of_models_gives_its_locales(tmp_path: Path, skill_file: Path) -> None:
    """<locale>.json each; the locale asked for must be among them."""
    for locale in ("en-US", "en-GB"):
        (tmp_path / f"{locale}.json").write_text(MODEL.read_text(encoding="utf-8"), encoding="utf-8")
    assert skill_to_serve(str(skill_file), tmp_path, "en-GB").locales == ("en-GB", "en-US")
    with pytest.raises(ModelError, match=r"no en-IN\.json\. There are: en-GB, en-US"):
        skill_to_serve(str(skill_file), tmp_path, "en-IN")


def test_what_cannot_be_served_stops_the_start(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A model that is none: 2; a skill that does not start: 1; each with one line."""
    broken = tmp_path / "model.json"
    broken.write_text("{", encoding="utf-8")
    assert main(["serve", "--model", str(broken)]) == 2
    assert main(["serve", "--model", str(MODEL), "--handler", str(tmp_path / "none.py")]) == 1
    assert [line.partition(":")[0] for line in capsys.readouterr().err.splitlines()] == ["simulator", "simulator"]


def test_without_flask_it_says_what_to_install(tmp_path: Path) -> None:
    """As on a machine with the skill alone: status 2, one line."""
    (tmp_path / "flask.py").write_text("raise ModuleNotFoundError(\"No module named 'flask'\", name='flask')\n")
    run = subprocess.run(
        [sys.executable, "-m", "simulator", "serve"],
        env={**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"},
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert run.returncode == 2
    assert run.stderr.startswith("simulator: the web page needs Flask")
    assert "make serve" in run.stderr
