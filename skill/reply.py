"""What the dialogue gives back in a turn."""

from __future__ import annotations

from dataclasses import dataclass

from skill.state import State


@dataclass(frozen=True)
class Reply:
    """What is said, what to say if nobody answers (None: the conversation is over), and the state to keep.

    `asking` are the public topics of the open question, `question` its name; `card` is a title and a text.
    """

    speech: str
    reprompt: str | None
    state: State
    asking: tuple[str, ...] = ()
    question: str | None = None
    card: tuple[str, str] | None = None
