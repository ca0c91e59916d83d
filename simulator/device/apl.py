"""An APL document, evaluated enough to tell its texts, its pictures and what can be touched.

Source: Amazon's pages "APL document", "Data sources and transformers", "Multi-child component properties". Not worked
out are styles, positions, commands, functions in expressions, and packages; of Amazon's ready-made layouts the texts
and pictures are found by the names of their parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from simulator.device.binding import evaluate, text_of
from simulator.ssml import SsmlError, heard

_MARKUP = re.compile(r"<br\s*/?>|<[^<>]*>")
_TEXTS = ("headerTitle", "headerSubtitle", "titleText", "primaryText", "secondaryText", "tertiaryText", "bodyText",
          "buttonText", "textContent", "text", "hintText", "footerHintText", "quoteText")  # fmt: skip
_PICTURES = ("headerAttributionImage", "imageSource", "imageBlurredBackground", "backgroundImageSource")
_MANY = ("Container", "Sequence", "GridSequence", "Pager", "FlexSequence")
_DEEPEST, _MOST = 60, 500
"""Components in each other, and items in all: a document beyond that is cut."""


@dataclass(frozen=True)
class Item:
    """One thing on the screen.

    kind   text, image, video, or button: something to touch that has no text or picture of its own
    text   the words, without markup; for a picture its address
    touch  the arguments of the UserEvent that a touch sends, () when nothing happens
    id     of the component that is touched, "" when it has none
    """

    kind: str
    text: str
    touch: tuple[Any, ...] = ()
    id: str = ""

    def __str__(self) -> str:
        words = f"({self.kind}) {self.text}".strip() if self.kind != "text" else self.text
        return f"[{words}]" if self.touch else words


def shown(
    document: Mapping[str, Any], datasources: Mapping[str, Any], viewport: Mapping[str, Any] | None = None
) -> list[Item]:
    """The texts, pictures and touchable parts of a document, in order. Takes any document, and never raises.

    `viewport` is the Viewport of a request, for documents that look at `viewport.shape` and the like.
    """
    if not isinstance(document, Mapping) or not isinstance(datasources, Mapping):
        return []
    names = _names(document, datasources, viewport or {})
    main = document.get("mainTemplate")
    main = main if isinstance(main, Mapping) else {}
    parameters = main.get("parameters")
    for number, parameter in enumerate(parameters if isinstance(parameters, list) else ()):
        name = parameter.get("name") if isinstance(parameter, Mapping) else parameter
        if isinstance(name, str):
            names[name] = _data(datasources) if number == 0 else _data(datasources).get(name)
    layouts = document.get("layouts")
    reader = _Reader(layouts if isinstance(layouts, Mapping) else {})
    found = []
    for item in reader.one(main, names, (), "", 0):
        found.append(item)
        if len(found) >= _MOST:
            break
    return found


def _names(document: Mapping[str, Any], datasources: Mapping[str, Any], viewport: Mapping[str, Any]) -> dict[str, Any]:
    """The names that every expression may use: the screen, and the document's resources."""
    width, height, dpi = (
        found if isinstance(found := viewport.get(name), int) and found > 0 else usual
        for name, usual in (("pixelWidth", 1280), ("pixelHeight", 800), ("dpi", 160))
    )
    names: dict[str, Any] = {
        "viewport": {
            "shape": str(viewport.get("shape", "RECTANGLE")).lower(),
            "mode": str(viewport.get("mode", "HUB")).lower(),
            "pixelWidth": width,
            "pixelHeight": height,
            "width": width * 160 / dpi,
            "height": height * 160 / dpi,
        },
        "environment": {"aplVersion": "2024.3"},
        "payload": _data(datasources),
    }
    resources = document.get("resources")
    for block in resources if isinstance(resources, list) else ():
        if not isinstance(block, Mapping) or not _when(block, names):
            continue
        for kind in ("strings", "string", "numbers", "number", "booleans", "boolean"):
            table = block.get(kind)
            for name, value in table.items() if isinstance(table, Mapping) else ():
                names[f"@{name}"] = evaluate(value, names)
    return names


def _data(datasources: Mapping[str, Any]) -> Mapping[str, Any]:
    """The data with its transformers applied: SSML becomes text, a hint stays as it is."""
    return {name: _transformed(source) for name, source in datasources.items()}


def _transformed(source: Any) -> Any:
    properties = source.get("properties") if isinstance(source, Mapping) else None
    transformers = source.get("transformers") if isinstance(source, Mapping) else None
    if not isinstance(properties, Mapping) or not isinstance(transformers, list):
        return source
    new = dict(properties)
    for transformer in transformers:
        if isinstance(transformer, Mapping) and isinstance(transformer.get("inputPath"), str):
            path = transformer["inputPath"]
            value = evaluate(f"${{{path.removesuffix('.*')}}}", new)
            output = transformer.get("outputName") or path
            if transformer.get("transformer") in ("ssmlToText", "textToHint") and isinstance(output, str):
                new[output] = _words(value)
    return {**source, "properties": new}


def _words(value: Any) -> str:
    text = text_of(value)
    try:
        return heard(text) if text.startswith("<speak") else text
    except SsmlError:
        return text


def _when(component: Mapping[str, Any], names: Mapping[str, Any]) -> bool:
    return "when" not in component or bool(evaluate(component["when"], names))


