"""One utterance, in the context of what was asked -> what it says. Deterministic, offline, and explained."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from skill.ages import find_ages
from skill.answering import Bare, Context, answer, bares
from skill.asides import Finding, Wish, counting, wanted
from skill.corrections import Corrected, Correction, put_right, taken_back
from skill.durations import find_spans
from skill.hearing import SILENT, hear
from skill.hits import Hit
from skill.lexicon import INTENT as INTENT
from skill.lexicon import OPENING, Lexicon
from skill.lexicon_reader import load
from skill.loader import load_knowledge
from skill.model import NO, UNKNOWN, YES, Heard, Topic, Value
from skill.reservations import reserved, standing
from skill.scope import Scoped, prepare
from skill.spans import outdated, told_times
from skill.tagging import UNKNOWN_WORD
from skill.timewords import symbols as read_symbols

_STRANGE_WORDS = 2
"""So many unknown words in a clause may be an answer of their own."""

_CHILD = 12
"""A bare number up to this may count anything; a greater one, where nothing else is told, is an age."""

HEDGED, REPAIR, CONTRAST, DOUBTFUL = "hedged", "repair", "contrast", "doubtful"
"""What a frame may mean besides topics: a soft answer, "what follows replaces it", a word like "but", doubt."""

PICK = "pick"
"""What a frame means that points at something said before: EARLIER ("the first") or LATER ("what i said just now")."""


def understand(said: str, asked: Sequence[str] = (), locale: str = "en-US", now: datetime | None = None) -> Heard:
    """What `said` means, given that `asked` (topics of the clinical file) is the open question; () at the opening.

    `now` settles words like "since monday" (default: this moment). Unknown topics in `asked` are ignored; an
    utterance that says nothing usable gives an empty Heard.
    """
    return understand_by(load(locale.partition("-")[0]), said, asked, now or datetime.now(UTC))


def understand_by(
    lexicon: Lexicon, said: str, asked: Sequence[str], moment: datetime, correcting: bool = True
) -> Heard:
    """What `said` means by a given lexicon: `understand` with all that it needs.

    What a correction puts for something else is heard once more by itself, and then not `correcting` anything again.
    """
    topics = load_knowledge().topics
    known = tuple(topics[name] for name in asked if name in topics)
    cleaned = lexicon.spelling.clean(said)
    if not cleaned.words:
        return Heard()
    scoped = prepare(cleaned, lexicon)
    symbols = read_symbols(cleaned.heard, lexicon.time_words)
    spans = find_spans(cleaned.heard, lexicon.time_words, moment, symbols)
    ages = find_ages(cleaned.heard, lexicon.time_words, moment, symbols)
    hits = outdated(hear(scoped, lexicon, _asking(known)), spans, cleaned, scoped, lexicon)
    repairs = [hit.match.last for hit in hits if hit.means.get(REPAIR)]
    wished = wanted(hits, lexicon)
    if wished and wished.does("wish_to_correct") and _mended(hits, wished, repairs, known):
        wished = None
    if wished and wished.in_doubt and (bares(hits) or spans or ages or any(_findings(hits, topics))):
        wished = None
    hits = counting(hits, wished)
    gone = taken_back(hits, wished, scoped)
    heard = list(hits)
    corrected = Corrected()
    if correcting and wished and wished.does("wish_to_correct"):

        def listen(scope: Scoped, names: Iterable[str]) -> list[Hit]:
            return hear(scope, lexicon, _asking(tuple(topics[name] for name in names)))

        def again(rest: str, name: str) -> Heard:
            return understand_by(lexicon, rest, (name,), moment, correcting=False)

        times = [(cleaned.place(span.start), lexicon.times["length"]) for span in spans if span.minutes is not None]
        times += [(cleaned.place(age.start), lexicon.times["years"]) for age in ages if age.marked or age.years > _CHILD]
        spans = tuple(span for span in spans if cleaned.place(span.start) not in gone)
        ages = tuple(age for age in ages if cleaned.place(age.start) not in gone)
        corrected = Correction(wished, scoped, cleaned, topics, listen, again).read(hits, gone, times)
        heard += corrected.besides
    withdrawn = corrected.withdrawn(_findings((hit for hit in heard if hit.words <= gone), topics))
    findings = list(_findings((hit for hit in heard if not hit.words <= gone), topics))
    timed = known
    if wished and wished.does("wish_to_correct"):
        own = {*lexicon.times["has_its_own"]}
        if all(own.isdisjoint(hit.means) for hit in heard):
            timed = (*known, topics[lexicon.times["length"]])  # "change it to three weeks"
        if not corrected.anew and not any(hit.means.keys() & topics.keys() for hit in heard):
            timed = (*timed, topics[lexicon.times["years"]])  # "i said fifteen not fifty"
            ages = tuple(age for age in ages if age.marked or age.years > _CHILD)
    findings += [Finding(*row) for row in told_times(spans, ages, cleaned, scoped, hits, lexicon, timed)]
    if wished:
        findings = [one for one in findings if not wished.quotes(one, scoped, _asking(known))]
    said_bare = [one for one in bares(hits) if not (wished and wished.drowns(one)) and one.place not in gone]
    bare = [one for one in standing(said_bare, hits) if not _foreign(one, hits, lexicon, scoped)]
    bare = [one for one in bare if not any(one.place <= repair < bare[-1].place for repair in repairs)]
    troubles = [one for one in said_bare if one not in bare and one.value == YES]
    told = {found.topic for found in findings}
    findings += [
        found for one in troubles for found in _troubled(one, known, lexicon, scoped) if found.topic not in told
    ]
    named = _merge(findings, topics, repairs, lexicon)
    named.update(put_right(withdrawn, corrected, named, hits, topics))
    if wished and wished.does("wish_at_last"):
        named = {name: found for name, found in named.items() if found.value != UNKNOWN}
        if not lexicon.role(SILENT).issuperset(named):
            wished = None  # who tells something need not be waited for
    contrasts = [hit.match.first for hit in hits if hit.means.get(CONTRAST)]
    context = Context(known, lexicon.bare)
    outright = {topic: (found.place, found.value) for topic, found in named.items()}
    answers: dict[str, Value] = {topic: found.value for topic, found in named.items()}
    because = [f"{found.topic}: {found.value} - {found.why}" for found in named.values()]
    unheard = _unheard(hits, scoped)
    for topic, (value, why) in answer(bare, outright, context, contrasts, doubtful=bool(unheard)).items():
        answers[topic] = value
        because.append(f"{topic}: {value} - answer, {why}")
    places = {topic: found.place for topic, found in named.items()}
    back = reserved(answers, places, hits, topics, _asking(known), scoped, contrasts)
    for topic, why in back.items():
        del answers[topic]
        because.append(f"{topic}: not {NO} - {why}")
    _imply(answers, topics, because)
    if wished:
        because.append(f"intent: {wished.name} - {wished.hits[0].why}")
    soft = any(hit.means.get(HEDGED) for hit in hits) and any(
        answers.get(topic.name, UNKNOWN) != UNKNOWN for topic in known
    )
    plain = None if back else next((one.value for one in reversed(bare) if one.reply and one.value in (NO, YES)), None)
    doubted = {hit.match.first for hit in hits if hit.means.get(DOUBTFUL)}
    doubtful = bool(unheard or (troubles and plain == NO)) or bool(doubted and {one.place for one in bare} <= doubted)
    wish = wished.name if wished else None
    pick = next((str(hit.means[PICK]) for hit in hits if PICK in hit.means), None)
    return Heard(answers, _public(answers, topics), wish, soft, tuple(because), plain, doubtful, pick)


def _mended(hits: Iterable[Hit], wished: Wish, repairs: Sequence[int], known: Iterable[Topic]) -> bool:
    """Whether the answer itself was put right, and that said: "not bad no actually it's painful why did i say that"."""
    names = {topic.name for topic in known}
    return any(
        repairs[0] < hit.match.first < wished.hits[0].match.first and not names.isdisjoint(hit.means)
        for hit in hits
        if repairs
    )


def _unheard(hits: Iterable[Hit], scoped: Scoped) -> set[int]:
    """Clauses in which several words are known to nobody and nothing was understood."""
    heard = {scoped.clause[place] for hit in hits for place in hit.match.places}
    strange = Counter(scoped.clause[place] for place, here in enumerate(scoped.said.keyed.ends) if UNKNOWN_WORD in here)
    return {clause for clause, count in strange.items() if count >= _STRANGE_WORDS and clause not in heard}


def _asking(known: Iterable[Topic]) -> frozenset[str]:
    """Names under which frames may stand that belong to what is asked."""
    names = {name for topic in known for name in (topic.name, topic.part_of) if name}
    return frozenset(names or {OPENING})


def _findings(hits: Iterable[Hit], topics: Mapping[str, Topic]) -> Iterable[Finding]:
    for hit in hits:
        for name, value in hit.means.items():
            if name in topics:
                yield Finding(name, value, hit.match.first, hit.why)


def _merge(
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


def _foreign(bare: Bare, hits: Sequence[Hit], lexicon: Lexicon, scoped: Scoped) -> bool:
    """Whether a bare answer speaks of something else: "my back is fine" does not answer a question about breathing."""
    if bare.reply or bare.picks:
        return False
    things = lexicon.roles.get("thing", frozenset())
    own = {at for hit in hits if hit.match.first == bare.place for at in hit.match.places}
    return any(at not in own and things & scoped.said.concepts(at) for at in scoped.places_of(bare.clause))


def _troubled(bare: Bare, known: Sequence[Topic], lexicon: Lexicon, scoped: Scoped) -> Iterable[Finding]:
    """The topics asked that a word for trouble is about, since its clause names them: "my sight's not right"."""
    there = frozenset().union(*(scoped.said.concepts(at) for at in scoped.places_of(bare.clause)))
    for topic in known:
        if lexicon.troubled.get(topic.name) in there:
            yield Finding(topic.name, bare.value, bare.place, bare.why)


def _imply(answers: dict[str, Value], topics: Mapping[str, Topic], because: list[str]) -> None:
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


def _public(answers: Mapping[str, Value], topics: Mapping[str, Topic]) -> dict[str, str | int | list[str]]:
    """The same in the vocabulary outside the skill."""
    public: dict[str, str | int | list[str]] = {}
    for name, value in answers.items():
        topic = topics[name]
        if topic.part_of is not None:
            continue
        if isinstance(value, tuple):
            members = dict.fromkeys(topic.reports.get(member, member) for member in value)
            public[name] = [member for member in members if member is not None]
        elif isinstance(value, int):
            public[name] = value
        else:
            reported = topic.reports.get(value, value)
            if reported is not None:
                public[name] = reported
    for name, value in answers.items():
        topic = topics[name]
        if topic.kind == "minutes" and topic.part_of is not None and isinstance(value, int):
            public.setdefault(topic.part_of, value)
    return public
