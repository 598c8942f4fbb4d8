// What has been drawn: heights that a learner has set at some of the handles. Between two of them the curve is straight,
// beyond the last it goes on level; the given end is 0 and stays.

export const STEP = 0.5; // decades of an arrow key
export const LEAP = 2; // of Page Up and Page Down
const FINEST = 0.1; // decades that a pointer can tell
const MOST_UNDONE = 100;

export class Model {
  /** set: the handles that are set at the beginning, each with its height. */
  constructor({ at, low, high, given }, set = []) {
    Object.assign(this, { at, low, high, count: at.length });
    this.end = given === "last" ? at.length - 1 : 0;
    this.far = this.count - 1 - this.end;
    this.set = new Map(set);
    this.before = [];
  }

  /** From the given end to the far one. */
  order() {
    const all = [...this.at.keys()];
    return this.end ? all.reverse() : all;
  }

  get drawn() {
    return this.set.size > 0;
  }

  values() {
    const known = this.order().filter((index) => index === this.end || this.set.has(index));
    const height = (index) => (index === this.end ? 0 : this.set.get(index));
    return [...this.at.keys()].map((index) => {
      const place = (other) => Math.abs(this.at[other] - this.at[this.end]);
      const before = known.filter((other) => place(other) <= place(index)).at(-1);
      const after = known.find((other) => place(other) >= place(index));
      if (after === undefined || before === after) return height(before);
      const share = (place(index) - place(before)) / (place(after) - place(before));
      return round(height(before) + share * (height(after) - height(before)), 2);
    });
  }

  /** One change, which can be undone: the heights of some handles, or none at all. */
  change(heights, { clear = false, together = false } = {}) {
    if (!together) this.before = [...this.before.slice(-MOST_UNDONE), new Map(this.set)];
    if (clear) this.set = new Map();
    for (const [index, height] of heights) if (index !== this.end) this.set.set(index, this.within(height));
  }

  undo() {
    if (this.before.length) this.set = this.before.pop();
  }

  within(height) {
    return Math.min(this.high, Math.max(this.low, round(height / FINEST, 0) * FINEST));
  }

  /** Shapes to start from, as far down or up as the board goes: how far it is, they do not say. */
  shape(name) {
    const middle = this.order()[Math.floor(this.count / 3)];
    const heights = {
      flat: [[this.far, 0]],
      falls: [[this.far, this.low]],
      bends: [[middle, this.low], [this.far, this.low]],
      rises: [[this.far, this.high]],
    }[name];
    this.change(heights, { clear: true });
  }
}

function round(value, digits) {
  return Number(value.toFixed(digits));
}
