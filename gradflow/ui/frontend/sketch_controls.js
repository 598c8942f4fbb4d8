// Below a board: shapes to start from, undo and clear, the same as a table of numbers, how sure one is, and the button
// that commits. Once it is committed, what the lines mean.

import { kept } from "./draft.js";

const SHAPES = { flat: "M2 8H22", falls: "M2 3L22 13", bends: "M2 3L11 13H22", rises: "M2 13L22 3" };

/** show(data): once for every page; update(): after every change. */
export function controls(board) {
  const { node } = board;
  const bar = child(node, "div", { className: "bar" });
  const table = child(node, "div", { className: "numbers", hidden: true });
  const sure = child(node, "fieldset", { className: "sure" });
  const send = child(node, "button", { type: "button", className: "commit" });
  const legend = child(node, "div", { className: "legend" });
  const voice = child(node, "p", { className: "missing" });
  voice.setAttribute("role", "status");
  let said;
  let buttons = {};
  let fields = [];

  function show({ words, of, at }) {
    const done = board.done;
    for (const part of [bar, sure, send]) part.hidden = done;
    table.hidden ||= done;
    legend.hidden = !done;
    if (said === `${of} ${words.commit}`) return lines(words);
    said = `${of} ${words.commit}`;
    bar.replaceChildren();
    const mirrored = board.data.given === "last";
    for (const [shape, path] of Object.entries(SHAPES)) press(shape, words[shape].replace("{far}", at[board.model.far]), () => board.model.shape(shape), icon(path, mirrored));
    buttons.undo = press("undo", words.undo, () => board.model.undo());
    buttons.clear = press("clear", words.clear, () => board.model.change([], { clear: true }));
    buttons.table = press("table", words.table, () => (table.hidden = !table.hidden));
    rows(words, at);
    choice(words);
    send.textContent = words.commit;
    voice.textContent = "";
    lines(words);
  }

  function press(name, text, act, drawing) {
    const button = child(bar, "button", { type: "button", className: name });
    if (drawing) button.append(drawing);
    button.append(Object.assign(document.createElement("span"), { textContent: text }));
    button.onclick = () => {
      act();
      board.draw();
    };
    return button;
  }

  function rows(words, at) {
    table.replaceChildren();
    child(table, "p", { textContent: words.exponents });
    fields = at.map((place, index) => {
      const row = child(table, "label", {});
      row.append(words.handle.replace("{place}", place));
      const { low, high, end } = board.model;
      const field = child(row, "input", { type: "number", min: low, max: high, step: 0.5, disabled: index === end });
      field.onchange = () => field.value !== "" && board.change([[index, Number(field.value)]]);
      return field;
    });
  }

  function choice(words) {
    sure.replaceChildren();
    const [title, ...texts] = words.sure;
    child(sure, "legend", { textContent: title });
    texts.forEach((text, index) => {
      const label = child(sure, "label", {});
      const checked = kept(board.data.of).sure === index + 1;
      child(label, "input", { type: "radio", name: `sure ${said}`, value: index + 1, checked });
      label.append(text);
    });
  }

  function lines(words) {
    legend.replaceChildren();
    const { drawn, run, band, rounds = [] } = board.data;
    const there = { you: drawn, run, band, class_first: rounds.length > 1, class: rounds.length };
    const kinds = Object.keys(there).filter((kind) => there[kind]);
    for (const kind of kinds) child(legend, "span", { className: kind, textContent: words[kind] });
  }

  send.onclick = () => {
    const ready = board.model.drawn && chosen();
    voice.textContent = ready ? "" : board.data.words.missing;
    if (ready) board.commit(board.model.values(), chosen());
  };

  sure.onchange = () => answered();

  function chosen() {
    const input = sure.querySelector("input:checked");
    return input ? Number(input.value) : undefined;
  }

  /** What was missing is not missing any more; what there is, is kept. */
  function answered() {
    if (board.model.drawn && chosen()) voice.textContent = "";
    board.keep(chosen());
  }

  function update() {
    answered();
    const values = board.model.values();
    fields.forEach((field, index) => document.activeElement !== field && (field.value = board.model.drawn || index === board.model.end ? values[index] : ""));
    if (buttons.undo) buttons.undo.disabled = !board.model.before.length;
    if (buttons.clear) buttons.clear.disabled = !board.model.drawn;
    buttons.table?.setAttribute("aria-expanded", !table.hidden);
  }

  return { show, update };
}

function child(parent, tag, more) {
  return parent.appendChild(Object.assign(document.createElement(tag), more));
}

/** As the curve goes from the given end. */
function icon(path, mirrored) {
  const span = document.createElement("span");
  span.setAttribute("aria-hidden", "true");
  const turn = mirrored ? ' transform="matrix(-1 0 0 1 24 0)"' : "";
  const start = `<circle cx="2" cy="${path.match(/^M2 (\d+)/)[1]}" r="2"/>`; // the given end
  span.innerHTML = `<svg viewBox="0 0 24 16"><g${turn}><path d="${path}"/>${start}</g></svg>`;
  return span;
}
