// The pulse of a page in a room: asks whether there is something new, and says how many have answered. A screen reader
// hears in which phase the class is, not every count and second.

import { keepDrafts } from "./draft.js";
import { fit } from "./fit.js";
import { listen } from "./lesson_marks.js";
import { formulas } from "../gradflow.live_figure/formulas.js";

const REPEAT = 4000; // ms after which a page that was not drawn again is asked for once more: a connection was lost
const pulses = new WeakMap();

/** Called by Streamlit for every run of the page. */
export default function room({ parentElement, data, setTriggerValue }) {
  const node = parentElement.querySelector(".gradflow-pulse");
  listen();
  keepDrafts();
  if (!pulses.has(node)) pulses.set(node, new Pulse(node));
  const pulse = pulses.get(node);
  pulse.tell = () => setTriggerValue("moved", Date.now());
  pulse.follow(data);
  return () => node.isConnected || pulse.end();
}

class Pulse {
  constructor(node) {
    this.node = node;
    this.told = 0;
    this.ticking = setInterval(() => this.show(), 500);
    document.addEventListener("visibilitychange", (this.seen = () => document.hidden || this.ask()));
    window.addEventListener("online", this.seen);
  }

  follow(data) {
    this.data = data;
    const { answered, present, version, handed_in } = data;
    this.now = { answered, present, version, handed_in };
    const end = (seconds) => (seconds === null ? undefined : performance.now() + 1000 * seconds);
    [this.ends, this.lateEnds] = [end(data.left), end(data.late_left)];
    speak(data.spoken);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), data.every);
    this.told = performance.now() - (data.again ? REPEAT - 1000 : REPEAT);
    this.show();
  }

  async ask() {
    clearTimeout(this.timer);
    try {
      const answer = await fetch(new URL(this.data.url, location.href), { cache: "no-store", signal: AbortSignal.timeout(8000) });
      if (answer.ok) this.now = await answer.json();
      else if (answer.status === 404) this.now = { ...this.now, version: -1 };
    } catch {
      // the network is away; the page says so itself
    }
    if (!this.node.isConnected) return this.end();
    this.show();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), this.data.every);
  }

  get isNew() {
    const { counts, again } = this.data;
    const differs = (name) => this.now[name] !== this.data[name];
    const over = [this.ends, this.lateEnds].some((end) => performance.now() > end + 500);
    return again || over || differs("version") || (counts && ["answered", "present", "handed_in"].some(differs));
  }

  show() {
    const { line, closes, late } = this.data;
    const until = (end, text) => (end === undefined ? "" : text.replace("{time}", clock(end - performance.now())));
    const { answered, present } = this.data.counts ? this.data : this.now; // where bars say the same, as they were drawn
    const said = line.replace("{answered}", answered).replace("{present}", present);
    const text = [said, until(this.ends, closes), until(this.lateEnds, late)].filter(Boolean).join(" · ");
    if (this.node.textContent !== text) this.node.textContent = text;
    set(this.data.katex);
    if (this.data.fits) fit();
    if (this.isNew && performance.now() - this.told > REPEAT) {
      this.told = performance.now();
      this.tell();
    }
  }

  end() {
    clearTimeout(this.timer);
    clearInterval(this.ticking);
    document.removeEventListener("visibilitychange", this.seen);
    window.removeEventListener("online", this.seen);
    if (!document.querySelector(".gradflow-pulse")) document.querySelector(".gradflow-room-voice")?.remove();
  }
}

/** Below the page's own nodes, which come and go with each phase: what is new in a region that stays is said. */
function speak(sentence) {
  let voice = document.querySelector(".gradflow-room-voice");
  if (!voice) {
    voice = Object.assign(document.createElement("div"), { className: "gradflow-room-voice" });
    voice.setAttribute("role", "status");
    document.body.append(voice);
  }
  if (voice.dataset.said === sentence) return;
  voice.dataset.said = sentence;
  setTimeout(() => (voice.textContent = voice.dataset.said), 100); // a region is met before it is filled
}

/** The formulas of options, each once: what is set is no LaTeX any more. */
function set(chunk) {
  for (const list of document.querySelectorAll(".gradflow-shares:has(.formula):not([data-set])")) {
    list.dataset.set = "";
    formulas(list, chunk);
  }
}

function clock(milliseconds) {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
