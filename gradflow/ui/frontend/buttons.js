// The buttons of a figure: Plotly's own to see everything again, the table, and the files it can be saved as.

import { FORMATS, save } from "./save.js";
import { say } from "./words.js";

const GRID = { width: 16, height: 16, path: "M1 2h14v12H1zM2.5 6v2H7V6zM8.5 6v2h5V6zM2.5 9.5v3H7v-3zM8.5 9.5v3h5v-3z" };

/** Made once for a figure: Plotly builds a graph anew when its configuration is not the same objects. */
export function buttons(figure) {
  const named = (name, icon, click) => ({ name, attr: name, title: () => say(figure.figure, name), icon, click });
  const files = FORMATS.map((format) => named(format, letters(format), () => save(figure.node, figure.figure, format)));
  return [["resetScale2d"], [named("table", GRID, () => figure.table.toggle()), ...files]];
}

function letters(format) {
  return () => Object.assign(document.createElement("span"), { textContent: format.toUpperCase() });
}
