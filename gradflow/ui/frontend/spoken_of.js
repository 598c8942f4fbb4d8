// What a text speaks of is marked in the pictures: a map by a frame, a factor by paling the others.
//
// A trace that can be spoken of says its name as `meta`, the same in every language; maps as that of their layout.

const EVENT = "gradflow:spoken";
const PALE = 0.2; // opacity of what is not spoken of
let spoken = ""; // the name, nothing where no text is pointed at
let rests = ""; // the one that was chosen

/** What the text speaks of just now; none: what was chosen before. */
export function speak(name = rests) {
  if (name === spoken) return;
  spoken = name;
  window.dispatchEvent(new Event(EVENT));
}

/** What stays marked while the text is not pointed at, "" for nothing. */
export function choose(name) {
  rests = name;
  speak();
}

export class SpokenOf {
  constructor(node) {
    this.node = node;
    this.frame = Object.assign(document.createElement("div"), { className: "gradflow-spoken" });
    this.show = () => this.mark();
    window.addEventListener(EVENT, this.show);
  }

  /** After the first frame. */
  follow() {
    if (!this.followed) this.node.on("plotly_afterplot", this.show);
    this.followed = true;
  }

  remove() {
    window.removeEventListener(EVENT, this.show);
  }

  mark() {
    const { _fullData: traces, _fullLayout: full } = this.node;
    const map = traces?.filter(({ type }) => type === "heatmap")[full.meta?.indexOf?.(spoken) ?? -1];
    this.frame.hidden = !map;
    if (map) {
      const [x, y] = ["x", "y"].map((way) => full[`${way}axis${map[`${way}axis`].slice(1)}`]);
      const place = { left: x._offset, top: y._offset, width: x._length, height: y._length };
      for (const [side, pixels] of Object.entries(place)) this.frame.style[side] = `${pixels}px`;
      this.node.append(this.frame);
    }
    const here = spoken && !map && traces?.some(({ meta }) => meta === spoken);
    if (here || this.paled) for (const group of this.node.querySelectorAll(".trace")) pale(group, here);
    this.paled = here;
  }
}

function pale(group, here) {
  const trace = group.__data__?.[0]?.trace;
  if (trace?.meta) group.style.opacity = here && trace.meta !== spoken ? PALE : trace.opacity ?? "";
}
