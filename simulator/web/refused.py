"""What is refused, and what is accepted, of a request to the page's server."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Collection, Mapping
from typing import Any

from flask import Request

MOST_SAID, MOST_NAME, MOST_FILE = 1000, 120, 200_000
"""Characters of one utterance, of the name of a conversation, and of a conversation file."""
_FORBIDDEN = {"Cc", "Cs"}  # control characters and lone surrogates: no device hears them


class RefusedError(Exception):
    """A request that is not done; `status` is HTTP's, and the message one clear line."""

    def __init__(self, status: int, line: str) -> None:
        super().__init__(line)
        self.status = status


def body_of(request: Request, allowed: Collection[str]) -> Mapping[str, Any]:
    """The JSON object in a request, with no other keys than `allowed`. Raises RefusedError."""
    if request.mimetype != "application/json":
        raise RefusedError(400, "send JSON, with Content-Type: application/json")
    try:
        found = json.loads(request.get_data().decode("utf-8"))
    except (ValueError, RecursionError):
        raise RefusedError(400, "the body is no JSON in UTF-8") from None
    if not isinstance(found, dict):
        raise RefusedError(400, "the body is no JSON object")
    unknown = sorted(set(found) - set(allowed))
    if unknown:
        known = ", ".join(sorted(allowed)) or "nothing"
        raise RefusedError(400, f"the body has {unknown[0][:40]!a}; it may have: {known}")
    return found


def text_in(body: Mapping[str, Any], key: str, most: int, *, lines: bool = False) -> str:
    """A text of a body, `most` characters at most; `lines`: it may have several. Raises RefusedError."""
    found = body.get(key)
    if not isinstance(found, str):
        raise RefusedError(400, f'"{key}" is missing, or no text')
    if len(found) > most:
        raise RefusedError(400, f'"{key}" has {len(found)} characters, {most} at most')
    spaces = "\n\r\t" if lines else "\t"
    if any(unicodedata.category(letter) in _FORBIDDEN and letter not in spaces for letter in found):
        raise RefusedError(400, f'"{key}" holds a character that is none of a text')
    return found


def list_in(body: Mapping[str, Any], key: str) -> tuple[Any, ...]:
    """A list of a body, as long as one utterance when it is written. Raises RefusedError."""
    found = body.get(key)
    if not isinstance(found, list) or len(json.dumps(found)) > MOST_SAID:
        raise RefusedError(400, f'"{key}" is missing, no list, or longer than {MOST_SAID} characters')
    return tuple(found)


def one_of(body: Mapping[str, Any], key: str, known: Collection[str], default: str) -> str:
    """A choice of a body, the default where it makes none. Raises RefusedError that names what there is."""
    found = body.get(key, default)
    if not isinstance(found, str) or found not in known:
        raise RefusedError(400, f'"{key}" is none of: {", ".join(known)}')
    return found
