"""Reading annotation sets, JSON or CSV, as SMAPI's annotation set API takes them.

    {"data": [{"inputs": {"utterance": "from seattle", "referenceTimestamp": "2018-10-25T23:50:02.135Z"},
               "expected": [{"intent": {"name": "TravelIntent", "slots": {"fromCity": {"value": "seattle"}}}}]}]}

    utterance,referenceTimestamp,intent,slot[fromCity]
    from seattle,2018-10-25T23:50:02.135Z,TravelIntent,seattle

The timestamp may be left out. Where several meanings are expected, each of them is right. A slot that takes several
values has a list of them as its value, in CSV with | between them (that is ours: Amazon does not say how).
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from simulator.conversations.form import text_of
from simulator.conversations.strict import FileProblemsError, Node, Reading, did_you_mean, is_null, line_of
from simulator.errors import UsageError
from simulator.iso_time import moment
from simulator.model import InteractionModel

_HEAD = ("utterance", "referenceTimestamp", "intent")
_SLOT = re.compile(r"slot\[([^\]]+)\]")


@dataclass(frozen=True)
class Meaning:
    """An intent, and what its slots should hold; a slot that is not named should be empty."""

    intent: str
    slots: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Annotation:
    """One utterance; `at` is when it is said, None for now; each of the `expected` meanings is right."""

    utterance: str
    expected: tuple[Meaning, ...]
    at: datetime | None = None
    where: str = ""


def is_annotation_set(path: Path) -> bool:
    """Whether a file has one of the two forms: by its name, or else by how it begins."""
    suffix = path.suffix.lower()
    if suffix in (".json", ".csv"):
        return True
    try:
        begin = text_of(path).lstrip("\ufeff \t\r\n")
    except FileProblemsError:
        return False
    return begin.startswith("utterance,") or re.match(r'\{\s*"data"\s*:', begin) is not None


def read_annotations(path: Path, model: InteractionModel) -> list[Annotation]:
    """The annotations of a file. Raises FileProblemsError with every problem, of the form and of names."""
    reading = Reading(str(path))
    text = text_of(path).removeprefix("\ufeff")
    rows = _Json(reading, model).annotations(text) if text.lstrip()[:1] in "{[" else _csv(reading, model, text)
    if not rows:
        _note_unless_any(reading, "the set holds no utterance", 'write {"data": […]}, or lines under the first one')
    reading.stop_if_any()
    return rows


def _note_unless_any(reading: Reading, what: str, to_do: str) -> None:
    if not reading.problems:
        reading.add(1, what, to_do)


class _Json:
    """One reading of a set in JSON, which YAML's reader takes too, and tells the lines of."""

    def __init__(self, reading: Reading, model: InteractionModel) -> None:
        self.reading = reading
        self.model = model

    def annotations(self, text: str) -> list[Annotation]:
        try:
            json.loads(text)
        except json.JSONDecodeError as error:
            self.reading.add(error.lineno, f"this is not JSON ({error.msg})", "mend the line or the one before it")
            return []
        root = self.reading.compose(text)
        data = self.reading.entries(root, "the set", ("data",)).get("data") if root else None
        if data is None:
            _note_unless_any(self.reading, "'data' is missing", 'write {"data": […]}')
            return []
        return [self._annotation(node) for node in self.reading.rows(data, "data")]

    def _annotation(self, node: Node) -> Annotation:
        reading = self.reading
        entries = reading.entries(node, "an annotation", ("inputs", "expected"))
        inputs = {}
        if "inputs" in entries:
            inputs = reading.entries(entries["inputs"], "inputs", ("utterance", "referenceTimestamp"))
        utterance = reading.words(inputs["utterance"], "utterance") if "utterance" in inputs else ""
        if "utterance" not in inputs:
            reading.add(node, "an annotation without an utterance", 'write "inputs": {"utterance": "…"}')
        at = None
        if "referenceTimestamp" in inputs:
            stamp = inputs["referenceTimestamp"]
            at = _time(reading, line_of(stamp), reading.words(stamp, "referenceTimestamp"))
        expected = []
        for one in reading.rows(entries["expected"], "expected") if "expected" in entries else ():
            intent = reading.entries(one, "expected", ("intent", "domain")).get("intent")
            if intent is not None:
                expected.append(self._meaning(intent))
        if not expected:
            reading.add(node, "an annotation that expects no intent", 'write "expected": [{"intent": {"name": "…"}}]')
        return Annotation(utterance, tuple(expected), at, f"{reading.where}:{line_of(node)}")

    def _meaning(self, node: Node) -> Meaning:
        reading = self.reading
        entries = reading.entries(node, "intent", ("name", "slots", "confirmationStatus"))
        name = reading.words(entries["name"], "the intent's name") if "name" in entries else ""
        slots: dict[str, tuple[str, ...]] = {}
        for slot, value in reading.entries(entries["slots"], "slots", ()).items() if "slots" in entries else ():
            held = reading.entries(value, f"slot {slot}", ("name", "value", "confirmationStatus")).get("value")
            slots[slot] = () if held is None or is_null(held) else reading.several(held, f"slot {slot}")
        _check_names(reading, line_of(node), name, slots, self.model)
        return Meaning(name, {slot: values for slot, values in slots.items() if values})


