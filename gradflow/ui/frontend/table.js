// The numbers of a figure as an HTML table: built when it is asked for, in the figure's place, and kept up with the
// frames while it is open.

import { written } from "./decode.js";
import { say } from "./words.js";

const BUTTON = ".modebar-btn[data-attr=table]";

export class Table {
  constructor(node) {
    this.node = node;
    this.open = false;
  }

  /** After each frame. */
  follow(figure) {
    this.figure = figure;
    this.node.querySelector(BUTTON).setAttribute("aria-pressed", this.open);
    if (!this.open) return;
    this.region ??= this.regionOf(document);
    if (this.region.parentNode !== this.node) this.node.append(this.region);
    fill(this.region.firstChild, figure);
    this.region.setAttribute("aria-label", this.region.firstChild.caption.textContent);
  }

  /** Whoever opens it with the keyboard is in it, and back at the button when it closes. */
  toggle() {
    const button = this.node.querySelector(BUTTON);
    const keys = button.matches(":focus-visible") || this.region?.contains(document.activeElement);
    this.open = !this.open;
    this.node.classList.toggle("as-table", this.open);
    if (!this.open) this.region?.remove();
    this.follow(this.figure);
    if (keys) (this.open ? this.region : button).focus();
  }

  /** What scrolls in the figure's place; with the keyboard too. */
  regionOf(page) {
    const region = Object.assign(page.createElement("div"), { className: "gradflow-table", tabIndex: 0 });
    region.setAttribute("role", "group");
    region.append(page.createElement("table"));
    region.addEventListener("keydown", ({ key }) => key === "Escape" && this.toggle());
    return region;
  }
}

/** Bring a table to a figure's numbers, touching only what differs: a listener's place in it stays. */
export function fill(table, figure) {
  const { caption, columns } = figure.table ?? { caption: figure.label, columns: [] };
  const listed = columns.map((column) => [column.name, ...texts(column, figure)]);
  const rows = (listed[0] ?? []).map((_, row) => listed.map((column) => column[row]));
  write(table.caption ?? table.createCaption(), caption);
  while (table.rows.length > rows.length) table.deleteRow(-1);
  rows.forEach((row, at) => {
    const part = at ? (table.tBodies[0] ?? table.createTBody()) : table.createTHead();
    const line = table.rows[at] ?? part.insertRow();
    while (line.cells.length > row.length) line.deleteCell(-1);
    row.forEach((text, column) => write(line.cells[column] ?? line.appendChild(cell(table, at, column)), text));
  });
}

function cell(table, row, column) {
  const page = table.ownerDocument;
  if (row && column) return page.createElement("td");
  return Object.assign(page.createElement("th"), { scope: row ? "row" : "col" });
}

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function texts({ values, share, gaps }, figure) {
  const whole = values instanceof Int32Array;
  return Array.from(values, (value) => {
    if (typeof value === "string") return value;
    if (Number.isNaN(value)) return say(figure, gaps ? "gap" : "nan");
    if (!Number.isFinite(value)) return say(figure, value > 0 ? "infinity" : "minus_infinity");
    const text = whole ? String(value) : share ? `${written(100 * value)}%` : written(value);
    return text.replaceAll("-", "−"); // a hyphen is not read aloud
  });
}
