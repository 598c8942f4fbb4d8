// Bars that fall in place, the highest first, as the signal comes back from the loss: once for each new word of a figure.

const WHOLE = 1400; // ms from the first bar to the last
const ONE = 350; // ms a bar grows
const STILL = matchMedia("(prefers-reduced-motion: reduce)");

export class Falling {
  constructor(node) {
    this.node = node;
  }

  /** After each frame; fall: the figure's word. Frames that come meanwhile leave the bars' elements where they are. */
  follow({ falling, fall }) {
    if (!fall || fall === this.fell) return;
    this.fell = fall;
    if (STILL.matches) return;
    for (const trace of this.node.querySelectorAll(".trace.bars")) {
      if (falling.includes(trace.__data__?.[0]?.trace.index)) drop([...trace.querySelectorAll(".point")].reverse());
    }
  }
}

/** points: from the highest to the lowest. */
function drop(points) {
  points.forEach((point, rank) => {
    const delay = (WHOLE * rank) / points.length;
    const [path, text] = [point.querySelector("path"), point.querySelector("text")];
    const grown = [{ transform: "scaleX(0)" }, { transform: "scaleX(1)" }];
    path.style.transformBox = "fill-box";
    path.animate(grown, { delay, duration: ONE, fill: "backwards", easing: "ease-out" });
    text?.animate([{ opacity: 0 }, { opacity: 1 }], { delay: delay + ONE, duration: ONE, fill: "backwards" });
  });
}
