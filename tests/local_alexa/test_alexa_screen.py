"""What a screen shows: APL documents as plain items, and the expressions in them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.device.apl import Item, shown
from simulator.device.binding import evaluate
from simulator.device.screen import Screen, rendered, touched

NAMES: dict[str, Any] = {
    "payload": {"a": {"b": "deep", "n": 3}, "list": ["x", "y"], "t": "it's", "zero": 0, "yes": True},
    "@greeting": "Hi",
}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("plain", "plain"),
        ("${payload.a.b}", "deep"),
        ("${payload.a['b']}", "deep"),
        ("${payload.list[1]}", "y"),
        ("${payload.list[-1]}", "y"),
        ("${payload.list[2]}", None),
        ("${payload.list.length}", 2),
        ("Say ${payload.a.b} ${payload.a.n}!", "Say deep 3!"),
        ("${payload.a.n + 1}", 4),
        ("${1 + 2 * 3 - 4 / 2}", 5),
        ("${(1 + 2) * 3 % 5}", 4),
        ("${payload.a.n / 2}", 1.5),
        ("half: ${payload.a.n / 1.5}", "half: 2"),
        ("${payload.a.n > 2 && !payload.zero}", True),
        ("${payload.a.n <= 2 || payload.yes}", True),
        ("${payload.a.b == 'deep' ? 'A' : 'B'}", "A"),
        ("${payload.zero ? 'A' : payload.yes ? 'B' : 'C'}", "B"),
        ("${payload.nothing ?? 'other'}", "other"),
        ("${payload.nothing.at.all}", None),
        ("${'a}b' + payload.a.n}", "a}b3"),
        ("${-payload.a.n}", -3),
        ("@greeting", "Hi"),
        ("@unknown", "@unknown"),
        ("${@greeting}", "Hi"),
        ("${true != false}", True),
        ("${payload.yes}/${payload.nothing}", "true/"),
        (7, 7),
        ("${Math.floor(2.5)}", None),
        ("${1 / 0}", None),
        ("${payload.a - 1}", None),
        ("${1 +}", None),
        ("${a b}", None),
        ("${#}", None),
        ("open ${payload", "open ${payload"),
        ("${" + "(" * 99 + "1" + ")" * 99 + "}", None),
    ],
)
def test_expressions(text: Any, value: Any) -> None:
    """What data binding comes to; what cannot be worked out is nothing, and no error."""
    assert evaluate(text, NAMES) == value


def document(*items: Any, **more: Any) -> dict[str, Any]:
    """A document with one main component, or several that exclude each other."""
    main = {"parameters": ["payload"], "items": list(items)}
    return {"type": "APL", "version": "2024.3", "mainTemplate": main, **more}


def texts(found: list[Item]) -> list[str]:
    """As they are shown in a terminal."""
    return [str(item) for item in found]


def press(*arguments: Any) -> list[dict[str, Any]]:
    """What a touch does."""
    return [{"type": "SetValue", "property": "x"}, {"type": "SendEvent", "arguments": list(arguments)}]


DATA = {"card": {"type": "object", "properties": {"title": "Back pain", "list": [{"t": "one"}, {"t": "two"}]}}}
TITLE = "${payload.card.properties.title}"


@pytest.mark.parametrize(
    ("item", "lines"),
    [
        ({"type": "Text", "text": TITLE}, ["Back pain"]),
        ({"type": "Text", "text": "a<br/>b <b>c</b>"}, ["a b c"]),
        ({"type": "Text", "text": ""}, []),
        ({"type": "Text", "text": "x", "when": "${viewport.shape == 'round'}"}, []),
        ({"type": "Text", "text": "x", "display": "none"}, []),
        ({"type": "Text", "text": "x", "opacity": 0}, []),
        ({"type": "Frame", "item": {"type": "Text", "text": "in"}}, ["in"]),
        ({"type": "ScrollView", "item": [{"type": "Text", "text": "in"}]}, ["in"]),
        (
            {"type": "Container", "items": [{"type": "Text", "text": "a"}, {"type": "Text", "text": "b"}]},
            ["a", "b"],
        ),
        (
            {
                "type": "Sequence",
                "data": "${payload.card.properties.list}",
                "firstItem": [],
                "item": {"type": "Text", "text": "${ordinal} of ${length}: ${data.t}"},
            },
            ["1 of 2: one", "2 of 2: two"],
        ),
        ({"type": "Sequence", "data": [1, 2], "items": {"type": "Text", "text": "${data + index}"}}, ["1", "3"]),
        ({"type": "Image", "source": "https://a.b/c.png"}, ["(image) https://a.b/c.png"]),
        ({"type": "Image", "sources": ["https://a.b/c.png"]}, ["(image) https://a.b/c.png"]),
        ({"type": "Video", "source": [{"url": "https://a.b/c.mp4"}]}, ["(video) https://a.b/c.mp4"]),
        ({"type": "TouchWrapper", "item": {"type": "Text", "text": "Yes"}, "onPress": press("yes")}, ["[Yes]"]),
        ({"type": "TouchWrapper", "onPress": press("yes")}, ["[(button)]"]),
        ({"type": "TouchWrapper", "item": {"type": "Text", "text": "Dead"}}, ["Dead"]),
        ({"type": "AlexaHeadline", "primaryText": "Big", "secondaryText": "small"}, ["Big", "small"]),
        ({"type": "AlexaButton", "buttonText": "Go", "primaryAction": press("go")}, ["[Go]"]),
        (
            {"type": "AlexaTextList", "headerTitle": "T", "listItems": [{"primaryText": "a"}, {"primaryText": "b"}]},
            ["T", "a", "b"],
        ),
        ({"type": "Text", "text": "${more}", "bind": [{"name": "more", "value": TITLE}]}, ["Back pain"]),
        ({"type": "Headed", "head": "H"}, ["H", "by default"]),
        ({"type": "Endless"}, []),
        ({"type": "Text", "text": "@hello"}, ["Hello!"]),
        ({"type": "Unknown"}, []),
        ("Text", []),
    ],
)
def test_what_is_to_be_seen(item: Any, lines: list[str]) -> None:
    """Each kind of component, in order."""
    head = {
        "parameters": ["head", {"name": "foot", "default": "by default"}],
        "item": {
            "type": "Container",
            "items": [{"type": "Text", "text": "${head}"}, {"type": "Text", "text": "${foot}"}],
        },
    }
    layouts = {"Headed": head, "Endless": {"item": {"type": "Endless"}}}
    resources = [{"strings": {"hello": "Hello!"}}, {"when": "${viewport.mode == 'tv'}", "strings": {"hello": "TV"}}]
    assert texts(shown(document(item, layouts=layouts, resources=resources), DATA)) == lines


def test_a_document_may_look_at_the_screen() -> None:
    """The first of the main items that is wanted; the size in dp."""
    round_, any_ = (
        {"type": "Text", "text": "round", "when": "${viewport.shape == 'round'}"},
        {"type": "Text", "text": "${viewport.width}"},
    )
    assert texts(shown(document(round_, any_), {}, {"shape": "ROUND"})) == ["round"]
    assert texts(shown(document(round_, any_), {}, {"pixelWidth": 1920, "dpi": 320})) == ["960"]


def test_transformers() -> None:
    """SSML is shown as its words."""
    source = {
        "type": "object",
        "properties": {"said": "<speak>Call <sub alias='nine one one'>911</sub></speak>"},
        "transformers": [{"inputPath": "said", "transformer": "ssmlToText", "outputName": "words"}],
    }
    component = {"type": "Text", "text": "${payload.a.properties.words}"}
    assert texts(shown(document(component), {"a": source})) == ["Call nine one one"]


def test_what_a_touch_sends() -> None:
    """The arguments, worked out; the component by its id; what is not there is named, with what is."""
    yes = {"type": "Text", "text": "Yes"}
    wrapper = {"type": "TouchWrapper", "id": "yes", "item": yes, "onPress": press("answer", "${payload.n}")}
    screen = Screen("token", document(wrapper), {"n": 5})
    assert screen.items == [Item("text", "Yes", ("answer", 5), "yes")]
    assert touched(screen, ("answer", 5)) == {
        "type": "Alexa.Presentation.APL.UserEvent",
        "token": "token",
        "arguments": ["answer", 5],
        "source": {"type": "TouchWrapper", "handler": "Press", "id": "yes"},
        "components": {},
    }
    with pytest.raises(ValueError, match=r"nothing on the screen sends \['no'\]; there is: \['answer', 5\]"):
        touched(screen, ("no",))
    with pytest.raises(ValueError, match="nothing to touch"):
        touched(Screen("token"), ("no",))


def test_the_last_document_is_shown() -> None:
    """It stays when a response shows nothing new."""
    render = {"type": "Alexa.Presentation.APL.RenderDocument", "token": "t", "document": document()}
    first = rendered({"directives": [render, {**render, "token": "u"}]}, None, {})
    assert first is not None
    assert first.context["token"] == "u"  # noqa: S105 - the name of a document
    assert rendered({}, first, {}) is first
    assert rendered({}, None, {}) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["${payload.a}", "${x + x}", "Text", "<b>x", "${"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["type", "items", "item", "text", "data", "when", "bind", "onPress", "parameters", "name", "value"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=10,
)


@settings(max_examples=200, deadline=None)
@given(document=st.dictionaries(st.sampled_from(["mainTemplate", "layouts", "resources"]), JSON), data=JSON)
def test_no_document_makes_it_fail(document: Any, data: Any) -> None:
    """Whatever a skill sends, the screen shows what can be shown of it."""
    assert isinstance(shown(document, data), list)
