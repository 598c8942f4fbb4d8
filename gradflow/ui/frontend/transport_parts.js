// The parts of a transport: a button, a menu, a slider; each a node, and how to draw it where the run is.

import { icon } from "./icons.js";
import { hear } from "./shortcuts.js";

/** press(now): with what it says at that moment. */
export function button({ name, key, help, now }, words, press) {
  const node = element("span", "part");
  const pressed = element("button", "", { type: "button" });
  const [drawing, label] = [element("span"), element("span")];
  pressed.dataset.name = name;
  pressed.append(drawing, label);
  node.append(pressed);
  if (key) hear(key, pressed);
  if (help) describe(node, pressed, words[help]);
  let said = {};
  pressed.addEventListener("click", () => said.off || press(said));
  if (help) restTip(node, pressed);
  pressed.addEventListener("keydown", (event) => event.repeat && event.key === "Enter" && event.preventDefault());
  const draw = (at) => {
    const before = said;
    said = now(at);
    if (said.icon !== before.icon) drawing.replaceChildren(icon(said.icon));
    if (said.word !== before.word) label.textContent = words[said.word];
    // One that is not pressable now keeps the focus: it will be again.
    if (said.off !== before.off) pressed.setAttribute("aria-disabled", Boolean(said.off));
  };
  return { node, draw };
}

/** choose(number). */
export function choice({ name, help, options, value }, words, choose) {
  const node = element("span", "part choice");
  const menu = element("select");
  menu.dataset.name = name;
  menu.setAttribute("aria-label", words[name]);
  for (const [number, text] of Object.entries(words[options])) menu.append(new Option(text, number));
  menu.addEventListener("change", () => choose(Number(menu.value)));
  node.append(menu, icon("open"));
  if (help) describe(node, menu, words[help]);
  return { node, draw: (at) => void (menu.value = value(at)) };
}

/** slide(number): to where a hand has moved it. */
export function slider({ name, text, low, high, value, read, moves }, words, slide) {
  const node = element("input", "part", { type: "range", min: low, step: 1 });
  let at;
  node.dataset.name = name;
  node.setAttribute("aria-label", words[name]);
  const show = () => {
    const [most, now] = [Math.max(low, high(at)), value(at)];
    node.max = most;
    node.setAttribute("aria-disabled", most === low); // nothing to go back to yet; it keeps the focus
    node.value = now;
    if (text) node.setAttribute("aria-valuetext", words[text].replace("%d", read(now)));
    node.style.setProperty("--done", most > low ? (node.value - low) / (most - low) : 0);
  };
  node.addEventListener("input", () => slide(Number(node.value)));
  // One that a keyboard has come to rests while all else moves: a screen reader would count along. A key moves on from
  // where it is.
  node.addEventListener("keydown", show);
  node.addEventListener("blur", () => at && show());
  const draw = (where) => {
    at = where;
    if (!(moves(at) && node.matches(":focus-visible"))) show();
  };
  return { node, draw };
}

function describe(node, described, text) {
  const tip = element("span", "tip", { textContent: text, id: `gradflow-tip-${described.dataset.name}` });
  tip.setAttribute("role", "tooltip");
  described.setAttribute("aria-describedby", tip.id);
  node.append(tip);
}

/** Whoever has pressed knows what it does, and looks at what stands below: no tip until they come anew. */
function restTip(node, pressed) {
  pressed.addEventListener("click", () => (node.dataset.pressed = ""));
  node.addEventListener("pointerenter", () => delete node.dataset.pressed);
  pressed.addEventListener("focus", () => delete node.dataset.pressed);
}

function element(name, kind = "", more = {}) {
  return Object.assign(document.createElement(name), { className: kind }, more);
}
