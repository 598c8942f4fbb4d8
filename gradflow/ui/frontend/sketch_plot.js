// The picture of a board: the axes, the curves that are known, and the one that is being drawn.

const SVG = "http://www.w3.org/2000/svg";
export const MARGIN = { left: 54, right: 18, top: 14, bottom: 40 }; // px
const INSIDE = 10; // px between an edge and the first point, so that its handle lies on no number
const RAISED = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

export class Plot {
  constructor(root) {
    this.svg = make("svg", { class: "plot" });
    root.append(this.svg);
  }

  size({ at, low, high }, width, height) {
    Object.assign(this, { width, height });
    const [first, last] = [at[0], at.at(-1)];
    const across = width - MARGIN.left - MARGIN.right;
    const tall = height - MARGIN.top - MARGIN.bottom;
    this.x = (place) => MARGIN.left + INSIDE + ((across - 2 * INSIDE) * (place - first)) / (last - first);
    this.y = (decades) => MARGIN.top + (tall * (high - decades)) / (high - low);
    this.decades = (y) => high - ((y - MARGIN.top) * (high - low)) / tall;
    this.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.svg.setAttribute("height", height);
  }

  axes({ at, low, high, words }) {
    this.svg.replaceChildren();
    this.every = high - low > 24 ? 4 : 2;
    for (let decades = Math.ceil(low / this.every) * this.every; decades <= high; decades += this.every) {
      const y = this.y(decades);
      this.add("line", { class: decades ? "grid" : "grid zero", x1: MARGIN.left, x2: this.width - MARGIN.right, y1: y, y2: y });
      this.add("text", { class: "tick", x: MARGIN.left - 8, y: y + 4, "text-anchor": "end" }, power(decades));
    }
    const slim = this.width < 420;
    at.forEach((place, index) => {
      if (slim && index % 2 && index < at.length - 1) return;
      this.add("text", { class: "tick", x: this.x(place), y: this.height - 22, "text-anchor": "middle" }, place);
    });
    this.add("text", { class: "title", x: (this.width + MARGIN.left) / 2, y: this.height - 5, "text-anchor": "middle" }, words.x);
    const [x, y] = [12, (this.height - MARGIN.bottom) / 2 + 6];
    this.add("text", { class: "title", x, y, transform: `rotate(-90 ${x} ${y})`, "text-anchor": "middle" }, words.y);
  }

  /** A curve through these heights; where one is missing, it breaks off. */
  line(at, heights, kind) {
    const path = heights.map((height, index) => {
      if (height === null) return "";
      const goes = index && heights[index - 1] !== null ? "L" : "M";
      return `${goes}${this.x(at[index]).toFixed(1)} ${this.y(height).toFixed(1)}`;
    });
    return this.add("path", { class: `curve ${kind}`, d: path.join(""), pathLength: 1 });
  }

  /** Below the points, while nothing is drawn: a level line would look like an answer. */
  hint(text) {
    const [x, y] = [(this.width + MARGIN.left) / 2, this.y(-1.5 * this.every) + 5]; // between two lines of the grid
    this.add("text", { class: "hint", x, y, "text-anchor": "middle" }, text);
  }

  upright(place) {
    this.add("line", { class: "mark", x1: this.x(place), x2: this.x(place), y1: MARGIN.top, y2: this.height - MARGIN.bottom });
  }

  area(at, [low, high], kind = "band") {
    const usable = at.map((_, index) => index).filter((index) => low[index] !== null && high[index] !== null);
    const point = (index, heights) => `${this.x(at[index]).toFixed(1)} ${this.y(heights[index]).toFixed(1)}`;
    const there = usable.map((index) => point(index, low));
    const back = usable.toReversed().map((index) => point(index, high));
    this.add("path", { class: kind, d: `M${[...there, ...back].join("L")}Z` });
  }

  add(tag, attributes, text) {
    const node = make(tag, attributes);
    if (text !== undefined) node.textContent = text;
    this.svg.append(node);
    return node;
  }
}

export function make(tag, attributes) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

export function power(decades) {
  const digits = [...String(Math.round(decades))].map((digit) => RAISED[digit]);
  return `10${digits.join("")}`;
}
