// Words that move: HTML of the server's, put in place when it has changed.

import { formulas } from "../gradflow.live_figure/formulas.js";
import { follow } from "../gradflow.live_figure/stream.js"; // under that name, so that the page has one stream
import { News } from "./news.js";

const QUIET = 4000; // ms at least between two sentences that a screen reader says
const HEARD = 1000; // ms a sentence stands there to be said; who reads on does not meet it a second time
const SETTLED = 600; // ms a run stands still until it says where: a hand may not have done yet
const texts = new WeakMap();
const left = {}; // by the name of a text: {page, html}, what it said where it was heard last

/** Called by Streamlit for every run of the page. */
export default function liveText({ parentElement, data, setTriggerValue }) {
  const node = parentElement.querySelector(".gradflow-text");
  if (!texts.has(node)) texts.set(node, new Text(node));
  const text = texts.get(node);
  text.follow(data, setTriggerValue);
  return () => node.isConnected || text.leave();
}

class Text {
  constructor(node) {
    this.node = node;
    this.news = new News();
  }

  follow({ token, text, spoken, bar }, trigger) {
    this.name = text;
    const see = (stream) => {
      this.show(stream.said[`text.${text}`] ?? "");
      if (bar) this.fill(stream.said.progress ?? 0);
      if (spoken) this.speak(spoken === "where" && stream.said["transport.run"]?.playing === 0);
    };
    this.leave?.();
    const said = [`text.${text}`, ...(bar ? ["progress"] : []), ...(spoken === "where" ? ["transport.run"] : [])];
    this.leave = follow(token, { said, see, anew: (which) => trigger("anew", which) });
  }

  show(html) {
    if (html === this.html) return;
    this.html = html;
    this.node.innerHTML = html;
    this.sentence = this.node.textContent.trim(); // before its formulas are set, which say everything twice
    this.verdict = [...this.node.querySelectorAll("strong")].map((each) => each.textContent).join(" ");
    formulas(this.node, this.node.dataset.katex);
  }

  /** A bar below the text, so far filled: 0 to 1. */
  fill(progress) {
    this.bar ??= barAfter(this.node);
    this.bar.setAttribute("aria-valuenow", Math.round(100 * progress));
    this.bar.setAttribute("aria-label", this.node.textContent.trim());
    this.bar.firstChild.style.width = `${100 * progress}%`;
  }

  /** Say what is new besides its numbers, and not more often than one can listen; of a run that stands still any news.
   * What the page before has said of its own is none: it stands here until the first frame of this one. */
  speak(still) {
    const { sentence, verdict, html, news } = this;
    const page = location.pathname;
    clearTimeout(this.speaking);
    if (!sentence || (left[this.name]?.html === html && left[this.name].page !== page)) return;
    left[this.name] = { page, html };
    const fresh = news.of(sentence, verdict);
    if (!fresh) news.hear(sentence, verdict);
    const say = still ? sentence : fresh;
    if (!say || sentence === this.said) return;
    this.voice ??= voiceAfter(this.node);
    const wait = still ? SETTLED : QUIET - (performance.now() - (this.spoke ?? -QUIET));
    this.speaking = setTimeout(() => {
      if (location.pathname !== page || !this.node.isConnected) return;
      this.spoke = performance.now();
      this.said = sentence;
      news.hear(sentence, verdict);
      this.voice.textContent = say;
      clearTimeout(this.hushing);
      this.hushing = setTimeout(() => (this.voice.textContent = ""), HEARD);
    }, wait);
  }
}

/** What only a screen reader meets: it says what is put there. */
function voiceAfter(node) {
  const voice = Object.assign(document.createElement("div"), { className: "gradflow-voice" });
  voice.setAttribute("role", "status");
  node.after(voice);
  return voice;
}

function barAfter(node) {
  const bar = Object.assign(document.createElement("div"), { className: "gradflow-bar" });
  bar.setAttribute("role", "progressbar");
  bar.append(document.createElement("div"));
  node.after(bar);
  return bar;
}
