"""One utterance, in the context of what was asked -> what it says. Deterministic, offline, and explained."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from skill.ages import find_ages
from skill.answering import Bare, Context, answer, bares
from skill.asides import (
    SETTLED,
    Finding,
    Replaced,
    Wrong,
    about,
    beyond,
    counting,
    put_right,
    replaced,
    taken_back,
    unprompted,
    wanted,
    words_at,
)
from skill.durations import find_spans
from skill.hearing import SILENT, Hit, hear
from skill.lexicon import INTENT as INTENT
from skill.lexicon import OPENING, Lexicon
from skill.lexicon_reader import load
from skill.loader import load_knowledge
from skill.model import NO, UNKNOWN, YES, Heard, Topic, Value
from skill.reservations import reserved, standing
from skill.scope import UNKNOWN_WORD, Scoped, prepare
from skill.spans import outdated, told_times
from skill.timewords import symbols as read_symbols
from skill.tokens import Cleaned

_STRANGE_WORDS = 2
"""So many unknown words in a clause may be an answer of their own."""

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


def understand_by(lexicon: Lexicon, said: str, asked: Sequence[str], moment: datetime) -> Heard:
    """What `said` means by a given lexicon: `understand` with all that it needs."""
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
    if wished and wished.in_doubt and (bares(hits) or spans or ages or any(_findings(hits, topics))):
        wished = None
    hits = counting(hits, wished)
    gone = taken_back(hits, wished, scoped)
    heard = list(hits)
    anew: dict[str, Finding] = {}
    wrong: dict[str, Wrong] = {}
    part = None
    if wished and wished.does("wish_to_correct"):
        times = [(cleaned.place(span.start), lexicon.times["length"]) for span in spans if span.minutes is not None]
        times += [(cleaned.place(age.start), lexicon.times["years"]) for age in ages if age.marked]
        spans = tuple(span for span in spans if cleaned.place(span.start) not in gone)
        ages = tuple(age for age in ages if cleaned.place(age.start) not in gone)
        told = {name for hit in hits if not hit.words <= gone for name in hit.means}
        anywhere = [
            hit for hit in hear(scoped, lexicon, _asking(tuple(topics.values()))) if not wished.frays(hit, scoped)
        ]
        heard += [hit for hit in beyond(anywhere, wished) if told.isdisjoint(hit.means)]
        part = replaced(hits, wished, scoped)
        aside = gone | part.words if part else gone
        left = [hit for hit in heard if not hit.words <= gone]
        heard += [
            hit
            for hit in unprompted(
                [hit for hit in hear(scoped, lexicon, _asking(())) if not hit.words <= aside],
                lambda name: hear(scoped, lexicon, _asking((topics[name],))),
                left,
                wished,
                scoped,
            )
            if not hit.words <= aside
        ]
        if part:
            wrong = _taken_back(part, cleaned, times, lexicon, topics)
            rests = [(words_at(rest, cleaned), min(rest)) for rest in part.rests]
            anew = _said_anew(rests, sorted(wrong), lexicon, moment)
    withdrawn = list(_findings((hit for hit in heard if hit.words <= gone), topics))
    if part and wrong:
        withdrawn = [one for one in withdrawn if one.topic in wrong]
        withdrawn += [Finding(name, one.value, min(part.words), "taken back") for name, one in wrong.items()]
    findings = list(_findings((hit for hit in heard if not hit.words <= gone), topics))
    timed = known
    if wished and wished.does("wish_to_correct"):
        own = {*lexicon.times["has_its_own"]}
        if all(own.isdisjoint(hit.means) for hit in heard):
            timed = (*known, topics[lexicon.times["length"]])  # "change it to three weeks"
    findings += [Finding(*row) for row in told_times(spans, ages, cleaned, scoped, hits, lexicon, timed)]
    if wished:
        findings = [one for one in findings if not wished.quotes(one, scoped.clause, _asking(known))]
    said_bare = [one for one in bares(hits) if not (wished and wished.drowns(one)) and one.place not in gone]
    bare = [one for one in standing(said_bare, hits) if not _foreign(one, hits, lexicon, scoped)]
    troubles = [one for one in said_bare if one not in bare and one.value == YES]
    told = {found.topic for found in findings}
    findings += [
        found for one in troubles for found in _troubled(one, known, lexicon, scoped) if found.topic not in told
    ]
    named = _merge(findings, topics, repairs, lexicon)
    settled = [hit for hit in hits if SETTLED in hit.means]
    right = {found.topic: found for found in put_right(withdrawn, wrong, named, settled, topics)}
    named.update(right)
    for name, found in anew.items():
        sure = named[name].value if name in named and part and named[name].place not in part.words else NO
        if name not in right and (topics[name].kind != "yes_no" or sure == NO) and not (settled and found.value == NO):
            named[name] = found
    if wished and wished.does("wish_at_last"):
        named = {name: found for name, found in named.items() if found.value != UNKNOWN}
        if not lexicon.roles.get(SILENT, frozenset()).issuperset(named):
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


def _taken_back(
    part: Replaced,
    cleaned: Cleaned,
    times: Iterable[tuple[int, str]],
    lexicon: Lexicon,
    topics: Mapping[str, Topic],
) -> dict[str, Wrong]:
    """What the words that a correction takes back are about, and what they say, heard by themselves.

    Of a denied member of a set ("i said i was not diabetic") it is told which one, from the words without the "not".
    """
    asking = _asking(tuple(topics.values()))
    alone = prepare(lexicon.spelling.clean(words_at(part.naming, cleaned)), lexicon)
    wrong = about(hear(alone, lexicon, asking), (name for place, name in times if place in part.words), alone, lexicon)
    if any(topics[name].kind == "set" and one.value == NO for name, one in wrong.items()):
        words = (word for place, word in enumerate(alone.said.words) if place not in alone.negators)
        for hit in hear(prepare(lexicon.spelling.clean(" ".join(words)), lexicon), lexicon, asking):
            for name in wrong.keys() & hit.means.keys():
                if hit.means[name] in topics[name].values:
                    wrong[name] = replace(wrong[name], affirmed=hit.means[name])
    return wrong


def _said_anew(
    rests: Sequence[tuple[str, int]], names: Sequence[str], lexicon: Lexicon, moment: datetime
) -> dict[str, Finding]:
    """What a correction puts for what it takes back: the rest of it, heard as an answer to the same question.

    "I told you a week it's more like a month": a week is a length, so "it's more like a month" is one too.
    """
    anew: dict[str, Finding] = {}
    replaceable = lexicon.roles.get("said_anew", frozenset())
    for name in (*names, ""):
        for number, (rest, place) in enumerate(rests):
            heard = understand_by(lexicon, rest, (name,), moment)
            told = {topic: value for topic, value in heard.answers.items() if topic in replaceable}
            if (name or not number) and told.keys() & {name or topic for topic in told}:
                if number and heard.bare:
                    continue  # a "no" before it all is an exclamation
                why = f"{rest!r} is said anew"
                anew = {**{topic: Finding(topic, value, place, why) for topic, value in told.items()}, **anew}
                break
    return anew


def _unheard(hits: Iterable[Hit], scoped: Scoped) -> set[int]:
    """Clauses in which several words are known to nobody and nothing was understood."""
    heard = {scoped.clause[place] for hit in hits for place in hit.match.places}
    strange = Counter(
        scoped.clause[place] for place in range(len(scoped.clause)) if UNKNOWN_WORD in scoped.said.concepts(place)
    )
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
