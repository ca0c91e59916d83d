"""The page's server: one page, and the JSON that it asks for. Nothing of what is said is written anywhere."""

from __future__ import annotations

import logging
import mimetypes
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, Response, jsonify, request, send_from_directory
from werkzeug.exceptions import HTTPException

from simulator.conversations import Conversation
from simulator.device.devices import DEVICES
from simulator.web import files
from simulator.web.conversations import Conversations
from simulator.web.guard import check_origin, close
from simulator.web.refused import MOST_FILE, MOST_NAME, MOST_SAID, RefusedError, body_of, list_in, one_of, text_in
from simulator.web.served import Served

STATIC = Path(__file__).with_name("static")
_MOST_BYTES = 4 * MOST_FILE + 1000
log = logging.getLogger(__name__)


def create_app(served: Served, *, host: str = "127.0.0.1", conversations: Conversations | None = None) -> Flask:
    """The page of a skill as a Flask app. `host` is the name that it is reached by, beside addresses and localhost."""
    mimetypes.add_type("text/javascript", ".js")  # some systems say otherwise, and browsers then refuse modules
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = _MOST_BYTES
    app.register_blueprint(_page(served, conversations or Conversations(served), host))
    app.after_request(close)
    app.register_error_handler(RefusedError, _refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _failed)
    return app


def _page(served: Served, held: Conversations, host: str) -> Blueprint:
    page = Blueprint("page", __name__)

    @page.before_request
    def same_origin() -> None:
        check_origin(request, host)

    @page.get("/")
    def index() -> Response:
        return send_from_directory(STATIC, "index.html")

    @page.get("/static/<path:name>")
    def static(name: str) -> Response:
        return send_from_directory(STATIC, name)

    @page.get("/api/skill")
    def skill() -> Response:
        return jsonify(
            locales=served.locales,
            devices=served.devices,
            locale=served.locale,
            device=served.device,
            inside=served.inside is not None,
            levels=served.inside.levels(served.locale) if served.inside else [],
        )

    @page.post("/api/conversations")
    def begin() -> tuple[Response, int]:
        body = body_of(request, ("locale", "device", "text", "which"))
        locale = one_of(body, "locale", served.locales, served.locale)
        device = one_of(body, "device", (*DEVICES, served.device), served.device)
        found = _chosen(body) if "text" in body else None
        return jsonify(held.begin(locale, device, found).whole()), 201

    @page.get("/api/conversations/<name>")
    def whole(name: str) -> Response:
        return jsonify(held.find(name).whole())

    @page.delete("/api/conversations/<name>")
    def end(name: str) -> tuple[str, int]:
        held.end(name)
        return "", 204

    @page.post("/api/conversations/<name>/turns")
    def turn(name: str) -> Response:
        said = text_in(body_of(request, ("say",)), "say", MOST_SAID)
        return jsonify(held.find(name).say(said))

    @page.post("/api/conversations/<name>/touch")
    def touch(name: str) -> Response:
        return jsonify(held.find(name).touch(list_in(body_of(request, ("arguments",)), "arguments")))

    @page.post("/api/conversations/<name>/next")
    def next_step(name: str) -> Response:
        body_of(request, ())
        return jsonify(held.find(name).next_step())

    @page.post("/api/conversations/<name>/file")
    def save(name: str) -> Response:
        title = text_in(body_of(request, ("name",)), "name", MOST_NAME).strip()
        if not title:
            raise RefusedError(400, '"name" is empty: say in a sentence what the conversation shows')
        return jsonify(file=files.file_name(title), text=held.find(name).file_text(title))

    @page.post("/api/files")
    def read() -> Response:
        text = text_in(body_of(request, ("text",)), "text", MOST_FILE, lines=True)
        return jsonify(conversations=[files.listed(one) for one in files.conversations(text)])

    return page


def _chosen(body: Mapping[str, Any]) -> Conversation:
    """The conversation of a file that is to be held again. Raises RefusedError."""
    found = files.conversations(text_in(body, "text", MOST_FILE, lines=True))
    which = body.get("which", 0)
    if type(which) is not int or not 0 <= which < len(found):
        raise RefusedError(400, f'"which" is no number from 0 to {len(found) - 1}')
    return found[which]


def _refused(error: RefusedError) -> tuple[Response, int]:
    return jsonify(error=str(error)), error.status


def _http(error: HTTPException) -> tuple[Response, int]:
    lines = {404: "there is nothing here", 405: "this cannot be done here", 413: f"more than {_MOST_BYTES} bytes"}
    status = error.code or 400
    return jsonify(error=lines.get(status, error.name)), status


def _failed(error: Exception) -> tuple[Response, int]:
    """A fault of our own. Its message may hold what was said, so only its type is told."""
    log.error("a request failed: %s", type(error).__name__)
    answer: dict[str, Any] = {"error": f"the local Alexa itself failed ({type(error).__name__}); start a new one"}
    return jsonify(answer), 500
