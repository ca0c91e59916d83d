"""A local Alexa: hear words, call the skill as Amazon would, say what comes back. Never deployed.

    from simulator import Echo

    echo = Echo(locale="en-US")
    turn = echo.say("alexa open back check")

See docs/simulator.md for what it does, and for where a real device differs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulator.device.echo import Echo
    from simulator.device.turn import Turn

__all__ = ["Echo", "Turn"]


def __getattr__(name: str) -> Any:
    """The device is loaded when it is used first: the plugin for pytest stands beside it, and must not slow others."""
    if name not in __all__:
        raise AttributeError(f"module 'simulator' has no attribute {name!r}")
    from simulator.device.echo import Echo
    from simulator.device.turn import Turn

    return {"Echo": Echo, "Turn": Turn}[name]
