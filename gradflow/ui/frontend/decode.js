// Bytes to figure: the counterpart of gradflow/figures/drawing/live_figure.py and codes.py.

const TYPES = { u1: Uint8Array, u2: Uint16Array, i4: Int32Array, f4: Float32Array, f8: Float64Array };
const ALIGNMENT = 8;
const MARKS = ["", "0", "∞", "NaN"]; // what codes 0 to 3 stand for

/** The header with every array in place and every CSS variable looked up by `css(name)`. */
export function decode(bytes, css) {
  const buffer = bytes.slice().buffer; // a copy that starts at 0: typed arrays must be aligned
  const length = new DataView(buffer).getUint32(0, true);
  const start = Math.ceil((4 + length) / ALIGNMENT) * ALIGNMENT;
  const text = new TextDecoder().decode(new Uint8Array(buffer, 4, length));
  const { codes } = JSON.parse(text);
  return JSON.parse(text, (_, value) => {
    if (typeof value === "string") return value.replace(/var\((--[\w-]+)\)/g, (_, name) => css(name));
    return value && value.$at !== undefined ? arrayAt(buffer, start, value, tables(codes)) : value;
  });
}

function arrayAt(buffer, start, { $at, type, shape, form }, lookup) {
  const size = shape.reduce((product, extent) => product * extent, 1);
  const raw = new TYPES[type](buffer, start + $at, size);
  const flat = form ? lookup[form](raw) : raw;
  if (shape.length === 1) return flat;
  const [rows, columns] = shape;
  return Array.from({ length: rows }, (_, row) => flat.slice(row * columns, (row + 1) * columns));
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

/** Three digits; powers of ten only where plain digits would be hard to read. */
export function written(value) {
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size < 1e-3 || size >= 9995) return value.toExponential(2);
  return size < 999.5 ? value.toPrecision(3) : String(Number(value.toPrecision(3))); // else it would be a power of ten
}