def _csv(reading: Reading, model: InteractionModel, text: str) -> list[Annotation]:
    lines = csv.reader(io.StringIO(text), strict=True)
    try:
        head = [cell.strip() for cell in next(lines, [])]
        if not _check_head(reading, head):
            return []
        filled = ((row, lines.line_num) for row in lines if any(cell.strip() for cell in row))
        return [_row(reading, model, head, row, line) for row, line in filled]
    except csv.Error as error:
        reading.add(lines.line_num, f"this is not CSV ({error})", "mend the line")
        return []


def _check_head(reading: Reading, head: list[str]) -> bool:
    for number, cell in enumerate(head):
        if cell not in _HEAD and not _SLOT.fullmatch(cell):
            reading.add(1, f"the column '{cell}' is not known", "use utterance, referenceTimestamp, intent, slot[name]")
        if cell in head[:number]:
            reading.add(1, f"the column '{cell}' stands twice", "remove one of them")
    for needed in ("utterance", "intent"):
        if needed not in head:
            reading.add(1, f"there is no column '{needed}'", f"write {needed} in the first line")
    return not reading.problems


def _row(reading: Reading, model: InteractionModel, head: list[str], row: list[str], line: int) -> Annotation:
    if len(row) > len(head):
        reading.add(line, f"{len(row)} cells, where the first line has {len(head)}", "quote what holds a comma")
    cells = {name: cell.strip() for name, cell in zip(head, row, strict=False)}
    if not cells["utterance"]:
        reading.add(line, "a line without an utterance", "write what is said")
    slots = {
        column[1]: tuple(part.strip() for part in cells[name].split("|"))
        for name in head
        if (column := _SLOT.fullmatch(name)) and cells.get(name)
    }
    name = cells.get("intent", "")
    _check_names(reading, line, name, slots, model)
    stamp = cells.get("referenceTimestamp", "")
    at = _time(reading, line, stamp) if stamp else None
    return Annotation(cells["utterance"], (Meaning(name, slots),), at, f"{reading.where}:{line}")


def _time(reading: Reading, line: int, text: str) -> datetime | None:
    try:
        return moment(text)
    except UsageError as error:
        reading.add(line, *str(error).split(" - ", 1))
        return None


def _check_names(
    reading: Reading, line: int, name: str, slots: Mapping[str, tuple[str, ...]], model: InteractionModel
) -> None:
    intent = model.intents.get(name)
    if intent is None:
        what = f"the model has no intent '{name}'" if name else "no intent is expected"
        reading.add(line, what, did_you_mean(name, model.intents))
        return
    for slot in slots:
        if slot not in intent.slots:
            hint = did_you_mean(slot, intent.slots) if intent.slots else "it has none"
            reading.add(line, f"{name} has no slot '{slot}'", hint)
