// Room that a picture of maps does not have: what would lie over something else is left out.

const BESIDE = 900; // px below which three maps beside each other have no room for formulas and all of their ticks
const ROW = 10; // px that a number in a row needs

/** The layout of so many maps in this width. */
export function tightened(layout, maps, width) {
  if (maps < 3 || width >= BESIDE) return layout;
  const next = { ...layout, annotations: layout.annotations.map(unformulated) };
  for (const [name, value] of Object.entries(next)) {
    if (name.startsWith("coloraxis")) next[name] = { ...value, colorbar: { ...value.colorbar, ...ends(value.colorbar) } };
    if (/^xaxis\d*$/.test(name) && value.title?.text) next[name] = { ...value, nticks: 3, title: { ...value.title, text: "" } };
  }
  return next;
}

/** The name of a map, without its formula. */
function unformulated(note) {
  return /^<b>.*<\/b>/.test(note.text) ? { ...note, text: note.text.match(/^<b>.*?<\/b>/)[0] } : note;
}

function ends({ tickvals, ticktext }) {
  if (!tickvals) return {};
  const both = (list) => [list[0], list.at(-1)];
  return { tickvals: both(tickvals), ticktext: both(ticktext), tickangle: 0 };
}

/** Numbers of rows are left out where the rows are lower than they are. */
export function unread(traces, tall) {
  for (const trace of traces) {
    if (trace.meta === "each" && trace.mode === "text") trace.visible = tall / trace.y.length >= ROW;
  }
}
