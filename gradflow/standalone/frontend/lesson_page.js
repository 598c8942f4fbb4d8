// A lesson without a server: one station after the other. What is answered stays in this tab.

import { add, beside, fill, form, marked } from "./lesson_answer.js";
import { storedRun } from "./lesson_run.js";
import { unpacked } from "./packed.js";

const dark = matchMedia("(prefers-color-scheme: dark)");
const page = document.getElementById("page");
const given = new Map(); // by key: {answer, sure, right, own}
let lesson;
let language;
let at = 0;
let hints = 0;
let marks = []; // each marks a layer in a picture
let resting = 0; // the layer that is marked while nobody points

function theme({ type } = {}) {
  document.documentElement.dataset.theme = dark.matches && type !== "beforeprint" ? "dark" : "light"; // paper is white
}

/** The station on show, from its beginning; focus: whether the reader comes from another one. */
function draw(focus = true) {
  const words = lesson.words[language];
  const stations = lesson.stations[language];
  const station = stations[at];
  document.documentElement.lang = language;
  document.title = `${lesson.titles[language]} · gradflow`;
  page.replaceChildren();
  marks = [];
  resting = 0;
  head(words, stations.length);
  const columns = add(page, "div", { className: "columns" });
  const [text, side] = ["text", "side"].map((className) => add(columns, "section", { className }));
  const title = add(text, "h1", { textContent: station.title, tabIndex: -1 });
  html(text, station.text ?? "");
  if (station.prompt) asked(station, words, text, side);
  else if (station.kind === "synthesis") synthesis(station, words, text);
  else {
    if (station.setting) html(side, station.setting);
    if (station.kind === "card") add(text, "p", { textContent: score(words) });
    else add(text, "p", { className: "about", textContent: words.about });
    ways(text, words, station.kind === "opening" ? words.begin : words.next);
  }
  if (focus) {
    title.focus({ preventScroll: true });
    scrollTo(0, 0);
  }
}

function head(words, count) {
  const bar = add(page, "header", {});
  add(bar, "b", { textContent: lesson.titles[language] });
  add(bar, "progress", { max: count, value: at + 1, ariaLabel: words.progress.replace("{at}", at + 1).replace("{count}", count) });
  add(bar, "span", { textContent: words.progress.replace("{at}", at + 1).replace("{count}", count) });
  for (const [name, text] of Object.entries(lesson.languages)) {
    const button = add(bar, "button", { type: "button", textContent: text, lang: name });
    button.setAttribute("aria-pressed", name === language);
    button.onclick = () => {
      language = name;
      draw();
    };
  }
}

function asked(station, words, text, side) {
  const { key, prompt } = station;
  const known = given.get(key);
  if (!known) {
    html(text, prompt.question);
    form(prompt.kind === "curve" ? side : text, station, words, (answer, sure) => {
      given.set(key, { answer, sure, right: marked(prompt, answer).right });
      draw();
    });
    if (prompt.kind !== "curve") html(side, station.setting);
    return hinted(station, words, text);
  }
  const { answer, sure, right } = known;
  const told = marked(prompt, answer);
  const verdict = told.close ? words.close : right ? words.right : words.not_so;
  add(text, "p", { className: `gradflow-verdict ${right ? "right" : "wrong"}`, textContent: verdict });
  beside(prompt.kind === "curve" ? side : text, prompt, answer, words);
  html(text, told.text);
  const surprise = sure >= words.certain && !right ? words.sure_and_wrong : sure <= words.guessed && right ? words.unsure_and_right : "";
  if (surprise) add(text, "p", { className: "about", textContent: surprise });
  if (!station.shown.length) html(side, station.setting);
  runs(station, words, side);
  const explained = fill(prompt.explained, told.answer ?? "");
  if (!station.why) return explain(text, explained, words);
  const why = html(text, station.why);
  why.prepend(Object.assign(document.createElement("b"), { textContent: words.why }));
  if (known.own === undefined) return own(text, key, words);
  if (known.own) add(text, "blockquote", { textContent: known.own });
  explain(text, explained, words);
}

