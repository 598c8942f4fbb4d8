// One Plotly graph, kept alive: every frame goes into the same DOM node, so zoom and hover survive.

import { buttons } from "./buttons.js";
import { readable } from "./decode.js";
import { Falling } from "./falling.js";
import { LinkedHover } from "./linked_hover.js";
import { merged } from "./merged.js";
import { part } from "./parts.js";
import { loadPlotly } from "./plotly.js";
import { Pointing } from "./pointing.js";
import { SpokenOf } from "./spoken_of.js";
import { follow, tellSeen } from "./stream.js";
import { Table } from "./table.js";
import { tightened, unread } from "./tight.js";
import { Toolbar } from "./toolbar.js";

const NARROW = 640; // px; below this the narrow layout is drawn
const TICKS = 20; // px from an x axis to its name
const BUTTONS = 22; // px, the height of Plotly's buttons
const TOUCH = 44; // px, what a finger needs; on a phone the buttons have a row of their own
const NAMES = 60; // px for the rows that a legend has more on a phone
const PAPER = 680; // px that a printed page has room for
const GLIMPSE = 0.1; // of a picture that is on the screen at least, if it counts as seen
const PHONE = matchMedia("(max-width: 640px)"); // as in live_figure.css
const figures = new WeakMap();
let turn = Promise.resolve(); // figures are drawn one a screen refresh, so that the first is seen before the last is done

/** Called by Streamlit for every run of the page and every change of theme. */
export default function liveFigure({ parentElement, data, setTriggerValue }) {
  const node = parentElement.querySelector(".gradflow-figure, [data-plotly]");
  if (!figures.has(node)) figures.set(node, new Figure(node));
  const figure = figures.get(node);
  figure.pick = (place) => setTriggerValue("picked", place);
  figure.follow(data, setTriggerValue);
  // Streamlit also cleans up after a frame that a newer one overtook; the graph is then still in use.
  return () => node.isConnected || figure.remove();
}

class Figure {
  constructor(node) {
    this.node = node;
    this.frame = 0;
    this.falling = new Falling(this.node);
    this.hover = new LinkedHover(this.node);
    this.pointing = new Pointing(this.node);
    this.spoken = new SpokenOf(this.node);
    this.table = new Table(this.node);
    this.buttons = buttons(this);
    this.toolbar = new Toolbar(this.node);
    this.observer = new ResizeObserver(() => this.fit());
    this.observer.observe(this.node);
    this.prints = ["beforeprint", "afterprint"].map((when) => [when, () => this.print(when === "beforeprint")]);
    for (const [when, print] of this.prints) window.addEventListener(when, print);
    this.sight = new IntersectionObserver(([entry]) => this.tellSeen(entry.isIntersecting), { threshold: GLIMPSE });
    loadPlotly(node.dataset.plotly).catch(() => {}); // while the first frame is on its way
  }

  /** Draw whatever a stream's frames hold of the picture with this name. */
  follow({ token, picture, height, on_phone: onPhone }, trigger) {
    this.onPhone = onPhone;
    this.node.classList.toggle("gradflow-figure", onPhone !== "maps" || this.width > 0); // only a phone has the other part
    const read = (stream) => {
      const figure = stream.figure(picture, this.css());
      if (!figure) return false;
      const tall = (this.tall = this.told()) || height; // the page may know better
      const narrow = { ...figure.narrow, height: Math.round(tall * figure.narrow_height) };
      this.figure = { ...figure, wide: { ...figure.wide, height: tall }, narrow, file: `${stream.said.file}-${picture}` };
      this.again = () => read(stream);
      return true;
    };
    const see = (stream) => read(stream) && this.draw();
    this.leave?.();
    this.leave = follow(token, { picture, see, anew: (which) => trigger("anew", which) });
    this.tellSeen = (seen) => onPhone === "maps" || tellSeen(token, picture, seen); // its other part says so
    this.sight.disconnect(); // observed anew, it says at once where the picture is
    this.sight.observe(this.node);
  }

  told() {
    return parseFloat(this.css()("--tall"));
  }

  /** The page's rules of style may come when a run that stands still is drawn already. */
  fit() {
    const restyled = this.again && !Object.is(this.told(), this.tall);
    if (restyled) this.again();
    if (restyled || this.node.clientWidth !== this.width) this.draw();
  }

  css() {
    const style = getComputedStyle(this.node);
    return (name) => style.getPropertyValue(name).trim();
  }

