"""The form of a conversation file.

    - name: A neck is asked how long           # a name of its own; a test is named so
      locale: en-GB                            # optional: en-US, or the folder's name where that is a locale
      device: show                             # optional: speaker
      now: "2026-11-23T14:00"                  # optional: the time of every request, UTC unless it says otherwise
      turns:
        - {say: alexa open numb back, hears: [Where is it]}
        - {say: my neck is numb, intent: NumbIntent, slots: {area: neck}, ended: false}
        - {say: ""}                            # silence
        - {intent: NumbIntent, slots: {area: neck}}   # no words: this intent is sent
        - {touch: [yes]}                       # what sends these arguments is touched on the screen
        - {send: {type: AudioPlayer.PlaybackStarted}}   # a request as it is
        - branches:                            # the rest, in several ways; each is a conversation of its own
            - {name: a yes, turns: [{say: "yes"}]}
            - {name: a no, turns: [{say: "no"}]}

What may be expected of a turn; an entry that is not written is not looked at, but for the first two:

    ended        true or false; the session must stay open unless `ended: true` is written
    error        a piece of why the session broke off, which ends it; it must not break off unless this is written
    hears        pieces of what is heard, in this order; not_hears: pieces that must not be heard
    reprompt     pieces of the reprompt, in order; null: there is none
    card         the title of the card; or {title, content, text, type}; null: there is none
    shows        pieces of what the screen shows, in order; []: it shows nothing
    asking, urgency   what Back Check leaves in its session attributes
    intent       the intent that the words reached; slots: {name: value as sent}, null for a slot that is empty
    request      the type of the request that was sent; null: nothing was sent
    attributes   session attributes, those that are named
    directives   all directives in order: a type, or some entries of one
    warnings     all warnings in order, a piece of each; []: there is none
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from simulator.conversations.nouns import Conversation, Expected, Step
from simulator.conversations.strict import FileProblemsError, Node, Reading, is_null, line_of
from simulator.device.devices import DEVICES
from simulator.errors import UsageError
from simulator.iso_time import AN_EXAMPLE, moment

ConversationError = FileProblemsError
TEXTS = ("hears", "not_hears", "asking", "warnings", "shows")
OPTIONAL_TEXTS = ("reprompt",)
WORD, OPTIONAL_WORD = ("urgency", "error"), ("request",)
EXPECTATIONS = (*TEXTS, *OPTIONAL_TEXTS, *WORD, *OPTIONAL_WORD, "ended", "card", "attributes", "directives")
DEEDS = ("say", "touch", "send")
_CARD = ("type", "title", "content", "text")
_HEAD = ("name", "locale", "device", "now", "turns")
_BEGIN = "write - name: …, and turns: under it"
_LOCALE = re.compile(r"[a-z]{2}-[A-Z]{2}")


def read(source: Path | str, where: str = "text") -> list[Conversation]:
    """The conversations of a file (a Path) or of a text (a str, told as `where` in problems), in order.

    A conversation with branches gives one for each way through it. Raises ConversationError with every problem.
    """
    text, folder = source, ""
    if isinstance(source, Path):
        where, folder = str(source), source.resolve().parent.name
        text = text_of(source)
    form = _Form(Reading(where), folder if _LOCALE.fullmatch(folder) else "")
    found = form.conversations(str(text))
    form.reading.stop_if_any()
    return found


def text_of(path: Path) -> str:
    """What a file holds, its own line ends kept. Raises ConversationError where it cannot be read."""
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise ConversationError([f"{path}:1: cannot be read ({error.strerror}) - check the path"]) from error
    except UnicodeDecodeError as error:
        raise ConversationError([f"{path}:1: is not text in UTF-8 - save it as UTF-8"]) from error


class _Form:
    """One reading of one file."""

    def __init__(self, reading: Reading, locale: str) -> None:
        self.reading = reading
        self.locale = locale

    def conversations(self, text: str) -> list[Conversation]:
        root = self.reading.compose(text)
        if root is None:
            self.reading.add(1, "the file is empty", _BEGIN)
            return []
        rows = self.reading.rows(root, "the file", _BEGIN)
        found: list[Conversation] = []
        names: dict[str, int] = {}
        for node in rows:
            for one in self._conversation(node):
                line = line_of(node)
                if one.name in names:
                    first = f"first in line {names[one.name]}"
                    self.reading.add(line, f"there are two conversations '{one.name}' ({first})", "rename one of them")
                names.setdefault(one.name, line)
                found.append(one)
        return found

    def _conversation(self, node: Node) -> Iterator[Conversation]:
        entries = self.reading.entries(node, "a conversation", _HEAD)
        if not entries:
            return
        name = self._needed(node, entries, "name")
        locale = self.locale
        if "locale" in entries:
            locale = self.reading.words(entries["locale"], "locale")
            if locale and not _LOCALE.fullmatch(locale):
                self.reading.add(entries["locale"], f"locale is '{locale}'", "write it like en-US")
        device = self.reading.words(entries["device"], "device") if "device" in entries else ""
        if device and device not in DEVICES:
            self.reading.add(entries["device"], f"there is no device '{device}'", f"use one of {', '.join(DEVICES)}")
        now = self._now(entries["now"]) if "now" in entries else None
        where = f"{self.reading.where}:{line_of(node)}"
        if "turns" not in entries:
            self.reading.add(node, f"conversation '{name}' has no turns", "write turns: and a list under it")
            return
        for branch, steps in self._ways(entries["turns"]):
            yield Conversation(" / ".join((name, *branch)), steps, locale, device, now, where)

    def _needed(self, node: Node, entries: dict[str, Node], key: str) -> str:
        if key in entries:
            return self.reading.words(entries[key], key)
        self.reading.add(node, f"a conversation or branch without `{key}`", f"write {key}: …")
        return ""

    def _now(self, node: Node) -> datetime | None:
        text = self.reading.words(node, "now")
        try:
            return moment(text)
        except UsageError:
            self.reading.add(node, f"now is '{text}', which is no ISO time", f'write it like "{AN_EXAMPLE}"')
            return None

    def _ways(self, node: Node) -> list[tuple[tuple[str, ...], tuple[Step, ...]]]:
        """Every way through some turns: (names of the branches taken, steps)."""
        rows = self.reading.rows(node, "turns", 'write - {say: "…"} under it')
        steps: list[Step] = []
        for number, row in enumerate(rows):
            if _has(row, "branches"):
                if number + 1 < len(rows):
                    self.reading.add(rows[number + 1], "turns after branches", "move them into each branch")
                return [(names, (*steps, *rest)) for names, rest in self._branches(row)]
            steps.append(self._step(row))
        return [((), tuple(steps))]

    def _branches(self, row: Node) -> Iterator[tuple[tuple[str, ...], tuple[Step, ...]]]:
        inside = self.reading.entries(row, "branches", ("branches",)).get("branches")
        for node in self.reading.rows(inside, "branches", "write - {name: …, turns: […]} under it") if inside else ():
            entries = self.reading.entries(node, "a branch", ("name", "turns"))
            name = self._needed(node, entries, "name")
            if "turns" not in entries:
                self.reading.add(node, f"branch '{name}' has no turns", "write turns: and a list under it")
                continue
            for names, steps in self._ways(entries["turns"]):
                yield (name, *names), steps

    def _step(self, node: Node) -> Step:
        entries = self.reading.entries(node, "a turn", (*DEEDS, "intent", "slots", *EXPECTATIONS))
        given = {key: self._expectation(key, value) for key, value in entries.items() if key in EXPECTATIONS}
        deeds = [key for key in DEEDS if key in entries]
        intent = self.reading.words(entries["intent"], "intent") if "intent" in entries else ""
        slots = self._slots(entries["slots"], empty=bool(deeds)) if "slots" in entries else {}
        if len(deeds) > 1:
            self.reading.add(node, f"a turn with `{deeds[0]}` and `{deeds[1]}`", "make two turns of it")
        elif entries and not deeds and not intent:
            what = "slots without an intent" if slots else "a turn in which nothing is done"
            self.reading.add(node, what, 'write say: "…" (or intent: …, touch: …, send: …)')
        if not deeds:
            return Step(intent=intent, slots=slots, expected=Expected(given), line=line_of(node))
        if "intent" in entries:
            given["intent"] = intent
        if "slots" in entries:
            given["slots"] = slots
        said = self.reading.words(entries["say"], "say", silent=True) if "say" in entries else None
        touch = self._touch(entries["touch"]) if "touch" in entries else None
        sent = self._sent(entries["send"]) if "send" in entries else None
        return Step(said, touch=touch, sent=sent, expected=Expected(given), line=line_of(node))

    def _sent(self, node: Node) -> dict[str, Any]:
        before = len(self.reading.problems)
        request = {key: self.reading.value(value, key) for key, value in self._table(node, "send").items()}
        if len(self.reading.problems) == before and not isinstance(request.get("type"), str):
            self.reading.add(node, "send without a type", "write {type: AlexaSkillEvent.SkillEnabled}, or another type")
        return request

    def _touch(self, node: Node) -> tuple[Any, ...]:
        found = self.reading.value(node, "touch")
        return tuple(found) if isinstance(found, list) else (found,)

    def _slots(self, node: Node, *, empty: bool) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, value in self.reading.entries(node, "slots", ()).items():
            what = f"slot {name}"
            if empty and is_null(value):
                found[name] = None
            else:
                words = self.reading.several(value, what)
                found[name] = words[0] if len(words) == 1 else list(words)
        return found

    def _expectation(self, key: str, node: Node) -> Any:
        if key in (*OPTIONAL_TEXTS, *OPTIONAL_WORD, "card") and is_null(node):
            return None
        if key in (*TEXTS, *OPTIONAL_TEXTS):
            return self.reading.several(node, key)
        if key in (*WORD, *OPTIONAL_WORD):
            return self.reading.words(node, key)
        if key == "ended":
            return self.reading.truth(node, key)
        if key == "card":
            return self._card(node)
        if key == "attributes":
            return {name: self.reading.value(value, name) for name, value in self._table(node, key).items()}
        return tuple(self._directive(row) for row in self.reading.rows(node, key))

    def _card(self, node: Node) -> dict[str, str]:
        if isinstance(node.value, str):
            return {"title": self.reading.words(node, "card")}
        return {key: self.reading.words(value, key) for key, value in self._table(node, "card", _CARD).items()}

    def _directive(self, node: Node) -> dict[str, Any]:
        if isinstance(node.value, str):
            return {"type": self.reading.words(node, "a directive")}
        return {key: self.reading.value(value, key) for key, value in self._table(node, "a directive").items()}

    def _table(self, node: Node, what: str, known: tuple[str, ...] = ()) -> dict[str, Node]:
        return self.reading.entries(node, what, known)


def _has(node: Node, key: str) -> bool:
    return isinstance(node.value, list) and any(isinstance(e, tuple) and e[0].value == key for e in node.value)
