"""From what came of the vignettes to figures: plain data, the same on every machine and on every day."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from safety.patients import levels
from safety.report.running import Case
from simulator.intervals import interval

NONE = "none"
"""The column of the matrix for a case that ends without advice."""

VERDICTS = ("exact", "accepted", "above", "below")

_DIGITS = 4


def share(count: int, of: int) -> dict[str, Any]:
    """A count, of how many, the share, and its exact 95 % interval (Clopper and Pearson); no share of none."""
    low, high = interval(count, of)
    part = round(count / of, _DIGITS) if of else None
    return {"count": count, "of": of, "share": part, "low": round(low, _DIGITS), "high": round(high, _DIGITS)}


def of_set(file: str, role: str, cases: Sequence[Case]) -> dict[str, Any]:
    """All figures of one set of vignettes.

    `role` is "developed_on", "heard_once" (before anything was mended on it) or "given" (somebody's own file).
    """
    emergency, self_care = levels()[-1], levels()[0]
    sent = [case for case in cases if case.vignette.expected == emergency]
    cleared = [case for case in cases if case.vignette.expected == self_care]
    return {
        "file": file,
        "role": role,
        "patients": len(cases),
        "advised": _of(cases, lambda case: case.urgency is not None),
        "matrix": matrix(cases),
        "all": verdicts(cases),
        "by_level": {level: verdicts(found) for level, found in _by_level(cases).items()},
        "by_tag": {tag: verdicts(found) for tag, found in sorted(_by_tag(cases).items())},
        "safe": _of(cases, lambda case: case.verdict != "below"),
        "emergencies": _of(sent, lambda case: case.urgency == emergency),
        "at_once": _of([case for case in cases if case.urgency == emergency], lambda case: not case.late),
        "self_care": _of(cleared, lambda case: case.verdict == "exact"),
        "reasons": _reasons(cases),
        "length": {
            "all": _lengths(cases),
            "by_level": {level: _lengths(found) for level, found in _by_level(cases).items()},
        },
        "unscripted": sum(case.unscripted for case in cases),
        "not_exact": [_told(case) for case in cases if case.verdict != "exact"],
        "broke": [
            {"id": case.vignette.id, "where": case.vignette.where.rpartition(":")[2], "why": case.broke}
            for case in cases
            if case.broke
        ],
        "cases": [_row(case) for case in cases],
    }


def matrix(cases: Iterable[Case]) -> dict[str, dict[str, int]]:
    """Expected level -> advised level (or none) -> how many."""
    counted = {level: dict.fromkeys((*levels(), NONE), 0) for level in levels()}
    for case in cases:
        counted[case.vignette.expected][case.urgency or NONE] += 1
    return counted


def verdicts(cases: Sequence[Case]) -> dict[str, Any]:
    """How many, and the share of each verdict, and of the exact and the accepted together."""
    found: dict[str, Any] = {"patients": len(cases)}
    for verdict in VERDICTS:
        found[verdict] = share(sum(case.verdict == verdict for case in cases), len(cases))
    found["right"] = share(found["exact"]["count"] + found["accepted"]["count"], len(cases))
    return found


def together(sets: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The verdicts of several sets, as if they were one."""
    alls = [one["all"] for one in sets]
    count = sum(one["patients"] for one in alls)
    found: dict[str, Any] = {"patients": count}
    for verdict in (*VERDICTS, "right"):
        found[verdict] = share(sum(one[verdict]["count"] for one in alls), count)
    return found


def counted(exact: int, accepted: int, above: int, below: int) -> dict[str, Any]:
    """The verdicts of a set of which only the counts are known."""
    whole = exact + accepted + above + below
    found: dict[str, Any] = {"patients": whole}
    for verdict, count in zip(VERDICTS, (exact, accepted, above, below), strict=True):
        found[verdict] = share(count, whole)
    found["right"] = share(exact + accepted, whole)
    found["safe"] = share(whole - below, whole)
    return found


def summary(values: Sequence[float]) -> dict[str, float] | None:
    """Quartiles (inclusive method: the values are all there are), median and the longest; None of nothing."""
    if not values:
        return None
    ends = statistics.quantiles(values, n=4, method="inclusive") if len(values) > 1 else [values[0]] * 3
    low, middle, high = (round(end, 1) for end in ends)
    return {"low": low, "median": middle, "high": high, "longest": max(values)}


def _of(cases: Sequence[Case], holds: Callable[[Case], bool]) -> dict[str, Any]:
    return share(sum(map(holds, cases)), len(cases))


def _by_level(cases: Iterable[Case]) -> dict[str, list[Case]]:
    found: dict[str, list[Case]] = {level: [] for level in reversed(levels())}
    for case in cases:
        found[case.vignette.expected].append(case)
    return found


def _by_tag(cases: Iterable[Case]) -> dict[str, list[Case]]:
    found: dict[str, list[Case]] = {}
    for case in cases:
        for tag in dict.fromkeys(case.vignette.tags):
            found.setdefault(tag, []).append(case)
    return found


def _reasons(cases: Sequence[Case]) -> dict[str, Any]:
    """`spoken`: cases whose every deciding criterion is given as a reason; `labelled`: those that labels name."""
    advised = [case for case in cases if case.decided]
    labels = [case for case in cases if case.labelled]
    criteria = [named for case in labels for named in case.labelled.values()]
    return {
        "spoken": _of(advised, lambda case: all(case.decided.values())),
        "labelled": share(sum(criteria), len(criteria)),
        "labelled_any": _of(labels, lambda case: any(case.labelled.values())),
        "labelled_all": _of(labels, lambda case: all(case.labelled.values())),
        "unspoken": [
            {"id": case.vignette.id, "criteria": [name for name, spoken in case.decided.items() if not spoken]}
            for case in advised
            if not all(case.decided.values())
        ],
    }


def _lengths(cases: Iterable[Case]) -> dict[str, Any]:
    ended = [case for case in cases if case.urgency]
    return {
        "patients": len(ended),
        "questions": summary([case.questions for case in ended]),
        "seconds_before": summary([case.seconds_before for case in ended]),
        "seconds_in_all": summary([case.seconds_in_all for case in ended]),
    }


def _told(case: Case) -> dict[str, Any]:
    return {
        "id": case.vignette.id,
        "opening": case.vignette.opening,
        "expected": case.vignette.expected,
        "acceptable": list(case.vignette.acceptable),
        "advised": case.urgency or NONE,
        "verdict": case.verdict,
        "decided": list(case.decided),
    }


def _row(case: Case) -> dict[str, Any]:
    return {
        "id": case.vignette.id,
        "expected": case.vignette.expected,
        "advised": case.urgency or NONE,
        "verdict": case.verdict,
        "questions": case.questions,
        "seconds_before": case.seconds_before,
        "seconds_in_all": case.seconds_in_all,
    }
