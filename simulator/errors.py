"""What the commands of the simulator say when they cannot do what they were asked."""

from __future__ import annotations


class UsageError(ValueError):
    """A command cannot be done as asked; the message says what is wrong, and what to do."""