function explain(text, explained, words) {
  html(text, explained);
  ways(text, words, words.next);
}

function runs(station, words, side) {
  station.shown.forEach((run, index) => {
    if (station.said) html(side, station.said[index]);
    const place = add(side, "div", { className: "gradflow-sketch stored" });
    marks.push(storedRun(place, lesson.runs[run], words));
  });
  resting = station.layer;
  mark(resting);
}

function hinted(station, words, text) {
  const count = station.hints.length;
  station.hints.slice(0, hints).forEach((hint) => html(text, hint).classList.add("hint"));
  if (hints >= count) return;
  const label = words.hint.replace("{number}", hints + 1).replace("{count}", count);
  add(text, "button", { type: "button", className: "hinting", textContent: label }).onclick = ({ target }) => {
    hints += 1;
    const hint = html(text, station.hints[hints - 1]);
    hint.classList.add("hint");
    target.before(hint);
    if (hints >= count) target.remove();
    else target.textContent = words.hint.replace("{number}", hints + 1).replace("{count}", count);
  };
}

function own(text, key, words) {
  const all = add(text, "form", {});
  const label = add(all, "label", { className: "own" });
  add(label, "span", { textContent: words.own_words });
  const field = add(label, "textarea", { rows: 3, maxLength: 600 });
  add(all, "button", { className: "primary", textContent: words.compare });
  all.onsubmit = (event) => {
    event.preventDefault();
    given.set(key, { ...given.get(key), own: field.value.trim() });
    draw(false);
  };
}

function synthesis({ key, question, answer }, words, text) {
  html(text, question);
  const known = given.get(key);
  if (!known) return own(text, key, words);
  if (known.own) add(text, "blockquote", { textContent: known.own });
  html(text, answer).prepend(Object.assign(document.createElement("b"), { textContent: `${words.model} ` }));
  ways(text, words, words.next);
}

function score(words) {
  const known = [...given.values()].filter(({ right }) => right !== undefined);
  const right = known.filter((each) => each.right).length;
  return words.scored.replace("{right}", right).replace("{count}", known.length);
}

function ways(parent, words, label) {
  const row = add(parent, "div", { className: "ways" });
  const go = (by) => () => {
    at += by;
    hints = 0;
    draw();
  };
  if (at) add(row, "button", { type: "button", textContent: words.back, onclick: go(-1) });
  if (at < lesson.stations[language].length - 1) {
    add(row, "button", { type: "button", className: "primary", textContent: label, onclick: go(1) });
  }
}

function html(parent, markup) {
  return add(parent, "div", { className: "words", innerHTML: markup });
}

function mark(layer, name) {
  for (const each of marks) each(layer, name);
}

/** The layer, or the curve, that a link of the text marks. */
function marking({ target }) {
  const [, kind, name] = target.closest?.("a[href]")?.getAttribute("href").match(/^#(layer|map)-(\w+)$/) ?? [];
  return kind && (kind === "layer" ? [Number(name)] : [resting, name]);
}

for (const kind of ["pointerover", "focusin"]) page.addEventListener(kind, (event) => marking(event) && mark(...marking(event)));
for (const kind of ["pointerout", "focusout"]) page.addEventListener(kind, (event) => marking(event) && mark(resting));
page.addEventListener("click", (event) => {
  if (!event.target.closest?.('a[href^="#"]')) return;
  event.preventDefault();
  const found = marking(event);
  if (found && !found[1]) [resting] = found;
  if (found) mark(...found);
});
dark.addEventListener("change", theme);
for (const when of ["beforeprint", "afterprint"]) window.addEventListener(when, theme);
theme();
unpacked("lesson").then((bytes) => {
  lesson = JSON.parse(new TextDecoder().decode(bytes));
  language = lesson.language;
  draw(false);
});
