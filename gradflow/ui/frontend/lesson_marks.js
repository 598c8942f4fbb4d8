// What the text of a lesson speaks of: a layer, [layer 3](#layer-3), a map, [its map](#map-signal), a factor,
// [the slopes](#factor-slopes). Pointing at it, by mouse or by Tab, marks it in the pictures; a click keeps it marked.

// Under that name, so that the page points at one thing.
import { pin } from "../gradflow.live_figure/pointing.js";
import { choose, speak } from "../gradflow.live_figure/spoken_of.js";

const MARK = /^#(layer|map|factor)-(\w+)$/;
let rests = 0; // the layer that is marked while nobody points

/** What stays marked: the layer of the page, 0 for none, where it has come anew; else what was chosen. */
export function rest(layer, anew) {
  if (anew) {
    rests = layer;
    choose("");
  }
  setTimeout(() => pin(rests)); // the address bar, drawn before, unpins
}

/** Once: whatever text there will be. */
export function listen() {
  if (listen.done) return;
  listen.done = true;
  const of = ({ target }) => target.closest?.("a[href]")?.getAttribute("href").match(MARK);
  const show = ([, kind, name]) => (kind === "layer" ? pin(Number(name)) : speak(name));
  const leave = () => {
    pin(rests);
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
      if (found[1] === "layer") pin((rests = Number(found[2])));
      else choose(found[2]);
    },
    true,
  );
}
