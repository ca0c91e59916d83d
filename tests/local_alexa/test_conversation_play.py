"""Conversations are played, and compared with what is expected."""

from __future__ import annotations

from pathlib import Path

import pytest
from scripted_skill import MODEL, echo, reply

from simulator import Echo
from simulator.conversations import Difference, play, read

AREA = "my neck is numb"


def one(*turns: str) -> str:
    """A file with one conversation."""
    return "- name: one\n  turns:\n" + "".join(f"  - {turn}\n" for turn in turns)


def differences(text: str, device: Echo) -> list[tuple[int, str, str, str]]:
    """What differs: (turn, entry, expected, found)."""
    return [
        (played.number, found.what, found.expected, found.found)
        for played in play(read(text)[0], device)
        for found in played.differences
    ]


@pytest.mark.parametrize(
    ("expected", "differs"),
    [
        ("hears: [Where is, numb]", None),
        ("hears: Where", None),
        ("hears: [numb, Where]", ("hears", "Where", "Where is it numb?")),
        ("not_hears: [Goodbye]", None),
        ("not_hears: [numb]", ("not_hears", "not: numb", "Where is it numb?")),
        ("reprompt: Still", None),
        ("reprompt: Gone", ("reprompt", "Gone", "Still there?")),
        ("reprompt: null", ("reprompt", "nothing", "Still there?")),
        ("asking: [x, y]", None),
        ("asking: []", ("asking", "nothing", "x, y")),
        ("urgency: now", None),
        ("urgency: later", ("urgency", "later", "now")),
        ("card: Title", None),
        ("card: {content: Words}", None),
        ("card: Other", ("card", '{"title": "Other"}', '{"title": "Title"}')),
        ("card: null", ("card", "no card", '{"type": "Simple", "title": "Title", "content": "Words"}')),
        ("intent: NumbIntent, slots: {area: neck, howLong: null}", None),
        ("intent: WhyIntent", ("intent", "WhyIntent", "NumbIntent")),
        ("slots: {area: foot}", ("slots", '{"area": "foot"}', '{"area": "neck"}')),
        ("request: IntentRequest", None),
        ("request: null", ("request", "nothing", "IntentRequest")),
        ("attributes: {n: 1, deep: {a: [1, 2]}}", None),
        ("attributes: {n: true}", ("attributes.n", "true", "1")),
        ("attributes: {deep: {a: [1]}}", ("attributes.deep", '{"a": [1]}', '{"a": [1, 2], "b": 3}')),
        ("attributes: {lost: 1}", ("attributes.lost", "1", "not there")),
        ("directives: [Dialog.ElicitSlot]", None),
        ("directives: [{slotToElicit: howLong}]", None),
        (
            "directives: []",
            ("directives", "[]", '[{"type": "Dialog.ElicitSlot", "slotToElicit": "howLong"}]'),
        ),
        ("warnings: []", None),
        ("warnings: [reprompt]", ("warnings", "reprompt", "nothing")),
        ("error: slow", ("error", "slow", "no error")),
        ("ended: true", ("ended", "the session is closed", "the session stays open")),
    ],
)
def test_an_expectation_holds_or_says_what_was_found(expected: str, differs: tuple[str, str, str] | None) -> None:
    """Each entry, met and not met."""
    answer = reply(
        "Where is it numb?",
        attributes={"asking": ["x", "y"], "outcome": {"urgency": "now"}, "n": 1, "deep": {"a": [1, 2], "b": 3}},
        card={"type": "Simple", "title": "Title", "content": "Words"},
        directives=[{"type": "Dialog.ElicitSlot", "slotToElicit": "howLong"}],
    )
    device, _ = echo(reply(), answer)
    found = differences(one("{say: alexa open numb back}", f"{{say: {AREA}, {expected}}}"), device)
    assert found == ([(2, *differs)] if differs else [])


def test_an_end_and_an_error_that_nobody_expected_differ_and_end_the_play() -> None:
    """What would be said after it would be said to another state."""
    turns = ["{say: alexa open numb back}", f"{{say: {AREA}, hears: [never asked]}}", "{say: help}"]
    device, _ = echo(reply(), ValueError("lost"))
    assert differences(one(*turns), device) == [
        (2, "error", "no error", "the skill raised ValueError: lost"),
        (2, "ended", "the session stays open", "the session is closed"),
    ]
    device, skill = echo(reply(), reply("Bye.", end=True))
    assert [row[:2] for row in differences(one(*turns), device)] == [(2, "hears"), (2, "ended")]
    assert len(skill.requests) == 2


