"""`serve`: the local Alexa as a web page on this machine."""

from __future__ import annotations

import argparse
import importlib
import ipaddress
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.command import Command
from simulator.device.door import lambda_handler, load_handler
from simulator.errors import UsageError
from simulator.model import MODELS, ModelError, load_model, model_path

if TYPE_CHECKING:
    from flask import Flask

    from simulator.web.served import Inside, Served

_NO_FLASK = "the web page needs Flask: run `make serve`, or `pip install 'back-check[simulator]'`"


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, help="default: 8080, or the next that is free")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine alone)")
    parser.add_argument(
        "--handler", metavar="FILE[:NAME]", default=argparse.SUPPRESS, help="another skill: Python file"
    )
    parser.add_argument(
        "--model",
        type=Path,
        default=argparse.SUPPRESS,
        help="another interaction model: a JSON file, or a folder of <locale>.json",
    )


def _run(options: argparse.Namespace) -> int:
    try:
        from simulator.web.app import create_app
        from simulator.web.server import open_server
    except ModuleNotFoundError as error:
        if error.name and error.name.partition(".")[0] in ("flask", "werkzeug"):
            raise UsageError(_NO_FLASK) from error
        raise
    if not is_loopback(options.host):
        print(f"Warning: {options.host} can be reached from other machines, and nobody is asked for a password.")
    served = skill_to_serve(options.handler, options.model, options.locale)
    app = create_app(served, host=options.host)
    beside = mount_endpoint(app, served)
    server = open_server(app, options.host, options.port)
    host = f"[{options.host}]" if ":" in options.host else options.host
    print(f"The local Alexa is at http://{host}:{server.port}/{beside} - Ctrl-C stops it.", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print()
    finally:
        server.server_close()
    return 0


def skill_to_serve(handler: str | None, model: Path | None, locale: str) -> Served:
    """The skill of a command line; what is inside is shown of our own only. Raises ModelError, SkillError."""
    from simulator.web.served import Served

    models = _models(model, locale)
    for path in models.values():
        load_model(path)  # a broken model stops the start, not a conversation
    call = load_handler(handler) if handler else lambda_handler()
    return Served(call, models, locale, None if handler or model else _inside())


def _models(model: Path | None, locale: str) -> Mapping[str, Path]:
    if model is not None and not model.is_dir():
        return {locale: model}
    found = {path.stem: path for path in sorted((model or MODELS).glob("*.json"))}
    if locale not in found:
        if model is None:
            model_path(locale)  # says which there are
        raise ModelError(f"{model}: no {locale}.json. There are: {', '.join(found) or 'none'}")
    return found


def _inside() -> Inside:
    from simulator.web.served import Inside
    from simulator.workbench.insight import insight, levels

    return Inside(levels, insight)


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def mount_endpoint(app: Flask, served: Served) -> str:
    """Mount the signed endpoint at /alexa, where it is there; what the line of the server says of it."""
    try:
        endpoint = importlib.import_module("simulator.endpoint")
    except ModuleNotFoundError:
        return ""
    endpoint.mount(app, served.handler)
    return ", its signed endpoint at /alexa"


SERVE = Command(
    "serve",
    "the local Alexa as a web page on this machine",
    "The local Alexa in a browser: the device, the conversation, and beside it what a developer wants to see.",
    _arguments,
    _run,
)
