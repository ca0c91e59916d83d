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
from skill.merging import imply, merged, public
from skill.model import CALLER, NO, UNKNOWN, YES, Heard, Topic, Value
from skill.reservations import reserved, standing
from skill.scope import Scoped, prepare
from skill.spans import outdated, told_times
from skill.tagging import UNKNOWN_WORD
from skill.timewords import symbols as read_symbols
from skill.tokens import Cleaned

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
    cleaned = lexicon.spelling.clean(said)
    return _Reading(lexicon, cleaned, asked, moment, correcting).heard() if cleaned.words else Heard()


class _Reading:
    """One utterance, read step by step: findings and times, a wish, what it corrects, answers that name nothing."""

    def __init__(
        self, lexicon: Lexicon, cleaned: Cleaned, asked: Sequence[str], moment: datetime, correcting: bool
    ) -> None:
        self.lexicon, self.cleaned, self.moment = lexicon, cleaned, moment
        self.topics = load_knowledge().topics
        self.known = tuple(self.topics[name] for name in asked if name in self.topics)
        self.asking = _asking(self.known)
        self.scoped = prepare(cleaned, lexicon)
        symbols = read_symbols(cleaned.heard, lexicon.time_words)
        self.spans = find_spans(cleaned.heard, lexicon.time_words, moment, symbols)
        self.ages = find_ages(cleaned.heard, lexicon.time_words, moment, symbols)
        heard = hear(self.scoped, lexicon, self.asking)
        self.hits = outdated(heard, self.spans, cleaned, self.scoped, lexicon)
        self.repairs = [hit.match.last for hit in self.hits if hit.means.get(REPAIR)]
        self.wish = self._wish()
        self.hits = counting(self.hits, self.wish)
        self.corrects = self.wish is not None and self.wish.does("wish_to_correct")
        self.gone = taken_back(self.hits, self.wish, self.scoped)
        self.corrected = self._corrected() if self.wish and self.corrects and correcting else Corrected()

    def heard(self) -> Heard:
        """What it means."""
        said = self._said_plainly()
        bare = self._standing(said)
        troubles = [one for one in said if one not in bare and one.value == YES]
        named = self._named(troubles)
        unheard = _unheard(self.hits, self.scoped)
        answers: dict[str, Value] = {topic: found.value for topic, found in named.items()}
        because = [f"{found.topic}: {found.value} - {found.why}" for found in named.values()]
        contrasts = [hit.match.first for hit in self.hits if hit.means.get(CONTRAST)]
        outright = {topic: (found.place, found.value) for topic, found in named.items()}
        context = Context(self.known, self.lexicon.bare)
        elsewhere = bool(named.keys() - {CALLER}) and not any(topic.name in named for topic in self.known)
        answered = answer(bare, outright, context, contrasts, doubtful=bool(unheard), elsewhere=elsewhere)
        for topic, (value, why) in answered.items():
            answers[topic] = value
            because.append(f"{topic}: {value} - answer, {why}")
        places = {topic: found.place for topic, found in named.items()}
        back = reserved(answers, places, self.hits, self.topics, self.asking, self.scoped, contrasts)
        for topic, why in back.items():
            del answers[topic]
            because.append(f"{topic}: not {NO} - {why}")
        imply(answers, self.topics, because)
        if self.wish:
            because.append(f"intent: {self.wish.name} - {self.wish.hits[0].why}")
        known = any(answers.get(topic.name, UNKNOWN) != UNKNOWN for topic in self.known)
        plain = [one.value for one in bare if one.reply and one.value in (NO, YES)]
        last = plain[-1] if plain and not back else None
        return Heard(
            answers,
            public(answers, self.topics),
            self.wish.name if self.wish else None,
            known and any(hit.means.get(HEDGED) for hit in self.hits),
            tuple(because),
            last,
            bool(unheard or (troubles and last == NO)) or self._doubted(bare),
            next((str(hit.means[PICK]) for hit in self.hits if PICK in hit.means), None),
            self._soft(answers, named, answered, bare),
        )

    def _soft(
        self, answers: Iterable[str], named: Mapping[str, Finding], answered: Iterable[str], bare: Sequence[Bare]
    ) -> tuple[str, ...]:
        """The topics answered softly: those told in the clause of a hedge; all, where none of them is."""
        hedges = {hit.clause for hit in self.hits if hit.means.get(HEDGED)}
        if not hedges:
            return ()
        soft = {topic for topic, found in named.items() if self.scoped.clause[found.place] in hedges}
        if any(one.clause in hedges for one in bare):
            soft |= {*answered}
        return tuple(sorted(soft or answers))

    def _wish(self) -> Wish | None:
        """What is wished, unless an answer only mends itself, or more is understood than a wish that is in doubt."""
        wish = wanted(self.hits, self.lexicon)
        if wish and wish.does("wish_to_correct") and self._mended(wish):
            return None
        if wish is None or not wish.in_doubt:
            return wish
        told = bares(self.hits) or self.spans or self.ages or any(True for _ in self._findings(self.hits))
        return None if told else wish

    def _mended(self, wish: Wish) -> bool:
        """Whether the answer itself was put right, and that said: "not bad no actually it's bad why did i say so"."""
        names = {topic.name for topic in self.known}
        return any(
            self.repairs[0] < hit.match.first < wish.hits[0].match.first and not names.isdisjoint(hit.means)
            for hit in self.hits
            if self.repairs
        )

    def _corrected(self) -> Corrected:
        """What a correction takes back and says anew; times that it takes back count no more."""

        def listen(scope: Scoped, names: Iterable[str]) -> list[Hit]:
            return hear(scope, self.lexicon, _asking(tuple(self.topics[name] for name in names)))

        def again(rest: str, name: str) -> Heard:
            return understand_by(self.lexicon, rest, (name,), self.moment, correcting=False)

        wish = self.wish
        if wish is None:
            return Corrected()
        length, years = self.lexicon.times["length"], self.lexicon.times["years"]
        place = self.cleaned.place
        times = [(place(span.start), length) for span in self.spans if span.minutes is not None]
        times += [(place(age.start), years) for age in self.ages if age.marked or age.years > _CHILD]
        self.spans = tuple(span for span in self.spans if place(span.start) not in self.gone)
        self.ages = tuple(age for age in self.ages if place(age.start) not in self.gone)
        return Correction(wish, self.scoped, self.cleaned, self.topics, listen, again).read(self.hits, self.gone, times)

    def _said_plainly(self) -> list[Bare]:
        """The answers that name nothing and are no part of a wish or of what is taken back."""
        said = (one for one in bares(self.hits) if one.place not in self.gone)
        return [one for one in said if not (self.wish and self.wish.drowns(one))]

    def _standing(self, said: Sequence[Bare]) -> list[Bare]:
        """Those of them that hold: not taken back at once, not about something else, not put right afterwards."""
        held = [one for one in standing(said, self.hits) if not self._foreign(one)]
        if self._answers_another(held):
            return []
        return [one for one in held if not any(one.place <= repair < held[-1].place for repair in self.repairs)]

    def _answers_another(self, held: Sequence[Bare]) -> bool:
        """Whether a "no" only leads to the denial of another danger: "no i'm breathing fine", when asked about legs."""
        if not self.known or any(one.value != NO or not one.reply for one in held):
            return False
        ends, linking = self.scoped.said.keyed.ends, self.lexicon.role("linking")
        if any(one.place + 1 < len(ends) and not linking.isdisjoint(ends[one.place + 1]) for one in held):
            return False  # "no and i have no fever": the "no" was the answer
        silent = self.lexicon.role(SILENT)
        told = [found for found in self._findings(self.hits) if found.topic not in silent]
        dangers = any(self.topics[found.topic].unknown.at_least for found in told)
        wholes = {self.topics[found.topic].part_of or found.topic for found in told}
        asked = {topic.part_of or topic.name for topic in self.known}
        return dangers and wholes.isdisjoint(asked) and all(found.value == NO for found in told)

    def _named(self, troubles: Sequence[Bare]) -> dict[str, Finding]:
        """One value for each topic that is named."""
        heard = [*self.hits, *self.corrected.besides]
        withdrawn = self.corrected.withdrawn(self._findings(hit for hit in heard if hit.words <= self.gone))
        findings = list(self._findings(hit for hit in heard if not hit.words <= self.gone))
        findings += self._times(heard)
        if self.wish:
            findings = [one for one in findings if not self.wish.quotes(one, self.scoped, self.asking)]
        told = {found.topic for found in findings}
        findings += [found for one in troubles for found in self._troubled(one) if found.topic not in told]
        named = merged(findings, self.topics, self.repairs, self.lexicon)
        named.update(put_right(withdrawn, self.corrected, named, self.hits, self.topics))
        if self.wish and self.wish.does("wish_at_last"):
            named = {name: found for name, found in named.items() if found.value != UNKNOWN}
            if not self.lexicon.role(SILENT).issuperset(named):
                self.wish = None  # who tells something need not be waited for
        return named

    def _times(self, heard: Sequence[Hit]) -> list[Finding]:
        """What the times and ages tell; in a correction also where they were not asked about."""
        timed, ages = self.known, self.ages
        if self.corrects:
            own = {*self.lexicon.times["has_its_own"]}
            if all(own.isdisjoint(hit.means) for hit in heard):
                timed = (*timed, self.topics[self.lexicon.times["length"]])  # "change it to three weeks"
            if not self.corrected.anew and all(self.topics.keys().isdisjoint(hit.means) for hit in heard):
                timed = (*timed, self.topics[self.lexicon.times["years"]])  # "i said fifteen not fifty"
                ages = tuple(age for age in ages if age.marked or age.years > _CHILD)
        rows = told_times(self.spans, ages, self.cleaned, self.scoped, self.hits, self.lexicon, timed)
        return [Finding(*row) for row in rows]

    def _findings(self, hits: Iterable[Hit]) -> Iterable[Finding]:
        for hit in hits:
            for name, value in hit.means.items():
                if name in self.topics:
                    yield Finding(name, value, hit.match.first, hit.why)

    def _foreign(self, bare: Bare) -> bool:
        """Whether a bare answer speaks of something else: "my back is fine" is no answer to a question about breath."""
        if bare.reply or bare.picks:
            return False
        things = self.lexicon.role("thing")
        own = {at for hit in self.hits if hit.match.first == bare.place for at in hit.match.places}
        ends = self.scoped.said.keyed.ends
        return any(at not in own and not things.isdisjoint(ends[at]) for at in self.scoped.places_of(bare.clause))

    def _troubled(self, bare: Bare) -> Iterable[Finding]:
        """The topics asked that a word for trouble is about, since its clause names them: "my sight's not right"."""
        there = frozenset().union(*(self.scoped.said.concepts(at) for at in self.scoped.places_of(bare.clause)))
        for topic in self.known:
            if self.lexicon.troubled.get(topic.name) in there:
                yield Finding(topic.name, bare.value, bare.place, bare.why)

    def _doubted(self, bare: Sequence[Bare]) -> bool:
        """Whether all plain answers stand on words that tell doubt."""
        doubted = {hit.match.first for hit in self.hits if hit.means.get(DOUBTFUL)}
        return bool(doubted) and {one.place for one in bare} <= doubted


def _unheard(hits: Iterable[Hit], scoped: Scoped) -> set[int]:
    """Clauses in which several words are known to nobody and nothing was understood."""
    heard = {scoped.clause[place] for hit in hits for place in hit.match.places}
    strange = Counter(scoped.clause[place] for place, here in enumerate(scoped.said.keyed.ends) if UNKNOWN_WORD in here)
    return {clause for clause, count in strange.items() if count >= _STRANGE_WORDS and clause not in heard}


def _asking(known: Iterable[Topic]) -> frozenset[str]:
    """Names under which frames may stand that belong to what is asked."""
    names = {name for topic in known for name in (topic.name, topic.part_of) if name}
    return frozenset(names or {OPENING})
