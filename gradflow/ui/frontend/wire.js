// What a stream sends, taken apart: the counterpart of gradflow/figures/drawing/wire.py.

import { filled, TYPES } from "./decode.js";

const VERSION = 1;
const ALIGNMENT = 8;

export class Wire {
  constructor() {
    this.number = 0; // of the last message
    this.pictures = new Map();
    this.said = {};
  }

  /** A message put to what is known. Returns what of it is new: names of pictures, and what was said. */
  take(buffer) {
    const length = new DataView(buffer).getUint32(0, true);
    const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
    if (header.version !== VERSION) throw new Error(`version ${header.version} of the frames is not known here`);
    if (header.after === 0) this.pictures.clear(); // it stands for itself
    else if (header.after !== this.number) throw new Error(`frame ${header.after} is missing`);
    this.number = header.number;
    this.codes = header.codes ?? this.codes;
    header.gone.forEach((name) => this.pictures.delete(name));
    let at = padded(4 + length);
    for (const [name, news] of Object.entries(header.pictures)) {
      const picture = this.pictures.get(name) ?? { parts: {}, arrays: [] };
      Object.assign(picture.parts, news.parts);
      picture.arrays.length = news.arrays ?? picture.arrays.length;
      for (const [place, type, rows, from, count] of news.items ?? []) {
        const size = (rows || 1) * count;
        const tail = new TYPES[type](buffer, at, size);
        at += padded(tail.byteLength);
        picture.arrays[place] = { rows, items: joined(picture.arrays[place]?.items, (rows || 1) * from, tail) };
      }
      this.pictures.set(name, picture);
    }
    Object.assign(this.said, header.said);
    return { pictures: Object.keys(header.pictures), said: header.said };
  }

  /** The picture as Plotly takes it, every CSS variable looked up by `css(name)`; nothing while there is none. */
  figure(name, css) {
    const picture = this.pictures.get(name);
    return picture && filled(picture.parts, picture.arrays, this.codes, css);
  }
}

/** The first `from` items of an array, and the new ones behind them. */
function joined(before, from, tail) {
  if (!from) return tail;
  const whole = new tail.constructor(from + tail.length);
  whole.set(before.subarray(0, from));
  whole.set(tail, from);
  return whole;
}

function padded(length) {
  return Math.ceil(length / ALIGNMENT) * ALIGNMENT;
}
