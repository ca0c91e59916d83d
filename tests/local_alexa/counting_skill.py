"""Another skill than ours, as a file of its own, for the tests of conversations as files."""

from __future__ import annotations

from pathlib import Path

MODEL = Path(__file__).parents[1] / "data" / "models" / "numb_back.json"
SOURCE = """
def handler(event, context):
    request, attributes = event["request"], event["session"]["attributes"]
    if request["type"] == "SessionEndedRequest":
        return {"version": "1.0", "response": {}}
    name = request.get("intent", {}).get("name", request["type"])
    if name == "WhyIntent":
        raise KeyError("lost")
    end, count = name == "AMAZON.StopIntent", attributes.get("count", 0) + 1
    text = "Bye." if end else f"Question {count}: where is it? Say a part of the body."
    body = {"outputSpeech": {"type": "PlainText", "text": text}, "shouldEndSession": end}
    if not end:
        body["reprompt"] = {"outputSpeech": {"type": "PlainText", "text": "Still there?"}}
    return {"version": "1.0", "sessionAttributes": {"count": count}, "response": body}
"""
OPEN = "alexa open numb back"
GOOD = f"""\
- name: It counts its questions
  turns:
    - {{say: {OPEN}, hears: [Question 1], attributes: {{count: 1}}}}
    - {{say: my neck is numb, hears: [Question 2], intent: NumbIntent, slots: {{area: neck}}}}
    - {{say: stop, hears: [Bye], ended: true}}
"""
WRONG = f"""\
- name: It is asked for another number
  turns:
    - {{say: {OPEN}}}
    - {{say: my neck is numb, hears: [Question 3 where is it]}}
    - {{say: stop}}
    - {{say: never played}}
"""


def skill_file(folder: Path) -> Path:
    """The skill's file in a folder."""
    path = folder / "counting.py"
    path.write_text(SOURCE, encoding="utf-8")
    return path


def options(folder: Path) -> list[str]:
    """The switches of a command for this skill."""
    return ["--model", str(MODEL), "--handler", str(skill_file(folder))]
