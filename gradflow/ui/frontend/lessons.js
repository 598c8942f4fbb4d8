// What a browser keeps of lessons, and the layers that their texts speak of.
//
// The progress, the answers and the misses of a learner are in this browser alone. A visit asks for them once; from then
// on it says what is to be kept.

import { pin } from "../gradflow.live_figure/pointing.js"; // under that name, so that the page points at one layer

const KEY = "gradflow.lessons";
const LARGEST = 200_000; // characters of a file that is brought again
let asked; // by which visit it was asked for already
let marked = 0; // the layer of the page
let shown; // what the buttons say

/** Called by every run of the page. */
export default function lessons({ parentElement, data, setTriggerValue }) {
  const node = parentElement.querySelector(".gradflow-lessons");
  listen();
  if (data.keep) write(data.keep);
  else if (asked !== data.of) setTriggerValue("said", read());
  asked = data.of;
  marked = data.layer;
  setTimeout(() => pin(marked)); // the address bar, drawn before, unpins
  buttons(node, data, (said) => setTriggerValue("said", said));
}

function read() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}

function write(memory) {
  try {
    localStorage.setItem(KEY, JSON.stringify(memory));
  } catch {
    // no room, or none allowed: this visit knows it, and the next does not
  }
}

/** Pointing at "layer 3" in a text, by mouse or by Tab, marks layer 3 in the pictures. */
function listen() {
  if (listen.done) return;
  listen.done = true;
  const of = ({ target }) => Number(target.closest?.('a[href^="#layer-"]')?.getAttribute("href").slice(7)) || 0;
  for (const kind of ["pointerover", "focusin"]) document.addEventListener(kind, (event) => of(event) && pin(of(event)));
  for (const kind of ["pointerout", "focusout"]) document.addEventListener(kind, (event) => of(event) && pin(marked));
  document.addEventListener("click", (event) => {
    if (!of(event)) return;
    event.preventDefault();
    pin((marked = of(event)));
  }, true);
}

/** To take it along, to bring it again, to erase it. */
function buttons(node, { lines, keep }, say) {
  if (shown === JSON.stringify(lines) && node.childElementCount) return;
  shown = JSON.stringify(lines);
  node.replaceChildren();
  if (!lines.title) return;
  const add = (parent, tag, more) => parent.appendChild(Object.assign(document.createElement(tag), more));
  const all = add(node, "details", {});
  add(all, "summary", { textContent: lines.title });
  add(all, "p", { textContent: lines.about });
  const row = add(all, "div", { className: "row" });
  const voice = add(all, "p", {});
  voice.setAttribute("role", "status");
  add(row, "button", { type: "button", textContent: lines.download, onclick: download });
  const chooser = add(node, "input", { type: "file", accept: ".json,application/json", hidden: true });
  add(row, "button", { type: "button", textContent: lines.restore, onclick: () => chooser.click() });
  chooser.onchange = async () => {
    const [file] = chooser.files;
    try {
      if (file.size > LARGEST) throw new Error("too large");
      const told = JSON.parse(await file.text());
      if (told?.v === undefined) throw new Error("none of ours");
      say(told);
      voice.textContent = lines.restored;
    } catch {
      voice.textContent = lines.unreadable;
    }
    chooser.value = "";
  };
  add(row, "button", {
    type: "button",
    textContent: lines.erase,
    onclick: () => {
      if (!confirm(lines.really)) return;
      localStorage.removeItem(KEY);
      say({});
      voice.textContent = lines.erased;
    },
  });
}

function download() {
  const href = URL.createObjectURL(new Blob([JSON.stringify(read(), null, 1)], { type: "application/json" }));
  Object.assign(document.createElement("a"), { href, download: "gradflow-lessons.json" }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000); // ms; long enough to be read
}
