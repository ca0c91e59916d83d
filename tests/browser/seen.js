// What somebody with a screen reader, or with weak eyes, would stumble over. Gives a list of lines; [] is good.
() => {
  const wrong = [];
  const visible = (e) => e.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && e.getClientRects().length > 0;
  const all = (selector) => [...document.querySelectorAll(selector)].filter(visible);
  const short = (e) => `${e.tagName.toLowerCase()}${e.id ? `#${e.id}` : e.className ? `.${e.className}` : ""} "${e.textContent.trim().slice(0, 30)}"`;

  // names: everything that can be used says what it is
  for (const e of all("button, input, select, a, summary, [role=tab], [tabindex='0']")) {
    const by = (e.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join("");
    const name = e.getAttribute("aria-label") || by || [...(e.labels ?? [])].map((l) => l.textContent).join("") || e.textContent;
    if (!name.trim()) wrong.push(`no name: ${short(e)}`);
  }
  // structure
  for (const landmark of ["main", "header", "aside"]) if (document.querySelectorAll(landmark).length !== 1) wrong.push(`not one ${landmark}`);
  if (document.querySelectorAll("h1").length !== 1) wrong.push("not one h1");
  if (!document.documentElement.lang || !document.title) wrong.push("no language, or no title");
  let level = 1;
  for (const e of all("h1, h2, h3, h4")) {
    const now = Number(e.tagName[1]);
    if (now > level + 1 && !e.closest("main")) wrong.push(`heading jumps from ${level} to ${now}: ${short(e)}`);
    level = now;
  }
  const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
  for (const id of new Set(ids.filter((one, at) => ids.indexOf(one) !== at))) wrong.push(`id twice: ${id}`);
  for (const name of ["aria-labelledby", "aria-describedby", "aria-controls", "for"]) {
    for (const e of document.querySelectorAll(`[${name}]`)) {
      for (const id of e.getAttribute(name).split(" ")) if (!document.getElementById(id)) wrong.push(`${name} leads nowhere: ${id}`);
    }
  }
  for (const e of all("ol > *, ul > *")) if (e.tagName !== "LI") wrong.push(`in a list, but no entry: ${short(e)}`);

  // size: what is touched has 24 CSS pixels at least; nothing is wider than the window
  for (const e of all("button, select, input, [role=tab]")) {
    const { width, height } = e.getBoundingClientRect();
    if (Math.min(width, height) < 24) wrong.push(`too small (${Math.round(width)} x ${Math.round(height)}): ${short(e)}`);
  }
  if (document.documentElement.scrollWidth > innerWidth) wrong.push(`wider than the window: ${document.documentElement.scrollWidth} > ${innerWidth}`);
  for (const e of all("main *, header *")) {
    const { left, right } = e.getBoundingClientRect();
    const scrolled = e.closest("pre, .screen, .visually-hidden, .who, .skip");
    if (!scrolled && (right > innerWidth + 1 || left < -1)) wrong.push(`stands out of the window: ${short(e)}`);
  }

  // contrast: WCAG 2.2, 1.4.3 (texts) and 1.4.11 (borders of fields)
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = ([r, g, b, a], under) => [r, g, b].map((part, at) => part * a + under[at] * (1 - a));
  const ground = (e) => {
    if (!e) return rgba(getComputedStyle(document.documentElement).backgroundColor).slice(0, 3);
    const colour = rgba(getComputedStyle(e).backgroundColor);
    return colour[3] === 1 ? colour.slice(0, 3) : over(colour, ground(e.parentElement));
  };
  const light = (colour) => {
    const [r, g, b] = colour.map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (one, other) => {
    const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  for (const e of all("body *")) {
    const own = [...e.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!own || e.closest(":disabled, [aria-hidden=true], .visually-hidden, .who, option, noscript")) continue;
    const css = getComputedStyle(e), behind = ground(e);
    const found = ratio(over(rgba(css.color), behind), behind);
    const large = parseFloat(css.fontSize) >= 24 || (parseFloat(css.fontSize) >= 18.66 && Number(css.fontWeight) >= 700);
    if (found < (large ? 3 : 4.5)) wrong.push(`contrast ${found.toFixed(2)}: ${short(e)}`);
  }
  for (const e of all("input:not([type=file]), select, .composer button:not(.primary)")) {
    const found = ratio(rgba(getComputedStyle(e).borderTopColor).slice(0, 3), ground(e.parentElement));
    if (found < 3) wrong.push(`border ${found.toFixed(2)}: ${short(e)}`);
  }
  return wrong;
}
