"""The pictures of the report, drawn with matplotlib as SVG: the same bytes whenever the figures are the same."""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import matplotlib as mpl
from matplotlib.figure import Figure

from safety.report import charts, set_charts
from safety.report.gathering import HEARD_ONCE
from safety.report.picture_files import (
    FURTHER,
    PUBLISHED,
    READING,
    UNDERSTANDING,
    VERDICTS,
    length_file,
    matrix_file,
)
from safety.report.sections import rows_of

_STYLE = Path(__file__).with_name("matplotlibrc")
_MADE_BY = re.compile(r"<dc:title>([^<]*)</dc:title>")
_SHOWS = re.compile(r"<dc:description>([^<]*)</dc:description>")

_Drawn: TypeAlias = tuple[str, Callable[[Any], Figure], Any]


def pictures(figures: Mapping[str, Any]) -> dict[str, str]:
    """Every picture of the report: file name -> SVG."""
    with mpl.rc_context():
        mpl.rc_file(_STYLE)
        return {file: _svg(draw(shown), shown) for file, draw, shown in _all(figures)}


def _all(figures: Mapping[str, Any]) -> Iterator[_Drawn]:
    """(file, what draws it, the figures that it shows)."""
    yield VERDICTS, set_charts.verdicts, list(rows_of(figures))
    for one in figures["sets"]:
        if one["role"] != HEARD_ONCE:
            yield matrix_file(one["file"]), set_charts.matrix, one["matrix"]
            yield length_file(one["file"]), set_charts.lengths, one["cases"]
    further = [(one["file"], one["matrix"]) for one in figures["sets"] if one["role"] == HEARD_ONCE]
    if further:
        yield FURTHER, set_charts.matrices, further
    yield UNDERSTANDING, charts.understanding, figures["understanding"]
    yield READING, charts.reading, figures["reading"]
    yield PUBLISHED, charts.published_ones, charts.beside_published(figures)


def shows_the_same(one: str, other: str) -> bool:
    """Whether two pictures show the same figures and only another release of matplotlib drew them."""
    return _MADE_BY.findall(one) != _MADE_BY.findall(other) and _SHOWS.findall(one) == _SHOWS.findall(other)


def _svg(figure: Figure, shown: Any) -> str:
    """A figure as SVG without a date, but with who drew it and a digest of what it shows."""
    digest = hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()
    made_by = f"matplotlib {mpl.__version__}"
    file = io.StringIO()
    figure.savefig(
        file, format="svg", metadata={"Date": None, "Creator": None, "Title": made_by, "Description": digest}
    )
    return file.getvalue()
