"""What a request that is not sound is answered with."""

from __future__ import annotations


class RefusalError(Exception):
    """A request that is not sound: HTTP 400, as Amazon asks. The message is the reason, and quotes nothing of it."""
