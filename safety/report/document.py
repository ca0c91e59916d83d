"""The report as a document: what is told, in which order. All of it comes from the figures and from text.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from safety.report import sections, set_sections
from safety.report.blocks import Block, Bullets, Heading, Paragraph
from safety.report.gathering import GIVEN, HEARD_ONCE, HELD_OUT
from safety.report.wording import counted, interval, percent, set_title, text


def document(figures: Mapping[str, Any]) -> list[Block]:
    """The whole report."""
    return list(_blocks(figures))


def _blocks(figures: Mapping[str, Any]) -> Iterator[Block]:
    yield Heading(1, text()["title"])
    yield from map(Paragraph, text()["intro"])
    yield Heading(2, text()["headline_own"])
    yield Bullets(headline(figures))
    yield Heading(2, text()["limits_title"])
    given = any(one["role"] == GIVEN for one in figures["sets"])
    limits = text()["limits"]
    yield Bullets([*limits["given" if given else "own"], *limits["any"]])
    yield from sections.terms()
    yield from sections.all_sets(figures)
    for one in figures["sets"]:
        if one["role"] != HEARD_ONCE:
            yield from set_sections.in_full(one)
    yield from set_sections.further([one for one in figures["sets"] if one["role"] == HEARD_ONCE])
    yield from sections.targets(figures)
    yield from sections.reasons(figures)
    yield from sections.length(figures)
    yield from sections.understanding(figures)
    yield from sections.reading(figures)
    yield from sections.published_ones()
    yield Heading(2, text()["repeat"]["title"])
    yield from map(Paragraph, text()["repeat"]["text"])


def headline(figures: Mapping[str, Any]) -> list[str]:
    """What to know if one reads nothing else."""
    words = text()["headline"]
    lines = [_of_set(one) for one in figures["sets"] if one["role"] != HEARD_ONCE]
    if figures["first_hearing"]:
        first = figures["first_hearing"]["together"]
        shares = {f"{name}_share": percent(first[name]["share"]) for name in ("exact", "right", "above", "below")}
        lines.append(
            words["first"].format(
                patients=first["patients"],
                below=first["below"]["count"],
                source=figures["first_hearing"]["source"],
                **shares,
            )
        )
    for one in figures["understanding"]:
        if one["role"] == HELD_OUT:
            right = one["all"]["right"]
            lines.append(
                words["understood"].format(
                    right_share=percent(right["share"]), sentences=one["all"]["sentences"], interval=interval(right)
                )
            )
    broke = sum(len(one["broke"]) for one in figures["sets"])
    return [*lines, *([words["broke"].format(count=broke)] if broke else []), words["unreviewed"]]


def _of_set(one: Mapping[str, Any]) -> str:
    exact = one["all"]["exact"]
    return str(
        text()["headline"]["set"].format(
            name=set_title(one["file"]),
            exact=counted(exact),
            exact_share=percent(exact["share"]),
            exact_interval=interval(exact),
            accepted=one["all"]["accepted"]["count"],
            above=one["all"]["above"]["count"],
            below=one["all"]["below"]["count"],
            emergencies=counted(one["emergencies"]),
        )
    )
