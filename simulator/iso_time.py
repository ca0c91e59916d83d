"""Moments as they are written on a command line and in files."""

from __future__ import annotations

from datetime import UTC, datetime

from simulator.errors import UsageError

AN_EXAMPLE = "2026-11-23T14:00"


def moment(text: str) -> datetime:
    """An ISO time, UTC unless it says otherwise. Raises UsageError."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"'{text}' is no ISO time - write it like {AN_EXAMPLE}") from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)
