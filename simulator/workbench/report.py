"""The report of an evaluation: for reading, and as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from simulator.intervals import interval
from simulator.workbench.figures import Confusion, Tally, by_group, confusions, wishes_confused
from simulator.workbench.judging import Judged
from simulator.workbench.vocabulary import in_words

_HEADS = ("said", "right", "nothing besides", "exact")
_LEGEND = """\
right            every labelled fact and the wish were heard as labelled (minutes within a factor of two)
nothing besides  the same, and nothing was heard that is not labelled
exact            the same, and soft answers were heard as soft, firm ones as firm
"""
_SOFT = {True: "soft", False: "firm"}
_NONE_DENIED = "No yes and no don't-know to an emergency question was heard as no."


def in_text(judged: Sequence[Judged], *, misses: bool) -> str:
    """The report for reading; what matters most stands last, where the eye is."""
    blocks = [_table(judged), _LEGEND.rstrip()]
    if misses:
        wrong = [one for one in judged if not one.exact]
        blocks.append("\n".join([f"Not exact: {len(wrong)}", *(line for one in wrong for line in _miss(one))]))
    for title, rows in (("Facts", confusions(judged)), ("Wishes", wishes_confused(judged))):
        if rows:
            blocks.append("\n".join([f"{title} confused (labelled -> heard; - is nothing)", *map(_confusion, rows)]))
    blocks.append("\n".join(_denied([one for one in judged if one.denied])))
    return "\n\n".join(blocks)


def _table(judged: Sequence[Judged]) -> str:
    groups, total = by_group(judged), Tally.of(judged)
    files = list(dict.fromkeys(path for path, _ in groups))
    width = max([len(name) for _, name in groups] + [len("95 % interval")])
    lines = []
    for path in files:
        lines.append(path)
        lines.append(f"  {'':{width}}{_row(_HEADS)}")
        lines += [f"  {name:{width}}{_figures(tally)}" for (of, name), tally in groups.items() if of == path]
    ends = [interval(count, total.said) for count in (total.right, total.clean, total.exact)]
    lines.append(f"{'all':{width + 2}}{_figures(total)}")
    shares = (f"{100 * low:.1f} - {100 * high:.1f} %" for low, high in ends)
    lines.append(f"{'95 % interval':{width + 2}}{_row(('', *shares))}")
    return "\n".join(lines)


def _figures(tally: Tally) -> str:
    counts = (tally.right, tally.clean, tally.exact)
    return _row((str(tally.said), *(f"{count}  {100 * count / (tally.said or 1):5.1f} %" for count in counts)))


def _row(cells: Sequence[str]) -> str:
    return f"{cells[0]:>6}" + "".join(f"{cell:>17}" for cell in cells[1:])


def _confusion(one: Confusion) -> str:
    return f"  {one.count:4}  {one.topic}: {one.labelled} -> {one.heard}"


def _miss(one: Judged) -> Iterator[str]:
    yield f"  {_sentence(one)}"
    for name, labelled, heard in _differences(one):
        yield f"      {name}: labelled {in_words(labelled)}, heard {in_words(heard)}"


def _sentence(one: Judged) -> str:
    asked = ", ".join(one.said.asked)
    return f'{one.said.where}: "{one.said.say}"' + (f" (asked: {asked})" if asked else "")


def _differences(one: Judged) -> Iterator[tuple[str, object, object]]:
    for topic in (*one.missed, *one.invented):
        yield topic, one.said.meaning.get(topic), one.heard.topics.get(topic)
    if one.said.intent != one.heard.intent:
        yield "wish", one.said.intent, one.heard.intent
    if one.said.hedged != one.heard.hedged:
        yield "answer", _SOFT[one.said.hedged], _SOFT[one.heard.hedged]


def _denied(rows: Sequence[Judged]) -> Iterator[str]:
    if not rows:
        yield _NONE_DENIED
        return
    yield f"EMERGENCY QUESTIONS HEARD AS NO ALTHOUGH NO WAS NOT SAID: {sum(len(one.denied) for one in rows)}"
    for one in rows:
        yield f"  {_sentence(one)}"
        for topic in one.denied:
            yield f"      {topic}: labelled {in_words(one.said.meaning[topic])}, heard no"
            yield from (f"          {why}" for why in reasons(one.heard.because).get(topic, ()))


def reasons(because: Sequence[str]) -> dict[str, list[str]]:
    """What made each finding, by its name: a phrase of the lexicon, or a rule."""
    found: dict[str, list[str]] = {}
    for line in because:
        name, _, why = line.partition(": ")
        found.setdefault(name, []).append(why)
    return found


def as_data(judged: Sequence[Judged], *, misses: bool) -> dict[str, Any]:
    """The same for programs."""
    report: dict[str, Any] = {
        "total": _shares(Tally.of(judged)),
        "groups": [{"file": of, "group": name, **asdict(tally)} for (of, name), tally in by_group(judged).items()],
        "heard_as_no": [
            _place(one)
            | {
                "topic": topic,
                "labelled": one.said.meaning[topic],
                "because": reasons(one.heard.because).get(topic, []),
            }
            for one in judged
            for topic in one.denied
        ],
        "confusions": [asdict(one) for one in confusions(judged)],
        "wishes_confused": [asdict(one) for one in wishes_confused(judged)],
    }
    if misses:
        report["misses"] = [_wrong(one) for one in judged if not one.exact]
    return report


def _shares(tally: Tally) -> dict[str, Any]:
    shares: dict[str, Any] = {"said": tally.said}
    for name, count in list(asdict(tally).items())[1:]:
        low, high = interval(count, tally.said)
        shares[name] = {"count": count, "share": count / (tally.said or 1), "low": low, "high": high}
    return shares


def _place(one: Judged) -> dict[str, Any]:
    return {"where": one.said.where, "say": one.said.say, "asked": list(one.said.asked)}


def _wrong(one: Judged) -> dict[str, Any]:
    label, heard = one.said, one.heard
    return _place(one) | {
        "labelled": {"meaning": dict(label.meaning), "intent": label.intent, "hedged": label.hedged},
        "heard": {"meaning": dict(heard.topics), "intent": heard.intent, "hedged": heard.hedged},
        "missed": list(one.missed),
        "invented": list(one.invented),
    }
