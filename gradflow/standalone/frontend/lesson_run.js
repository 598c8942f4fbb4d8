// A stored run: its curves over the layers, or the time steps, on an axis of decades, at the step that is chosen.

import { make, Plot, power } from "./sketch_plot.js";

const TALL = 300; // px
const HUNDREDTHS = 100; // of a decade, in which heights are stored

/** Draw it in this node; words: of the page. Returns what marks a layer, 0 for none, and a curve, by name. */
export function storedRun(node, run, words) {
  const plot = new Plot(node);
  const all = [...Array(run.depth).keys()].map((at) => at + 1);
  let step = run.steps.length - 1;
  let marked = 0;
  let spoken = "";
  const legend = add(node, "div", { className: "legend" });
  for (const name of Object.keys(run.curves)) add(legend, "span", { className: name, textContent: words.curves[name] });
  if (run.steps.length > 1) {
    const label = add(node, "label", { className: "step" });
    const text = add(label, "span", {});
    const slider = add(label, "input", { type: "range", min: 0, max: run.steps.length - 1, value: step });
    const name = () => (text.textContent = words.step.replace("{step}", run.steps[step]));
    slider.oninput = () => {
      step = Number(slider.value);
      name();
      draw();
    };
    name();
  }

  function draw() {
    const width = node.clientWidth;
    if (!width) return;
    plot.size({ at: [1, run.depth], low: run.low, high: run.high }, width, TALL);
    plot.axes({ at: run.ticks, low: run.low, high: run.high, words: { x: words.axis[run.axis], y: words.size } });
    plot.svg.setAttribute("role", "img");
    plot.svg.setAttribute("aria-label", ends());
    for (const [name, steps] of Object.entries(run.curves)) {
      const heights = steps[step].map((height) => (height === null ? null : height / HUNDREDTHS));
      plot.line(all, heights, run.curves[spoken] && name !== spoken ? `${name} pale` : name);
    }
    if (marked) mark();
  }

  /** What a screen reader says: each curve by its ends. */
  function ends() {
    const each = Object.entries(run.curves).map(([name, steps]) => {
      const [first, last] = [steps[step][0], steps[step].at(-1)].map((at) => (at === null ? "0" : power(at / HUNDREDTHS)));
      return `${words.curves[name]}: ${words.axis[run.axis]} 1 ${first}, ${run.depth} ${last}`;
    });
    return each.join("; ");
  }

  function mark() {
    const x = plot.x(marked);
    plot.svg.append(make("line", { class: "marked", x1: x, x2: x, y1: plot.y(run.high), y2: plot.y(run.low) }));
  }

  new ResizeObserver(draw).observe(node);
  draw();
  return (layer, name = "") => {
    marked = layer >= 1 && layer <= run.depth ? layer : 0;
    spoken = name;
    draw();
  };
}

function add(parent, tag, more) {
  return parent.appendChild(Object.assign(document.createElement(tag), more));
}
