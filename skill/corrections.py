"""What a correction takes back, and what it puts for it.

"You put me down as walking fine and i'm not": that walking is fine is taken back, and "i'm not", which names no topic,
says the opposite of it. "I told you a week it's more like a month": a week is taken back, a month said anew.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from skill.asides import SETTLED, WITHDRAWN, Finding, Wish
from skill.hits import Hit
from skill.lexicon import OPENING, Lexicon
from skill.model import NO, UNKNOWN, YES, Heard, Topic, Value
from skill.scope import Scoped, prepare
from skill.tokens import Cleaned

_UP_TO_LAST = "before"
"""Value of `withdrawn` where the last word of the match begins what is right; else all of its clause is withdrawn."""

_IF_ANEW, _PHRASE = "if_anew", "phrase"
"""Values of `withdrawn`: its clause, or the match alone, but only if what it is about is said once more."""


def taken_back(hits: Iterable[Hit], wish: Wish | None, scoped: Scoped) -> frozenset[int]:
    """Places of the words that a correction takes back, whatever comes after them."""
    if wish is None or not wish.does("wish_to_correct"):
        return frozenset()
    places: set[int] = set()
    for hit in hits:
        if hit.means.get(WITHDRAWN, _PHRASE) not in {_PHRASE, _IF_ANEW}:
            places |= _reach(hit, scoped, wish.lexicon)
    return frozenset(places)


@dataclass(frozen=True)
class Replaced:
    """What a correction may put something else for: its `words`, those of them that name what it is about, the rest.

    `rests` are the words around it, in the order in which to believe them.
    """

    words: frozenset[int]
    naming: frozenset[int]
    rests: tuple[frozenset[int], ...]


def replaced(hits: Iterable[Hit], wish: Wish, scoped: Scoped) -> Replaced | None:
    """What may be said anew, and where: around "not the neck", else after "i told you my neck", else before it."""
    wrong: set[int] = set()
    told: set[int] = set()
    saying: set[int] = set()
    length = len(scoped.clause)
    for hit in (hit for hit in hits if WITHDRAWN in hit.means):
        reach = _reach(hit, scoped, wish.lexicon)
        if hit.means[WITHDRAWN] == _PHRASE:
            wrong |= reach
        elif hit.means[WITHDRAWN] != _IF_ANEW or max(reach) < length - 1:  # the last that "i said" is what is right
            told |= reach
            saying |= hit.words
    after = frozenset(range(max(told, default=-1) + 1, length)) - wrong
    before = frozenset(range(min(told, default=0))) - wrong
    rests = tuple(rest for rest in (after, before) if rest)
    words = frozenset(wrong | told)
    return Replaced(words, words - (saying - wrong), rests) if rests and words else None


@dataclass(frozen=True)
class Wrong:
    """What was said of a topic and is taken back, and what it would have been without a "not"."""

    value: Value
    affirmed: Value


def about(hits: Sequence[Hit], times: Iterable[str], alone: Scoped, lexicon: Lexicon) -> dict[str, Wrong]:
    """What words are about, and what they say of it, if something else may be put for it.

    What counts whatever is asked is surer than a name, that than a time, and what counts for one question comes last.
    """
    named = lexicon.roles.get("said_anew", frozenset())
    inside = [hit for hit in hits if named & hit.means.keys()]
    said = {name: Wrong(hit.means[name], hit.frame.means.get(name, YES)) for hit in inside for name in hit.means}
    sure = {name for hit in inside if not hit.frame.asked or OPENING in hit.frame.asked for name in hit.means}
    there = frozenset().union(*(alone.said.concepts(place) for place in range(len(alone.clause))))
    called = {name for name, concept in lexicon.called.items() if concept in there}
    alike = {
        name
        for hit in inside
        if all(hit.means.keys() >= named & other.means.keys() for other in inside if hit.words <= other.words)
        for name in hit.means
    }
    untold = Wrong(NO if alone.negators else UNKNOWN, YES)
    about_it = next((names for names in (sure & named, called & named, {*times}, alike & named) if names), set())
    return {name: said.get(name, untold) for name in sorted(about_it)}


def _reach(hit: Hit, scoped: Scoped, lexicon: Lexicon) -> set[int]:
    """The places that a phrase of taking back reaches."""
    match = hit.match
    if hit.means[WITHDRAWN] == _PHRASE:
        return set(range(match.first, match.last + 1))
    end = match.last if hit.means[WITHDRAWN] == _UP_TO_LAST else _end(match.last, scoped, lexicon)
    return set(range(match.first, end))


def words_at(places: Collection[int], cleaned: Cleaned, pause: str = ", ") -> str:
    """What was heard at some places, as something to be heard by itself; where words are left out, a pause."""
    said: list[str] = []
    last: int | None = None
    for place in sorted(places):
        if last is None or cleaned.origins[place] != cleaned.origins[last]:
            gap = last is not None and place > last + 1
            said.append((pause if gap else " " if said else "") + cleaned.heard[cleaned.origins[place]])
        last = place
    return "".join(said)


def _end(last: int, scoped: Scoped, lexicon: Lexicon) -> int:
    """Where what is taken back ends: with its clause, or where one speaks anew ("… about the fever i have one")."""
    anew = lexicon.roles.get("speaks_anew", frozenset())
    told = False
    for place in range(last + 1, len(scoped.clause)):
        subject = bool(anew & scoped.said.concepts(place))
        if (subject and told) or (told and scoped.clause[place] > scoped.clause[last]):
            return place
        told = told or not subject
    return len(scoped.clause)


def beyond(anywhere: Iterable[Hit], wish: Wish) -> Iterable[Hit]:
    """What a correction says of a question before it: topics named by words of their own, which no others share."""
    named = wish.lexicon.roles.get("told_unasked", frozenset())
    own = (named | wish.lexicon.roles.get("said_anew", frozenset())) - wish.lexicon.roles.get("first_wins", frozenset())
    told = [hit for hit in anywhere if (named | own) & hit.means.keys() and not wish.holds(hit.match.last)]
    for hit in (hit for hit in told if named & hit.means.keys()):
        if all(hit.means.keys() >= own & other.means.keys() for other in told if hit.words <= other.words):
            yield hit._replace(means={name: value for name, value in hit.means.items() if name in named})


def unprompted(
    story: Iterable[Hit], asked: Callable[[str], Iterable[Hit]], heard: Sequence[Hit], wish: Wish, scoped: Scoped
) -> Iterable[Hit]:
    """What a correction says of anything that can be said anew and is not `heard` otherwise.

    That is what it says as one tells a `story`; then what it says as one answers when `asked`, where it names what was
    asked in words that nothing else stands on.
    """
    named = wish.lexicon.roles.get("said_anew", frozenset())
    told = {name for hit in heard for name in hit.means}
    taken = {place for hit in heard if named & hit.means.keys() for place in hit.words}
    for hit in (hit for hit in story if not wish.frays(hit, scoped)):
        means = {name: value for name, value in hit.means.items() if name in named and name not in told}
        if means and not wish.holds(hit.match.first):
            taken |= hit.words
            yield hit._replace(means=means)
    there = frozenset().union(
        *(scoped.said.concepts(place) for place in range(len(scoped.clause)) if place not in taken)
    )
    for name in (name for name, concept in wish.lexicon.called.items() if concept in there and name not in told):
        for hit in (hit for hit in asked(name) if not wish.frays(hit, scoped)):
            if name in hit.means and taken.isdisjoint(hit.words) and not wish.holds(hit.match.last):
                yield hit._replace(means={one: value for one, value in hit.means.items() if one in named})


@dataclass(frozen=True)
class Corrected:
    """What a correction says: `besides` what is heard anyhow, `anew` for what is `wrong`, which stands at `words`."""

    besides: tuple[Hit, ...] = ()
    anew: Mapping[str, Finding] = field(default_factory=dict)
    wrong: Mapping[str, Wrong] = field(default_factory=dict)
    words: frozenset[int] = frozenset()

    def withdrawn(self, gone: Iterable[Finding]) -> list[Finding]:
        """What is taken back: what is `gone`, but where it is known what is wrong only that."""
        if not self.wrong:
            return list(gone)
        back = [one for one in gone if one.topic in self.wrong]
        return back + [Finding(name, one.value, min(self.words), "taken back") for name, one in self.wrong.items()]


@dataclass(frozen=True)
class Correction:
    """Reads a correction. `listen` hears words while topics are asked, `again` understands words as an answer."""

    wish: Wish
    scoped: Scoped
    cleaned: Cleaned
    topics: Mapping[str, Topic]
    listen: Callable[[Scoped, Iterable[str]], list[Hit]]
    again: Callable[[str, str], Heard]

    def read(self, hits: Sequence[Hit], gone: frozenset[int], times: Sequence[tuple[int, str]]) -> Corrected:
        """What it says, given the `hits` that are heard anyhow, the places `gone`, and the topics of the `times`."""
        part = replaced(hits, self.wish, self.scoped)
        aside = gone | part.words if part else gone
        anywhere = [hit for hit in self.listen(self.scoped, self.topics) if not self.wish.frays(hit, self.scoped)]
        told = {name for hit in hits if not hit.words <= gone for name in hit.means}
        besides = [hit for hit in beyond(anywhere, self.wish) if told.isdisjoint(hit.means)]
        story = [hit for hit in self.listen(self.scoped, ()) if not hit.words <= aside]
        left = [hit for hit in (*hits, *besides) if not hit.words <= gone]
        more = unprompted(story, lambda name: self.listen(self.scoped, (name,)), left, self.wish, self.scoped)
        besides += [hit for hit in more if not hit.words <= aside]
        if part is None:
            return Corrected(tuple(besides))
        wrong = self._wrong(part, [name for place, name in times if place in part.words])
        return Corrected(tuple(besides), self._anew(part, wrong), wrong, part.words)

    def _wrong(self, part: Replaced, times: Sequence[str]) -> dict[str, Wrong]:
        """What the words that are taken back are about, and what they say, heard by themselves.

        Of a denied member of a set ("i said i was not diabetic") it is told which one, from the words without "not".
        """
        alone = self._prepared(words_at(part.naming, self.cleaned, pause=" "))
        wrong = about(self.listen(alone, self.topics), times, alone, self.wish.lexicon)
        if any(self.topics[name].kind == "set" and one.value == NO for name, one in wrong.items()):
            words = (word for place, word in enumerate(alone.said.words) if place not in alone.negators)
            for hit in self.listen(self._prepared(" ".join(words)), self.topics):
                for name in wrong.keys() & hit.means.keys():
                    if hit.means[name] in self.topics[name].values:
                        wrong[name] = replace(wrong[name], affirmed=hit.means[name])
        return wrong

    def _prepared(self, text: str) -> Scoped:
        return prepare(self.wish.lexicon.spelling.clean(text), self.wish.lexicon)

    def _anew(self, part: Replaced, wrong: Iterable[str]) -> dict[str, Finding]:
        """What it puts for what it takes back: the rest of it, heard as an answer to the same question.

        "I told you a week it's more like a month": a week is a length, so "it's more like a month" is one too.
        """
        anew: dict[str, Finding] = {}
        replaceable = self.wish.lexicon.roles.get("said_anew", frozenset())
        for name in (*sorted(wrong), ""):
            for number, rest in enumerate(part.rests):
                text = words_at(rest, self.cleaned)
                heard = self.again(text, name)
                told = {topic: value for topic, value in heard.answers.items() if topic in replaceable}
                if not told or (name not in told if name else number):
                    continue
                if number and heard.bare:
                    continue  # a "no" before it all is an exclamation
                why = f"{text!r} is said anew"
                anew = {**{topic: Finding(topic, value, min(rest), why) for topic, value in told.items()}, **anew}
                break
        return anew


def put_right(
    withdrawn: Iterable[Finding],
    corrected: Corrected,
    named: Mapping[str, Finding],
    hits: Sequence[Hit],
    topics: Mapping[str, Topic],
) -> dict[str, Finding]:
    """What is right instead: by a yes or no that names nothing, or what is said anew.

    "I said i was not diabetic but i am": it is what would have been without the "not".
    """
    settled = [hit for hit in hits if SETTLED in hit.means]
    right: dict[str, Finding] = {}
    for was in withdrawn:
        after = [hit for hit in settled if hit.match.first > was.place]
        topic = topics[was.topic]
        if not after or was.topic in named or not (topic.kind in {"yes_no", "set"} or {YES, NO} <= {*topic.values}):
            continue
        yes: Value = YES
        if topic.kind == "set" and was.topic in corrected.wrong:
            yes = (str(corrected.wrong[was.topic].affirmed),)
        no = after[0].means[SETTLED] == NO
        if not (no and was.value == UNKNOWN) and not (topic.kind == "set" and yes in (YES, (YES,), (NO,))):
            value = NO if no and was.value != NO else yes
            right[was.topic] = Finding(was.topic, value, after[0].match.first, after[0].why)
    for name, found in corrected.anew.items():
        sure = named[name].value if name in named and named[name].place not in corrected.words else NO
        if name not in right and (topics[name].kind != "yes_no" or sure == NO) and not (settled and found.value == NO):
            right[name] = found
    return right
