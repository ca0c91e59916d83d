"""What is told of all sets together, and of everything that is no set: targets, length, sentences, words, others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from safety.report import picture_files
from safety.report.blocks import Block, Heading, Paragraph, Picture, Table
from safety.report.figures import VERDICTS
from safety.report.gathering import DEVELOPED_ON, HEARD_ONCE, HELD_OUT, meets, published
from safety.report.wording import counted, interval, level, number, percent, set_name, text


def terms() -> Iterator[Block]:
    """How a case is judged."""
    yield Heading(2, text()["verdict_terms"]["title"])
    yield from map(Paragraph, text()["verdict_terms"]["text"])


def all_sets(figures: Mapping[str, Any]) -> Iterator[Block]:
    """Every set in a row, the first hearing beside what is now."""
    words, names = text()["all_sets"], text()["words"]
    yield Heading(2, words["title"])
    yield from map(Paragraph, words["text" if figures["first_hearing"] else "text_given"])
    rows = [[name, names[when], *_verdict_cells(row)] for name, when, row in rows_of(figures)]
    yield Table(words["head"], rows, words=(0, 1))
    yield _picture(picture_files.VERDICTS, words)


def rows_of(figures: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """(name, "first" or "now", verdicts) of every set, and of the further ones together."""
    first = figures["first_hearing"] or {"sets": []}
    heard = {one["file"]: one for one in first["sets"]}
    for one in figures["sets"]:
        if one["file"] in heard:
            yield set_name(one["file"]), "first", heard[one["file"]]
        yield set_name(one["file"]), "now", one["all"]
    if figures["first_hearing"]:
        yield text()["words"]["together"], "first", first["together"]
        yield text()["words"]["together"], "now", figures["further_together"]


def _verdict_cells(row: Mapping[str, Any]) -> list[str]:
    counts = [str(row["patients"]), *(str(row[one]["count"]) for one in VERDICTS)]
    return [*counts, interval(row["exact"]), interval(row["below"])]


def targets(figures: Mapping[str, Any]) -> Iterator[Block]:
    """What counts as good here: target, ours, met or not."""
    words = text()["targets"]
    yield Heading(2, words["title"])
    yield from map(Paragraph, words["text"])
    first = _strangers(figures)
    for file, rows in figures["targets"].items():
        if len(figures["targets"]) > 1:
            yield Heading(3, set_name(file))
        yield Table(
            words["head" if first else "head_given"],
            [_target(wanted, row, first) for wanted, row in zip(published()["targets"], rows, strict=True)],
            words=(0, 1, 3, 6, 7) if first else (0, 1, 4, 5),
        )


def _strangers(figures: Mapping[str, Any]) -> dict[str, Any] | None:
    """What is known of strangers, by measure: patients at their first hearing, and sentences that were held out."""
    if not figures["first_hearing"]:
        return None
    held_out = next(one["all"] for one in figures["understanding"] if one["role"] == HELD_OUT)
    sentences = {"understood": held_out["right"], "heard_as_no": held_out["heard_as_no"]}
    return {**figures["first_hearing"]["together"], **sentences}


def _target(wanted: Mapping[str, Any], row: Mapping[str, Any], first: Mapping[str, Any] | None) -> list[str]:
    ours = [*_ours(row["ours"]), _met(row["met"]), wanted["best"]]
    if not first:
        return [wanted["name"], wanted["target"], *ours]
    then = first.get(wanted["measure"])
    if then is None:
        return [wanted["name"], wanted["target"], text()["words"]["nothing"], "", *ours]
    met = meets(wanted, then["share"] if isinstance(then, dict) else then)
    return [wanted["name"], wanted["target"], _ours(then)[0], _met(met), *ours]


def _ours(ours: Any) -> tuple[str, str]:
    if isinstance(ours, dict):
        return f"{counted(ours)} ({percent(ours['share'])})", interval(ours)
    nothing = text()["words"]["nothing"]
    return (nothing if ours is None else number(ours)), nothing


def _met(met: bool | None) -> str:
    return str(text()["words"]["not_measured" if met is None else "met" if met else "missed"])


def reasons(figures: Mapping[str, Any]) -> Iterator[Block]:
    """Whether every criterion that decided is named."""
    words = text()["reasons"]
    yield Heading(2, words["title"])
    yield from map(Paragraph, words["text"])
    shares = ("labelled_any", "labelled_all", "labelled")
    rows, missing = [], []
    for one in figures["sets"]:
        found, name = one["reasons"], set_name(one["file"])
        rows.append(
            [name, counted(found["spoken"]), interval(found["spoken"]), *(counted(found[key]) for key in shares)]
        )
        missing += [[name, case["id"], ", ".join(case["criteria"])] for case in found["unspoken"]]
    yield Table(words["head"], rows)
    if missing:
        yield Heading(3, words["unspoken_title"])
        yield Table(words["unspoken_head"], missing, words=(0, 1, 2))


def length(figures: Mapping[str, Any]) -> Iterator[Block]:
    """Questions and seconds of speech."""
    words = text()["length"]
    yield Heading(2, words["title"])
    yield from (Paragraph(one.format(**figures["how"])) for one in words["text"])
    full = [one for one in figures["sets"] if one["role"] != HEARD_ONCE]
    for one in full:
        if len(full) > 1:
            yield Heading(3, set_name(one["file"]))
        rows = {level(name): row for name, row in one["length"]["by_level"].items()}
        rows[text()["words"]["all"]] = one["length"]["all"]
        yield Table(words["head"], [_length(name, row) for name, row in rows.items()])
        yield Picture(picture_files.length_file(one["file"]), words["picture"]["alt"], words["picture"]["caption"])
    more = [(set_name(one["file"]), one["length"]["all"]) for one in figures["sets"] if one["role"] == HEARD_ONCE]
    told = [
        words["further_row"].format(
            name=name, **{key: number(row["seconds_in_all"][key]) for key in ("median", "longest")}
        )
        for name, row in more
        if row["patients"]
    ]
    if told:
        yield Paragraph(words["further"].format(rows="; ".join(told)))


def _length(name: str, row: Mapping[str, Any]) -> list[str]:
    if not row["patients"]:
        return [name, "0", *[text()["words"]["nothing"]] * 7]
    asked, before, whole = row["questions"], row["seconds_before"], row["seconds_in_all"]
    seconds = text()["length"]["seconds"]
    return [
        name,
        str(row["patients"]),
        number(asked["median"]),
        _quartiles(asked),
        number(asked["longest"]),
        seconds.format(value=number(before["median"])),
        seconds.format(value=number(whole["median"])),
        _quartiles(whole),
        seconds.format(value=number(whole["longest"])),
    ]


def _quartiles(summary: Mapping[str, float]) -> str:
    return f"{number(summary['low'])}{text()['words']['to']}{number(summary['high'])}"


def understanding(figures: Mapping[str, Any]) -> Iterator[Block]:
    """How well sentences are understood, by group."""
    words = text()["understanding"]
    by_role = {one["role"]: one["file"] for one in figures["understanding"]}
    yield Heading(2, words["title"])
    for one in words["text"]:
        moment = figures["how"]["moment"][:16].replace("T", " ")
        yield Paragraph(one.format(moment=moment, main=by_role[DEVELOPED_ON], held=by_role[HELD_OUT]))
    yield _picture(picture_files.UNDERSTANDING, words)
    for one in figures["understanding"]:
        yield Heading(3, f"{one['file']}: {text()['roles'][one['role']]}")
        groups = {**one["by_group"], words["all_of"].format(name=one["file"].rpartition("/")[2]): one["all"]}
        yield Table(words["head"], [_group(name, row) for name, row in groups.items()])
        if not one["heard_as_no"]:
            yield Paragraph(words["none_denied"].format(file=one["file"], sentences=one["all"]["sentences"]))
            continue
        yield Paragraph(words["denied"].format(file=one["file"], count=one["all"]["heard_as_no"]))
        rows = [[str(row["line"]), f"“{row['say']}”", ", ".join(row["topics"])] for row in one["heard_as_no"]]
        yield Table(words["denied_head"], rows, words=(1, 2))


def _group(name: str, row: Mapping[str, Any]) -> list[str]:
    right, clean, exact = row["right"], row["clean"], row["exact"]
    shown = f"{right['count']} ({percent(right['share'])})"
    return [name, str(row["sentences"]), shown, interval(right), str(clean["count"]), str(exact["count"])]


def reading(figures: Mapping[str, Any]) -> Iterator[Block]:
    """The reading grade of what is said."""
    words, found = text()["reading"], figures["reading"]
    yield Heading(2, words["title"])
    shown = found | {"locales": ", ".join(found["locales"]), "median": number(found["median"])}
    yield from (Paragraph(one.format(**shown)) for one in words["text"])
    yield _picture(picture_files.READING, words)
    rows = [[f"{row['grade']:.1f}", row["locale"], f"`{row['path']}`", row["text"]] for row in found["hardest"]]
    yield Table(words["head"], rows, words=(1, 2, 3), caption=words["caption"])


def published_ones() -> Iterator[Block]:
    """What others have published, with where it was read."""
    words = text()["published"]
    yield Heading(2, words["title"])
    yield from map(Paragraph, words["text"])
    yield _picture(picture_files.PUBLISHED, words)
    rows = [[row["study"], row["what"], row["figure"], row["source"]] for row in published()["published"]]
    yield Table(words["head"], rows, words=range(4))


def _picture(file: str, words: Mapping[str, Any]) -> Picture:
    return Picture(file, words["picture"]["alt"], words["picture"]["caption"])
