// From the parts of a picture to the picture: the counterpart of gradflow/figures/drawing/codes.py.

export const TYPES = { u1: Uint8Array, u2: Uint16Array, i4: Int32Array, f4: Float32Array, f8: Float64Array };
const MARKS = ["", "0", "∞", "NaN"]; // what codes 0 to 3 stand for

/** The parts of a picture with every array in place of its reference. Arrays are { rows, items }, by column. */
export function filled(parts, arrays, codes, css) {
  const fill = (value) => {
    if (typeof value === "string") return coloured(value, css);
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map(fill);
    if (value.$ !== undefined) return arrayOf(arrays[value.$], value.form, codes);
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, fill(inner)]));
  };
  return fill(parts);
}

function coloured(text, css) {
  return text.includes("var(") ? text.replace(/var\((--[\w-]+)\)/g, (_, name) => css(name)) : text;
}

function arrayOf({ rows, items }, form, codes) {
  const flat = form ? tables(codes)[form](items) : items;
  if (!rows) return flat;
  const columns = flat.length / rows;
  return Array.from({ length: rows }, (_, row) => {
    const line = new flat.constructor(columns);
    for (let column = 0; column < columns; column++) line[column] = flat[column * rows + row];
    return line;
  });
}

let cached;

/** How to read codes in each form, with tables over all 65 536 codes made once. */
function tables({ first, low, step }) {
  if (cached) return cached;
  const decades = Float32Array.from({ length: 65536 }, (_, code) => (code < first ? NaN : low + (code - first) * step));
  const words = MARKS.slice();
  const word = (code) => (words[code] ??= written(10 ** (low + (code - first) * step)));
  return (cached = {
    log10: (codes) => Float32Array.from(codes, (code) => decades[code]),
    zero: (codes) => Float32Array.from(codes, (code) => (code === 1 ? 1 : NaN)),
    text: (codes) => Array.from(codes, word),
  });
}

const OF_SIZES = "%{y:.2e}"; // how Plotly would write them

/** What is read of a size: as in the maps and the sentences, not as a program prints it. */
export function readable(trace) {
  if (trace.hovertemplate !== OF_SIZES) return;
  Object.assign(trace, { customdata: Array.from(trace.y, written), hovertemplate: "%{customdata}" });
}

const RAISED = { ..."⁰¹²³⁴⁵⁶⁷⁸⁹", "-": "⁻", "+": "" };

/** 8.47·10⁻⁷, as the sentences write it. */
function power(digits, exponent) {
  return `${digits}·10${Array.from(exponent, (letter) => RAISED[letter]).join("")}`;
}

/** Three digits; powers of ten only where plain digits would be hard to read. */
export function written(value) {
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size < 1e-3 || size >= 9995) return power(...value.toExponential(2).split("e"));
  return size < 999.5 ? value.toPrecision(3) : String(Number(value.toPrecision(3))); // else it would be a power of ten
}
