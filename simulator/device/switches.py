"""Where sources disagree about devices: which reading the local Alexa takes."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Switches:
    """Off is the reading that is worse for the skill, and the default; what each does when on is told in Echo."""

    elicit_after_launch: bool = False
    bare_search_query: bool = False
    confirm_by_yes_only: bool = False
    speech_with_delegate: bool = False


SWITCHES = tuple(switch.name for switch in fields(Switches))