def _children(component: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    listed: list[Any] = []
    for name in ("firstItem", "items", "item", "lastItem"):
        found = component.get(name)
        listed += found if isinstance(found, list) else [found]
    return [child for child in listed if isinstance(child, Mapping)]


class _Reader:
    """Walks the components of one document."""

    def __init__(self, layouts: Mapping[str, Any]) -> None:
        self._layouts = layouts

    def one(
        self, holder: Mapping[str, Any], names: Mapping[str, Any], touch: tuple[Any, ...], id_: str, depth: int
    ) -> Iterator[Item]:
        """Of several children that exclude each other, the first that is wanted."""
        for child in _children(holder):
            if _when(child, names):
                yield from self._component(child, names, touch, id_, depth + 1)
                return

    def _all(
        self, holder: Mapping[str, Any], names: Mapping[str, Any], touch: tuple[Any, ...], id_: str, depth: int
    ) -> Iterator[Item]:
        data = evaluate(holder.get("data"), names)
        if isinstance(data, Mapping):
            data = data.get("items")  # a dynamic list, before more of it is asked for
        if not isinstance(data, list):
            for child in _children(holder):
                if _when(child, names):
                    yield from self._component(child, names, touch, id_, depth + 1)
            return
        for index, value in enumerate(data):
            inner = {**names, "data": value, "index": index, "ordinal": index + 1, "length": len(data)}
            yield from self.one(holder, inner, touch, id_, depth)

    def _component(
        self, component: Mapping[str, Any], names: Mapping[str, Any], touch: tuple[Any, ...], id_: str, depth: int
    ) -> Iterator[Item]:
        kind = component.get("type")
        if depth > _DEEPEST or not isinstance(kind, str) or not _visible(component, names):
            return
        names = {**names, **_bound(component, names)}
        layout = self._layouts.get(kind)
        if isinstance(layout, Mapping):
            yield from self.one(layout, _arguments(layout, component, names), touch, id_, depth)
            return
        pressed = _pressed(component, names)
        if pressed:
            touch, id_ = pressed, text_of(evaluate(component.get("id"), names))
        before = touch
        if kind == "Text":
            yield from _text(evaluate(component.get("text"), names), touch, id_)
        elif kind in ("Image", "VectorGraphic", "Video"):
            yield from _picture(kind, evaluate(component.get("source", component.get("sources")), names), touch, id_)
        elif kind.startswith("Alexa"):
            yield from self._ready_made(component, names, touch, id_)
        inside = self._all if kind in _MANY else self.one
        seen = False
        for item in inside(component, names, touch, id_, depth):
            seen = seen or item.touch == before
            yield item
        if kind == "TouchWrapper" and pressed and not seen:
            yield Item("button", "", touch, id_)

    def _ready_made(
        self, component: Mapping[str, Any], names: Mapping[str, Any], touch: tuple[Any, ...], id_: str
    ) -> Iterator[Item]:
        """Amazon's own layouts, by the names of their parts."""
        for name in _PICTURES:
            if name in component:
                yield from _picture("Image", evaluate(component[name], names), touch, id_)
        for name in _TEXTS:
            if name in component:
                yield from _text(evaluate(component[name], names), touch, id_)
        listed = evaluate(component.get("listItems"), names)
        for entry in listed if isinstance(listed, list) else ():
            if isinstance(entry, Mapping):
                pressed = _arguments_of(entry.get("primaryAction"), names) or touch
                yield from self._ready_made(entry, names, pressed, id_)


def _visible(component: Mapping[str, Any], names: Mapping[str, Any]) -> bool:
    return evaluate(component.get("display"), names) not in ("none", "invisible") and evaluate(
        component.get("opacity"), names
    ) not in (0, "0")


def _bound(component: Mapping[str, Any], names: Mapping[str, Any]) -> dict[str, Any]:
    own: dict[str, Any] = {}
    binds = component.get("bind")
    for bind in binds if isinstance(binds, list) else ():
        if isinstance(bind, Mapping) and isinstance(bind.get("name"), str):
            own[bind["name"]] = evaluate(bind.get("value"), {**names, **own})
    return own


def _arguments(layout: Mapping[str, Any], component: Mapping[str, Any], names: Mapping[str, Any]) -> dict[str, Any]:
    """What a layout of the document is given for its parameters."""
    own = dict(names)
    parameters = layout.get("parameters")
    for parameter in parameters if isinstance(parameters, list) else ():
        name = parameter.get("name") if isinstance(parameter, Mapping) else parameter
        default = parameter.get("default") if isinstance(parameter, Mapping) else None
        if isinstance(name, str):
            own[name] = evaluate(component.get(name, default), names)
    return own


def _pressed(component: Mapping[str, Any], names: Mapping[str, Any]) -> tuple[Any, ...]:
    for name in ("onPress", "primaryAction"):
        found = _arguments_of(component.get(name), names)
        if found:
            return found
    return ()


def _arguments_of(commands: Any, names: Mapping[str, Any], depth: int = 0) -> tuple[Any, ...]:
    """The arguments of the first SendEvent among commands, also inside Sequential and Parallel."""
    for command in commands if isinstance(commands, list) else [commands]:
        if not isinstance(command, Mapping) or depth > _DEEPEST or not _when(command, names):
            continue
        if command.get("type") == "SendEvent":
            found = command.get("arguments")
            return tuple(evaluate(value, names) for value in (found if isinstance(found, list) else [found]))
        inner = _arguments_of(command.get("commands", command.get("command")), names, depth + 1)
        if inner:
            return inner
    return ()


def _text(value: Any, touch: tuple[Any, ...], id_: str) -> Iterator[Item]:
    words = " ".join(_MARKUP.sub(" ", text_of(value)).split())
    if words:
        yield Item("text", words, touch, id_)


def _picture(kind: str, value: Any, touch: tuple[Any, ...], id_: str) -> Iterator[Item]:
    first = value[0] if isinstance(value, list) and value else value
    address = first.get("url") if isinstance(first, Mapping) else first
    if isinstance(address, str) and address:
        yield Item("video" if kind == "Video" else "image", address, touch, id_)
