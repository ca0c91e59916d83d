"""`serve`: the local Alexa as a web page on this machine."""

from __future__ import annotations

import argparse
import ipaddress
import json
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.command import Command
from simulator.commands.keeping import telling
from simulator.commands.speaker import speaker_arguments, switches_of
from simulator.device.devices import device_profile
from simulator.device.door import lambda_handler
from simulator.device.echo import LOCAL_SKILL
from simulator.errors import UsageError
from simulator.model import MODELS, ModelError, load_model, model_path
from simulator.skills import skill_at

if TYPE_CHECKING:
    from simulator.web.served import Inside, Served

_NEEDED = ("flask", "werkzeug", "flask_ask_sdk", "cryptography", "certifi")
_NO_FLASK = "the web page needs Flask and more: run `make serve`, or `pip install 'back-check[simulator]'`"


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, help="default: 8080, or the next that is free")
    parser.add_argument(
        "--skill-id",
        default=os.environ.get("SKILL_ID") or LOCAL_SKILL,
        help="the applicationId that requests to /alexa must name (default: $SKILL_ID)",
    )
    parser.add_argument(
        "--unsigned", action="store_true", help="/alexa also answers programs on this machine that sign nothing"
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine alone)")
    speaker_arguments(parser)


def _run(options: argparse.Namespace) -> int:
    try:
        from simulator.endpoint import mount
        from simulator.web.app import create_app
        from simulator.web.server import open_server
    except ModuleNotFoundError as error:
        if error.name and error.name.partition(".")[0] in _NEEDED:
            raise UsageError(f"{_NO_FLASK} (missing: {error.name})") from error
        raise
    if not is_loopback(options.host):
        print(f"Warning: {options.host} can be reached from other machines, and nobody is asked for a password.")
    device_profile(options.device)  # a file that describes no device stops the start, too
    skill = skill_to_serve(options.handler, options.model, options.locale)
    served = replace(skill, device=options.device, switches=switches_of(options))
    app = create_app(served, host=options.host)
    mount(app, served.handler, skill_id=options.skill_id, unsigned=options.unsigned)
    server = open_server(app, options.host, options.port)
    host = f"[{options.host}]" if ":" in options.host else options.host
    page = f"http://{host}:{server.port}/"
    told = json.dumps({"page": page, "endpoint": f"{page}alexa"})
    print(
        told if options.json else f"The local Alexa is at {page} (its endpoint: /alexa). Ctrl-C stops it.", flush=True
    )
    with telling("" if options.json else options.kept, lambda line: print(line, flush=True)):
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
    call = skill_at(handler) if handler else lambda_handler()
    return Served(call, models, locale, inside=None if handler or model else _inside())


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


SERVE = Command(
    "serve",
    "the local Alexa as a web page on this machine",
    "The local Alexa in a browser: the device, the conversation, and beside it what a developer wants to see.",
    _arguments,
    _run,
)
