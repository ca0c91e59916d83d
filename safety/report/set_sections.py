"""What is told of single sets of vignettes: in full, or the further ones in brief."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from safety.patients import levels
from safety.report.blocks import Block, Heading, Paragraph, Picture, Table
from safety.report.figures import NONE, VERDICTS
from safety.report.picture_files import FURTHER, matrix_file
from safety.report.wording import counted, interval, level, set_name, set_title, text, verdict

_LEAST_WITH_TAG = 2


def in_full(one: Mapping[str, Any]) -> Iterator[Block]:
    """Everything about one set."""
    words = text()["one_set"]
    yield Heading(2, words["title"].format(name=set_name(one["file"])))
    role = text()["roles"][one["role"]]
    shown = {**one, "role": role, "advised": counted(one["advised"])}
    counts = words["counts"].format(**shown)
    asked = [words["unscripted"].format(count=one["unscripted"])] if one["unscripted"] else []
    yield Paragraph(" ".join([counts, *asked]))
    yield _matrix(one)
    yield Picture(matrix_file(one["file"]), words["matrix"]["alt"], words["matrix"]["caption"])
    yield Heading(3, words["by_level_title"])
    yield _verdicts(words["by_level_head"], {level(name): row for name, row in one["by_level"].items()})
    yield Heading(3, words["by_tag_title"])
    tags = {tag: row for tag, row in one["by_tag"].items() if row["patients"] >= _LEAST_WITH_TAG}
    yield Paragraph(words["by_tag" if tags else "no_tags"].format(least=_LEAST_WITH_TAG))
    if tags:
        yield _verdicts(words["by_tag_head"], tags)
    yield Heading(3, words["missed_title"])
    yield from _missed(one)
    yield from _broke(one)


def further(sets: Sequence[Mapping[str, Any]]) -> Iterator[Block]:
    """The sets of further patients: a picture of them all, and who did not get the expected level."""
    if not sets:
        return
    words = text()["further"]
    yield Heading(2, words["title"])
    yield from map(Paragraph, words["text"])
    yield Picture(FURTHER, words["picture"]["alt"], words["picture"]["caption"])
    for one in sets:
        yield Heading(3, words["missed"].format(name=set_title(one["file"])))
        yield from _missed(one)
        yield from _broke(one)


def _matrix(one: Mapping[str, Any]) -> Table:
    words = text()["one_set"]
    columns = [*levels(), *([NONE] if any(row[NONE] for row in one["matrix"].values()) else [])]
    rows = [
        [level(expected), *(_cell(one["matrix"][expected][advised], expected == advised) for advised in columns)]
        for expected in reversed(levels())
    ]
    return Table([words["matrix_head"], *map(level, columns)], rows, caption=words["matrix_caption"])


def _cell(count: int, exact: bool) -> str:
    return f"**{count}**" if exact else str(count) if count else ""


def _verdicts(head: Sequence[str], rows: Mapping[str, Mapping[str, Any]]) -> Table:
    return Table(
        head,
        [
            [name, str(row["patients"]), *(str(row[one]["count"]) for one in VERDICTS), interval(row["exact"])]
            for name, row in rows.items()
        ],
    )


def _missed(one: Mapping[str, Any]) -> Iterator[Block]:
    words = text()["one_set"]
    if not one["not_exact"]:
        yield Paragraph(words["none_missed"])
        return
    yield Table(
        words["missed_head"],
        [
            [
                case["id"],
                f"“{case['opening']}”",
                level(case["expected"]),
                ", ".join(map(level, case["acceptable"])) or text()["words"]["nothing"],
                level(case["advised"]),
                f"**{verdict('below')}**" if case["verdict"] == "below" else verdict(case["verdict"]),
            ]
            for case in one["not_exact"]
        ],
        words=range(6),
    )


def _broke(one: Mapping[str, Any]) -> Iterator[Block]:
    if one["broke"]:
        words = text()["one_set"]
        yield Heading(3, words["broke_title"].format(count=len(one["broke"])))
        rows = [[case["id"], case["where"], case["why"]] for case in one["broke"]]
        yield Table(words["broke_head"], rows, words=(0, 2))
