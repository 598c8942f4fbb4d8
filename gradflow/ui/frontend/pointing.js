// Pointing at a layer in one picture marks that layer in every other picture on the page.
//
// The mark is a line laid over the graph, placed by Plotly's own axes: nothing is drawn anew, and it is placed again
// whenever Plotly has drawn. The layer that a link pins stays marked while nobody points at another.

const EVENT = "gradflow:layer";
const TEXTS = ".textpoint, .bartext, .annotation-text"; // that Plotly draws over a picture
const BESIDE = 2; // px between such a text and the line
const NEXT = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1 };
let pointed; // the layer, where it was pointed at, and whether by keyboard; nothing while nobody points
let pinned; // the same, of no picture

function tell(next = pinned) {
  if (next?.layer === pointed?.layer && next?.node === pointed?.node) return;
  pointed = next;
  window.dispatchEvent(new Event(EVENT));
}

/** The layer that the page's link pins, 0 for none. */
export function pin(layer) {
  if (layer === (pinned?.layer ?? 0)) return;
  pinned = layer ? { layer } : undefined;
  if (!pointed?.node) tell();
}

// A finger leaves no picture when it is lifted: what it touched stays marked until it touches something else.
window.addEventListener("pointerdown", ({ target }) => pointed?.node && !pointed.node.contains(target) && tell());

export class Pointing {
  constructor(node) {
    this.node = node;
    this.over = Object.assign(document.createElement("div"), { className: "gradflow-pointing" });
    this.voice = Object.assign(document.createElement("div"), { className: "gradflow-heard", role: "status" });
    this.over.ariaHidden = "true"; // drawn anew with every frame; `say` says it
    this.show = () => this.mark();
    window.addEventListener(EVENT, this.show);
    for (const kind of ["pointermove", "pointerdown"]) node.addEventListener(kind, (event) => this.at(event));
    for (const kind of ["pointerleave", "pointercancel"]) node.addEventListener(kind, (event) => this.left(event));
    node.addEventListener("keydown", (event) => this.key(event));
    node.addEventListener("focus", () => node.matches(":focus-visible") && this.from((layer) => layer));
    node.addEventListener("blur", () => pointed?.keyboard && pointed.node === node && tell());
  }

  /** After the first frame, and whenever the figure has other axes of layers. */
  follow(layers) {
    if (!this.layers) this.node.on("plotly_afterplot", this.show);
    this.layers = layers;
    if (!this.voice.isConnected) this.node.after(this.voice);
    if (layers.length) this.node.tabIndex = 0;
    else this.node.removeAttribute("tabindex");
    this.mark();
  }

  remove() {
    window.removeEventListener(EVENT, this.show);
    this.voice.remove();
    if (pointed?.node === this.node) tell();
  }

  at({ clientX, clientY }) {
    const { left, top } = this.node.getBoundingClientRect();
    const place = { x: clientX - left, y: clientY - top };
    const inside = (axis) => place[axis._id[0]] >= axis._offset && place[axis._id[0]] <= axis._offset + axis._length;
    const found = this.axes().find(([axis, across]) => inside(axis) && inside(across))?.[0];
    if (found) tell({ layer: nearest(found, place[found._id[0]] - found._offset), node: this.node });
    else if (pointed?.node === this.node) tell();
  }

  left({ type, pointerType }) {
    if (pointed?.node === this.node && (pointerType === "mouse" || type === "pointercancel")) tell();
  }

  key(event) {
    if (event.target !== this.node || !this.layers?.length) return;
    if (event.key === "Escape") return tell();
    const [first, last] = [1, this.axes()[0][0].tickvals.at(-1)];
    if (event.key === "Home") this.from(() => first);
    else if (event.key === "End") this.from(() => last);
    else if (NEXT[event.key]) this.from((layer) => Math.min(last, Math.max(first, layer + NEXT[event.key])));
    else return;
    event.preventDefault();
    this.say();
  }

  /** Point by keyboard at the layer that `next` makes of the one pointed at, or of the last one. */
  from(next) {
    const [axis] = this.axes()[0] ?? [];
    if (axis) tell({ layer: next(pointed?.layer ?? axis.tickvals.at(-1)), node: this.node, keyboard: true });
  }

  /** What a key has pointed at: once, however often it is drawn anew while a run goes on. */
  say() {
    const rows = [...(this.over.querySelector(".label")?.childNodes ?? [])];
    this.voice.textContent = rows.map((each) => each.textContent).join(" · ");
  }

  /** Every axis of layers, and how far the pictures along it reach across it. */
  axes() {
    const { _fullLayout: full } = this.node;
    if (!full) return [];
    return (this.layers ?? []).map((id) => {
      const [along, across] = id[0] === "x" ? ["xaxis", "yaxis"] : ["yaxis", "xaxis"];
      const plots = Object.values(full._plots).filter((plot) => plot[along]._id === id);
      const start = Math.min(...plots.map((plot) => plot[across]._offset));
      const end = Math.max(...plots.map((plot) => plot[across]._offset + plot[across]._length));
      return [full[along + id.slice(1)], { _id: across[0], _offset: start, _length: end - start }];
    });
  }

