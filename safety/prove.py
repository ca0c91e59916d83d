"""`python -m safety prove`: every proof about the rules, over all answers, and what it came to."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from safety.claims import Broken, check
from safety.floors import read_floors
from safety.proofs import PROOFS
from safety.proofs.subject import Proof, Subject
from safety.words import in_words
from skill.loader import read_knowledge
from skill.model import Knowledge

_SHOWN = 3
"""So many broken claims of a proof are shown; the rest is counted."""


@dataclass(frozen=True)
class Outcome:
    """What a proof came to: how many claims it put, those that are broken, what it found, and how long it took."""

    proof: str
    claims: int
    broken: tuple[Broken, ...]
    found: str
    seconds: float

    @property
    def holds(self) -> bool:
        """Whether every claim was proved."""
        return not self.broken


def subject_of(path: Path) -> Subject:
    """A clinical file with the floors that it is held against. Raises KnowledgeError."""
    knowledge = read_knowledge(path)
    return Subject(knowledge, read_floors(knowledge))


def run(proof: Proof, subject: Subject, at_most: int = _SHOWN) -> Outcome:
    """Put the claims of a proof to the solver, until so many are broken."""
    began = time.perf_counter()
    claims, broken = 0, []
    for claim in proof.claims(subject):
        claims += 1
        found = check(claim)
        if found is not None:
            broken.append(found)
            if len(broken) == at_most:
                break
    found_out = proof.finds(subject) if proof.finds and not broken else ""
    return Outcome(proof.name, claims, tuple(broken), found_out, time.perf_counter() - began)


def prove(path: Path, proofs: Sequence[Proof] = PROOFS) -> int:
    """Run proofs on a clinical file and print what they came to; 1 if one fails."""
    knowledge = subject_of(path).knowledge
    print(
        f"{path}: {len(knowledge.rules) + len(knowledge.raises)} rules, {len(knowledge.questions)} questions, "
        f"{len(knowledge.topics)} topics; over all answers, told, not known or left open:"
    )
    began, outcomes = time.perf_counter(), []
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        names = [proof.name for proof in proofs]
        for proof, outcome in zip(proofs, pool.map(_run, [path] * len(names), names), strict=True):
            print("\n".join(_told(proof, outcome, knowledge)), flush=True)
            outcomes.append(outcome)
    failed = sum(not outcome.holds for outcome in outcomes)
    claims, took = sum(outcome.claims for outcome in outcomes), time.perf_counter() - began
    print(f"{len(proofs) - failed} of {len(proofs)} proofs hold: {claims} claims in {took:.0f} s.")
    return 1 if failed else 0


def _run(path: Path, name: str) -> Outcome:
    return run(next(proof for proof in PROOFS if proof.name == name), subject_of(path))


def _told(proof: Proof, outcome: Outcome, knowledge: Knowledge) -> Iterator[str]:
    mark = "proved" if outcome.holds else "FAILS "
    yield f"  {mark}  {proof.sentence} [{proof.name}: {outcome.claims} claims, {outcome.seconds:.1f} s]"
    if outcome.found:
        yield f"          {outcome.found}"
    for broken in outcome.broken:
        yield f"          {broken.about}"
        for part, answers in broken.answers.items():
            yield f"            {part}: " + ("; ".join(in_words(answers, knowledge.topics)) or "nothing told")
