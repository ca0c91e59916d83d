"""A small skill in order, a walk through a house; and ways to spoil it, each in one place."""

from __future__ import annotations

from typing import Any

ROOMS = ("hall", "kitchen", "attic", "cellar")
_BUILTINS = ("Cancel", "Help", "Stop", "Fallback", "Repeat", "Yes", "No")

MODEL: dict[str, Any] = {
    "interactionModel": {
        "languageModel": {
            "invocationName": "old house",
            "intents": [
                *({"name": f"AMAZON.{name}Intent", "samples": []} for name in _BUILTINS),
                {"name": "LookIntent", "slots": [], "samples": ["look around", "what do i see"]},
                {
                    "name": "TakeIntent",
                    "slots": [{"name": "thing", "type": "THING"}],
                    "samples": ["take the {thing}", "take something"],
                },
            ],
            "types": [
                {
                    "name": "THING",
                    "values": [
                        {"name": {"value": word, "synonyms": [f"old {word}"]}} for word in ("lamp", "key", "rope")
                    ],
                }
            ],
        }
    }
}

Answer = dict[str, Any]


class House:
    """The skill. `spoil` names the defect that it has; "" for none."""

    def __init__(self, spoil: str = "") -> None:
        self.spoil = spoil
        self.refused = 0

    def __call__(self, event: Answer, _context: object) -> Answer:
        """Answers a request."""
        request = event["request"]
        name = (request.get("intent") or {}).get("name", request["type"]).removeprefix("AMAZON.").removesuffix("Intent")
        kept = event["session"].get("attributes") or {}
        room = kept.get("room", ROOMS[0])
        self.refused = kept.get("refused", 0) + (name == "No")
        return getattr(self, f"on_{name.lower()}")(room, request)

    def on_sessionendedrequest(self, room: str, request: Answer) -> Answer:
        """The end, which may not be answered."""
        if self.spoil == "silence raises" and request["reason"] == "EXCEEDED_MAX_REPROMPTS" and room == "kitchen":
            raise KeyError("nobody there")
        return tell("Are you gone?") if self.spoil == "end speaks" else {"version": "1.0", "response": {}}

    def on_launchrequest(self, _room: str, _request: Answer) -> Answer:
        """The welcome."""
        return self.ask("Welcome to the old house. You are in the hall.", "hall")

    def on_yes(self, room: str, _request: Answer) -> Answer:
        """The next room; the last one is the end."""
        if room == ROOMS[-1]:
            return tell(
                "You are out. Shall we play again?" if self.spoil == "asks at the end" else "You are out. Well done."
            )
        following = ROOMS[ROOMS.index(room) + 1]
        return self.ask(f"You are in the {following}.", following)

    def on_no(self, room: str, _request: Answer) -> Answer:
        """Stay, and see what can be done."""
        hint = "fly away" if self.spoil == "unknown hint" and room == "kitchen" else "look around"
        return self.ask(f"Then we stay. You can say: {hint}, or take the lamp.", room)

    def on_look(self, room: str, _request: Answer) -> Answer:
        """What is there; a card shows it."""
        if self.spoil == "too long" and room == "attic":
            return self.ask("It is full of things. " * 400, room)
        answer = self.ask("Sorry?" if self.spoil == "deaf hint" else f"The {room} has a lamp, a key and a rope.", room)
        text = "<b>A lamp</b>" if self.spoil == "card markup" and room == "attic" else "A lamp"
        answer["response"]["card"] = {"type": "Simple", "title": room, "content": text}
        return answer

    def on_take(self, room: str, request: Answer) -> Answer:
        """Take something; the slot may be empty."""
        thing = request["intent"]["slots"]["thing"].get("value")
        if self.spoil == "needs the slot":
            return self.ask(f"You have the {thing.upper()}.", room)
        if self.spoil == "spoken slot" and not thing:
            return self.ask("You have the {thing}.", room)
        return self.ask(f"You have the {thing}." if thing else "You can take a lamp, a key or a rope.", room)

    def on_help(self, room: str, request: Answer) -> Answer:
        """What can be said."""
        if self.spoil == "help like nonsense" and room == "attic":
            return self.on_fallback(room, request)
        words = "This is a walk through a house. Say yes, no, or look around."
        return tell(words) if self.spoil == "help closes" and room == "attic" else self.ask(words, room)

    def on_fallback(self, room: str, _request: Answer) -> Answer:
        """Words that fit nothing."""
        if self.spoil == "fallback raises" and room == "attic":
            raise ValueError("what?")
        if self.spoil == "fallback closes":
            return tell("Sorry.")
        return self.ask("Sorry?", room)

    def on_repeat(self, room: str, _request: Answer) -> Answer:
        """The room again."""
        return (
            tell(f"You are in the {room}.")
            if self.spoil == "repeat closes"
            else self.ask(f"You are in the {room}.", room)
        )

    def on_stop(self, room: str, _request: Answer) -> Answer:
        """The end, from every room."""
        deaf = room == "cellar" if self.spoil == "deaf stop" else self.refused >= 3
        return self.ask("Really?", room) if deaf and self.spoil.startswith("deaf stop") else tell("Goodbye.")

    def on_cancel(self, room: str, _request: Answer) -> Answer:
        """The same."""
        return (
            self.ask("Are you sure?", room) if self.spoil == "deaf cancel" and room == "kitchen" else tell("Goodbye.")
        )

    def ask(self, words: str, room: str) -> Answer:
        """Says something, and asks whether to go on."""
        asked = "" if self.spoil == "no question" and room == "kitchen" else " Shall we go on?"
        response: Answer = {"outputSpeech": plain(f"{words}{asked}"), "shouldEndSession": False}
        if not (self.spoil == "no reprompt" and room == "attic"):
            response["reprompt"] = {"outputSpeech": plain("A yes or a no, please. Shall we go on?")}
        if self.spoil == "no prompt" and room == "cellar":
            del response["outputSpeech"]
        return {"version": "1.0", "sessionAttributes": {"room": room, "refused": self.refused}, "response": response}


def plain(words: str) -> Answer:
    """Words as a response holds them."""
    return {"type": "PlainText", "text": words}


def tell(words: str) -> Answer:
    """Says something, and closes the session."""
    return {"version": "1.0", "response": {"outputSpeech": plain(words), "shouldEndSession": True}}