def test_an_error_and_a_warning_can_be_expected() -> None:
    """A piece of the line is enough."""
    device, _ = echo(reply(), ValueError("lost"))
    turns = ["{say: alexa open numb back}", f"{{say: {AREA}, error: lost, hears: [There was a problem]}}"]
    assert differences(one(*turns), device) == []
    answer = reply()
    del answer["response"]["reprompt"]
    device, _ = echo(answer)
    assert differences(one("{say: alexa open numb back, warnings: [without a reprompt]}"), device) == []


def test_silence_and_an_intent_are_done_as_the_device_offers_them() -> None:
    """Silence brings the reprompt; an intent skips the language step; several values make a list."""
    device, skill = echo(reply(), reply())
    turns = [
        "{intent: LaunchRequest}",
        '{say: "", hears: [Still there]}',
        "{intent: SymptomIntent, slots: {symptom: [tingling, fever]}}",
    ]
    assert differences(one(*turns), device) == []
    slot = skill.requests[1]["request"]["intent"]["slots"]["symptom"]
    assert [value["value"] for value in slot["slotValue"]["values"]] == ["tingling", "fever"]


def test_a_screen_is_looked_at_and_touched() -> None:
    """What it shows, in order; what is not there cannot be touched."""
    button = {"type": "TouchWrapper", "item": {"type": "Text", "text": "Yes"}}
    button["onPress"] = [{"type": "SendEvent", "arguments": ["answer", 1]}]  # type: ignore[assignment]
    picture = {"type": "Image", "source": "https://example.com/back.png"}
    items = [{"type": "Text", "text": "Is it numb?"}, picture, button]
    document = {"type": "APL", "version": "1.9", "mainTemplate": {"items": [{"type": "Container", "items": items}]}}
    shown = reply(directives=[{"type": "Alexa.Presentation.APL.RenderDocument", "token": "t", "document": document}])
    turns = ["{say: alexa open numb back, shows: [Is it, Yes]}", "{touch: [answer, 1], request: null}"]
    device, skill = echo(shown, reply(), device="show")
    assert differences(one(*turns), device) == [
        (2, "request", "nothing", "Alexa.Presentation.APL.UserEvent"),
    ]
    assert skill.requests[1]["request"]["arguments"] == ["answer", 1]
    device, _ = echo(shown, device="show")
    ((number, entry, _, why),) = differences(one(turns[0], "{touch: never}"), device)
    assert (number, entry) == (2, "touch")
    assert why.startswith("nothing on the screen sends ['never']")
    device, _ = echo(shown, device="show")
    assert differences(one("{say: alexa open numb back, shows: [Yes, Is it]}"), device) == [
        (1, "shows", "Is it", "Is it numb? | https://example.com/back.png | Yes")
    ]
    device, _ = echo(shown, device="show")
    assert differences(one("{say: alexa open numb back, shows: []}"), device) == [
        (1, "shows", "nothing", "Is it numb? | https://example.com/back.png | Yes")
    ]


def test_any_request_can_be_sent() -> None:
    """As it is; one that cannot be is a difference."""
    device, skill = echo()
    sent = "{send: {type: AlexaSkillEvent.SkillEnabled, body: {a: 1}}, ended: true}"
    assert differences(one(sent), device) == []
    assert skill.requests[0]["request"]["type"] == "AlexaSkillEvent.SkillEnabled"
    assert skill.requests[0]["request"]["body"] == {"a": 1}


def test_a_step_that_the_model_or_device_cannot_do_is_a_difference() -> None:
    """With the reason; the conversation ends there."""
    device, _ = echo()
    ((number, entry, _, why),) = differences(one("{intent: NopeIntent}", "{say: hi}"), device)
    assert (number, entry) == (1, "intent")
    assert why.startswith("the model has no intent NopeIntent")


def test_words_that_are_near_are_shown_beside_each_other() -> None:
    """[-expected-] {+heard+}, word by word; words that come too early are told; strange words get no hint."""
    device, _ = echo(reply("Please tell me where your back is numb today. Thank you."))
    ((played),) = play(
        read(one("{say: alexa open numb back, hears: [tell me where the back is numb, Thank]}"))[0], device
    )
    assert [found.hint for found in played.differences] == ["near: tell me where [-the-] {+your+} back is numb"]
    device, _ = echo(reply("One, two, three."))
    ((played),) = play(read(one("{say: alexa open numb back, hears: [three, One, purple monkey]}"))[0], device)
    assert [found.hint for found in played.differences] == ["these words come earlier than they should", ""]


def test_a_difference_is_plain(tmp_path: Path) -> None:
    """What outside code reads of it: four texts."""
    device = Echo(handler=lambda _event, _context: reply("Hi."), model=MODEL)
    text = one("{say: alexa open numb back, hears: [Ho]}")
    path = tmp_path / "talk.yaml"
    path.write_text(text, "utf-8")
    (played,) = play(read(path)[0], device)
    assert played.differences == (Difference("hears", "Ho", "Hi."),)