  mark() {
    const elsewhere = pointed && (pointed.node !== this.node || pointed.keyboard || pointed.layer === pinned?.layer);
    const shown = elsewhere ? this.axes() : [];
    if (shown.length && !this.over.isConnected) this.node.append(this.over);
    this.over.replaceChildren(...shown.flatMap(([axis, across]) => marked(this.node, axis, across, pointed.layer)));
    once(this.over.querySelectorAll(".end"));
  }
}

/** Of pictures side by side, or below each other, the last one says which layer it is: the others have numbers there. */
function once(labels) {
  const below = ({ style }, other) => parseFloat(other.style.top) - parseFloat(style.top);
  const farther = ({ style }, other) => parseFloat(style.left) < parseFloat(other.style.left);
  const after = (each, other) => (Math.abs(below(each, other)) < 1 ? farther(each, other) : below(each, other) > 0);
  const all = [...labels];
  for (const each of all) each.classList.toggle("said", all.some((other) => after(each, other)));
}

/** The layer at so many pixels along an axis of layers. */
function nearest(axis, along) {
  return Math.max(1, Math.min(axis.tickvals.at(-1), Math.round(axis.p2l(along))));
}

/** A line at the layer, a dot where it meets a curve, and what is there; nothing where the layer is out of sight. */
function marked(node, axis, across, layer) {
  const along = axis.l2p(layer);
  if (!(along >= 0 && along <= axis._length)) return [];
  const upright = axis._id[0] === "x";
  const [start, place, height] = [across._offset, axis._offset + along, across._length];
  const lines = upright ? [box("line upright", { left: place, top: start, height })] : pieces(node, place, start, start + height);
  const values = upright ? valuesAt(node, axis, layer) : [];
  const dots = values.filter(({ y }) => y !== undefined).map(({ y, colour }) => box("dot", { left: place, top: y }, colour));
  const heading = axis.unifiedhovertitle.text.replace("%{x}", layer);
  const far = upright && along > axis._length / 2;
  const corner = upright ? { left: place, top: start } : { left: start + across._length, top: place };
  const label = box(upright ? (far ? "label before" : "label") : "label end", corner);
  label.append(heading, ...values.map(row));
  return [...lines, ...dots, label];
}

/** Of a level line from here to there, what goes through no number that is written at the layer. */
function pieces(node, top, start, end) {
  const frame = node.getBoundingClientRect();
  const texts = [...node.querySelectorAll(TEXTS)].map((text) => text.getBoundingClientRect());
  const met = texts.filter((text) => text.top - frame.top < top && text.bottom - frame.top > top);
  const gaps = met.map((text) => [text.left - frame.left - BESIDE, text.right - frame.left + BESIDE]).sort(([a], [b]) => a - b);
  const found = [];
  for (const [from, to] of [...gaps, [end, end]]) {
    if (from > start) found.push(box("line", { top, left: start, width: Math.min(from, end) - start }));
    start = Math.max(start, to);
  }
  return found;
}

/** Name, value as its own hover label writes it, colour, and height in the picture of every curve at the layer. */
function valuesAt(node, axis, layer) {
  return node._fullData.flatMap((trace) => {
    const at = trace.xaxis === axis._id ? trace.x.indexOf(layer) : -1;
    const value = at >= 0 ? trace.y[at] : undefined;
    const text = Number.isFinite(value) && written(trace, at, value);
    if (!text) return [];
    const upward = node._fullLayout[`yaxis${trace.yaxis.slice(1)}`];
    const y = trace.type === "scatter" ? upward._offset + upward.d2p(value) : undefined;
    return [{ name: trace.name, text, y, colour: [trace.line?.color, trace.marker?.color].find((colour) => typeof colour === "string") }];
  });
}

/** A value as the trace's hover label writes it, if that says the value. */
function written({ hovertemplate, customdata }, at, value) {
  if (hovertemplate === "%{customdata}") return customdata[at];
  const form = /%\{y:([+]?)\.(\d)([ef%])\}/.exec(hovertemplate ?? "");
  if (!form) return undefined;
  const [, sign, digits, kind] = form;
  const size = kind === "e" ? value.toExponential(digits) : (kind === "%" ? 100 * value : value).toFixed(digits);
  return (sign && value >= 0 ? "+" : "") + size + (kind === "%" ? "%" : "");
}

function row({ name, text, colour }) {
  const [each, hidden] = ["div", "span"].map((kind) => document.createElement(kind));
  each.style.setProperty("--colour", colour);
  hidden.textContent = name + (document.documentElement.lang.startsWith("zh") ? "：" : ": ");
  each.append(hidden, text.replace("-", "−"));
  return each;
}

function box(kind, place, colour) {
  const made = Object.assign(document.createElement("div"), { className: kind });
  for (const [side, length] of Object.entries(place)) made.style[side] = `${length}px`;
  if (colour) made.style.setProperty("--colour", colour);
  return made;
}
