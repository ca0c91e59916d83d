"""What is proved about the rules, over all answers: each proof is a sentence, and the claims that it comes to."""

from safety.proofs.floors import FLOORS
from safety.proofs.gravity import GRAVITY
from safety.proofs.interviews import INTERVIEWS
from safety.proofs.length import LENGTH
from safety.proofs.rules import RULES

PROOFS = (*GRAVITY, *INTERVIEWS, *FLOORS, *RULES, *LENGTH)
