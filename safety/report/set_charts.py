"""Charts of sets of vignettes: how they were judged, the squares of counts, how long they took."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from safety.patients import levels
from safety.report.charts import FAINT, INK, OTHERS, OURS, SOFT, VERDICT_COLOURS, new_figure
from safety.report.figures import NONE, VERDICTS, summary
from safety.report.gathering import published
from safety.report.wording import level, set_name, text, verdict

_Matrix = Mapping[str, Mapping[str, int]]


def verdicts(rows: Sequence[tuple[str, str, Mapping[str, Any]]]) -> Figure:
    """A bar for each set: the share of each verdict, with the count in it. `rows` as sections.rows_of."""
    figure, axes = new_figure(9, 1.1 + 0.42 * len(rows))
    for place, (_, _, row) in enumerate(rows):
        left = 0.0
        for name in VERDICTS:
            count, part = row[name]["count"], row[name]["share"] or 0.0
            axes.barh(place, 100 * part, left=left, height=0.72, color=VERDICT_COLOURS[name])
            if count:
                ink = "white" if name in ("exact", "below") else INK
                axes.text(left + 50 * part, place, str(count), ha="center", va="center", color=ink, fontsize=8.5)
            left += 100 * part
    names = [name if when == "now" and len(rows) == 1 else f"{name}, {text()['words'][when]}" for name, when, _ in rows]
    axes.set_yticks(range(len(rows)), names)
    axes.invert_yaxis()
    axes.set_xlim(0, 100)
    axes.set_xlabel(text()["axes"]["percent"])
    axes.spines["left"].set_visible(False)
    handles = [Rectangle((0, 0), 1, 1, color=VERDICT_COLOURS[name]) for name in VERDICTS]
    axes.legend(handles, map(verdict, VERDICTS), loc="lower left", bbox_to_anchor=(0, 1), ncols=4, frameon=False)
    return figure


def matrix(counts: _Matrix) -> Figure:
    """The square of counts of one set."""
    figure, axes = new_figure(7.6, 5.2)
    columns = _draw_matrix(axes, counts)
    axes.set_xticks(range(len(columns)), [level(name).replace(" ", "\n", 1) for name in columns])
    axes.set_yticks(range(len(levels())), [level(name) for name in reversed(levels())])
    axes.set_xlabel(text()["axes"]["advised"])
    axes.set_ylabel(text()["axes"]["expected"])
    return figure


def matrices(sets: Sequence[tuple[str, _Matrix]]) -> Figure:
    """A small square of counts for each set, two in a row."""
    columns = min(3, len(sets))
    rows = -(-len(sets) // columns)
    figure = Figure(figsize=(3.1 * columns, 3.3 * rows), layout="constrained")
    for place, (file, counts) in enumerate(sets, 1):
        axes = figure.add_subplot(rows, columns, place)
        _draw_matrix(axes, counts)
        axes.set_title(set_name(file).replace(", ", ",\n", 1), fontsize=9.5)
        axes.set_xticks([])
        axes.set_yticks([])
        axes.set_xlabel(text()["axes"]["advised"], fontsize=8.5)
        axes.set_ylabel(text()["axes"]["expected"], fontsize=8.5)
    return figure


def _draw_matrix(axes: Axes, counts: _Matrix) -> list[str]:
    """Squares of counts, the most urgent on top, the darker the more of their row; gives the columns."""
    columns = [*levels(), *([NONE] if any(row[NONE] for row in counts.values()) else [])]
    for down, expected in enumerate(reversed(levels())):
        whole = sum(counts[expected].values())
        for across, advised in enumerate(columns):
            count = counts[expected][advised]
            low = advised == NONE or levels().index(advised) < levels().index(expected)
            colour = VERDICT_COLOURS["below"] if low else OURS if expected == advised else VERDICT_COLOURS["above"]
            strength = (0.25 + 0.75 * count / whole) if count else 0
            axes.add_artist(Rectangle((across - 0.5, down - 0.5), 1, 1, facecolor=colour, alpha=strength, linewidth=0))
            if count:
                ink = "white" if strength > 0.6 and (low or expected == advised) else INK
                axes.text(across, down, str(count), ha="center", va="center", color=ink, fontsize=11)
            if expected == advised:
                frame = Rectangle((across - 0.48, down - 0.48), 0.96, 0.96, fill=False, edgecolor=INK, linewidth=1.2)
                axes.add_artist(frame)
    axes.set_xlim(-0.5, len(columns) - 0.5)
    axes.set_ylim(len(levels()) - 0.5, -0.5)
    axes.set_aspect("equal")
    for side in axes.spines.values():
        side.set_color(FAINT)
        side.set_visible(True)
    return columns


def lengths(cases: Sequence[Mapping[str, Any]]) -> Figure:
    """Seconds of speech with the advice: a dot for each patient, quartiles and median, by expected level."""
    figure, axes = new_figure(8, 3.8)
    for place, name in enumerate(reversed(levels())):
        values = sorted(
            case["seconds_in_all"] for case in cases if case["expected"] == name and case["advised"] != NONE
        )
        found = summary(values)
        if not found:
            continue
        low, high = found["low"], found["high"]
        box = Rectangle((low, place - 0.3), high - low, 0.6, color=OURS, alpha=0.18, linewidth=0)
        axes.add_artist(box)
        axes.plot([found["median"]] * 2, [place - 0.3, place + 0.3], color=OURS, linewidth=2.2)
        shift = [0.16 * (number % 3 - 1) for number in range(len(values))]  # neighbours do not hide each other
        axes.scatter(values, [place + up for up in shift], s=16, color=INK, alpha=0.65, linewidths=0, zorder=3)
    most = next(row["at_most"] for row in published()["targets"] if row["measure"] == "seconds")
    axes.axvline(most, color=OTHERS, linestyle="--", linewidth=1.2)
    axes.text(most, -0.6, text()["axes"]["target"], ha="right", va="bottom", color=SOFT, fontsize=9)
    axes.set_yticks(range(len(levels())), [level(name) for name in reversed(levels())])
    axes.set_ylim(len(levels()) - 0.5, -0.5)
    axes.set_xlim(left=0)
    axes.set_xlabel(text()["axes"]["seconds"])
    return figure
