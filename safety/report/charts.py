"""Charts of what is no set of vignettes: sentences, reading grades, and ours beside what others have published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from safety.report.gathering import HEARD_ONCE, HELD_OUT, published
from safety.report.wording import set_name, text

VERDICT_COLOURS = {"exact": "#1f5a94", "accepted": "#8fbbe0", "above": "#e8b04a", "below": "#a11d1d"}
"""Told apart by those who do not see red or green, and in grey."""

OURS, OTHERS, INK, SOFT, FAINT = "#1f5a94", "#8a929a", "#1b1f24", "#48525c", "#d7dde3"


def new_figure(width: float, height: float) -> tuple[Figure, Axes]:
    """An empty figure, in inches, and its axes."""
    figure = Figure(figsize=(width, height), layout="constrained")
    return figure, figure.add_subplot()


def understanding(files: Sequence[Mapping[str, Any]]) -> Figure:
    """The share that is right with its interval, for each group of sentences: tuned on, and held out beside it."""
    groups = list(files[0]["by_group"])
    figure, axes = new_figure(8, 0.9 + 0.4 * len(groups))
    for one in files:
        held_out = one["role"] == HELD_OUT
        for place, group in enumerate(groups):
            row = one["by_group"].get(f"held_out_{group}" if held_out else group)
            if row:
                _point(axes, row["right"], place + (0.18 if held_out else -0.18), filled=not held_out)
    axes.set_yticks(range(len(groups)), [group.replace("_", " ") for group in groups])
    axes.set_ylim(len(groups) - 0.5, -0.5)
    axes.set_xlim(right=101)
    axes.set_xlabel(text()["axes"]["percent"])
    axes.grid(axis="x", color=FAINT, linewidth=0.8)
    axes.set_axisbelow(True)
    return figure


def _point(axes: Axes, share: Mapping[str, Any], place: float, *, filled: bool) -> None:
    """A share in percent, with its interval."""
    axes.plot([100 * share["low"], 100 * share["high"]], [place, place], color=OURS, linewidth=1.6, zorder=3)
    axes.scatter(
        100 * share["share"],
        place,
        s=34,
        zorder=4,
        facecolor=OURS if filled else "white",
        edgecolor=OURS,
        linewidth=1.6,
    )


def reading(found: Mapping[str, Any]) -> Figure:
    """How many strings have which grade, and the limit."""
    figure, axes = new_figure(8, 3)
    grades = {int(floor): count for floor, count in found["distribution"].items()}
    over = found["limit"]
    colours = [VERDICT_COLOURS["below"] if floor >= over else OURS for floor in grades]
    axes.bar([floor + 0.5 for floor in grades], list(grades.values()), width=0.92, color=colours)
    for floor, count in grades.items():
        axes.text(floor + 0.5, count, str(count), ha="center", va="bottom", fontsize=8.5)
    axes.axvline(over, color=INK, linestyle="--", linewidth=1.2)
    axes.text(over - 0.08, axes.get_ylim()[1], text()["reading"]["limit"], ha="right", va="top", fontsize=9)
    axes.set_xticks(range(min(grades), max(max(grades) + 1, over) + 1))
    axes.set_xlabel(text()["reading"]["axis"])
    axes.set_ylabel(text()["reading"]["strings"])
    return figure


def beside_published(figures: Mapping[str, Any]) -> list[dict[str, Any]]:
    """For each measure that is compared: the published values, and ours by name, the first hearing last."""
    ours = [(text()["words"]["ours"].format(name=set_name(one["file"])), one) for one in figures["sets"]]
    main = [pair for pair in ours if pair[1]["role"] != HEARD_ONCE]
    rows = []
    for measure, name in text()["published"]["measures"].items():
        found = [{"whose": whose, "filled": True, **(one["all"].get(measure) or one[measure])} for whose, one in main]
        first = figures["first_hearing"]
        if first and measure in first["together"]:
            found.append({"whose": text()["words"]["ours_first"], "filled": False, **first["together"][measure]})
        rows.append({"measure": name, "published": list(_published(measure)), "ours": found})
    return rows


def _published(measure: str) -> Iterator[Mapping[str, Any]]:
    for study in published()["published"]:
        yield from (one for one in study.get("compare", ()) if one["measure"] == measure)


def published_ones(rows: Sequence[Mapping[str, Any]]) -> Figure:
    """A block for each measure: a line for each value, ours with intervals."""
    lines = [(block["measure"], len(block["ours"]) + len(block["published"])) for block in rows]
    figure, axes = new_figure(9.4, 0.8 + 0.235 * sum(count + 1.4 for _, count in lines))
    place, places, names = 0.0, [], []
    for block in rows:
        axes.text(0.5, place, block["measure"], va="center", fontweight="bold", fontsize=10)
        place += 1
        for one in block["ours"]:
            if one["of"]:
                _point(axes, one, place, filled=one["filled"])
            places.append(place)
            names.append(one["whose"])
            place += 1
        for one in sorted(block["published"], key=lambda found: -found["value"]):
            axes.scatter(one["value"], place, s=30, marker="D", color=OTHERS, zorder=3)
            places.append(place)
            names.append(one["whose"])
            place += 1
        place += 0.4
    axes.set_yticks(places, names, fontsize=9)
    for label, name in zip(axes.get_yticklabels(), names, strict=True):
        label.set_color(OURS if any(name == one["whose"] for one in rows[0]["ours"]) else SOFT)
    axes.set_ylim(place, -0.8)
    axes.set_xlim(0, 101)
    axes.set_xlabel(text()["axes"]["percent"])
    axes.grid(axis="x", color=FAINT, linewidth=0.8)
    axes.set_axisbelow(True)
    return figure
