"""Played turns as JSON, in the shape of Amazon's skill simulation result (SMAPI v2), the same in every run.

Ids and times are told by what they are and in which order they came ("<session 1>"), for they are new every time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from simulator.conversations.nouns import Conversation, Played
from simulator.language.explain import profile

_CHANGING = ("apiAccessToken", "timestamp")
_SHORTEST_ID = 8


class Names:
    """One name for every id of a conversation, "<session 1>", wherever it stands in requests and responses."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._counts: dict[str, int] = {}

    def learn(self, request: Any) -> None:
        """Name the ids of a request."""
        for key, value in _ids(request):
            if value not in self._names:
                kind = key.removesuffix("Id")
                self._counts[kind] = self._counts.get(kind, 0) + 1
                self._names[value] = f"<{kind} {self._counts[kind]}>"

    def named(self, value: Any) -> Any:
        """The same value, with names for ids and times."""
        if isinstance(value, dict):
            return {key: "<time>" if key == "timestamp" else self.named(part) for key, part in value.items()}
        if isinstance(value, list):
            return [self.named(part) for part in value]
        if isinstance(value, str):
            for id_, name in self._names.items():
                if len(value) >= len(id_):
                    value = value.replace(id_, name)
        return value


def _ids(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, part in value.items():
            if isinstance(part, str) and (key.endswith("Id") or key == "apiAccessToken"):
                if len(part) >= _SHORTEST_ID:
                    yield key, part
            else:
                yield from _ids(part)
    elif isinstance(value, list):
        for part in value:
            yield from _ids(part)


def result(conversation: Conversation, turns: Sequence[Played]) -> dict[str, Any]:
    """One conversation: every turn with what was said, a simulation result, and what differs."""
    names = Names()
    return {
        "name": conversation.name,
        "where": conversation.where,
        "good": is_good(turns),
        "played": len(turns),
        "turns": [
            {
                "input": {"content": played.step.words},
                "simulation": _simulation(played, names),
                "differences": [asdict(one) for one in played.differences],
            }
            for played in turns
        ],
    }


def is_good(turns: Sequence[Played]) -> bool:
    """Whether everything was as expected."""
    return not any(played.differences for played in turns)


def _simulation(played: Played, names: Names) -> dict[str, Any]:
    turn = played.turn
    considered = profile(turn.understood)["consideredIntents"] if turn.understood else []
    spoken = [{"type": "Speech", "content": {"caption": turn.speech}}] if turn.speech else []
    shape: dict[str, Any] = {
        "id": f"local-{played.number}",
        "status": "FAILED" if turn.error else "SUCCESSFUL",
        "result": {
            "alexaExecutionInfo": {"alexaResponses": spoken, "consideredIntents": considered},
            "skillExecutionInfo": {"invocations": invocations(turn.exchanges, names)},
        },
    }
    if turn.error:
        shape["result"]["error"] = {"message": turn.error.partition("\n")[0]}
    return shape


def invocations(exchanges: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]], names: Names) -> list[dict[str, Any]]:
    """Requests and responses of a turn, with names for ids."""
    for request, _ in exchanges:
        names.learn(request)
    return [
        {
            "invocationRequest": {"endpoint": "local", "body": names.named(request)},
            "invocationResponse": {"body": names.named(response)},
        }
        for request, response in exchanges
    ]
