// A modest drawing of an APL document: containers, texts, frames, lists, buttons, and a place where a picture would be.
// It shows what the skill sends, not every pixel of a device. Nothing is loaded from anywhere.

import { make } from "./dom.js";

let WIDTH = 1280, HEIGHT = 800; // of the device that is drawn on, in its own (dp) pixels
const LISTS = new Set(["Sequence", "GridSequence", "FlexSequence", "Pager"]);
const DIRECTION = { row: "row", column: "column", rowReverse: "row-reverse", columnReverse: "column-reverse" };
const PLACE = { start: "flex-start", end: "flex-end", center: "center", spaceBetween: "space-between", spaceAround: "space-around" };

/** Draws {document, datasources} into a place of any width, as on a device of this size. */
export function draw(place, screen, { width, height }) {
  [WIDTH, HEIGHT] = [width, height];
  const main = screen.document?.mainTemplate ?? {};
  const scope = { viewport: { width: WIDTH, height: HEIGHT, shape: "rectangle", theme: "dark" } };
  for (const name of main.parameters ?? []) {
    const key = typeof name === "string" ? name : name.name;
    scope[key] = key === "payload" ? screen.datasources : screen.datasources[key];
  }
  const sheet = make("div", { class: "apl", role: "region", "aria-label": "Screen of the device", tabindex: "0" });
  Object.assign(sheet.style, { width: `${WIDTH}px`, height: `${HEIGHT}px`, transform: `scale(${place.clientWidth / WIDTH})` });
  sheet.append(...children(main, scope, screen.document?.layouts ?? {}, 0));
  place.replaceChildren(sheet);
}

function children(element, scope, layouts, depth) {
  const listed = [element.items ?? element.item ?? []].flat();
  const data = bound(element.data, scope);
  if (Array.isArray(data) && listed.length) {
    return data.slice(0, 50).map((entry, index) => part(listed[0], { ...scope, data: entry, index, ordinal: index + 1 }, layouts, depth));
  }
  return listed.map((one) => part(one, scope, layouts, depth));
}

function part(element, scope, layouts, depth) {
  if (!element || depth > 30 || bound(element.when ?? true, scope) === false) return make("span");
  const value = (name) => bound(element[name], scope);
  const layout = layouts[element.type];
  if (layout) {
    const own = { ...scope };
    for (const named of layout.parameters ?? []) {
      const key = typeof named === "string" ? named : named.name;
      own[key] = value(key) ?? named.default;
    }
    return make("div", { class: "layout" }, ...children(layout, own, layouts, depth + 1));
  }
  const box = made(element.type, value, element);
  box.append(...children(element, scope, layouts, depth + 1));
  style(box, element.type, value);
  return box;
}

function made(type, value) {
  if (type === "Text") return make("p", {}, plain(value("text")));
  if (type === "Image" || type === "VectorGraphic" || type === "Video") {
    return make("p", { class: "note" }, `${type}: ${[value("source") ?? value("sources")].flat().map(String).join(", ").slice(0, 80)}`);
  }
  if (type === "TouchWrapper" || type === "AlexaButton") {
    return make("div", { class: "touch" }, ...(value("buttonText") ? [plain(value("buttonText"))] : []));
  }
  if (type === "Container" || type === "Frame" || type === "ScrollView" || LISTS.has(type)) return make("div");
  const texts = ["headerTitle", "primaryText", "secondaryText", "bodyText", "text"].map(value).filter(Boolean);
  return make("div", {}, ...(texts.length ? texts.map((text) => make("p", {}, plain(text))) : [make("p", { class: "note" }, String(type))]));
}

function style(box, type, value) {
  const set = (name, found) => { if (found !== undefined && found !== null) box.style[name] = found; };
  if (type === "Container" || LISTS.has(type)) {
    Object.assign(box.style, { display: "flex", flexDirection: DIRECTION[value("direction")] ?? (value("scrollDirection") === "horizontal" ? "row" : "column") });
    set("alignItems", PLACE[value("alignItems")]);
    set("justifyContent", PLACE[value("justifyContent")]);
  }
  if (LISTS.has(type) || type === "ScrollView") box.style.overflow = "auto";
  for (const name of ["width", "height", "fontSize", "lineHeight", "borderRadius", "borderWidth", "paddingLeft", "paddingRight", "paddingTop", "paddingBottom", "minHeight", "maxWidth"]) set(name, size(value(name)));
  for (const name of ["color", "backgroundColor", "borderColor", "textAlign", "fontWeight", "fontStyle", "opacity"]) set(name, value(name));
  if (value("borderWidth")) box.style.borderStyle = "solid";
  if (value("grow")) box.style.flexGrow = value("grow");
  const padding = value("padding") ?? value("paddings");
  if (padding !== undefined) set("padding", [padding].flat().map(size).join(" "));
  if (type === "Text") { set("fontSize", size(value("fontSize") ?? 40)); box.style.margin = "0"; }
  if (type === "TouchWrapper" || type === "AlexaButton") Object.assign(box.style, { border: "2px solid #cfc5b9", borderRadius: "14px", padding: "12px 24px", fontSize: box.style.fontSize || "32px" });
}

function size(found) {
  if (typeof found === "number") return `${found}px`;
  const match = /^(-?[\d.]+)\s*(dp|px|vw|vh|%)?$/.exec(String(found ?? ""));
  if (!match) return undefined;
  const unit = { vw: WIDTH / 100, vh: HEIGHT / 100 }[match[2]];
  return match[2] === "%" ? `${match[1]}%` : `${Number(match[1]) * (unit ?? 1)}px`;
}

const plain = (text) => String(text ?? "").replace(/<br\s*\/?>/gi, "\n").replace(/<[^>]*>/g, "");

/** A value with its data put in: "${payload.a.b}" is what lies there; anything more than a path is shown as written. */
function bound(found, scope) {
  if (typeof found !== "string") return found;
  const alone = /^\$\{([\w.[\]]+)\}$/.exec(found);
  if (alone) return reach(alone[1], scope);
  return found.replace(/\$\{([\w.[\]]+)\}/g, (_, path) => String(reach(path, scope) ?? ""));
}

function reach(path, scope) {
  return path.split(/[.[\]]+/).filter(Boolean).reduce((at, key) => (at !== null && typeof at === "object" && Object.hasOwn(at, key) ? at[key] : undefined), scope);
}
