// What the text of a lesson speaks of: a layer, [layer 3](#layer-3), a map, [its map](#map-signal), a factor,
// [the slopes](#factor-slopes). Pointing at it, by mouse or by Tab, marks it in the pictures; a click keeps it marked.

// Under that name, so that the page points at one thing.
import { pin } from "../gradflow.live_figure/pointing.js";
import { choose, speak } from "../gradflow.live_figure/spoken_of.js";

const MARK = /^#(layer|map|factor)-(\w+)$/;
let rests = 0; // the layer that is marked while nobody points

/** In the pictures, on a board to draw on (sketch.js), and in the drawing of a network that has a box for each of its
 * layers. */
function mark(layer) {
  pin(layer);
  document.dispatchEvent(new CustomEvent("gradflow-mark", { detail: layer }));
  for (const boxes of document.querySelectorAll(".gradflow-network .layers")) {
    const depth = Number(boxes.lastElementChild.textContent);
    boxes.querySelectorAll("i").forEach((box, at, all) => box.classList.toggle("marked", all.length === depth && at + 1 === layer));
  }
}

/** What stays marked: the layer of the page, 0 for none, where it has come anew; else what was chosen. */
export function rest(layer, anew) {
  if (anew) {
    rests = layer;
    choose("");
  }
  setTimeout(() => mark(rests)); // the address bar, drawn before, unpins
}

/** Once a page, whichever of its parts asks: whatever text there will be. */
export function listen() {
  if (window.gradflowMarks) return;
  window.gradflowMarks = true;
  const of = ({ target }) => target.closest?.("a[href]")?.getAttribute("href").match(MARK);
  const show = ([, kind, name]) => (kind === "layer" ? mark(Number(name)) : speak(name));
  const leave = () => {
    mark(rests);
    speak();
  };
  for (const kind of ["pointerover", "focusin"]) document.addEventListener(kind, (event) => of(event) && show(of(event)));
  for (const kind of ["pointerout", "focusout"]) document.addEventListener(kind, (event) => of(event) && leave());
  document.addEventListener(
    "click",
    (event) => {
      const found = of(event);
      if (!found) return;
      event.preventDefault();
      if (found[1] === "layer") mark((rests = Number(found[2])));
      else choose(found[2]);
    },
    true,
  );
}
