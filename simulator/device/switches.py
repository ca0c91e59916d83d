"""Where sources disagree about devices, and which reading is taken. Off is the one that is worse for the skill.

elicit_after_launch   Amazon's demo of intent chaining (alexa-cookbook) delegates in the reply to a LaunchRequest;
                      others got INVALID_RESPONSE there
bare_search_query     whether elicitation takes words without a carrier for AMAZON.SearchQuery is reported both ways
confirm_by_yes_only   any words but a no were reported to confirm a slot (alexa-skills-kit-sdk-for-java#93)
speech_with_delegate  the same demo speaks beside Dialog.Delegate; Amazon's page says not to, and it was reported to be
                      an error (alexa-js/alexa-app#372)
"""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Switches:
    """What each does when it is on is told in Echo."""

    elicit_after_launch: bool = False
    bare_search_query: bool = False
    confirm_by_yes_only: bool = False
    speech_with_delegate: bool = False


SWITCHES = tuple(switch.name for switch in fields(Switches))
