"""A local Alexa: hear words, call the skill as Amazon would, say what comes back. Never deployed.

    from simulator import Echo

    echo = Echo(locale="en-US")
    turn = echo.say("alexa open back check")

See docs/simulator.md for what it does, and for where a real device differs.
"""

from simulator.device.echo import Echo
from simulator.device.turn import Turn

__all__ = ["Echo", "Turn"]
