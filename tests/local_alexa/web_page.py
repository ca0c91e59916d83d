"""The page's server without a socket, for a skill that is told what to say."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient
from scripted_skill import MODEL, Script

from simulator.web.app import create_app
from simulator.web.conversations import Conversations
from simulator.web.served import Inside, Served

OPEN = "alexa open numb back"


def skill(*answers: Any, inside: Inside | None = None) -> Served:
    """A skill that gives these answers, in two locales."""
    return Served(Script(*answers), {"en-US": MODEL, "en-GB": MODEL}, "en-US", inside=inside)


def page(*answers: Any, inside: Inside | None = None, **bounds: Any) -> FlaskClient:
    """A browser at the page of such a skill."""
    served = skill(*answers, inside=inside)
    return create_app(served, conversations=Conversations(served, **bounds)).test_client()


def begin(client: FlaskClient, **choice: Any) -> str:
    """A new conversation; its id."""
    answer = client.post("/api/conversations", json=choice)
    assert answer.status_code == 201, answer.json
    found: str = answer.json["id"]
    return found


def say(client: FlaskClient, name: str, text: str) -> dict[str, Any]:
    """What comes of something said."""
    answer = client.post(f"/api/conversations/{name}/turns", json={"say": text})
    assert answer.status_code == 200, answer.json
    found: dict[str, Any] = answer.json
    return found
