// A board on which a learner draws what a run will show. Nothing of the draft leaves the browser before it is committed.

import { keep, kept } from "./draft.js";
import { controls } from "./sketch_controls.js";
import { LEAP, Model, STEP } from "./sketch_model.js";
import { make, Plot } from "./sketch_plot.js";

const TALL = 300; // px, unless the page knows better
const boards = new WeakMap();

/** Called by Streamlit for every run of the page. */
export default function sketch({ parentElement, data, setTriggerValue }) {
  const node = parentElement.querySelector(".gradflow-sketch");
  if (!boards.has(node)) boards.set(node, new Board(node));
  const board = boards.get(node);
  board.commit = (values, sure) => setTriggerValue("committed", { values, sure });
  board.follow(data);
  return () => node.isConnected || board.end();
}

class Board {
  constructor(node) {
    this.node = node;
    this.plot = new Plot(node);
    this.observer = new ResizeObserver(() => node.clientWidth !== this.width && this.draw());
    this.observer.observe(node);
    document.addEventListener("gradflow-mark", (this.mark = ({ detail }) => this.point(detail))); // lesson_marks.js
    const svg = this.plot.svg;
    svg.addEventListener("pointerdown", (event) => this.begin(event));
    svg.addEventListener("pointermove", (event) => this.move(event));
    for (const kind of ["pointerup", "pointercancel"]) svg.addEventListener(kind, () => (this.last = undefined));
    svg.addEventListener("keydown", (event) => this.key(event));
  }

  follow(data) {
    if (data.of !== this.data?.of) {
      this.model = new Model(data, kept(data.of).heights ?? data.begins);
      this.current = this.model.far; // from where to where it goes is what one draws first
    }
    this.data = data;
    this.controls ??= controls(this);
    this.controls.show(data);
    this.draw();
  }

  /** Nothing is drawn on it any more: it shows what was, or how it will be. */
  get done() {
    return Boolean(this.data.run || this.data.rests);
  }

  draw() {
    this.width = this.node.clientWidth;
    if (!this.width || !this.data) return;
    const { at, words, ghost, run, drawn, band, rounds } = this.data;
    const { plot, model } = this;
    plot.svg.classList.toggle("done", this.done);
    const tall = parseFloat(getComputedStyle(this.node).getPropertyValue("--tall")) || TALL;
    plot.size(this.data, this.width, tall);
    plot.axes(this.data);
    if (this.marked) plot.upright(this.marked);
    plot.svg.setAttribute("role", this.done ? "img" : "group");
    plot.svg.setAttribute("aria-label", this.done ? this.outcome() : words.label);
    if (ghost && !this.done) plot.line(at, ghost, "ghost");
    if (band) plot.area(at, band);
    for (const [round, [low, middle, high]] of (rounds ?? []).entries()) {
      const last = round === rounds.length - 1 ? "last" : "first";
      plot.area(at, [low, high], `class area ${last}`);
      plot.line(at, middle, `class ${last}`);
    }
    if (this.done) {
      if (drawn) plot.line(at, drawn, "draft");
      if (run) plot.line(at, run, "run");
    } else {
      if (model.drawn) plot.line(at, model.values(), "draft");
      else plot.hint(words.how);
      for (const index of at.keys()) this.handle(index);
    }
    this.controls.update();
  }

  /** One slider a handle; only the current one is met by Tab. */
  handle(index) {
    const { at, words } = this.data;
    const { plot, model } = this;
    const height = model.values()[index];
    const place = { cx: plot.x(at[index]), cy: plot.y(height), r: 7 };
    if (index === model.end) {
      const given = plot.add("circle", { ...place, class: "given" });
      given.append(Object.assign(make("title", {}), { textContent: words.given }));
      return;
    }
    const speak = {
      role: "slider",
      tabindex: index === this.current ? 0 : -1,
      "aria-orientation": "vertical",
      "aria-label": words.handle.replace("{place}", at[index]),
      "aria-valuemin": model.low,
      "aria-valuemax": model.high,
      "aria-valuenow": height,
      "aria-valuetext": this.spoken(index, height),
      "data-index": index,
    };
    plot.add("circle", { ...place, ...speak, class: model.set.has(index) ? "handle set" : "handle" });
  }

  spoken(index, height) {
    const { words, at } = this.data;
    if (!this.model.drawn) return words.unset.replace("{place}", at[index]);
    const way = Math.abs(height) < 0.05 ? words.level : height < 0 ? words.below : words.above;
    return way.replace("{place}", at[index]).replace("{decades}", Number(Math.abs(height).toFixed(1)));
  }

  /** Once it is there: where both curves end. */
  outcome() {
    const { words, drawn, run } = this.data;
    if (!run) return drawn ? words.you : words.y;
    if (!drawn) return words.run;
    const [mine, real] = [drawn, run].map((heights) => (heights[this.model.far] ?? NaN).toFixed(1));
    return words.asked.replace("{drawn}", mine).replace("{run}", real);
  }

  change(heights, how) {
    this.model.change(heights, how);
    this.draw();
  }

  /** The layer that the text speaks of, 0 for none. */
  point(layer) {
    this.marked = layer;
    this.draw();
  }

  end() {
    this.observer.disconnect();
    document.removeEventListener("gradflow-mark", this.mark);
  }

  /** As far as one has come. */
  keep(sure) {
    if (!this.done) keep(this.data.of, { heights: [...this.model.set], sure });
  }

  begin(event) {
    if (this.done || event.button) return;
    event.preventDefault();
    this.plot.svg.setPointerCapture(event.pointerId);
    this.last = undefined;
    this.move(event, true);
  }

  /** A stroke sets every handle that it passes, also those between two of its events. */
  move(event, first = false) {
    if (this.done || (!first && !this.last)) return;
    const { left, top } = this.plot.svg.getBoundingClientRect();
    const scale = this.plot.width / this.plot.svg.getBoundingClientRect().width;
    const now = { x: (event.clientX - left) * scale, y: (event.clientY - top) * scale };
    const places = this.data.at.map((place) => this.plot.x(place));
    const nearest = places.reduce((best, x, index) => (Math.abs(x - now.x) < Math.abs(places[best] - now.x) ? index : best), 0);
    const heights = new Map([[nearest, this.plot.decades(now.y)]]);
    const from = this.last;
    if (from) {
      places.forEach((x, index) => {
        if ((x - from.x) * (x - now.x) >= 0) return;
        heights.set(index, this.plot.decades(from.y + ((x - from.x) / (now.x - from.x)) * (now.y - from.y)));
      });
    }
    this.last = now;
    if (nearest !== this.model.end) this.current = nearest;
    this.change(heights, { together: !first });
    if (first) this.focus();
  }

  key(event) {
    if (this.done || event.target.getAttribute("role") !== "slider") return;
    const { model, current } = this;
    const height = model.values()[current];
    const to = { ArrowUp: height + STEP, ArrowDown: height - STEP, PageUp: height + LEAP, PageDown: height - LEAP, Home: model.low, End: model.high };
    const along = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (along) {
      const next = current + along;
      if (next >= 0 && next < model.count && next !== model.end) this.current = next;
      this.draw();
    } else if (event.key in to) {
      this.change([[current, to[event.key]]]);
    } else if (event.key === "z" && (event.ctrlKey || event.metaKey)) {
      model.undo();
      this.draw();
    } else return;
    event.preventDefault();
    this.focus();
  }

  focus() {
    this.plot.svg.querySelector(`[data-index="${this.current}"]`)?.focus({ preventScroll: true });
  }
}