  /** Draw the newest frame; frames that arrive while one is being drawn wait, and only the last is kept. */
  draw() {
    if (!this.figure) return;
    this.waiting = true;
    this.drawing ??= this.drawAll().finally(() => {
      this.drawing = undefined;
      if (this.waiting && !this.removed) this.draw(); // a frame that came in at the last moment
    });
  }

  async drawAll() {
    const Plotly = await loadPlotly(this.node.dataset.plotly).catch((reason) => {
      this.waiting = false; // until the next frame, not at once
      throw reason;
    });
    while (this.waiting && !this.removed) {
      turn = turn.then(() => new Promise(requestAnimationFrame)); // a hidden tab has none, and draws nothing
      await turn;
      this.waiting = false;
      await this.react(Plotly);
    }
  }

  /** Drawn anew no broader than paper and as on white, at once: a page is printed as it is when this returns. */
  print(begins) {
    document.documentElement.classList.toggle("gradflow-paper", begins); // with light's colours (ui/paper.py)
    if (!this.width) return;
    this.paper = begins ? Math.min(PAPER, this.node.clientWidth) : 0;
    this.again();
    if (begins) this.react(window.Plotly);
    else this.draw();
  }

  async react(Plotly) {
    const { traces, layout, wide, narrow, config, label, details } = this.figure;
    this.width = this.paper || this.node.clientWidth;
    if (!this.width) return; // in a closed tab or expander; the observer draws when it opens
    this.node.classList.add("gradflow-figure");
    const slender = this.width < NARROW;
    const more = slender ? narrow : wide;
    for (const detail of details) traces[detail].visible = !slender;
    traces.forEach(readable);
    const phone = PHONE.matches;
    const height = more.height + phone * (TOUCH + NAMES);
    const below = more.margin.b + phone * TOUCH;
    const size = { width: this.width, height, margin: { b: below }, datarevision: ++this.frame };
    const ours = { ...config, modeBarButtons: this.buttons };
    if (!slender) unread(traces, height - more.margin.t - below);
    const whole = { ...this.figure, layout: merged(merged(layout, more), size) };
    const { layout: placed, ...drawn } = part(whole, phone ? this.onPhone : null);
    this.node.style.height = `${placed.height}px`;
    this.node.style.setProperty("--below-ticks", `${phone ? 0 : below - TICKS - BUTTONS}px`);
    // Of a scale that lies down where it stood, Plotly leaves numbers and margins behind: first it goes.
    if (slender !== (this.slender ?? slender)) await Plotly.react(this.node, drawn.traces, scaleless(placed), ours);
    this.slender = slender;
    await Plotly.react(this.node, drawn.traces, slender ? placed : tightened(placed, drawn.linked.length, this.width), ours);
    this.falling.follow(drawn);
    this.hover.follow(Plotly, drawn.linked);
    this.pointing.follow(drawn.layers);
    this.spoken.follow();
    this.table.follow(this.figure);
    this.listen();
    this.describe(label);
    this.node.dataset.frame = this.frame;
  }

  /** Once: a click on what can be opened tells the page what it stands for. */
  listen() {
    if (this.listening) return;
    this.listening = true;
    this.node.on("plotly_click", ({ points }) => {
      const point = points.find(({ curveNumber }) => this.figure.picks.includes(curveNumber));
      if (point) this.pick(Number(point.customdata));
    });
  }

  /** The drawing is one image to a screen reader; its buttons stay buttons. */
  describe(label) {
    const [first, ...others] = this.node.querySelectorAll(".main-svg");
    first.setAttribute("role", "img");
    first.setAttribute("aria-label", label);
    others.forEach((svg) => svg.setAttribute("aria-hidden", "true"));
    this.toolbar.follow(this.figure.table?.caption ?? label);
  }

  async remove() {
    this.removed = true;
    this.leave?.();
    this.observer.disconnect();
    for (const [when, print] of this.prints) window.removeEventListener(when, print);
    this.sight.disconnect();
    this.pointing.remove();
    this.spoken.remove();
    figures.delete(this.node);
    await this.drawing; // Plotly does not expect its graph to vanish while it draws
    window.Plotly?.purge(this.node);
  }
}

/** The layout without its colour scales. */
function scaleless(layout) {
  const without = ([name, value]) => [name, name.startsWith("coloraxis") ? { ...value, showscale: false } : value];
  return Object.fromEntries(Object.entries(layout).map(without));
}
