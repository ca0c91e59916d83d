"""Conversations as files: read, play, compare, write. For any skill.

    from simulator import Echo
    from simulator.conversations import conversation_yaml, play, read

    for conversation in read(Path("talk.yaml")):
        for played in play(conversation, Echo()):
            print(played.step.words, played.turn.speech, played.differences)

The form of a file stands in simulator/conversations/form.py.
"""

from simulator.conversations.form import ConversationError, read
from simulator.conversations.nouns import Conversation, Difference, Expected, Played, Step
from simulator.conversations.player import device_for, play
from simulator.conversations.writing import append, conversation_yaml

__all__ = [
    "Conversation",
    "ConversationError",
    "Difference",
    "Expected",
    "Played",
    "Step",
    "append",
    "conversation_yaml",
    "device_for",
    "play",
    "read",
]
