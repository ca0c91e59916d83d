"""From findings to one value for each topic, and from these to the vocabulary outside the skill."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from skill.asides import Finding
from skill.lexicon import Lexicon
from skill.model import NO, UNKNOWN, Topic, Value


def merged(
    findings: Sequence[Finding], topics: Mapping[str, Topic], repairs: Sequence[int], lexicon: Lexicon
) -> dict[str, Finding]:
    """One value a topic: what was said after a correction, then the gravest; sets and places as they were named."""
    named: dict[str, Finding] = {}
    for name in dict.fromkeys(finding.topic for finding in findings):
        rows = [finding for finding in findings if finding.topic == name]
        latest = max(sum(place > repair for repair in repairs) for place in (row.place for row in rows))
        rows = [row for row in rows if sum(row.place > repair for repair in repairs) == latest]
        named[name] = _one(rows, topics[name], lexicon)
    return named


def _one(rows: Sequence[Finding], topic: Topic, lexicon: Lexicon) -> Finding:
    ordered = sorted(rows, key=lambda row: row.place)
    if topic.kind == "set":
        said = dict.fromkeys(str(row.value) for row in ordered if row.value in topic.values)
        weaker = lexicon.gives_way.get(topic.name, {})
        members = tuple(member for member in said if not said.keys() & set(weaker.get(member, ())))
        if members:
            return Finding(topic.name, members, ordered[0].place, "; ".join(dict.fromkeys(row.why for row in ordered)))
        return ordered[0]
    if topic.name in lexicon.roles.get("first_wins", ()) or topic.kind in {"minutes", "years"}:
        return ordered[0]
    ranks = {UNKNOWN: -1, **{value: rank for rank, value in enumerate(topic.values)}}
    if topic.kind == "yes_no":
        ranks = {UNKNOWN: -1, NO: 0}
    return max(ordered, key=lambda row: ranks.get(str(row.value), 99))


def imply(answers: dict[str, Value], topics: Mapping[str, Topic], because: list[str]) -> None:
    """A finer finding that is there says as much of its topic: a leak is a change of the bladder."""
    for name in list(answers):
        topic = topics[name]
        if topic.implies is None or topic.part_of is None or answers[name] in {NO, UNKNOWN}:
            continue
        whole = topics[topic.part_of]
        before = answers.get(whole.name)
        if before in (None, NO, UNKNOWN) or (
            topic.implies in whole.values
            and before in whole.values
            and whole.gravity(str(before)) < whole.gravity(topic.implies)
        ):
            answers[whole.name] = topic.implies
            because.append(f"{whole.name}: {topic.implies} - because of {name}")


def public(answers: Mapping[str, Value], topics: Mapping[str, Topic]) -> dict[str, str | int | list[str]]:
    """The same in the vocabulary outside the skill."""
    told: dict[str, str | int | list[str]] = {}
    for name, value in answers.items():
        topic = topics[name]
        if topic.part_of is not None:
            continue
        if isinstance(value, tuple):
            members = dict.fromkeys(topic.reports.get(member, member) for member in value)
            told[name] = [member for member in members if member is not None]
        elif isinstance(value, int):
            told[name] = value
        else:
            reported = topic.reports.get(value, value)
            if reported is not None:
                told[name] = reported
    for name, value in answers.items():
        topic = topics[name]
        if topic.kind == "minutes" and topic.part_of is not None and isinstance(value, int):
            told.setdefault(topic.part_of, value)
    return told
