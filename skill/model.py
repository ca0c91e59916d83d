"""The nouns of the house. Standard library only; every other module of the skill speaks in these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Value: TypeAlias = str | int | tuple[str, ...]
"""One answer: a named value ("yes", "sudden"), a whole number (minutes or years), or the members of a set."""

Answers: TypeAlias = Mapping[str, Value]
"""All that is known in a conversation: topic -> value. A topic that is missing was never answered."""

UNKNOWN = "unknown"
"""The value of a topic that the person does not know, or will not tell."""

NO = "no"
YES = "yes"

CALLER = "caller"
"""The topic that tells whose back it is: of how they are it says nothing."""

EARLIER = "earlier"
LATER = "later"
"""Which of two answers somebody means: the one of before, or the one of now."""

Kind: TypeAlias = Literal["yes_no", "choice", "set", "minutes", "years"]


@dataclass(frozen=True, order=True)
class Urgency:
    """How soon care is needed; a higher rank is more urgent."""

    rank: int
    name: str = field(compare=False)


@dataclass(frozen=True)
class Source:
    """A document that a rule rests on: `title`, the `section` read, its `address`, and the year or day it was read."""

    id: str
    title: str
    address: str = ""
    section: str = ""
    read: str = ""


@dataclass(frozen=True)
class Unknown:
    """How "I don't know" counts for a topic: as a value, as at least an urgency (or both), or by raising one level.

    `ambulance` chooses the spoken form of the highest urgency, as for a rule.
    """

    counts_as: Value | None = None
    at_least: Urgency | None = None
    ambulance: bool = False
    raises: bool = False


@dataclass(frozen=True)
class Topic:
    """One thing we may need to know.

    `values` stand in order of gravity, the least grave first (empty for numbers); UNKNOWN is not among them.
    `reports` maps a finer value to the public one, None where it is not reported.
    `part_of` names the public topic of a finer finding, `implies` the value that one takes when this is "yes".
    `assumed` is the answer as long as nobody has said anything (None: it must be asked). `nothing` is the member of a
    set that says that there is none of it.
    """

    name: str
    kind: Kind
    values: tuple[str, ...] = ()
    reports: Mapping[str, str | None] = field(default_factory=dict)
    part_of: str | None = None
    implies: str | None = None
    unknown: Unknown = Unknown()
    assumed: Value | None = None
    nothing: str | None = None

    def gravity(self, value: str) -> int:
        """Place of a value in the order of gravity, 0 for the least grave. Raises ValueError for a foreign value."""
        return self.values.index(value)


@dataclass(frozen=True)
class Test:
    """One thing that must be true of one topic: "at least this grave", "under", "among them", or one of some values."""

    topic: str
    relation: Literal["at_least", "under", "includes", "is"]
    value: Value


@dataclass(frozen=True)
class AnyOf:
    """Holds when one of its parts holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class AllOf:
    """Holds when each of its parts holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class UnlessTold:
    """Holds unless what is known so far shows that it does not: topics that are open count as unknown ones."""

    part: Condition


Condition: TypeAlias = Test | AnyOf | AllOf | UnlessTold


@dataclass(frozen=True)
class Rule:
    """Conditions which require at least an urgency (`urgency` None: they raise what the other rules require by one).

    `criteria` are ids of the clinical specification, `sources` ids of documents; `ambulance` chooses the spoken form
    of the highest urgency: call an ambulance, rather than go there now. `extra` are criteria that hold with it where
    their condition holds; `settled_by` are the decisions of the specification that shaped it. `review_by` is the day
    by which it is to be read again (YYYY-MM-DD; empty: the day of the whole file); no advice depends on it.
    """

    name: str
    urgency: Urgency | None
    when: Condition
    criteria: tuple[str, ...]
    sources: tuple[str, ...]
    ambulance: bool = False
    extra: Mapping[str, Condition] = field(default_factory=dict)
    settled_by: tuple[str, ...] = ()
    review_by: str = ""


@dataclass(frozen=True)
class Question:
    """What we ask. `asks` are the topics that it settles, `about` the public ones that it names, where they differ.

    It is asked only where `only_if` holds. A question of several topics is a sweep: put once, then each topic that is
    still open has a question of its own. `once` questions are not put in other words: what their answer leaves open
    is unknown. `private` ones are introduced with a word of explanation.
    """

    name: str
    asks: tuple[str, ...]
    about: tuple[str, ...] = ()
    only_if: Condition | None = None
    once: bool = False
    private: bool = False

    @property
    def is_sweep(self) -> bool:
        """Whether it asks several topics at once and each has a question of its own after it."""
        return len(self.asks) > 1 and not self.once


@dataclass(frozen=True)
class Knowledge:
    """The whole clinical file, checked. `urgencies` stand from the least to the most urgent.

    `unfinished` is the least that is said to somebody who leaves early, `not_understood` where an answer that matters
    was not understood. `otherwise` are the criteria of the least urgent level, which stands where no rule holds.
    `carried_elsewhere` and `left_out` map criteria that no rule decides by to what does, or to why nothing does.
    """

    urgencies: tuple[Urgency, ...]
    topics: Mapping[str, Topic]
    questions: tuple[Question, ...]
    rules: tuple[Rule, ...]
    sources: Mapping[str, Source]
    raises: tuple[Rule, ...]
    raise_up_to: Urgency
    unfinished: Urgency
    not_understood: Urgency
    otherwise: tuple[str, ...]
    carried_elsewhere: Mapping[str, str]
    left_out: Mapping[str, str]
    review_by: str

    def urgency(self, name: str) -> Urgency:
        """The urgency of that name. Raises KeyError where there is none."""
        for urgency in self.urgencies:
            if urgency.name == name:
                return urgency
        raise KeyError(name)

    def public(self, topic: str) -> str:
        """The public topic that a topic reports as (itself, unless it is a finer finding)."""
        return self.topics[topic].part_of or topic


@dataclass(frozen=True)
class Heard:
    """What was understood of one utterance.

    `answers` holds fine findings, `topics` the same in the public vocabulary (sets as lists), `intent` a wish or None.
    `hedged` marks a soft answer; `because` explains, a line for each finding, which words or rule made it.
    `bare` is "yes" or "no" where that was said plainly, whatever was asked; `doubtful` tells that part of what was said
    was not understood, so that a plain "no" beside it may not be the whole answer. `pick` is EARLIER or LATER where
    somebody pointed at something said before. `soft` are the topics that were answered softly, where that is told
    of some of them: in "no pain, I think my speech is fine" the speech.
    """

    answers: Mapping[str, Value] = field(default_factory=dict)
    topics: Mapping[str, str | int | list[str]] = field(default_factory=dict)
    intent: str | None = None
    hedged: bool = False
    because: tuple[str, ...] = ()
    bare: str | None = None
    doubtful: bool = False
    pick: str | None = None
    soft: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ask:
    """The next step is a question."""

    question: Question


@dataclass(frozen=True)
class Reason:
    """Why an urgency is required: a rule that held, or a topic that could not be ruled out (then `rule` is None).

    `topics` are the answers that it rests on, `urgency` None where it only raises what the others require.
    """

    rule: Rule | None
    topics: tuple[str, ...]
    urgency: Urgency | None
    criteria: tuple[str, ...]


@dataclass(frozen=True)
class Advise:
    """The next step is advice. `reasons` stand with the deciding ones first; `ambulance` is a form of the top level."""

    urgency: Urgency
    reasons: tuple[Reason, ...]
    ambulance: bool = False


Step: TypeAlias = Ask | Advise
