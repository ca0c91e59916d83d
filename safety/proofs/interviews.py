"""Proofs over interviews: what is left out makes no difference, and nothing that is answered is asked again."""

from __future__ import annotations

from collections.abc import Iterator

from safety.anybody import Anybody
from safety.claims import Claim
from safety.formulas import Formula, any_of, if_then, not_
from safety.proofs.subject import Proof, Subject, agree, lower, part_of


def _whole(subject: Subject) -> tuple[Anybody, list[Formula]]:
    """Somebody of whom everything is known that some question asks for and that applies."""
    whole, sound = subject.anybody("whole ")
    for topic in subject.asked:
        sound.append(if_then(whole.applies_to(topic), not_(whole.told[topic].open)))
    return whole, sound


def _asked_in_part(
    subject: Subject, name: str, whole: Anybody, *, explained: bool = True
) -> tuple[Anybody, list[Formula]]:
    """The same person, asked until advice is given.

    What no question asks for is told by both; `explained`: so is what explains (the topics `told_later`). Not knowing
    counts by itself for some topics, but only once they were asked: what was never asked comes out clearly.
    """
    part, sound = subject.anybody(name)
    sound += [*part_of(part, whole), part.done]
    for topic, known in subject.knowledge.topics.items():
        here, there = part.told[topic], whole.told[topic]
        if topic not in subject.asked or (explained and topic in subject.floors.told_later):
            sound += agree(here, there)
        elif known.unknown.raises or known.unknown.at_least:
            sound.append(if_then(here.open, not_(there.unknown)))
        if topic in subject.asked:  # told in the whole because it was told here, or because its question applies there
            sound.append(if_then(not_(there.open), any_of([not_(here.open), whole.applies_to(topic)])))
    return part, sound


def _lazy(subject: Subject) -> Iterator[Claim]:
    whole, sound = _whole(subject)
    part, more = _asked_in_part(subject, "part ", whole)
    people = {"asked what matters": part, "asked everything": whole}
    yield Claim("less urgent than asking everything", people, (*sound, *more), lower(part, whole))
    yield Claim("more urgent than asking everything", people, (*sound, *more), lower(whole, part))


def _lazy_and_silent(subject: Subject) -> Iterator[Claim]:
    whole, sound = _whole(subject)
    part, more = _asked_in_part(subject, "part ", whole, explained=False)
    people = {"asked what matters": part, "asked everything": whole}
    yield Claim("less urgent than asking everything", people, (*sound, *more), lower(part, whole))


def _corrected(subject: Subject) -> Iterator[Claim]:
    """Somebody who corrected an answer was asked other questions on the way: both ways are parts of one whole."""
    whole, sound = _whole(subject)
    straight, more = _asked_in_part(subject, "straight ", whole)
    corrected, rest = _asked_in_part(subject, "corrected ", whole)
    people = {"straight": straight, "corrected": corrected}
    given = (*sound, *more, *rest)
    yield Claim("another urgency by another way to the same answers", people, given, lower(straight, corrected))


INTERVIEWS = (
    Proof("lazy", "Asking only what can change the advice gives the urgency that asking everything gives.", _lazy),
    Proof(
        "lazy_and_silent",
        "Where a reassuring fact was not told, the interview is never less urgent for it.",
        _lazy_and_silent,
    ),
    Proof("corrected", "Correcting an answer gives the urgency that giving it first would have given.", _corrected),
)
