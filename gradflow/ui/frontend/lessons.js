// What a browser keeps of lessons: the progress, the answers and the misses of a learner are in this browser alone. A
// visit asks for them once; from then on it says what is to be kept.
//
// Several tabs keep in the same place. What a tab writes is what it has changed since it last knew, put into what is
// there by now, so that none undoes another.

import { keepFocus } from "../gradflow.transport/focus.js"; // under that name, so that the page has it once
import { keepDrafts } from "./draft.js";
import { keeper } from "./lessons_kept.js";
import { listen, rest } from "./lesson_marks.js";
import { changed, merged } from "./lessons_merged.js";

const KEY = "gradflow.lessons";
let asked; // by which visit it was asked for already
let known = {}; // what the visit knew last
let resting; // of which page a layer rests
let told; // tells the visit what is kept, where the list of lessons is on the page
keepFocus();

/** Called by every run of the page. */
export default function lessons({ parentElement, data, setTriggerValue }) {
  const node = parentElement.querySelector(".gradflow-lessons");
  const say = (said) => setTriggerValue("said", said);
  listen();
  keepDrafts();
  if (data.keep) write(data.keep);
  else if (asked !== data.of) say(read());
  asked = data.of;
  const at = JSON.stringify(data.at);
  if (data.at) rest(data.layer, at !== resting);
  resting = at;
  told = data.lines.title ? say : undefined;
  keeper(node, data.lines, { read, replace, say });
}

// Another tab has written: the list shows it at once; a lesson under way takes it in with what it writes next.
window.addEventListener("storage", ({ key }) => key === KEY && told?.(read()));

function read() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}

function write(memory) {
  const there = read();
  const next = merged(there, changed(known, memory));
  known = memory;
  if (JSON.stringify(next) !== JSON.stringify(there)) replace(next);
}

/** Nothing but this is kept. */
function replace(memory) {
  try {
    if (memory) localStorage.setItem(KEY, JSON.stringify(memory));
    else localStorage.removeItem(KEY);
  } catch {
    // no room, or none allowed: this visit knows it, and the next does not
  }
}
